"""Skills on record (技能登记): told by the person, or entered with the person's knowledge; gone when either takes it back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.people.models import Person, Skill


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillEntry:
    """A skill as it is typed; `told_on` is the day on which staff told the person, None where the person types it."""

    kind: str
    name: str
    level: str
    source: str
    told_on: date | None = None


@transaction.atomic
def add_skill(
    *, person: Person, entry: SkillEntry, by: User, place: UUID | None = None, path: str = "", own: bool = False
) -> Skill:
    """Put a skill of a person on record (登记技能); `place` and `path` say whose people may read the log of it.

    Raises UserError without a name or source, where staff have not told the person, or for a day to come; Conflict where
    it is on record.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    name, source = entry.name.strip(), entry.source.strip()
    _check(name, source, entry, own=own)
    if Skill.objects.filter(person=person, kind=entry.kind, name__iexact=name).exists():
        raise Conflict(
            _("这项技能已经登记。"),
            rule=_("一项技能只登记一次。"),
            now=_("要改程度或来源的，先去掉原来的，再重新填写。"),
        )
    skill = Skill(
        person=person, kind=entry.kind, name=name, level=entry.level, source=source, own=own,
        told_on=None if own else entry.told_on, recorded_on=timezone.localdate(), recorded_by=by.public_id,
    )  # fmt: skip
    skill.full_clean()
    skill.save()
    audit.log(by, "people.skill.added", skill, place=place, path=path, restricted=person.sealed, kind=skill.kind)
    return skill


def _check(name: str, source: str, entry: SkillEntry, *, own: bool) -> None:
    if not name or not source:
        raise UserError(
            _("没有填写技能名称或来源。"),
            rule=_("技能要写明从何而知，例如证书、培训或本人说明。"),
            now=_("请补充后再登记。"),
        )
    if own:
        return
    if entry.told_on is None:
        raise UserError(
            _("没有填写告知本人的日期。"),
            rule=_("技能由本人填写，或者告知本人以后登记。"),
            now=_("请先告知本人，再填写告知日期。"),
        )
    if entry.told_on > timezone.localdate():
        raise UserError(
            _("告知本人的日期晚于今天。"), rule=_("先告知本人，再登记。"), now=_("请在告知当天或以后登记。")
        )


@transaction.atomic
def remove_skill(*, skill: Skill, by: User, place: UUID | None = None, path: str = "") -> None:
    """Take a skill off the record (去掉技能); the log keeps that it was there, not what it was."""
    audit.log(
        by, "people.skill.removed", skill, place=place, path=path, restricted=skill.person.sealed, kind=skill.kind
    )
    skill.delete()
