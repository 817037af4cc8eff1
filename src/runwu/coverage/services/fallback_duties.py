"""Enter, hand over and end fallback duties for many enterprises at once (兜底登记、交接), and take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.coverage.choices import DutyAct
from runwu.coverage.models import DutyEntry, DutyHolder
from runwu.coverage.selectors.duty_cells import cell_of, holder_label
from runwu.coverage.selectors.fallback_duties import Duty
from runwu.enterprises.models import Enterprise, Park
from runwu.organizations.models import Organization
from runwu.people.models import Person

MOST = 500
"""How many enterprises one entry takes."""


class Effect(StrEnum):
    """What an entry does at one enterprise."""

    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"
    SAME = "same"
    DERIVED = "derived"
    EARLIER = "earlier"
    NOTHING = "nothing"

    @property
    def writes(self) -> bool:
        """Whether anything is written."""
        return self in {Effect.NEW, Effect.CHANGED, Effect.ENDED}

    @property
    def label(self) -> str:
        """Say it."""
        return {
            Effect.NEW: _("登记"),
            Effect.CHANGED: _("交接"),
            Effect.ENDED: _("结束"),
            Effect.SAME: _("不变：已由其负责"),
            Effect.DERIVED: _("不登记：已由现有事实派生"),
            Effect.EARLIER: _("不登记：现负责人的起始日期更晚"),
            Effect.NOTHING: _("不变：没有登记可结束"),
        }[self]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to enter; an end names nobody."""

    duty: Duty
    act: DutyAct
    since: date
    document: str
    organization: Organization | None = None
    person: Person | None = None
    also_derived: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One enterprise of an entry: who answers now, and what becomes of it."""

    enterprise: Enterprise
    now: str
    effect: Effect


def preview(wish: Wish, firms: Sequence[Enterprise], *, standing: Mapping[int, DutyHolder]) -> list[Step]:
    """Return what an entry would do, enterprise by enterprise. The enterprises come from `selectors.duty_matrix`."""
    return [_step(wish, firm, standing.get(firm.pk)) for firm in firms]


def _step(wish: Wish, firm: Enterprise, row: DutyHolder | None) -> Step:
    cell = cell_of(firm, wish.duty)
    now = holder_label(row) if row else cell.who
    return Step(firm, now, _effect(wish, row, derived=cell.derived))


def _effect(wish: Wish, row: DutyHolder | None, *, derived: bool) -> Effect:
    if row is not None and row.valid_from > wish.since:
        return Effect.EARLIER
    if wish.act == DutyAct.END:
        return Effect.ENDED if row is not None else Effect.NOTHING
    if row is None:
        return Effect.DERIVED if derived and not wish.also_derived else Effect.NEW
    entry, wanted = row.entry, (wish.organization, wish.person)
    return Effect.SAME if (entry.organization, entry.person) == wanted else Effect.CHANGED


@transaction.atomic
def enter(*, wish: Wish, park: Park, firms: Sequence[Enterprise], on: date, by: User) -> DutyEntry:
    """Write an entry for many enterprises (登记兜底事项).

    A holder of the same day is replaced, one of an earlier day ends where the new one begins. What follows from facts is
    not entered again unless wished. Raises UserError where nothing would change or the wish is incomplete.
    """
    _checked(wish, firms)
    ids = [firm.pk for firm in firms]
    list(Enterprise.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))
    standing = open_holders(ids, wish.duty.code, lock=True)
    steps = [step for step in preview(wish, firms, standing=standing) if step.effect.writes]
    if not steps:
        raise UserError(
            _("没有可登记的：所选企业都不会有变化。"),
            rule=_("由现有事实派生的、已由同一负责人承担的，不重复登记。"),
            now=_("请另选企业或负责人，或按预览中的说明处理。"),
        )
    entry = DutyEntry.objects.create(
        park=park, code=wish.duty.code, act=wish.act, organization=wish.organization, person=wish.person,
        document=wish.document, since=wish.since, enterprises=len(steps), recorded_by=by.public_id, recorded_on=on,
    )  # fmt: skip
    _write(entry, steps, standing)
    audit.log(by, f"coverage.duty.{wish.act}", entry, place=park.public_id, enterprises=len(steps), code=entry.code)
    return entry


def _checked(wish: Wish, firms: Sequence[Enterprise]) -> None:
    if len(firms) > MOST:
        raise UserError(_("一次最多登记 %d 家企业。") % MOST, now=_("请用网格或产业链缩小范围，分几次登记。"))
    if wish.act == DutyAct.HAND_OVER and wish.organization is None:
        raise UserError(_("没有写明由哪个党组织负责。"), now=_("请选择负责的党组织；有具体负责人的，再选负责人。"))
    if not wish.document.strip():
        raise UserError(_("没有写明文件。"), rule=_("每项兜底责任都要有出处。"), now=_("请填写文号或会议名称和日期。"))


def open_holders(ids: Sequence[int], code: str, *, lock: bool = False) -> dict[int, DutyHolder]:
    """Return who holds a duty without an end: {enterprise id: row}. One query."""
    rows = DutyHolder.objects.standing().open().filter(enterprise__in=ids, code=code)
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {row.enterprise_id: row for row in rows.select_related("entry__organization", "entry__person")}


def _write(entry: DutyEntry, steps: Sequence[Step], standing: Mapping[int, DutyHolder]) -> None:
    old = [standing[step.enterprise.pk] for step in steps if step.enterprise.pk in standing]
    replaced = [row.pk for row in old if row.valid_from == entry.since]
    ended = [row.pk for row in old if row.valid_from < entry.since]
    DutyHolder.objects.filter(pk__in=replaced).update(withdrawn_by=entry)
    DutyHolder.objects.filter(pk__in=ended).update(valid_to=entry.since, ended_by=entry)
    if entry.act == DutyAct.HAND_OVER:
        DutyHolder.objects.bulk_create(
            [
                DutyHolder(enterprise=step.enterprise, code=entry.code, entry=entry, valid_from=entry.since)
                for step in steps
            ],
            batch_size=500,
        )


@transaction.atomic
def undo_entry(*, entry: DutyEntry, on: date, by: User) -> None:
    """Take an entry back on the day it was made (撤回登记): what it opened never held, what it closed goes on.

    Raises Conflict on a later day, and where a later entry built upon it.
    """
    entry = DutyEntry.objects.select_for_update(of=("self",), no_key=True).select_related("park").get(pk=entry.pk)
    if entry.undone_at is not None or entry.recorded_on != on:
        raise Conflict(
            _("这次登记不能撤回。"),
            rule=_("只在登记当天可以撤回一次。"),
            now=_("请另登记一次交接或结束，写明新的文件。"),
        )
    touched = DutyHolder.objects.filter(entry=entry)
    if touched.exclude(ended_by=None, withdrawn_by=None).exists() or _built_upon(entry):
        raise Conflict(
            _("之后又有登记改动了同一批企业。"),
            rule=_("从最后一次登记起，逐次撤回。"),
            now=_("请先撤回后来的登记。"),
        )
    touched.update(withdrawn_by=entry)
    DutyHolder.objects.filter(withdrawn_by=entry).exclude(entry=entry).update(withdrawn_by=None)
    DutyHolder.objects.filter(ended_by=entry).update(valid_to=None, ended_by=None)
    entry.undone_at = timezone.now()
    entry.save(update_fields=["undone_at"])
    audit.log(by, "coverage.duty.undone", entry, place=entry.park.public_id, enterprises=entry.enterprises)


def _built_upon(entry: DutyEntry) -> bool:
    """Tell whether something began where this entry only ended something."""
    freed = DutyHolder.objects.filter(ended_by=entry).values("enterprise_id")
    later = DutyHolder.objects.standing().open().filter(code=entry.code, enterprise__in=freed)
    return later.exclude(entry=entry).exists()
