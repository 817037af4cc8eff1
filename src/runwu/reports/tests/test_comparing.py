"""An export of a mandated system beside the frozen figures: each viewer is told the number that the frozen set tells."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.core.scope import Scope
from runwu.members.choices import Ledger
from runwu.members.models import Reconciliation
from runwu.organizations.models import Organization
from runwu.reports.frozen.comparing import comparisons, exports_of_the_day
from runwu.reports.frozen.selectors import shown
from runwu.reports.frozen.services import correct_figure, freeze_figures, withdraw_frozen
from runwu.reports.models import FrozenSet
from tests.world import DAY, World

CLOSED = date(2026, 6, 30)


def made(world: World, *, by: User | None = None, on: date = CLOSED, rows: int = 9) -> Reconciliation:
    """Hold an export of a number of rows against the park's register."""
    maker = (by or world.cast.staff).public_id
    return Reconciliation.objects.create(
        park=world.near.park, ledger=Ledger.NATION, as_of=on, batch=uuid4(), made_by=maker, made_on=DAY, rows=rows
    )


def frozen(world: World, organization: Organization | None = None) -> FrozenSet:
    return freeze_figures(organization=organization or world.near.committee, on=CLOSED, by=world.cast.officer)


def scope(user: User) -> Scope:
    return scope_of(user, DAY)


def test_an_export_is_compared_with_what_was_frozen_for_the_park(world: World) -> None:
    row = frozen(world)
    number = row.figures.get(key="members").number

    one = comparisons(scope=scope(world.cast.staff), made=made(world, rows=number + 2), on=DAY)[0]

    assert (one.frozen, one.told.number, one.difference, one.same_day) == (row, number, 2, True)
    assert one.by == world.cast.officer.display_name


def test_what_was_corrected_counts(world: World) -> None:
    figure = frozen(world).figures.get(key="members")
    correct_figure(
        figure=figure, number=figure.number + 1, complete=False, reason="漏登", document="示例", by=world.cast.staff
    )

    one = comparisons(scope=scope(world.cast.staff), made=made(world, rows=figure.number + 1), on=DAY)[0]

    assert (one.difference, len(one.told.corrections)) == (0, 1)


def test_a_later_export_is_compared_with_the_last_day_before_it(world: World) -> None:
    frozen(world)

    later = comparisons(scope=scope(world.cast.staff), made=made(world, on=DAY), on=DAY)
    earlier = comparisons(scope=scope(world.cast.staff), made=made(world, on=date(2026, 6, 29)), on=DAY)

    assert ([one.same_day for one in later], earlier) == ([False], [])


def test_what_was_frozen_for_a_part_of_the_park_is_not_compared(world: World) -> None:
    frozen(world, world.near.branch)

    assert comparisons(scope=scope(world.cast.staff), made=made(world), on=DAY) == []


def test_a_freeze_that_was_taken_back_is_not_compared(world: World) -> None:
    withdraw_frozen(frozen=frozen(world), complete=True, by=world.cast.officer)

    assert comparisons(scope=scope(world.cast.staff), made=made(world), on=DAY) == []


def test_restricted_members_are_counted_for_who_must_know_them_alone(world: World) -> None:
    frozen(world)
    export = made(world)

    staff, officer = (
        comparisons(scope=scope(one), made=export, on=DAY)[0].told.number
        for one in (world.cast.staff, world.cast.officer)
    )

    assert officer == staff + 1


def test_a_correction_of_who_knows_more_is_not_told(world: World) -> None:
    figure = frozen(world).figures.get(key="members")
    correct_figure(figure=figure, number=99, complete=True, reason="示例", document="示例", by=world.cast.officer)

    one = comparisons(scope=scope(world.cast.staff), made=made(world), on=DAY)[0]

    assert (one.told.valid, one.told.corrections) == (figure.number, ())


@pytest.mark.parametrize("who", ["far_staff", "leader", "service_unit", "provincial_officer"])
def test_who_may_not_open_the_set_is_told_nothing_of_it(world: World, who: str) -> None:
    frozen(world)

    assert comparisons(scope=scope(getattr(world.cast, who)), made=made(world), on=DAY) == []


def test_the_reconciliation_leads_to_the_set_and_the_set_to_the_reconciliation(
    world: World, client_as: ClientAs
) -> None:
    row, export, client = frozen(world), made(world), client_as(world.cast.staff)
    there, back = (
        reverse("reports:frozen-set", args=[row.public_id]),
        reverse("members:reconciliation", args=[export.public_id]),
    )

    pages = client.get(back).content.decode(), client.get(there).content.decode()

    assert (f'href="{there}"' in pages[0], f'href="{back}"' in pages[1]) == (True, True)


def test_nobody_is_told_of_the_reconciliation_of_somebody_else(world: World) -> None:
    row, clerk = frozen(world), scope(world.cast.clerk)
    made(world)

    assert exports_of_the_day(scope=clerk, shown=shown(scope=clerk, frozen=row)) == []


def test_a_closing_day_that_is_not_frozen_leads_to_freezing(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    closing, other = (
        client.get(reverse("members:reconciliation", args=[made(world, on=day).public_id])).content.decode()
        for day in (CLOSED, DAY)
    )

    assert ("的时点数还没有冻结" in closing, "的时点数还没有冻结" in other) == (True, False)
