"""What coverage has on an organisation that ends (兜底事项、在办流程): handed over, or in the way."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.core.journeys import close_journey, journeys_of
from runwu.core.models import Journey
from runwu.core.registries import Consequence
from runwu.core.scope import Capability, Scope
from runwu.coverage.choices import AdoptionState, DutyAct
from runwu.coverage.models import AdoptedGroup, DutyEntry, DutyHolder, MemberMove
from runwu.coverage.models.duties import DutyHolderQuerySet
from runwu.coverage.selectors.fallback_duties import duties_of, template
from runwu.coverage.services.fallback_duties import undo_entry
from runwu.enterprises import selectors as enterprises
from runwu.organizations.handover import Follower, Handover, Kept, followers

OUTCOME = "dissolved"
NAMED = 50  # duties named one by one before the matrix has to be opened


def duties_to_pass(handover: Handover) -> DutyHolderQuerySet:
    """Return the fallback duties that the organisation answers for."""
    rows = DutyHolder.objects.standing()
    rows = rows.filter(valid_to__isnull=True, entry__organization=handover.source)
    for other in handover.after:
        rows = rows.exclude(enterprise__in=other.enterprises)
    return rows if handover.takes_all else rows.filter(enterprise__in=handover.enterprises)


def _preview(scope: Scope, handover: Handover) -> Sequence[Consequence]:
    """Say how many duties pass on, and name the first of those at enterprises in reach. At most five queries."""
    rows = duties_to_pass(handover)
    number = rows.count()
    words = _("%d 项（交接登记同时写入）") % number if number else _("没有")
    items, more = _named(scope, handover, rows) if number else ((), "")
    return [Consequence(_("随同交接的兜底事项"), words, items, more)]


def _named(scope: Scope, handover: Handover, rows: DutyHolderQuerySet) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return the first duties by enterprise, with the page of each, and where all are, for who keeps duties."""
    known = enterprises.visible(scope=scope).order_by().values("pk")
    found = list(
        rows.filter(enterprise__in=known)
        .select_related("enterprise")
        .order_by("enterprise__name", "code", "pk")[: NAMED + 1]
    )
    kept = enterprises.visible(scope=scope, capability=Capability.PLAN)
    opens = set(kept.filter(pk__in=[row.enterprise_id for row in found]).values_list("pk", flat=True))
    park = handover.source.park
    worded = duties_of(park=park, on=scope.on) if park else template()[0]
    names = {duty.code: duty.name for duty in worded}
    items = tuple(
        (
            f"{row.enterprise.label}：{names.get(row.code, row.code)}",
            reverse("coverage:duty-firm", args=[row.enterprise.public_id]) if row.enterprise_id in opens else "",
        )
        for row in found[:NAMED]
    )
    listed = f"{reverse('coverage:duties')}?park={park.public_id}" if park and opens else ""
    return items, listed if len(found) > NAMED else ""


def _check(handover: Handover) -> None:
    """Refuse while a plan that was sent up and names the organisation waits for its approval."""
    waiting = Q(adoption__state=AdoptionState.PENDING)
    named = AdoptedGroup.objects.filter(waiting, organization=handover.source)
    moves = MemberMove.objects.filter(waiting, Q(source=handover.source) | Q(target=handover.source))
    if (handover.ends or handover.takes_all) and (named.exists() or moves.exists()):
        raise UserError(
            _("“%s”还在一份等待批复的组建方案里。") % handover.source.label,
            rule=_("上报的方案有结果之前，方案涉及的组织不另作调整。"),
            now=_("请先登记那份方案的批复，或撤回上报。"),
        )


def _move(handover: Handover) -> Kept:
    return [*_hand_over(handover), *_close_journeys(handover)]


def _hand_over(handover: Handover) -> Kept:
    """Write one entry per park, duty and person; a holder of that day or later is replaced from its own day on."""
    groups: dict[tuple[int, str, int | None], list[DutyHolder]] = defaultdict(list)
    for row in duties_to_pass(handover).select_for_update(of=("self",)).select_related("entry").order_by("pk"):
        groups[row.entry.park_id, row.code, row.entry.person_id].append(row)
    return [{"entry": _entry(key, rows, handover).pk} for key, rows in groups.items()]


def _entry(key: tuple[int, str, int | None], rows: Sequence[DutyHolder], handover: Handover) -> DutyEntry:
    park, code, person = key
    entry = DutyEntry.objects.create(
        park_id=park, code=code, act=DutyAct.HAND_OVER, organization=handover.target, person_id=person,
        document=handover.document, since=handover.on, enterprises=len(rows), recorded_by=handover.by.public_id,
        recorded_on=timezone.localdate(),
    )  # fmt: skip
    early = [row.pk for row in rows if row.valid_from < handover.on]
    late = [row.pk for row in rows if row.valid_from >= handover.on]
    DutyHolder.objects.filter(pk__in=early).update(valid_to=handover.on, ended_by=entry)
    DutyHolder.objects.filter(pk__in=late).update(withdrawn_by=entry)
    DutyHolder.objects.bulk_create(
        [
            DutyHolder(
                enterprise_id=row.enterprise_id, code=code, entry=entry, valid_from=max(row.valid_from, handover.on)
            )
            for row in rows
        ],
        batch_size=500,
    )
    audit.log(
        handover.by, f"coverage.duty.{DutyAct.HAND_OVER}", entry, place=entry.park.public_id, enterprises=len(rows),
        code=code,
    )  # fmt: skip
    return entry


def _close_journeys(handover: Handover) -> Kept:
    """Close what is under way for the organisation: nobody forms or settles a branch that has ended."""
    if not handover.ends:
        return []
    under_way = [one for one in journeys_of(subjects=[handover.source]).values() if one.closed_on is None]
    for journey in under_way:
        close_journey(journey=journey, outcome=OUTCOME, on=handover.on, by=handover.by)
    return [{"journey": journey.pk} for journey in under_way]


def _take_back(handover: Handover, kept: Kept) -> None:
    for one in reversed(kept):
        if "journey" in one:
            _journeys(one["journey"]).update(closed_on=None, outcome="")
        else:
            undo_entry(entry=_standing_entry(one["entry"]), on=timezone.localdate(), by=handover.by)


def _journeys(pk: int) -> QuerySet[Journey]:
    return Journey.objects.filter(pk=pk, outcome=OUTCOME)


def _standing_entry(pk: int) -> DutyEntry:
    entry = DutyEntry.objects.get(pk=pk)
    if entry.undone_at is not None:
        raise Conflict(
            _("随同交接的兜底事项已经单独撤回。"),
            rule=_("别人据此办理之后，先撤回后来的办理。"),
            now=_("请重新登记那项兜底交接，再撤回本次调整。"),
        )
    return entry


followers.register(Follower(key="coverage", preview=_preview, check=_check, move=_move, take_back=_take_back))
