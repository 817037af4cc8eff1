"""Adopting a plan: what it creates, and when it is refused."""

from datetime import timedelta

import pytest

from runwu.core.errors import Conflict, UserError
from runwu.core.journeys import journeys_of, steps_of
from runwu.core.models import AuditEntry
from runwu.core.rulebooks import rulebook
from runwu.coverage.choices import PlanState, Profile
from runwu.coverage.models import AdoptedUnit, Adoption, FormationPlan
from runwu.coverage.services.adoptions import adopt
from runwu.coverage.services.drafts import draft_adoption
from runwu.coverage.services.member_lists import review_moves
from runwu.coverage.services.plans import compute_plan, request_plan
from runwu.coverage.tests.park import DAY, PlanPark, member
from runwu.members.choices import Belonging
from runwu.organizations.choices import OrganizationState, UnitRole
from runwu.organizations.models import Organization, OrganizationUnit

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


def adopted(office: PlanPark, plan: FormationPlan, version: int = 0) -> Adoption:
    """Adopt the first alternative."""
    return adopt(plan=plan, profile=Profile.NEAR, expected_version=version, on=DAY, by=office.officer)


def test_new_branches_stand_pending_under_the_committee_of_the_park(office: PlanPark, plan: FormationPlan) -> None:
    adopted(office, plan)

    rows = Organization.objects.filter(state=OrganizationState.PENDING)
    assert {row.path[: len(office.committee.path)] for row in rows} == {office.committee.path}
    assert {row.established_on for row in rows} == {None}


def test_coverage_does_not_change_before_the_approval(office: PlanPark, plan: FormationPlan) -> None:
    before = set(OrganizationUnit.objects.values_list("pk", flat=True))

    adopted(office, plan)

    assert set(OrganizationUnit.objects.values_list("pk", flat=True)) == before


def test_the_host_leads_and_whoever_is_left_goes_to_the_committee(office: PlanPark, plan: FormationPlan) -> None:
    adopted(office, plan)

    roles = dict(AdoptedUnit.objects.values_list("enterprise__short_name", "role"))
    assert sorted(role for name, role in roles.items() if name in {"示例甲", "示例乙", "示例丙"}) == [
        UnitRole.HOST, UnitRole.MEMBER, UnitRole.MEMBER,
    ]  # fmt: skip
    assert roles["示例庚"] == UnitRole.FALLBACK


def test_members_of_the_same_committee_move_by_the_document_others_by_transfer(
    office: PlanPark, plan: FormationPlan
) -> None:
    adoption = adopted(office, plan)

    found = dict(adoption.moves.values_list("member__person__name", "by_document"))
    assert (found["示例甲1号"], found["示例乙1号"]) == (True, False)


def test_members_whose_relation_is_not_here_yet_get_a_transfer(office: PlanPark) -> None:
    member("示例未转入", None, office.firms["甲"], belonging=Belonging.NOT_TRANSFERRED)
    plan = request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)
    compute_plan(plan=str(plan.public_id))

    moves = adopted(office, plan).moves
    assert not moves.get(member__person__name="示例未转入").by_document


def test_floating_members_stay_where_they_chose_to_count(office: PlanPark) -> None:
    member("示例流动", None, office.firms["甲"], belonging=Belonging.FLOATING_IN)
    plan = request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)
    compute_plan(plan=str(plan.public_id))

    assert not adopted(office, plan).moves.filter(member__person__name="示例流动").exists()


def test_a_restricted_member_is_on_no_list(office: PlanPark) -> None:
    hidden = member("示例密", office.general, office.firms["甲"], restricted=True)
    plan = request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)
    compute_plan(plan=str(plan.public_id))

    assert not adopted(office, plan).moves.filter(member=hidden).exists()


def test_only_the_members_somebody_checked_are_confirmed(office: PlanPark, plan: FormationPlan) -> None:
    draft = draft_adoption(plan=plan, profile=Profile.NEAR, on=DAY)
    checked = draft.moves[0].member

    adoption = adopt(
        plan=plan, profile=Profile.NEAR, expected_version=0, on=DAY, by=office.officer, confirmed=[checked.public_id]
    )

    assert [move.member for move in adoption.moves.filter(confirmed=True)] == [checked]


def test_the_list_can_be_reviewed_until_the_approval(office: PlanPark, plan: FormationPlan) -> None:
    adoption = adopted(office, plan)
    everybody = [move.member.public_id for move in adoption.moves.all()]

    review_moves(adoption=adoption, confirmed=everybody, expected_version=0, by=office.staff)

    assert not adoption.moves.filter(confirmed=False).exists()


def test_each_new_branch_starts_its_process_with_the_application_done(office: PlanPark, plan: FormationPlan) -> None:
    adoption = adopted(office, plan)
    groups = list(adoption.groups.filter(is_new=True))

    journeys = journeys_of(subjects=groups)

    states = [step.state for step in steps_of(journey=journeys[groups[0].public_id], on=DAY, book=rulebook(on=DAY))]
    assert len(journeys) == len(groups)
    assert states == ["done", "open", "open", "waiting", "waiting", "waiting"]


def test_a_plan_is_adopted_once(office: PlanPark, plan: FormationPlan) -> None:
    adopted(office, plan)

    with pytest.raises(Conflict, match="已采纳并上报"):
        adopted(office, plan, version=1)
    assert Adoption.objects.count() == 1


def test_changed_facts_are_named_and_nothing_is_written(office: PlanPark, plan: FormationPlan) -> None:
    member("示例甲3号", office.general, office.firms["甲"])

    with pytest.raises(Conflict, match="示例甲：正式党员 2 → 3 名"):
        adopted(office, plan)
    assert not Organization.objects.filter(state=OrganizationState.PENDING).exists()
    assert plan.adoptions.count() == 0


def test_a_second_plan_on_the_same_firms_is_refused_and_says_which(office: PlanPark, plan: FormationPlan) -> None:
    second = request_plan(park=office.park, on=DAY, by=office.officer, keeps_joint_branches=False)
    compute_plan(plan=str(second.public_id))
    adopted(office, plan)
    second.refresh_from_db()

    with pytest.raises(Conflict, match="示例甲：不再列入企业"):
        adopted(office, second)


def test_a_new_plan_leaves_out_what_waits_for_its_approval(office: PlanPark, plan: FormationPlan) -> None:
    adopted(office, plan)

    with pytest.raises(UserError, match="没有需要联合组建的企业"):
        request_plan(park=office.park, on=DAY, by=office.staff, keeps_joint_branches=False)


def test_a_park_without_a_committee_is_told_so(office: PlanPark, plan: FormationPlan) -> None:
    Organization.objects.filter(park=office.park, form__contains="committee").update(dissolved_on=DAY)

    with pytest.raises(UserError, match="还没有登记综合党委"):
        adopted(office, plan)


def test_names_of_branches_can_be_set_and_a_name_that_is_too_long_is_refused(
    office: PlanPark, plan: FormationPlan
) -> None:
    host = draft_adoption(plan=plan, profile=Profile.NEAR, on=DAY).groups[0].host

    with pytest.raises(UserError, match="不能作为党支部名称"):
        adopt(plan=plan, profile=Profile.NEAR, expected_version=0, on=DAY, by=office.officer, names={host: "示" * 101})
    adoption = adopt(
        plan=plan, profile=Profile.NEAR, expected_version=0, on=DAY, by=office.officer, names={host: "中共示例一支部"}
    )
    assert adoption.groups.filter(organization__name="中共示例一支部").exists()


def test_adopting_is_one_entry_of_the_log_with_counts_only(office: PlanPark, plan: FormationPlan) -> None:
    adopted(office, plan)

    entry = AuditEntry.objects.get(action="coverage.plan.adopted")
    assert entry.extra["moves"] == 10
    assert entry.place == office.park.public_id


def test_the_facts_are_those_of_the_day_of_adoption(office: PlanPark, plan: FormationPlan) -> None:
    adoption = adopt(plan=plan, profile=Profile.NEAR, expected_version=0, on=DAY + timedelta(days=3), by=office.officer)

    plan.refresh_from_db()
    assert (adoption.adopted_on, plan.state) == (DAY + timedelta(days=3), PlanState.ADOPTED)
