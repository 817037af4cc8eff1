"""Proposals who looks after which enterprise: from facts, explained, changed by hand, accepted, taken back."""

from datetime import timedelta
from typing import Any

import pytest

from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry
from runwu.coverage.choices import ContactKind, PlanState
from runwu.coverage.models import CoverageContact
from runwu.coverage.selectors.contact_plans import ContactReview, people_today
from runwu.coverage.services import contact_plans
from runwu.coverage.services.contact_acceptance import accept_contacts, undo_acceptance
from runwu.coverage.services.contact_facts import Wanted, read_problem
from runwu.coverage.services.contact_plans import change_contact, compute_contact_plan
from runwu.coverage.services.contact_profiles import record_languages, record_profile
from runwu.coverage.tests.contacts_at import FAR, NEAR, asked, held, look_after
from runwu.coverage.tests.park import DAY, PlanPark
from runwu.enterprises.models import Chain, Enterprise
from runwu.people.models import Person
from tests.world import build_world

pytestmark = pytest.mark.django_db(databases="__all__")


def test_enterprises_without_members_and_branch_take_part(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise]
) -> None:
    problem = read_problem(park=office.park, wanted=Wanted(ContactKind.INSTRUCTOR), on=DAY)

    assert [one.name for one in problem.firms] == sorted(one.label for one in empty.values())
    assert {one.limit for one in problem.contacts} == {3}


def test_those_with_members_but_no_branch_take_part_where_wanted(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise]
) -> None:
    problem = read_problem(park=office.park, wanted=Wanted(ContactKind.INSTRUCTOR, with_members=True), on=DAY)

    names = {one.name for one in problem.firms}
    assert ("示例甲" in names, "示例丁" in names, "示例戊" in names, "示例壬" in names) == (True, False, False, False)


@pytest.mark.parametrize("restricted", [False, True])
def test_a_restricted_member_changes_nothing(restricted: bool, day: Any) -> None:
    world = build_world(restricted=restricted)

    problem = read_problem(park=world.near.park, wanted=Wanted(ContactKind.INSTRUCTOR), on=world.day)

    assert [one.name for one in problem.firms] == ["示例霜降物流"]


def test_a_sealed_person_is_never_proposed(office: PlanPark, empty: dict[str, Enterprise]) -> None:
    look_after(Person.objects.create(sealed=True, sealed_name="示例密某"), empty["子"])

    with pytest.raises(UserError, match="还没有登记"):
        asked(office)


def test_a_park_without_enterprises_to_look_after_is_told_so(office: PlanPark, people: dict[str, Person]) -> None:
    with pytest.raises(UserError, match="没有需要安排"):
        asked(office)


def test_who_does_it_today_keeps_it_and_the_reason_is_told(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise]
) -> None:
    look_after(people[FAR], empty["子"], empty["丑"])

    review = ContactReview(asked(office))

    lines = {line.firm.name: line for line in review.lines(review.firms())}
    assert (lines["示例子"].proposed, lines["示例子"].state) == (FAR, "same")
    assert "现任，保持不变" in lines["示例子"].explanation.words
    assert review.plan.proven


def test_languages_and_trades_decide(office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise]) -> None:
    chain = Chain.objects.create(name="示例化工")
    Enterprise.objects.filter(pk=empty["丑"].pk).update(chain=chain)
    record_languages(enterprise=empty["子"], languages=["ja"], by=office.staff)
    told: dict[str, Any] = {"park": office.park, "grid": None, "most": None, "by": office.staff}
    record_profile(person=people[NEAR], languages=["ja"], chains=[], **told)
    record_profile(person=people[FAR], languages=[], chains=[chain], **told)

    review = ContactReview(asked(office))

    proposed = {line.firm.name: line.proposed for line in review.lines(review.firms())}
    assert (proposed["示例子"], proposed["示例丑"]) == (NEAR, FAR)
    assert (review.plan.parts.language, review.plan.parts.trade) == (0, 0)


def test_a_personal_limit_goes_before_the_one_of_the_plan(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise]
) -> None:
    record_profile(person=people[NEAR], park=office.park, grid=None, languages=[], chains=[], most=1, by=office.staff)

    review = ContactReview(asked(office, limit=2))

    assert {name: load.planned for name, load in review.loads()} == {FAR: 2, NEAR: 1}
    assert review.counts["left"] == 1
    assert [one["left"] for one in review.row.answer["what_if"]] == [3, 0]


def test_a_larger_park_is_computed_in_the_worker(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contact_plans, "AT_ONCE", 2)

    plan = asked(office)
    assert (plan.state, plan.job is not None) == (PlanState.QUEUED, True)
    compute_contact_plan(plan=str(plan.public_id))

    plan.refresh_from_db()
    assert (plan.state, len(plan.assignment)) == (PlanState.READY, 4)


def test_a_change_by_hand_has_its_price_and_goes_back(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise]
) -> None:
    plan = asked(office)
    review = ContactReview(plan)
    firm = str(empty["子"].public_id)
    other = next(one.id for one in review.problem.contacts if one.id != plan.assignment[firm])
    price = next(
        one.alone for line in review.lines(review.firms()) if line.firm.id == firm for one in line.explanation.others
    )

    changed = change_contact(plan=plan, firm=firm, contact=other, rearrange=False, expected_version=0, by=office.staff)

    after = ContactReview(changed)
    assert after.plan.cost - review.plan.cost == price
    assert (after.plan.proven, after.plan.bound) == (False, review.plan.bound)


def test_the_others_are_arranged_around_a_change(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise]
) -> None:
    plan = asked(office)
    firm = str(empty["子"].public_id)
    other = next(str(one.public_id) for one in people.values() if str(one.public_id) != plan.assignment[firm])

    alone = ContactReview(
        change_contact(plan=plan, firm=firm, contact=other, rearrange=False, expected_version=0, by=office.staff)
    ).plan.cost
    around = ContactReview(
        change_contact(plan=plan, firm=firm, contact=other, rearrange=True, expected_version=1, by=office.staff)
    )

    assert (around.row.assignment[firm], around.plan.cost <= alone) == (other, True)
    assert {load.planned for _name, load in around.loads()} == {2}


def test_somebody_at_the_limit_takes_no_more(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise]
) -> None:
    plan = asked(office, limit=2)
    firm = str(empty["子"].public_id)
    other = next(str(one.public_id) for one in people.values() if str(one.public_id) != plan.assignment[firm])

    with pytest.raises(UserError, match="上限 2 家"):
        change_contact(plan=plan, firm=firm, contact=other, rearrange=False, expected_version=0, by=office.staff)


def test_two_at_once_do_not_overwrite_each_other(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise]
) -> None:
    plan = asked(office)
    firm = str(empty["子"].public_id)
    change_contact(plan=plan, firm=firm, contact=None, rearrange=False, expected_version=0, by=office.staff)

    with pytest.raises(Conflict, match="有人改动"):
        change_contact(plan=plan, firm=firm, contact=None, rearrange=False, expected_version=0, by=office.staff)


def test_what_is_accepted_becomes_a_fact_from_today_on(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise]
) -> None:
    (old,) = look_after(people[FAR], empty["子"])
    plan = asked(office)
    firm = str(empty["子"].public_id)
    plan = change_contact(
        plan=plan, firm=firm, contact=str(people[NEAR].public_id), rearrange=False, expected_version=0, by=office.staff
    )

    done = accept_contacts(plan=plan, firms=[firm], on=DAY, expected_version=1, by=office.staff)

    old.refresh_from_db()
    assert (done, held(empty["子"]), old.valid_to) == ((1, 0), [NEAR], DAY)
    assert held(empty["丑"]) == []
    assert AuditEntry.objects.get(action="coverage.contact_plan.accepted").extra == {"firms": 1}


def test_an_acceptance_of_today_is_taken_back(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise]
) -> None:
    look_after(people[FAR], empty["子"])
    plan = asked(office)
    plan = change_contact(
        plan=plan, firm=str(empty["子"].public_id), contact=str(people[NEAR].public_id), rearrange=False,
        expected_version=0, by=office.staff,
    )  # fmt: skip
    accept_contacts(plan=plan, firms=None, on=DAY, expected_version=1, by=office.staff)
    assert [held(one) for one in empty.values()].count([]) == 0

    undo_acceptance(plan=plan, on=DAY, expected_version=2, by=office.staff)

    assert [held(empty[name]) for name in ("子", "丑", "寅", "卯")] == [[FAR], [], [], []]


def test_an_acceptance_is_not_taken_back_later_or_after_a_change(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise]
) -> None:
    plan = asked(office)
    accept_contacts(plan=plan, firms=None, on=DAY, expected_version=0, by=office.staff)

    with pytest.raises(Conflict, match="不能撤回"):
        undo_acceptance(plan=plan, on=DAY + timedelta(days=1), expected_version=1, by=office.staff)
    CoverageContact.objects.first().delete()  # type: ignore[union-attr]
    with pytest.raises(Conflict, match="有人改动过"):
        undo_acceptance(plan=plan, on=DAY, expected_version=1, by=office.staff)


def test_an_enterprise_that_somebody_assigned_meanwhile_is_skipped(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise]
) -> None:
    plan = asked(office)
    look_after(Person.objects.create(name="示导新"), empty["子"])

    done = accept_contacts(plan=plan, firms=None, on=DAY, expected_version=0, by=office.staff)

    assert (done, held(empty["子"])) == ((3, 1), ["示导新"])


def test_nothing_ticked_is_refused(office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise]) -> None:
    with pytest.raises(UserError, match="没有可采纳"):
        accept_contacts(plan=asked(office), firms=[], on=DAY, expected_version=0, by=office.staff)


def test_loads_of_today_count_every_enterprise(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise]
) -> None:
    look_after(people[FAR], empty["子"], office.firms["丁"])

    found = people_today(park=office.park, kind=ContactKind.INSTRUCTOR, on=DAY)

    assert [(one.person.name, one.load) for one in found] == [(FAR, 2), (NEAR, 0)]
