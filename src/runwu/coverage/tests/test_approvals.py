"""The approval: what comes in force from its date, and when it is refused."""

from datetime import date, timedelta

import pytest

from runwu.core.errors import Conflict, UserError
from runwu.core.journeys import journeys_of
from runwu.coverage.choices import AdoptionState
from runwu.coverage.models import FormationPlan
from runwu.coverage.services.approvals import record_decline
from runwu.coverage.tests.park import DAY, PlanPark
from runwu.coverage.tests.sending import approve, sent_up
from runwu.members.choices import TransferState
from runwu.members.models import Affiliation, PartyMember, Transfer
from runwu.organizations.choices import OrganizationState, UnitRole
from runwu.organizations.models import Organization, OrganizationUnit

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
LATER = DAY + timedelta(days=12)


def test_branches_are_set_up_from_the_date_of_the_approval(office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)

    approve(office, adoption, issued_on=DAY + timedelta(days=9), on=LATER)

    rows = Organization.objects.filter(adopted_groups__adoption=adoption, adopted_groups__is_new=True)
    assert {(row.state, row.established_on) for row in rows} == {(OrganizationState.ACTIVE, DAY + timedelta(days=9))}
    assert {row.approval.number for row in rows if row.approval} == {"示例委〔2026〕1号"}


def test_old_coverage_ends_where_the_new_one_starts(office: PlanPark, plan: FormationPlan) -> None:
    approve(office, sent_up(office, plan), issued_on=DAY, on=LATER)

    first, second = OrganizationUnit.objects.filter(enterprise=office.firms["戊"]).order_by("valid_from")
    assert (first.organization, first.valid_to) == (office.joint, DAY)
    assert (second.valid_from, second.role, second.valid_to) == (DAY, UnitRole.MEMBER, None)


def test_checked_members_of_the_committee_move_and_others_get_a_transfer_that_is_due(
    office: PlanPark, plan: FormationPlan
) -> None:
    adoption = sent_up(office, plan)

    applied = approve(office, adoption)

    moved = PartyMember.objects.get(person__name="示例甲1号")
    stays = PartyMember.objects.get(person__name="示例乙1号")
    assert (applied.moved, applied.transfers, applied.skipped) == (9, 1, 0)
    assert moved.organization in Organization.objects.filter(adopted_groups__adoption=adoption)
    assert stays.organization == office.elsewhere
    assert Transfer.objects.get(member=stays).state == TransferState.DUE


def test_the_affiliation_names_the_document(office: PlanPark, plan: FormationPlan) -> None:
    approve(office, sent_up(office, plan))

    row = Affiliation.objects.open().get(member__person__name="示例甲1号")
    assert (row.document, row.valid_from) == ("示例委〔2026〕1号", DAY)


def test_members_nobody_checked_stay_where_they_are(office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)
    adoption.moves.filter(member__person__name="示例甲1号").update(confirmed=False)

    approve(office, adoption)

    assert PartyMember.objects.get(person__name="示例甲1号").organization == office.general


def test_a_member_who_went_elsewhere_meanwhile_is_skipped_and_counted(office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)
    PartyMember.objects.filter(person__name="示例甲1号").update(organization=office.elsewhere)

    assert approve(office, adoption).skipped == 1


@pytest.mark.parametrize(
    ("number", "issued_on", "says"),
    [
        ("  ", DAY, "没有填批复的文号"),
        ("示例委〔2026〕1号", DAY - timedelta(days=1), "早于上报日期"),
        ("示例委〔2026〕1号", LATER + timedelta(days=1), "还没有到"),
    ],
)
def test_a_paper_that_cannot_be_is_refused(
    office: PlanPark, plan: FormationPlan, number: str, issued_on: date, says: str
) -> None:
    adoption = sent_up(office, plan)

    with pytest.raises(UserError, match=says):
        approve(office, adoption, number=number, issued_on=issued_on, on=LATER)
    adoption.refresh_from_db()
    assert adoption.state == AdoptionState.PENDING


def test_a_second_approval_is_refused(office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)
    approve(office, adoption)

    with pytest.raises(Conflict, match="已批复"):
        approve(office, adoption)


def test_coverage_that_somebody_changed_meanwhile_stops_the_approval(office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)
    OrganizationUnit.objects.create(
        organization=office.own, enterprise=office.firms["甲"], role=UnitRole.MEMBER, valid_from=DAY
    )

    with pytest.raises(Conflict, match="示例甲的覆盖关系另有登记"):
        approve(office, adoption)


def test_the_process_of_each_branch_notes_the_approval(office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)
    approve(office, adoption)

    journeys = journeys_of(subjects=list(adoption.groups.filter(is_new=True)))
    keys = {tuple(step.key for step in journey.steps.all()) for journey in journeys.values()}
    assert keys == {("apply", "approve")}


def test_a_refusal_from_above_leaves_everything_as_it_was(office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)
    before = list(OrganizationUnit.objects.order_by("pk").values())

    record_decline(
        adoption=adoption, number="示例委函〔2026〕2号", issued_on=DAY, authority="中共示例市委", expected_version=0,
        on=LATER, by=office.officer,
    )  # fmt: skip

    adoption.refresh_from_db()
    assert adoption.state == AdoptionState.DECLINED
    assert not Organization.objects.filter(state=OrganizationState.PENDING).exists()
    assert list(OrganizationUnit.objects.order_by("pk").values()) == before
