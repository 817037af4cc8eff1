"""Withdrawing on the same day, and when it is too late."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from runwu.core.errors import Conflict
from runwu.core.journeys import journeys_of, tick
from runwu.coverage.choices import AdoptionState, PlanState
from runwu.coverage.models import Adoption, FormationPlan
from runwu.coverage.services.withdrawals import withdraw, withdraw_approval
from runwu.coverage.tests.park import DAY, PlanPark, member
from runwu.coverage.tests.sending import approve, sent_up
from runwu.members.choices import TransferState
from runwu.members.models import PartyMember, Transfer
from runwu.members.services import AffiliationInput, affiliate
from runwu.organizations.choices import OrganizationState, PostKind
from runwu.organizations.models import Organization, OrganizationUnit, Post

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
NEXT = DAY + timedelta(days=1)


def facts() -> tuple[object, ...]:
    """Return what an approval changes: who is covered by whom, and who belongs where."""
    units = (
        OrganizationUnit.objects.open()
        .order_by("enterprise_id")
        .values_list("enterprise_id", "organization_id", "role")
    )
    members = PartyMember.objects.order_by("pk").values_list("pk", "organization_id", "path")
    return (list(units), list(members))


def test_what_was_sent_up_today_can_be_taken_back(office: PlanPark, plan: FormationPlan) -> None:
    before = facts()
    adoption = sent_up(office, plan)

    withdraw(adoption=adoption, expected_version=0, on=DAY, by=office.officer)

    adoption.refresh_from_db()
    plan.refresh_from_db()
    assert (adoption.state, plan.state) == (AdoptionState.WITHDRAWN, PlanState.READY)
    assert Organization.objects.filter(state=OrganizationState.WITHDRAWN).count() == 2
    assert facts() == before


def test_an_approval_of_today_goes_back_with_it(office: PlanPark, plan: FormationPlan) -> None:
    before = facts()
    adoption = sent_up(office, plan)
    approve(office, adoption)

    withdraw(adoption=adoption, expected_version=1, on=DAY, by=office.officer)

    assert facts() == before
    assert set(Transfer.objects.values_list("state", flat=True)) == {TransferState.WITHDRAWN}


def test_a_withdrawn_plan_can_be_adopted_again(office: PlanPark, plan: FormationPlan) -> None:
    withdraw(adoption=sent_up(office, plan), expected_version=0, on=DAY, by=office.officer)
    plan.refresh_from_db()

    second = _adopt_again(office, plan)

    assert second.state == AdoptionState.PENDING


def _adopt_again(office: PlanPark, plan: FormationPlan) -> Adoption:
    from runwu.coverage.services.adoptions import adopt

    return adopt(plan=plan, profile="near", expected_version=plan.version, on=DAY, by=office.officer)  # type: ignore[arg-type]


def test_only_the_record_of_the_approval_can_be_taken_back_when_it_was_sent_up_before(
    office: PlanPark, plan: FormationPlan
) -> None:
    adoption = sent_up(office, plan)
    before = facts()
    approve(office, adoption, on=NEXT)

    withdraw_approval(adoption=adoption, expected_version=1, on=NEXT, by=office.officer)

    adoption.refresh_from_db()
    assert (adoption.state, adoption.approval) == (AdoptionState.PENDING, None)
    assert facts() == before


def test_the_approval_can_be_recorded_again_after_its_record_was_taken_back(
    office: PlanPark, plan: FormationPlan
) -> None:
    adoption = sent_up(office, plan)
    approve(office, adoption)
    withdraw_approval(adoption=adoption, expected_version=1, on=DAY, by=office.officer)
    adoption.refresh_from_db()

    applied = approve(office, adoption, number="示例委〔2026〕3号")

    assert (applied.moved, applied.adoption.state) == (9, AdoptionState.IN_FORCE)


def test_another_day_is_too_late(office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)

    with pytest.raises(Conflict, match="今天不能再撤回"):
        withdraw(adoption=adoption, expected_version=0, on=NEXT, by=office.officer)


def test_a_withdrawn_adoption_cannot_be_withdrawn_again(office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)
    withdraw(adoption=adoption, expected_version=0, on=DAY, by=office.officer)

    with pytest.raises(Conflict, match="没有可以撤回的操作"):
        withdraw(adoption=adoption, expected_version=1, on=DAY, by=office.officer)


def _post(office: PlanPark, branch: Organization, adoption: Adoption) -> None:
    person = PartyMember.objects.get(person__name="示例甲1号").person
    Post.objects.create(organization=branch, person=person, kind=PostKind.SECRETARY, valid_from=DAY)


def _joined(office: PlanPark, branch: Organization, adoption: Adoption) -> None:
    affiliate([AffiliationInput(member("示例后来", office.general, office.firms["甲"]), branch, DAY)])


def _moved_on(office: PlanPark, branch: Organization, adoption: Adoption) -> None:
    row = PartyMember.objects.get(person__name="示例甲1号")
    affiliate([AffiliationInput(row, office.elsewhere, DAY)])


def _covered(office: PlanPark, branch: Organization, adoption: Adoption) -> None:
    OrganizationUnit.objects.create(organization=branch, enterprise=office.firms["壬"], role="member", valid_from=DAY)


def _transferred(office: PlanPark, branch: Organization, adoption: Adoption) -> None:
    Transfer.objects.update(state=TransferState.DONE)


def _elected(office: PlanPark, branch: Organization, adoption: Adoption) -> None:
    for journey in journeys_of(subjects=list(adoption.groups.filter(is_new=True))).values():
        tick(journey=journey, step="elect", done_on=DAY, document="示例报告", on=DAY, by=office.officer)


@pytest.mark.parametrize(
    ("build", "says"),
    [
        (_post, "已登记任职 1 条"),
        (_joined, "另有 1 名党员转入"),
        (_moved_on, "1 名党员的组织关系此后另有变动"),
        (_covered, "1 家企业的覆盖关系此后另有变动"),
        (_transferred, "已有党员转接完成"),
        (_elected, "党员大会选举"),
    ],
)
def test_what_others_built_on_it_stops_the_withdrawal(
    office: PlanPark,
    plan: FormationPlan,
    build: Callable[[PlanPark, Organization, Adoption], None],
    says: str,
) -> None:
    adoption = sent_up(office, plan)
    approve(office, adoption)
    group = adoption.groups.filter(is_new=True).select_related("organization")[0]
    build(office, group.organization, adoption)

    with pytest.raises(Conflict, match=says):
        withdraw(adoption=adoption, expected_version=1, on=DAY, by=office.officer)


def test_a_page_that_is_out_of_date_withdraws_nothing(office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)
    approve(office, adoption)

    with pytest.raises(Conflict, match="有人办理过"):
        withdraw(adoption=adoption, expected_version=0, on=DAY, by=office.officer)
