"""Frozen figures: frozen once with definition and rows, corrected beside, compared with the register of today."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, UserError
from runwu.members.choices import Standing, WishKind
from runwu.members.models import Affiliation, PartyMember
from runwu.members.services import decide_wish, record_wish
from runwu.organizations.models import Organization
from runwu.reports.frozen.selectors import people_behind, shown
from runwu.reports.frozen.services import correct_figure, freeze_figures, withdraw_frozen
from runwu.reports.models import AreaRelease, FrozenFigure, FrozenSet
from tests.world import DAY, World

CLOSED = date(2026, 6, 30)
_CHANGING = re.compile(r'(csrfmiddlewaretoken" value=|CSRFToken": |nonce=)"[^"]+"')


def _frozen(world: World) -> FrozenSet:
    return freeze_figures(organization=world.near.committee, on=CLOSED, by=world.cast.staff)


def _of(frozen: FrozenSet, key: str) -> FrozenFigure:
    return frozen.figures.get(key=key)


def _moved_away_before(world: World) -> None:
    """Record afterwards that a member had left before the closing day."""
    Affiliation.objects.filter(member=world.members.second).update(valid_to=date(2026, 6, 1))


def test_parts_add_up_and_each_figure_has_its_rows(world: World) -> None:
    frozen, scope = _frozen(world), scope_of(world.cast.staff, DAY)

    numbers = {one.row.key: one.number for one in shown(scope=scope, frozen=frozen)}

    assert numbers["members"] == numbers["full"] + numbers["probationary"]
    behind = people_behind(scope=scope, figure=_of(frozen, "full"), show="")
    assert {one.standing for one in behind} == {Standing.FULL}
    assert behind.count() == numbers["full"]


def test_what_is_recorded_later_never_changes_what_was_frozen(world: World) -> None:
    frozen, scope = _frozen(world), scope_of(world.cast.staff, DAY)
    before = shown(scope=scope, frozen=frozen)[0].number

    _moved_away_before(world)

    after = shown(scope=scope, frozen=frozen)[0]
    assert (after.number, after.now, after.difference) == (before, before - 1, -1)
    gone = people_behind(scope=scope, figure=after.row, show="gone")
    assert [one.pk for one in gone] == [world.members.second.pk]


def test_a_correction_stands_beside(world: World) -> None:
    frozen = _frozen(world)
    figure = _of(frozen, "members")

    correct_figure(
        figure=figure, number=figure.number + 2, complete=False, reason="漏登", document="示例", by=world.cast.staff
    )

    one = shown(scope=scope_of(world.cast.staff, DAY), frozen=frozen)[0]
    assert (one.number, one.valid, one.difference) == (figure.number, figure.number + 2, -2)


def test_who_corrected_a_figure_and_when_stands_beside_it(world: World, client_as: ClientAs) -> None:
    frozen, by = _frozen(world), world.cast.clerk
    for number, complete in ((99, False), (98, True)):
        correct_figure(
            figure=_of(frozen, "members"), number=number, complete=complete, reason="漏登", document="示例",
            by=by if not complete else world.cast.officer,
        )  # fmt: skip
    address = reverse("reports:frozen-set", args=[frozen.public_id])

    page = client_as(world.cast.staff).get(address).content.decode()

    [told] = re.findall(r"更正记录</h2>.*?</ol>", page, re.S)
    assert (by.display_name in told, f'<time datetime="{DAY.isoformat()}">' in told) == (True, True)
    assert world.cast.officer.display_name not in told


def test_a_correction_that_changes_nothing_is_refused(world: World) -> None:
    figure = _of(_frozen(world), "members")

    with pytest.raises(UserError, match="相同"):
        correct_figure(
            figure=figure, number=figure.number, complete=False, reason="示例", document="示例", by=world.cast.staff
        )

    assert not figure.corrections.exists()


def test_restricted_members_are_counted_for_who_must_know_them_alone(world: World) -> None:
    frozen = _frozen(world)

    staff, officer = (
        shown(scope=scope_of(one, DAY), frozen=frozen)[0] for one in (world.cast.staff, world.cast.officer)
    )

    assert (officer.number, officer.now) == (staff.number + 1, staff.now + 1)


def test_the_officer_is_told_how_many_and_nothing_else_of_restricted_members(world: World) -> None:
    frozen = _frozen(world)

    staff, officer, own = (
        {one.row.key: one.number for one in shown(scope=scope_of(one, DAY), frozen=frozen)}
        for one in (world.cast.staff, world.cast.officer, world.cast.secretary)
    )

    assert officer == {**staff, "members": staff["members"] + 1}
    assert own == staff  # the committee's line is not the own branch


def test_the_officer_reads_why_the_parts_are_less_than_the_total(world: World, client_as: ClientAs) -> None:
    address = reverse("reports:frozen-set", args=[_frozen(world).public_id])
    pages = {who: client_as(getattr(world.cast, who)).get(address).content.decode() for who in ("officer", "staff")}

    assert "党员数含限组织内知悉 1 名" in pages["officer"]
    assert "限组织内知悉" not in pages["staff"]


def _asked(world: World, kind: WishKind, member: PartyMember) -> None:
    wish = record_wish(member=member, kind=kind, wished_on=DAY, by=world.cast.secretary, on=DAY, on_paper=True)
    decide_wish(wish=wish, grant=True, basis="示例", by=world.cast.secretary, on=DAY)


def _pages(client: Client, frozen: FrozenSet) -> list[str]:
    rows = reverse("reports:frozen-rows", args=[_of(frozen, "members").public_id])
    addresses = [reverse("reports:frozen-set", args=[frozen.public_id]), f"{rows}?show=added", f"{rows}?show=gone"]
    return [_CHANGING.sub("", client.get(address).content.decode()) for address in addresses]


@pytest.mark.parametrize("who", ["staff", "clerk"])
def test_a_later_restriction_changes_nothing_that_staff_compare(world: World, client_as: ClientAs, who: str) -> None:
    frozen, client = _frozen(world), client_as(getattr(world.cast, who))
    before = _pages(client, frozen)

    _asked(world, WishKind.RESTRICT, world.members.second)

    assert _pages(client, frozen) == before


def test_a_restriction_lifted_later_changes_nothing_that_staff_compare(world: World, client_as: ClientAs) -> None:
    assert world.members.restricted
    frozen, client = _frozen(world), client_as(world.cast.staff)
    before = _pages(client, frozen)

    PartyMember.objects.filter(pk=world.members.restricted.pk).update(restricted=False)

    assert _pages(client, frozen) == before


def test_a_correction_that_staff_do_not_see_does_not_refuse_them(world: World) -> None:
    frozen = _frozen(world)
    correct_figure(
        figure=_of(frozen, "members"), number=99, complete=True, reason="示例", document="示例", by=world.cast.officer
    )

    with pytest.raises(Conflict):
        withdraw_frozen(frozen=frozen, complete=True, by=world.cast.officer)
    withdraw_frozen(frozen=frozen, complete=False, by=world.cast.staff)

    assert FrozenSet.objects.get().withdrawn_at is not None


def test_a_correction_of_who_knows_more_is_not_shown_to_others(world: World) -> None:
    frozen = _frozen(world)
    correct_figure(
        figure=_of(frozen, "members"), number=99, complete=True, reason="示例", document="示例", by=world.cast.officer
    )

    assert shown(scope=scope_of(world.cast.staff, DAY), frozen=frozen)[0].corrections == ()


@pytest.mark.parametrize("day", [date(2026, 6, 29), date(2026, 12, 31)])
def test_only_closing_days_that_are_over_are_frozen(world: World, day: date) -> None:
    with pytest.raises(UserError, match="不是已经过去的半年或年底时点"):
        freeze_figures(organization=world.near.committee, on=day, by=world.cast.staff)

    assert not FrozenSet.objects.exists()


def test_a_day_before_the_organisation_is_refused(world: World) -> None:
    with pytest.raises(UserError, match="还没有这个党组织"):
        freeze_figures(organization=world.near.committee, on=date(2020, 12, 31), by=world.cast.staff)


def test_a_day_is_frozen_once_and_taken_back_the_same_day(world: World) -> None:
    frozen = _frozen(world)

    with pytest.raises(Conflict, match="已经冻结过"):
        _frozen(world)

    withdraw_frozen(frozen=frozen, complete=False, by=world.cast.staff)
    assert _frozen(world).pk != frozen.pk


def test_totals_of_an_area_above_parks_wait_for_a_named_official(world: World) -> None:
    area = world.near.committee
    Organization.objects.filter(pk=area.pk).update(park=None)
    area.refresh_from_db()

    with pytest.raises(UserError, match="没有登记可以显示"):
        freeze_figures(organization=area, on=CLOSED, by=world.cast.staff)

    AreaRelease.objects.create(
        organization=area, official="示例负责人", position="部长", document="示例", valid_from=CLOSED,
        recorded_by=world.cast.officer.public_id,
    )  # fmt: skip
    assert freeze_figures(organization=area, on=CLOSED, by=world.cast.staff).pk


def test_who_left_the_register_was_still_counted_then(world: World) -> None:
    frozen = _frozen(world)
    number = _of(frozen, "members").number

    PartyMember.objects.filter(pk=world.members.second.pk).update(membership="ended")

    assert shown(scope=scope_of(world.cast.staff, DAY), frozen=frozen)[0].number == number


def test_the_pages_lead_from_freezing_to_the_rows_and_the_workbook(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    asked = {"organization": str(world.near.committee.public_id), "on": CLOSED.isoformat()}

    page = client.post(reverse("reports:frozen-make"), asked, follow=True).content.decode()

    frozen = FrozenSet.objects.get()
    assert reverse("reports:frozen-rows", args=[_of(frozen, "away").public_id]) in page
    assert "内部资料" in page
    book = client.get(reverse("reports:frozen-set", args=[frozen.public_id]), {"export": "xlsx"})
    assert book["Content-Disposition"].endswith(".xlsx") or "xlsx" in book["Content-Disposition"]
    assert client.post(reverse("reports:frozen-make"), {**asked, "on": "2026-06-29"}).status_code == 422
