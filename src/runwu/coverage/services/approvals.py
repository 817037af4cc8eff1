"""The approval of what was sent up (批复): in force from its date, members moved, transfers opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.core.journeys import close_journey, journeys_of, tick
from runwu.core.models import Journey
from runwu.coverage.choices import AdoptionState
from runwu.coverage.models import AdoptedUnit, Adoption, MemberMove
from runwu.coverage.services.locks import locked_adoption
from runwu.members.choices import Membership, TransferState
from runwu.members.models import Transfer
from runwu.members.services import affiliate
from runwu.members.services.affiliations import AffiliationInput
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Approval, Organization, OrganizationUnit
from runwu.rules.periods import in_words


@dataclass(frozen=True, slots=True)
class Applied:
    """What an approval put in force; `skipped` moves found the member elsewhere in the meantime."""

    adoption: Adoption
    moved: int
    transfers: int
    skipped: int


@transaction.atomic
def record_approval(
    *, adoption: Adoption, number: str, issued_on: date, authority: str, expected_version: int, on: date, by: User
) -> Applied:
    """Record the approval and put everything in force from its date (登记批复).

    New branches become active, the enterprises' coverage changes, checked members of the same committee move by the
    document, the others get a transfer that is due. Raises UserError for a missing number or a date that can't be,
    Conflict when somebody recorded it already or an enterprise's coverage changed since.
    """
    adoption = _waiting(adoption, expected_version)
    _refuse_paper(adoption, number, issued_on, authority, on)
    approval = Approval.objects.create(
        number=number.strip(), issued_on=issued_on, authority=authority.strip(), recorded_by=by.public_id
    )
    _activate(adoption, approval)
    _cover(adoption, approval)
    moved, transfers, skipped = _move_members(adoption, approval)
    for journey in _journeys(adoption):
        tick(journey=journey, step="approve", done_on=issued_on, document=approval.number, on=on, by=by, automatic=True)
    adoption.state, adoption.approval = AdoptionState.IN_FORCE, approval
    adoption.in_force_from, adoption.approved_recorded_on = issued_on, on
    adoption.version += 1
    adoption.save()
    audit.log(
        by, "coverage.adoption.approved", adoption, place=adoption.plan.park.public_id, path=adoption.committee.path,
        approval=approval.public_id, issued_on=issued_on, moved=moved, transfers=transfers, skipped=skipped,
    )  # fmt: skip
    return Applied(adoption, moved, transfers, skipped)


@transaction.atomic
def record_decline(
    *, adoption: Adoption, number: str, issued_on: date, authority: str, expected_version: int, on: date, by: User
) -> Adoption:
    """Record that the authority did not agree (未获批准): the pending branches are withdrawn, nothing comes in force."""
    adoption = _waiting(adoption, expected_version)
    _refuse_paper(adoption, number, issued_on, authority, on)
    approval = Approval.objects.create(
        number=number.strip(), issued_on=issued_on, authority=authority.strip(), recorded_by=by.public_id
    )
    new_branches(adoption).update(state=OrganizationState.WITHDRAWN)
    for journey in _journeys(adoption):
        close_journey(journey=journey, outcome="declined", on=on, by=by)
    adoption.state, adoption.approval, adoption.version = AdoptionState.DECLINED, approval, adoption.version + 1
    adoption.save(update_fields=["state", "approval", "version"])
    audit.log(
        by, "coverage.adoption.declined", adoption, place=adoption.plan.park.public_id, issued_on=issued_on,
        approval=approval.public_id,
    )  # fmt: skip
    return adoption


def new_branches(adoption: Adoption) -> QuerySet[Organization]:
    """Return the branches that an adoption set up."""
    return Organization.objects.filter(adopted_groups__adoption=adoption, adopted_groups__is_new=True)


def _journeys(adoption: Adoption) -> Sequence[Journey]:
    return list(journeys_of(subjects=list(adoption.groups.filter(is_new=True))).values())


def _waiting(adoption: Adoption, expected_version: int) -> Adoption:
    locked = locked_adoption(adoption)
    if not locked.waits:
        raise Conflict(
            _("这次上报现在是“%(state)s”，不能再登记批复。") % {"state": AdoptionState(locked.state).label},
            rule=_("一次上报只登记一份批复。"),
            now=_("请刷新页面，查看已登记的内容。"),
        )
    return locked_adoption(adoption, expected_version)


def _refuse_paper(adoption: Adoption, number: str, issued_on: date, authority: str, on: date) -> None:
    if not number.strip() or not authority.strip():
        raise UserError(
            _("没有填批复的文号或批准机关。"),
            rule=_("新支部自批复之日起成立，批复须有文号、日期和批准机关。"),
            now=_("请照批复原件填写。"),
        )
    if issued_on < adoption.adopted_on:
        raise UserError(
            _("批复日期 %(issued)s 早于上报日期 %(adopted)s。")
            % {"issued": in_words(issued_on), "adopted": in_words(adoption.adopted_on)},
            rule=_("先有请示，后有批复。"),
            now=_("请核对批复原件上的日期。"),
        )
    if issued_on > on:
        raise UserError(
            _("批复日期 %(issued)s 还没有到。") % {"issued": in_words(issued_on)},
            rule=_("只登记已经收到的批复。"),
            now=_("请核对批复原件上的日期。"),
        )


def _activate(adoption: Adoption, approval: Approval) -> None:
    new_branches(adoption).update(state=OrganizationState.ACTIVE, established_on=approval.issued_on, approval=approval)


def _cover(adoption: Adoption, approval: Approval) -> None:
    """Close the coverage that the enterprises had when the plan was sent up and open the new one."""
    units = list(
        AdoptedUnit.objects.filter(group__adoption=adoption).select_related(
            "group__organization", "enterprise", "before"
        )
    )
    open_now = {
        row.enterprise_id: row
        for row in OrganizationUnit.objects.select_for_update()
        .open()
        .filter(enterprise__in=[u.enterprise_id for u in units])
    }
    _refuse_covered_since(units, open_now, approval.issued_on)
    for row in open_now.values():
        row.valid_to = approval.issued_on
    OrganizationUnit.objects.bulk_update(open_now.values(), ["valid_to"])
    for unit in units:
        unit.opened = OrganizationUnit.objects.create(
            organization=unit.group.organization,
            enterprise=unit.enterprise,
            role=unit.role,
            approval=approval,
            valid_from=approval.issued_on,
        )
    AdoptedUnit.objects.bulk_update(units, ["opened"])


def _refuse_covered_since(
    units: Sequence[AdoptedUnit], open_now: Mapping[int, OrganizationUnit], issued_on: date
) -> None:
    changed = [
        unit.enterprise.label for unit in units if _changed_since(unit, open_now.get(unit.enterprise_id), issued_on)
    ]
    if changed:
        raise Conflict(
            _("上报之后，%(names)s的覆盖关系另有登记。") % {"names": "、".join(changed)},
            rule=_("批复只能落在上报时的事实上。"),
            now=_("请先核对这几家企业现在归哪个支部，更正后再登记批复；或者撤回操作，重新测算。"),
        )


def _changed_since(unit: AdoptedUnit, row: OrganizationUnit | None, issued_on: date) -> bool:
    if row is None:
        return unit.before_id is not None
    return row.pk != unit.before_id or row.valid_from >= issued_on


def _move_members(adoption: Adoption, approval: Approval) -> tuple[int, int, int]:
    """Move checked members of the same committee by the document and open transfers for the others."""
    moves = list(
        adoption.moves.filter(confirmed=True).select_related(
            "member__person", "member__organization", "source", "target"
        )
    )
    valid = [move for move in moves if _still_there(move)]
    by_document = [move for move in valid if move.by_document]
    affiliate(
        AffiliationInput(move.member, move.target, approval.issued_on, approval.number[:100]) for move in by_document
    )
    for move in by_document:
        move.applied = True
    others = [move for move in valid if not move.by_document]
    for move in others:
        move.transfer, move.applied = _transfer(move, adoption, approval), True
    MemberMove.objects.bulk_update(valid, ["applied", "transfer"])
    return len(by_document), len(others), len(moves) - len(valid)


def _still_there(move: MemberMove) -> bool:
    member = move.member
    if member.membership != Membership.ACTIVE or member.restricted:
        return False
    return move.source_id is None or member.organization_id == move.source_id


def _transfer(move: MemberMove, adoption: Adoption, approval: Approval) -> Transfer:
    return Transfer.objects.create(
        member=move.member,
        source=move.source,
        target=move.target,
        state=TransferState.DUE,
        reason=_("联合党支部成立，%(number)s") % {"number": approval.number},
        opened_on=approval.issued_on,
        origin=adoption.public_id,
    )
