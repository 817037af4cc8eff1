"""What the database counts by look is what a naive recount of every enterprise finds."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from runwu.access.selectors import scope_of
from runwu.core import audit
from runwu.core.scope import Scope
from runwu.coverage.choices import ContactKind, MassKind
from runwu.coverage.models import CoverageContact, MassOrganization
from runwu.coverage.selectors.kept import counting
from runwu.coverage.selectors.marks import marked, registered, status_is
from runwu.coverage.selectors.policies import policy_of
from runwu.coverage.selectors.statuses import ParkCoverage, park_coverage
from runwu.coverage.selectors.tallies import Grouping, tallies
from runwu.coverage.services.tallies import renew_due_tallies, renew_tallies
from runwu.coverage.tests.park import DAY, SINCE, PlanPark
from runwu.enterprises.choices import FactKind, Stage
from runwu.enterprises.models import Enterprise
from runwu.enterprises.services import FactInput, record_facts
from runwu.people.models import Person
from runwu.rules.coverage import CoverageStatus

LATER = date(2026, 6, 1)


@pytest.fixture
def scope(office: PlanPark) -> Scope:
    """A park in which every way of being reached occurs, and facts that changed in June."""
    firms, person = office.firms, Person.objects.create(name="示例联络")
    CoverageContact.objects.create(
        enterprise=firms["甲"], person=person, kind=ContactKind.INSTRUCTOR, valid_from=SINCE, valid_to=LATER
    )
    CoverageContact.objects.create(enterprise=firms["乙"], person=person, kind=ContactKind.LIAISON, valid_from=SINCE)
    MassOrganization.objects.create(enterprise=firms["壬"], kind=MassKind.UNION, valid_from=LATER)
    MassOrganization.objects.create(enterprise=firms["丙"], kind=MassKind.WOMEN, valid_from=SINCE)
    record_facts(
        [
            FactInput(firms["丙"].pk, FactKind.STAFF, 0, SINCE, "示例台账"),
            FactInput(firms["丁"].pk, FactKind.STAFF, 12, SINCE, "示例台账"),
            FactInput(firms["庚"].pk, FactKind.OPERATING, "no", LATER, "走访"),
            FactInput(firms["辛"].pk, FactKind.OPERATING, None, LATER, "走访"),
            FactInput(firms["己"].pk, FactKind.STAGE, Stage.CLOSED, LATER, "走访"),
        ],
        by=None,
    )
    return scope_of(office.staff, DAY)


def _recount(scope: Scope, office: PlanPark, on: date) -> ParkCoverage:
    return park_coverage(scope=scope, park=office.park, on=on)


@pytest.mark.parametrize("on", [date(2024, 2, 1), date(2026, 5, 31), LATER, DAY])
def test_the_tally_of_a_park_equals_a_recount_on_any_day(on: date, scope: Scope, office: PlanPark) -> None:
    naive = _recount(scope, office, on)

    tally = tallies(scope=scope, on=on, by=Grouping.PARK, parks={office.park.pk: office.park})[office.park.pk]

    assert tally.table == naive.table
    assert {status: tally.of(status) for status in CoverageStatus} == naive.by_status


@pytest.mark.parametrize("by", list(Grouping))
def test_each_enterprise_stands_in_one_group(by: Grouping, scope: Scope, office: PlanPark) -> None:
    found = tallies(scope=scope, on=DAY, by=by, parks={office.park.pk: office.park})

    assert sum(tally.total for tally in found.values()) == len(_recount(scope, office, DAY).rows)


@pytest.mark.parametrize("on", [date(2026, 5, 31), DAY])
@pytest.mark.parametrize("status", list(CoverageStatus))
def test_the_rows_behind_a_status_are_those_of_the_rules(
    status: CoverageStatus, on: date, scope: Scope, office: PlanPark
) -> None:
    naive = _recount(scope, office, on)
    rows = marked(registered(Enterprise.objects.filter(park=office.park), on=on, today=DAY), on=on)

    found = set(rows.filter(status_is(status, policy_of(naive.book))))

    assert found == {row.enterprise for row in naive.of(status)}


@pytest.mark.usefixtures("_morning")
@pytest.mark.parametrize("by", list(Grouping))
def test_kept_figures_are_those_counted_anew(by: Grouping, scope: Scope, office: PlanPark) -> None:
    parks = {office.park.pk: office.park}
    anew = tallies(scope=scope, on=DAY, by=by, parks=parks)
    renew_tallies()

    kept = counting(scope=scope, on=DAY, by=by, parks=parks)

    assert {key: tally.looks for key, tally in kept.groups.items()} == {key: one.looks for key, one in anew.items()}
    assert (kept.counted_at is not None, kept.stale) == (True, False)


@pytest.mark.usefixtures("_morning")
def test_an_act_makes_kept_figures_stale_until_they_are_renewed(scope: Scope, office: PlanPark) -> None:
    renew_tallies()
    audit.log(office.staff, "enterprises.fact.corrected", office.firms["甲"], place=office.park.public_id)

    before = counting(scope=scope, on=DAY, by=Grouping.PARK, parks={office.park.pk: office.park})
    renewed, again = renew_due_tallies(), renew_due_tallies()

    assert before.stale
    assert (renewed > 0, again) == (True, 0)


def test_a_tally_costs_as_many_queries_for_many_enterprises(scope: Scope, office: PlanPark) -> None:
    parks = {office.park.pk: office.park}
    with CaptureQueriesContext(connection) as few:
        tallies(scope=scope, on=DAY, by=Grouping.GRID, parks=parks)
    Enterprise.objects.bulk_create(
        Enterprise(park=office.park, name=f"示例{number}号有限公司", provisional_number=f"多{number}")
        for number in range(200)
    )

    with CaptureQueriesContext(connection) as many:
        tallies(scope=scope, on=DAY, by=Grouping.GRID, parks=parks)

    assert len(few) == len(many) == 3
