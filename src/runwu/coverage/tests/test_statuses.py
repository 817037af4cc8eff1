from runwu.access.selectors import scope_of
from runwu.core.scope import Scope
from runwu.coverage.choices import ContactKind, MassKind
from runwu.coverage.models import CoverageContact, MassOrganization
from runwu.coverage.selectors.statuses import EnterpriseCoverage, enterprise_coverage, park_coverage
from runwu.enterprises.choices import FactKind, Operating
from runwu.enterprises.models import Enterprise
from runwu.enterprises.services import FactInput, record_facts
from runwu.organizations.models import OrganizationUnit
from runwu.rules.coverage import CoverageStatus
from tests.world import SINCE, World


def _scope(world: World, who: str = "staff") -> Scope:
    return scope_of(getattr(world.cast, who), world.day)


def _row(world: World, firm: Enterprise, who: str = "staff") -> EnterpriseCoverage:
    row = enterprise_coverage(scope=_scope(world, who), enterprise=firm, on=world.day)
    assert row is not None
    return row


def _operates(firm: Enterprise, word: str = Operating.YES) -> None:
    record_facts([FactInput(firm.pk, FactKind.OPERATING, word, SINCE, "企业台账")], by=None)


def test_an_enterprise_with_its_own_branch_is_covered_by_organisation(world: World) -> None:
    row = _row(world, world.near.covered)

    assert row.status is CoverageStatus.OWN_BRANCH
    assert row.answer.organization_covered


def test_an_operating_enterprise_without_anything_is_uncovered(world: World) -> None:
    _operates(world.near.uncovered)

    assert _row(world, world.near.uncovered).status is CoverageStatus.NONE


def test_an_enterprise_that_does_not_operate_is_not_due(world: World) -> None:
    _operates(world.near.uncovered, Operating.NO)

    assert _row(world, world.near.uncovered).status is CoverageStatus.NOT_OPERATING


def test_an_instructor_is_work_coverage_not_organisation_coverage(world: World) -> None:
    CoverageContact.objects.create(
        enterprise=world.near.uncovered,
        person=world.members.full.person,
        kind=ContactKind.INSTRUCTOR,
        valid_from=SINCE,
    )

    row = _row(world, world.near.uncovered)

    assert row.status is CoverageStatus.WORK
    assert (row.answer.organization_covered, row.answer.work_covered) == (False, True)


def test_a_union_that_ended_no_longer_covers(world: World) -> None:
    _operates(world.near.uncovered)
    MassOrganization.objects.create(
        enterprise=world.near.uncovered, kind=MassKind.UNION, valid_from=SINCE, valid_to=world.day
    )

    assert _row(world, world.near.uncovered).status is CoverageStatus.NONE


def test_a_past_day_shows_what_covered_then(world: World) -> None:
    OrganizationUnit.objects.filter(enterprise=world.near.covered).update(valid_to=world.day)

    then = enterprise_coverage(scope=_scope(world), enterprise=world.near.covered, on=SINCE)

    assert then is not None
    assert then.status is CoverageStatus.OWN_BRANCH
    assert _row(world, world.near.covered).status is not CoverageStatus.OWN_BRANCH


def test_the_verdict_tells_no_number_to_who_is_not_entitled(world: World) -> None:
    assert _row(world, world.near.covered, "leader").facts.members.full is None
    assert _row(world, world.near.covered, "staff").facts.members.full == 3


def test_unknown_operation_stands_beside_and_counts_neither_way(world: World) -> None:
    _operates(world.near.covered)

    table = park_coverage(scope=_scope(world), park=world.near.park, on=world.day).table

    assert (table.operating.work.denominator, table.operating.work.unknown) == (1, 2)
    assert table.registered.work.denominator == 3


def test_a_park_of_the_neighbour_shows_nothing(world: World) -> None:
    assert enterprise_coverage(scope=_scope(world, "far_staff"), enterprise=world.near.covered, on=world.day) is None
