"""A plan in force is looked at again every year (年度复核): a duty, the facts since, an outcome that stays on record."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict
from runwu.core.models import AuditEntry, RulebookOverride
from runwu.core.registries import Duty
from runwu.coverage.choices import ReviewOutcome
from runwu.coverage.duties import duties
from runwu.coverage.models import Adoption, AdoptionReview, FormationPlan
from runwu.coverage.selectors.consequences import facts_since
from runwu.coverage.services.plans import compute_plan, request_plan
from runwu.coverage.services.reviews import record_review
from runwu.coverage.tests.addresses import adoption_url, plan_url, text
from runwu.coverage.tests.editing import desk
from runwu.coverage.tests.park import DAY, PlanPark, member
from runwu.coverage.tests.sending import approve, sent_up
from runwu.members.models import PartyMember

pytestmark = [pytest.mark.django_db(databases=["default", "progress"]), pytest.mark.usefixtures("_morning")]
YEAR = date(2027, 11, 20)


@pytest.fixture
def adoption(office: PlanPark, plan: FormationPlan) -> Adoption:
    """A plan that was approved on `DAY`."""
    return approve(office, sent_up(office, plan)).adoption


def asked(office: PlanPark, on: date, words: str = "年度复核") -> list[Duty]:
    """Return the duties of a day whose titles begin with some words."""
    return [duty for duty in duties(scope_of(office.staff, on), on) if duty.title.startswith(words)]


def review(office: PlanPark, adoption: Adoption, outcome: ReviewOutcome, on: date = YEAR) -> AdoptionReview:
    """Record a review."""
    adoption.refresh_from_db()
    return record_review(
        adoption=adoption,
        outcome=outcome,
        note="示例：安排合适",
        changes=["示例变化。"],
        expected_version=adoption.version,
        on=on,
        by=office.staff,
    )


def test_a_year_after_the_approval_the_plan_is_to_be_looked_at(
    office: PlanPark, plan: FormationPlan, adoption: Adoption
) -> None:
    (duty,) = asked(office, YEAR)

    assert duty.title == "年度复核：2026年11月20日 批复的联合党支部组建方案"
    assert duty.due == YEAR
    assert duty.url == plan_url(plan, "plan-facts")
    assert duty.source is not None
    assert duty.source.short == "产品设定"


def test_a_day_earlier_nothing_is_asked(office: PlanPark, adoption: Adoption) -> None:
    assert asked(office, YEAR - timedelta(days=1)) == []


def test_a_park_sets_its_own_period(office: PlanPark, adoption: Adoption) -> None:
    RulebookOverride.objects.create(
        place=office.park.public_id, place_label="示例园区", key="formation.review_months", value=6,
        valid_from=DAY, document="《示例办法》", set_by=office.staff.public_id,
    )  # fmt: skip

    assert len(asked(office, date(2027, 5, 20))) == 1


def test_a_plan_that_waits_for_its_approval_is_not_looked_at(office: PlanPark, plan: FormationPlan) -> None:
    sent_up(office, plan)

    assert asked(office, YEAR) == []


def test_a_plan_that_was_replaced_is_not_looked_at(office: PlanPark, adoption: Adoption) -> None:
    with time_machine.travel("2027-10-01 09:00 +08:00", tick=False):
        later = request_plan(park=office.park, on=date(2027, 10, 1), by=office.staff, keeps_joint_branches=False)
        compute_plan(plan=str(later.public_id))
        Adoption.objects.create(
            plan=later, profile="near", state="in_force", committee=office.committee, adopted_on=date(2027, 10, 1),
            adopted_by=office.staff.public_id, in_force_from=date(2027, 10, 1),
        )  # fmt: skip

    assert asked(office, YEAR) == []


def test_a_plan_that_is_kept_is_looked_at_a_year_later(office: PlanPark, adoption: Adoption) -> None:
    review(office, adoption, ReviewOutcome.KEPT)

    assert asked(office, YEAR) == []
    assert [duty.due for duty in asked(office, date(2028, 11, 20))] == [date(2028, 11, 20)]


def test_a_new_plan_that_was_asked_for_stays_a_duty_until_it_is_begun(office: PlanPark, adoption: Adoption) -> None:
    review(office, adoption, ReviewOutcome.RENEW)
    before = asked(office, YEAR, "按复核结论重新测算")

    with time_machine.travel("2027-11-20 10:00 +08:00", tick=False):
        request_plan(park=office.park, on=YEAR, by=office.staff, keeps_joint_branches=False)

    assert len(before) == 1
    assert asked(office, YEAR, "按复核结论重新测算") == []


def test_what_the_approval_itself_brought_about_is_no_change(
    client: Client, plan: FormationPlan, adoption: Adoption
) -> None:
    found = facts_since(desk(plan), on=DAY, adoption=adoption)

    assert found.changes == ()
    assert "没有变化，这份安排照旧适用" in text(client, plan_url(plan, "plan-facts"))


def test_what_waits_for_its_approval_is_no_change(office: PlanPark, plan: FormationPlan) -> None:
    found = facts_since(desk(plan), on=DAY, adoption=sent_up(office, plan))

    assert found.changes == ()


def test_what_changed_since_the_approval_is_named(office: PlanPark, plan: FormationPlan, adoption: Adoption) -> None:
    member("示例乙2号", office.elsewhere, office.firms["乙"])
    PartyMember.objects.filter(person__name="示例甲1号").update(membership="ended")

    found = facts_since(desk(plan), on=DAY, adoption=adoption)

    assert sorted(found.changes) == ["示例乙：正式党员 1 → 2 名。", "示例甲：正式党员 2 → 1 名。"]
    assert found.effect is not None


def test_the_outcome_is_recorded_audited_and_shown(
    client: Client, office: PlanPark, plan: FormationPlan, adoption: Adoption
) -> None:
    member("示例乙2号", office.elsewhere, office.firms["乙"])
    data = {"version": adoption.version, "outcome": "renew", "note": "示例：乙公司人多了"}

    client.post(adoption_url(adoption, "adoption-review"), data)

    entry = AuditEntry.objects.filter(action="coverage.adoption.reviewed").get()
    assert entry.subject_id == str(adoption.public_id)
    row = AdoptionReview.objects.get()
    assert (row.outcome, row.changes) == ("renew", ["示例乙：正式党员 1 → 2 名。"])
    pages = [plan_url(plan, "plan-facts"), adoption_url(adoption), plan_url(plan)]
    assert ["示例：乙公司人多了" in text(client, page) for page in pages] == [True, True, True]


@pytest.mark.parametrize(
    "data", [{"outcome": "kept", "note": ""}, {"outcome": "gone", "note": "示例"}, {"note": "示例"}]
)
def test_an_outcome_needs_its_sentence(client: Client, adoption: Adoption, data: dict[str, str]) -> None:
    response = client.post(adoption_url(adoption, "adoption-review"), {"version": adoption.version, **data})

    assert response.status_code == 422
    assert not AdoptionReview.objects.exists()


def test_two_people_do_not_review_over_each_other(client: Client, adoption: Adoption) -> None:
    data = {"version": adoption.version, "outcome": "kept", "note": "示例"}
    first = client.post(adoption_url(adoption, "adoption-review"), data)

    second = client.post(adoption_url(adoption, "adoption-review"), data)

    assert (first.status_code, second.status_code) == (302, 409)
    assert AdoptionReview.objects.count() == 1


def test_what_is_not_in_force_is_not_reviewed(office: PlanPark, plan: FormationPlan) -> None:
    with pytest.raises(Conflict):
        review(office, sent_up(office, plan), ReviewOutcome.KEPT)


def test_a_review_changes_neither_plan_nor_adoption(office: PlanPark, plan: FormationPlan, adoption: Adoption) -> None:
    before = (FormationPlan.objects.values().get(), Adoption.objects.values("state", "in_force_from").get())

    review(office, adoption, ReviewOutcome.RENEW)

    assert (FormationPlan.objects.values().get(), Adoption.objects.values("state", "in_force_from").get()) == before


def test_the_page_of_an_adopted_plan_leads_to_its_facts(
    client: Client, plan: FormationPlan, adoption: Adoption
) -> None:
    address = reverse("coverage:plan-facts", args=[plan.public_id])

    assert address in text(client, plan_url(plan))
    assert address in text(client, adoption_url(adoption))
