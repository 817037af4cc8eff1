"""A resource of django-import-export for members: what our importer writes, written row by row."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from import_export import fields, resources, widgets

from runwu.core.crypto import blind_index
from runwu.core.pinyin import initials_of
from runwu.enterprises.models import Enterprise, Workplace
from runwu.members.models import Affiliation, PartyMember
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Organization, Post
from runwu.people.models import Person
from runwu.rules.identifiers import Problem, read_identity_number, read_mobile_number
from stage.roster import HEAD

_EDUCATIONS = {"研究生": "postgraduate", "本科": "bachelor", "大专": "college", "高中": "secondary"}


def member_resource(park: Any) -> Any:
    """Return a resource for the register of a park."""
    branches = {row.name: row for row in Organization.objects.filter(park=park)}
    firms = {row.name: row for row in Enterprise.objects.filter(park=park)}
    today = timezone.localdate()

    class PersonResource(resources.ModelResource):
        name = fields.Field(attribute="name", column_name=HEAD[0])
        gender = fields.Field(attribute="gender", column_name=HEAD[1], widget=_Word({"男": "male", "女": "female"}))
        birth_date = fields.Field(attribute="birth_date", column_name=HEAD[2])
        identity = fields.Field(attribute="identity_index", column_name=HEAD[3], widget=_Identity(today))
        education = fields.Field(attribute="education", column_name=HEAD[4], widget=_Word(_EDUCATIONS))
        phone = fields.Field(attribute="phone", column_name=HEAD[5], widget=_Phone())

        class Meta:
            model = Person
            fields = ("name", "gender", "birth_date", "identity", "education", "phone")
            import_id_fields = ("identity",)
            clean_model_instances = True
            skip_unchanged = True
            report_skipped = True

        def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
            instance.initials = initials_of(instance.name)
            instance.phone_index = blind_index(instance.phone, "phone") if instance.phone else ""
            instance.identity_tail = str(row[HEAD[3]])[-4:]

        def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
            _write_member(instance, row, branches[row[HEAD[9]]], firms.get(row[HEAD[11]]), today)

    return PersonResource()


def _write_member(person: Person, row: Any, branch: Organization, firm: Enterprise | None, today: date) -> None:
    admitted = date(*map(int, str(row[HEAD[7]]).split(".")), 1)
    converted = date.fromisoformat(row[HEAD[8]]) if row[HEAD[8]] else None
    standing = "full" if converted else "probationary"
    member, _created = PartyMember.objects.update_or_create(
        person=person,
        defaults={
            "organization": branch, "path": branch.path, "standing": standing, "admitted_on": admitted,
            "converted_on": converted,
        },
    )  # fmt: skip
    Affiliation.objects.get_or_create(member=member, organization=branch, valid_to=None, defaults={"valid_from": today})
    if firm is not None:
        told = {"valid_from": today, "position": row[HEAD[12]] or ""}
        Workplace.objects.get_or_create(person=person, enterprise=firm, valid_to=None, defaults=told)
    if row[HEAD[10]] == "书记":
        kind = PostKind.SECRETARY
        Post.objects.get_or_create(person=person, organization=branch, kind=kind, defaults={"valid_from": today})


class _Word(widgets.Widget):
    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self.words = words

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return self.words.get(value, "")


class _Identity(widgets.Widget):
    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        found = read_identity_number(value, on=self.today)
        if isinstance(found, Problem):
            raise ValidationError(found.happened)
        return blind_index(found.number, "identity")


class _Phone(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        found = read_mobile_number(value)
        return "" if isinstance(found, Problem) else found.number
