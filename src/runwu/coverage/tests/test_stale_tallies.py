"""Whatever changes how an enterprise is covered makes the kept figures stale, and one process at a time renews them."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from conftest import MORNING
from runwu.access.selectors import scope_of
from runwu.coverage.choices import Finding, MassKind
from runwu.coverage.imports.tests.office import DAY as TODAY
from runwu.coverage.imports.tests.office import commit, sheet, upload
from runwu.coverage.models import FormationPlan, ParkTally
from runwu.coverage.selectors.kept import counting
from runwu.coverage.selectors.tallies import Grouping
from runwu.coverage.services.contact_acceptance import accept_contacts, undo_acceptance
from runwu.coverage.services.light_plans import end_mass, record_liaison, record_mass, withdraw_liaison
from runwu.coverage.services.tallies import MOST_AGE, renew_due_tallies, renew_tallies, tallies_due
from runwu.coverage.services.visits import record_visit
from runwu.coverage.services.withdrawals import withdraw_approval
from runwu.coverage.tests.contacts_at import asked
from runwu.coverage.tests.park import DAY, PlanPark, build_park
from runwu.coverage.tests.sending import approve, sent_up
from runwu.enterprises.choices import FactKind
from runwu.enterprises.models import Enterprise
from runwu.enterprises.services import FactInput, correct_fact
from runwu.organizations.services import Paper, dissolve, take_back

REAL = pytest.mark.django_db(databases=["default", "progress"], transaction=True)
PAPER = Paper(number="示例委〔2026〕9号", issued_on=DAY, authority="示例市委", on=DAY)


def is_stale(office: PlanPark) -> bool:
    """Tell what the board over parks says of its figures."""
    parks = {office.park.pk: office.park}
    return counting(scope=scope_of(office.staff, DAY), on=DAY, by=Grouping.PARK, parks=parks).stale


def made_stale(office: PlanPark, act: Callable[[], object]) -> list[bool]:
    """Return whether the figures were stale before an act, and after it."""
    with time_machine.travel(MORNING, tick=False):
        renew_tallies()
        before = is_stale(office)
        act()
        return [before, is_stale(office)]


@pytest.mark.usefixtures("people", "empty")
def test_an_instructor_plan_accepted_and_taken_back(office: PlanPark) -> None:
    plan = asked(office)

    accepted = made_stale(
        office, lambda: accept_contacts(plan=plan, firms=None, on=DAY, expected_version=0, by=office.staff)
    )
    taken_back = made_stale(office, lambda: undo_acceptance(plan=plan, on=DAY, expected_version=1, by=office.staff))

    assert (accepted, taken_back) == ([False, True], [False, True])


@pytest.mark.parametrize(
    "act",
    [
        lambda firm, by: record_visit(enterprise=firm, finding=Finding.NOT_FOUND, on=DAY, by=by),
        lambda firm, by: record_mass(enterprise=firm, kind=MassKind.UNION, on=DAY, by=by),
        lambda firm, by: correct_fact(
            enterprise=firm, fact=FactInput(firm.pk, FactKind.STAFF, 9, DAY, "示例"), seen=None, by=by
        ),
    ],
    ids=["visit", "mass", "fact"],
)
def test_what_is_written_down_at_an_enterprise(office: PlanPark, act: Callable[[Enterprise, object], object]) -> None:
    assert made_stale(office, lambda: act(office.firms["庚"], office.staff)) == [False, True]


def test_what_is_taken_back_at_an_enterprise(office: PlanPark) -> None:
    one, by = office.firms["庚"], office.staff

    liaison = made_stale(office, lambda: record_liaison(enterprise=one, name="示联络", on=DAY, by=by))
    nobody = made_stale(office, lambda: withdraw_liaison(enterprise=one, on=DAY, by=by))
    record_mass(enterprise=one, kind=MassKind.UNION, on=DAY, by=by)
    ended = made_stale(office, lambda: end_mass(enterprise=one, kind=MassKind.UNION, on=DAY, by=by))

    assert liaison == nobody == ended == [False, True]


@pytest.mark.django_db(databases=["default", "progress"])
def test_an_approval_and_its_withdrawal(office: PlanPark, plan: FormationPlan) -> None:
    adoption = sent_up(office, plan)

    approved = made_stale(office, lambda: approve(office, adoption))
    adoption.refresh_from_db()
    withdrawn = made_stale(
        office,
        lambda: withdraw_approval(adoption=adoption, expected_version=adoption.version, on=DAY, by=office.officer),
    )

    assert (approved, withdrawn) == ([False, True], [False, True])


def test_a_branch_that_is_dissolved_and_there_again(office: PlanPark) -> None:
    ended = []

    gone = made_stale(
        office,
        lambda: ended.append(dissolve(organization=office.own, successor=office.joint, paper=PAPER, by=office.officer)),
    )
    again = made_stale(office, lambda: take_back(restructuring=ended[0], by=office.officer))

    assert (gone, again) == ([False, True], [False, True])


@pytest.mark.django_db(databases=["default", "progress"])
def test_a_ledger(office: PlanPark, tmp_path: Path) -> None:
    path = sheet(tmp_path / "台账.xlsx", ("示例新有限公司", "新1", 8))

    def act() -> None:
        batch = upload(path, by=office.staff, park=office.park, as_of=TODAY)
        commit(batch)

    assert made_stale(office, act) == [False, True]


def test_old_figures_are_counted_anew_whatever_the_log_says(office: PlanPark) -> None:
    with time_machine.travel(MORNING, tick=False):
        renew_tallies()
        young = renew_due_tallies()
    with time_machine.travel(MORNING + MOST_AGE, tick=False):
        old = renew_due_tallies()

    assert (young, old > 0) == (0, True)


@pytest.mark.postgres_only
@REAL
def test_two_who_renew_at_once_do_not_meet() -> None:
    build_park()
    gate = threading.Barrier(4)
    ends: list[int | str] = []

    def run() -> None:
        gate.wait()
        try:
            ends.append(renew_tallies())
        except Exception as error:  # noqa: BLE001 -- whatever it is, the test tells
            ends.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(ends) <= {0, len(Grouping)}
    assert ParkTally.objects.count() == len(Grouping)


@pytest.mark.postgres_only
@REAL
def test_the_page_says_that_another_process_renews(client_as: Callable[..., Client]) -> None:
    office = build_park()
    client, held, done = client_as(office.officer), threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            renew_tallies()
            held.set()
            done.wait(30)
        connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(30)
    answer = client.post(reverse("reports:renew"), follow=True)
    done.set()
    thread.join()

    assert "汇总正在由另一处更新" in answer.content.decode()
    assert not tallies_due()
