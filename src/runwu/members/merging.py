"""Every row that hangs on a person or a member (相关记录): found from the models, so that a new one is never forgotten."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models import Attachment, Journey
from runwu.core.models.facts import FactChange
from runwu.members.models import PartyMember
from runwu.people.models import Person

# Rows that name an object by its public id: the model, the column of its kind, the column of its id.
NAMED: tuple[tuple[type[models.Model], str, str], ...] = (
    (FactChange, "subject_type", "subject_id"),
    (Attachment, "owner_type", "owner_id"),
    (Journey, "subject_type", "subject_id"),
)
LABELS: dict[str, Any] = {
    "members.affiliation": _("组织关系"),
    "members.floatingstay": _("流动期"),
    "members.transfer": _("组织关系转接"),
    "members.correctionrequest": _("更正申请"),
    "members.deletionrequest": _("删除申请"),
    "members.disclosure": _("查看记录"),
    "members.discrepancy": _("对账差异"),
    "members.restrictioncontact": _("联系人"),
    "members.restrictionwish": _("知悉范围的意愿"),
    "members.standingdecision": _("身份变动"),
    "members.membermerge": _("以前的合并"),
    "members.dualcheckin": _("双报到"),
    "members.groupmembership": _("党小组"),
    "members.listinvitation": _("自愿名单"),
    "members.seedling": _("组织工作记录"),
    "people.consent": _("公开范围"),
    "enterprises.workplace": _("工作单位"),
    "enterprises.stationwork": _("从业站点"),
    "organizations.post": _("任职"),
    "organizations.cardnote": _("组织工作记录"),
    "organizations.reserve": _("组织工作记录"),
    "people.skill": _("语言和技能"),
    "coverage.contactprofile": _("指导员资料"),
    "coverage.coveragecontact": _("联系企业"),
    "coverage.dutyholder": _("兜底事项承担人"),
    "coverage.dutyentry": _("兜底事项承担人"),
    "coverage.membermove": _("随批复调整"),
    "dues.duesline": _("党费核定"),
    "dues.duesmonth": _("党费交纳月份"),
    "dues.duesreceipt": _("党费收据"),
    "dues.duesreduction": _("少交免交"),
    "dues.duestalk": _("党费谈话"),
    "dues.paidelsewhere": _("在流入地交纳的党费"),
}


# Of these only a committee, a branch or the person knows (who.md): they move with the others, and no preview or count
# tells that there are any. Whoever is somebody's contact would tell that there is a restricted member.
UNTOLD = frozenset(
    {
        "organizations.cardnote",
        "organizations.reserve",
        "members.restrictioncontact",
        "members.restrictionwish",
        "members.disclosure",
        "members.deletionrequest",
        "members.listinvitation",
        "members.seedling",
        "people.consent",
        "dues.duesreduction",
        "dues.duestalk",
        "dues.paidelsewhere",
    }
)


def relations(target: type[models.Model]) -> Iterator[Any]:
    """Yield every foreign key of every model to persons or members; but not the one from a member to its person."""
    for found in target._meta.get_fields(include_hidden=True):
        if found.auto_created and not found.concrete and (found.one_to_many or found.one_to_one):
            field = found.field  # type: ignore[union-attr]
            if (field.model, target) != (PartyMember, Person):
                yield field


def hanging_on(member: PartyMember) -> Iterator[tuple[Any, models.Model]]:
    """Yield every row that hangs on a member or on the member's person, with the foreign key by which it does."""
    for target, pk in ((PartyMember, member.pk), (Person, member.person_id)):
        for field in relations(target):
            for row in field.model._default_manager.filter(**{field.attname: pk}).order_by("pk"):
                yield field, row


def counted(member: PartyMember) -> dict[str, int]:
    """Return how many rows of each kind hang on a member, in words. One query per foreign key."""
    found: Counter[str] = Counter()
    for target, pk in ((PartyMember, member.pk), (Person, member.person_id)):
        for field in relations(target):
            if field.model._meta.label_lower in UNTOLD:
                continue
            number = field.model._default_manager.filter(**{field.attname: pk}).count()
            found[str(label_of(field.model))] += number
    return dict(found)


def label_of(model: type[models.Model]) -> Any:
    """Name a kind of row."""
    return LABELS.get(model._meta.label_lower, model._meta.verbose_name)


def columns(row: models.Model, *, names: Collection[str] | None = None) -> dict[str, str | None]:
    """Return a row's columns as texts, keys included; all of them, or some. Callers encrypt what they keep."""
    return {
        field.attname: _text(field, row)
        for field in row._meta.concrete_fields
        if names is None or field.attname in names
    }


def _text(field: Any, row: models.Model) -> str | None:
    value = field.value_from_object(row)
    if value is None:
        return None
    return str(value) if isinstance(field, EncryptedTextField) else str(field.value_to_string(row))


def restored(model: type[models.Model], texts: dict[str, str | None]) -> dict[str, Any]:
    """Return the values of columns that were kept as texts."""
    by_column = {field.attname: field for field in model._meta.concrete_fields}
    return {name: by_column[name].to_python(text) for name, text in texts.items() if name in by_column}
