"""Relations without subordination on record (指导、联盟、结对登记): begun, ended, and taken back on the same day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from runwu.accounts.models import User
from runwu.core import audit
from runwu.organizations.choices import LED_LINES, LINES_OF, OrganizationState, RelationKind, RelationLine
from runwu.organizations.models import Organization, OrganizationRelation
from runwu.organizations.services import relation_refusals as refusals
from runwu.organizations.services.tree import park_id


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationEntry:
    """A relation as its paper tells it: kind and line, from when (to when: the first day on which it no longer held)."""

    kind: RelationKind
    line: RelationLine
    since: date
    document: str
    until: date | None = None
    end_document: str = ""


@transaction.atomic
def record_relation(
    *, source: Organization, target: Organization, entry: RelationEntry, by: User
) -> OrganizationRelation:
    """Record that `source` guides, or is allied or paired with, `target` (登记关系); nobody becomes subordinate by it.

    Raises UserError as `check_relation` does.
    """
    source, target = _locked(source, target)
    check_relation(source=source, target=target, entry=entry)
    today = timezone.localdate()
    relation = OrganizationRelation(
        source=source, target=target, kind=entry.kind, line=entry.line, valid_from=entry.since, valid_to=entry.until,
        document=entry.document.strip(), end_document=entry.end_document.strip(), recorded_on=today,
        end_recorded_on=today if entry.until else None,
    )  # fmt: skip
    relation.full_clean()
    relation.save()
    _log(by, "recorded", relation)
    return relation


def check_relation(*, source: Organization, target: Organization, entry: RelationEntry) -> None:
    """Raise the UserError that recording would: to itself, ended ends, days that can't be, twice, in a ring."""
    if source.pk == target.pk:
        raise refusals.to_itself(source)
    if entry.line not in LINES_OF[entry.kind]:
        raise refusals.unknown_kind()
    _check_days(source, target, entry)
    if entry.line == RelationLine.BIG_COMMITTEE and target.path.startswith(source.path):
        raise refusals.subordinate_already(source, target)
    _refuse_overlap(source, target, entry)
    if entry.line in LED_LINES and _leads(target.pk, source.pk, entry):
        raise refusals.ring(source, target)


def _check_days(source: Organization, target: Organization, entry: RelationEntry) -> None:
    today = timezone.localdate()
    for one in (source, target):
        if one.state != OrganizationState.ACTIVE:
            raise refusals.not_standing(one)
        if one.established_on is not None and entry.since < one.established_on:
            raise refusals.before_organization(one, one.established_on)
    if not entry.document.strip() or (entry.until and not entry.end_document.strip()):
        raise refusals.no_document()
    if entry.since > today:
        raise refusals.in_future("开始日期")
    if entry.until is not None and entry.until > today:
        raise refusals.in_future("终止日期")
    if entry.until is not None and entry.until <= entry.since:
        raise refusals.ends_too_early()


def _refuse_overlap(source: Organization, target: Organization, entry: RelationEntry, own: int = 0) -> None:
    """Refuse the same relation between the same two at one time, whichever of them leads. One query."""
    either = Q(source=source, target=target) | Q(source=target, target=source)
    rows = OrganizationRelation.objects.overlapping(entry.since, entry.until)
    rows = rows.filter(either, kind=entry.kind, line=entry.line).exclude(pk=own)
    if found := rows.select_related("source", "target").order_by("valid_from", "pk").first():
        # Led by the other one already: on a line with two sides that is a ring, and says so.
        raise (
            refusals.ring(source, target)
            if entry.line in LED_LINES and found.source_id == target.pk
            else refusals.already_related(found)
        )


def _leads(top: int, wanted: int, entry: RelationEntry, own: int = 0) -> bool:
    """Tell whether `top` leads `wanted` on a line at some time of the entry, directly or through others. One query."""
    rows = OrganizationRelation.objects.overlapping(entry.since, entry.until).filter(line=entry.line).exclude(pk=own)
    below = defaultdict(set)
    for source, target in rows.values_list("source_id", "target_id"):
        below[source].add(target)
    seen, left = {top}, [top]
    while left:
        new = below[left.pop()] - seen
        seen |= new
        left.extend(new)
    return wanted in seen


@transaction.atomic
def end_relation(*, relation: OrganizationRelation, on: date, document: str, by: User) -> OrganizationRelation:
    """End a relation (登记终止): `on` is the first day on which it no longer holds.

    Raises Conflict when it has ended, UserError for a day before it began or in the future, or without a paper.
    """
    relation = _locked_relation(relation)
    check_end(relation=relation, on=on, document=document)
    relation.valid_to, relation.end_document, relation.end_recorded_on = on, document.strip(), timezone.localdate()
    relation.save(update_fields=["valid_to", "end_document", "end_recorded_on"])
    _log(by, "ended", relation)
    return relation


def check_end(*, relation: OrganizationRelation, on: date, document: str) -> None:
    """Raise the error that ending would."""
    if relation.valid_to is not None:
        raise refusals.ended_already()
    if on > timezone.localdate():
        raise refusals.in_future("终止日期")
    if on <= relation.valid_from:
        raise refusals.ends_too_early()
    if not document.strip():
        raise refusals.no_document()


@transaction.atomic
def withdraw_relation(*, relation: OrganizationRelation, by: User) -> OrganizationRelation | None:
    """Take back what was entered today (撤回登记): first the end, else the relation itself, which never was.

    Returns the relation that goes on, None where it is gone. Raises Conflict on another day or where promises hang on
    it, UserError where it would go on beside a newer one.
    """
    relation = _locked_relation(relation)
    today = timezone.localdate()
    if relation.valid_to is not None and relation.end_recorded_on == today and relation.recorded_on != today:
        return _reopened(relation, by)
    if relation.recorded_on != today:
        raise refusals.not_today("这项关系")
    if relation.promises.exists():
        raise refusals.has_promises()
    _log(by, "taken_back", relation)
    relation.delete()
    return None


def _reopened(relation: OrganizationRelation, by: User) -> OrganizationRelation:
    source, target = relation.source, relation.target
    entry = RelationEntry(
        kind=RelationKind(relation.kind), line=RelationLine(relation.line), since=relation.valid_from, document=""
    )
    _refuse_overlap(source, target, entry, own=relation.pk)
    if entry.line in LED_LINES and _leads(target.pk, source.pk, entry, own=relation.pk):
        raise refusals.ring(source, target)
    relation.valid_to, relation.end_document, relation.end_recorded_on = None, "", None
    relation.save(update_fields=["valid_to", "end_document", "end_recorded_on"])
    _log(by, "end_taken_back", relation)
    return relation


def may_withdraw_relation(relation: OrganizationRelation, today: date) -> bool:
    """Tell whether something about a relation was entered today."""
    return today in (relation.recorded_on, relation.end_recorded_on)


def _locked(source: Organization, target: Organization) -> tuple[Organization, Organization]:
    """Lock both ends, and before them one row on which whoever writes relations queues, so that no ring slips in."""
    first = Organization.objects.order_by("pk").values_list("pk", flat=True)[:1]
    rows = Organization.objects.select_for_update(of=("self",), no_key=True).select_related("park").order_by("pk")
    found = {one.pk: one for one in rows.filter(pk__in={*first, source.pk, target.pk})}
    return found[source.pk], found[target.pk]


def _locked_relation(relation: OrganizationRelation) -> OrganizationRelation:
    _locked(relation.source, relation.target)
    rows = OrganizationRelation.objects.select_for_update(of=("self",))
    return rows.select_related("source__park", "target").get(pk=relation.pk)


def _log(by: User, act: str, relation: OrganizationRelation) -> None:
    """Put it on record for either side, where these are read by different people."""
    sides = {(park_id(one), one.path): one for one in (relation.source, relation.target)}
    for place, path in sides:
        audit.log(
            by, f"organizations.relation.{act}", relation, place=place, path=path, kind=relation.kind,
            line=relation.line, source=relation.source.public_id, target=relation.target.public_id,
        )  # fmt: skip
