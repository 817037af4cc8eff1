"""Withdraw an adoption or the record of its approval on the same day, by compensating entries (撤回操作)."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict
from runwu.core.journeys import close_journey, find_template, journeys_of, withdraw_tick
from runwu.core.models import Journey
from runwu.coverage.choices import AdoptionState, PlanState
from runwu.coverage.models import AdoptedGroup, AdoptedUnit, Adoption, FormationPlan, MemberMove
from runwu.coverage.services.approvals import new_branches
from runwu.coverage.services.locks import locked_adoption
from runwu.members.choices import TransferState
from runwu.members.models import Affiliation, Transfer
from runwu.members.services import affiliate
from runwu.members.services.affiliations import AffiliationInput
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Approval, OrganizationEdge, OrganizationUnit, Post
from runwu.rules.periods import in_words

SAME_DAY = "当天可以整体撤回；之后已有别人据此办理，只能按程序变更。"


@transaction.atomic
def withdraw(*, adoption: Adoption, expected_version: int, on: date, by: User) -> Adoption:
    """Withdraw what was sent up today (撤回上报): pending branches are withdrawn, the plan is open again.

    An approval that was recorded today is withdrawn with it. Raises Conflict on another day, and once others have
    built on it.
    """
    adoption = locked_adoption(adoption, expected_version)
    _refuse_state(adoption, AdoptionState.PENDING, AdoptionState.IN_FORCE)
    _refuse_other_day(adoption.adopted_on, on)
    _refuse_built_on(adoption)
    if adoption.in_force:
        _take_back_approval(adoption, on, by)
    new_branches(adoption).update(state=OrganizationState.WITHDRAWN)
    for journey in _journeys(adoption):
        close_journey(journey=journey, outcome="withdrawn", on=on, by=by)
    FormationPlan.objects.filter(pk=adoption.plan_id).update(state=PlanState.READY)
    adoption.state, adoption.withdrawn_on, adoption.withdrawn_by = AdoptionState.WITHDRAWN, on, by.public_id
    return _written(adoption, "coverage.adoption.withdrawn", by)


@transaction.atomic
def withdraw_approval(*, adoption: Adoption, expected_version: int, on: date, by: User) -> Adoption:
    """Withdraw an approval that was recorded today (撤回批复登记): everything is as it was, waiting for the approval."""
    adoption = locked_adoption(adoption, expected_version)
    _refuse_state(adoption, AdoptionState.IN_FORCE)
    _refuse_other_day(adoption.approved_recorded_on or adoption.adopted_on, on)
    _refuse_built_on(adoption)
    _take_back_approval(adoption, on, by)
    new_branches(adoption).update(state=OrganizationState.PENDING)
    adoption.state = AdoptionState.PENDING
    adoption.approval = adoption.in_force_from = adoption.approved_recorded_on = None
    return _written(adoption, "coverage.adoption.approval_withdrawn", by)


def _written(adoption: Adoption, action: str, by: User) -> Adoption:
    adoption.version += 1
    adoption.save()
    audit.log(by, action, adoption, place=adoption.plan.park.public_id, path=adoption.committee.path)
    return adoption


def _refuse_state(adoption: Adoption, *states: AdoptionState) -> None:
    if adoption.state not in states:
        raise Conflict(
            _("这次上报现在是“%(state)s”，没有可以撤回的操作。") % {"state": AdoptionState(adoption.state).label},
            now=_("请刷新页面，查看现在的状态。"),
        )


def _refuse_other_day(day: date, on: date) -> None:
    if day != on:
        raise Conflict(
            _("这项操作是 %(day)s 办的，今天不能再撤回。") % {"day": in_words(day)},
            rule=_(SAME_DAY),
            now=_("请按程序另行请示变更；没有获得批准的，登记“未获批准”。"),
        )


def _refuse_built_on(adoption: Adoption) -> None:
    built = list(built_since(adoption))
    if built:
        raise Conflict(
            _("别人已经据此办理：%(built)s。") % {"built": "；".join(built)},
            rule=_(SAME_DAY),
            now=_("请先撤回这些后续办理，再撤回本次操作。"),
        )


def built_since(adoption: Adoption) -> Iterator[str]:
    """Say what others have built on an adoption: posts, affiliations, transfers, later plans, further steps."""
    branches = new_branches(adoption)
    moved = {move.member_id: move.target_id for move in adoption.moves.filter(applied=True, by_document=True)}
    if posts := Post.objects.filter(organization__in=branches).count():
        yield _("新支部已登记任职 %(count)s 条") % {"count": posts}
    if others := Affiliation.objects.filter(organization__in=branches).exclude(member_id__in=moved).count():
        yield _("新支部已另有 %(count)s 名党员转入") % {"count": others}
    if left := _moved_on(moved):
        yield _("%(count)s 名党员的组织关系此后另有变动") % {"count": left}
    if units := _recovered(adoption):
        yield _("%(count)s 家企业的覆盖关系此后另有变动") % {"count": units}
    if below := OrganizationEdge.objects.filter(parent__in=branches).count():
        yield _("新支部下已设 %(count)s 个组织") % {"count": below}
    if Transfer.objects.filter(origin=adoption.public_id, state__in=(TransferState.SENT, TransferState.DONE)).exists():
        yield _("已有党员转接完成")
    if _later_plans(adoption):
        yield _("另一份建议已用到这些支部")
    if steps := _steps_by_hand(adoption):
        yield _("已登记后续步骤“%(steps)s”") % {"steps": "、".join(steps)}


def _moved_on(moved: dict[int, int]) -> int:
    rows = Affiliation.objects.open().filter(member_id__in=moved).values_list("member_id", "organization_id")
    return sum(1 for member, organization in rows if moved[member] != organization)


def _recovered(adoption: Adoption) -> int:
    """Count the enterprises whose coverage no longer is what the approval wrote."""
    opened = AdoptedUnit.objects.filter(group__adoption=adoption, opened__isnull=False)
    beside = OrganizationUnit.objects.filter(organization__in=new_branches(adoption)).exclude(
        pk__in=opened.values("opened_id")
    )
    return opened.filter(opened__valid_to__isnull=False).count() + beside.count()


def _later_plans(adoption: Adoption) -> bool:
    later = AdoptedGroup.objects.filter(organization__in=new_branches(adoption)).exclude(adoption=adoption)
    return later.exclude(adoption__state=AdoptionState.WITHDRAWN).exists()


def _steps_by_hand(adoption: Adoption) -> list[str]:
    found = []
    for journey in _journeys(adoption):
        template = find_template(journey.template, journey.template_version)
        keys = [row.key for row in journey.steps.all() if row.withdrawn_at is None]
        found += [template.step(key).title for key in keys if not template.step(key).automatic]
    return list(dict.fromkeys(found))


def _journeys(adoption: Adoption) -> list[Journey]:
    return list(journeys_of(subjects=list(adoption.groups.filter(is_new=True))).values())


def _take_back_approval(adoption: Adoption, on: date, by: User) -> None:
    """Write the entries that bring back what the approval changed; the approval itself stays, marked withdrawn."""
    _refuse_other_day(adoption.approved_recorded_on or on, on)
    _take_back_units(adoption)
    _take_back_members(adoption, adoption.in_force_from or on)
    Transfer.objects.filter(origin=adoption.public_id, state=TransferState.DUE).update(state=TransferState.WITHDRAWN)
    new_branches(adoption).update(established_on=None, approval=None)
    for journey in _journeys(adoption):
        withdraw_tick(journey=journey, step="approve", by=by, automatic=True)
    Approval.objects.filter(adoptions=adoption).update(withdrawn_at=timezone.now())


def _take_back_units(adoption: Adoption) -> None:
    """Remove the rows that never came to hold for anybody else and reopen the ones they replaced."""
    units = list(AdoptedUnit.objects.filter(group__adoption=adoption, opened__isnull=False))
    OrganizationUnit.objects.filter(pk__in=[unit.opened_id for unit in units]).delete()
    OrganizationUnit.objects.filter(pk__in=[unit.before_id for unit in units if unit.before_id]).update(valid_to=None)


def _take_back_members(adoption: Adoption, since: date) -> None:
    moves = list(adoption.moves.filter(applied=True).select_related("member", "source"))
    affiliate(
        AffiliationInput(move.member, move.source, since, _("撤回批复登记"))
        for move in moves
        if move.by_document and move.source is not None
    )
    for move in moves:
        move.applied = False
    MemberMove.objects.bulk_update(moves, ["applied"])
