"""The board over parks: numbers of a recount, kinds apart, small numbers and totals withheld."""

import re
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.scope import Capability, Scope
from runwu.coverage.selectors.statuses import park_coverage
from runwu.coverage.selectors.tallies import Grouping
from runwu.enterprises.choices import FactKind, ParkKind
from runwu.enterprises.models import Chain, Enterprise, Park
from runwu.enterprises.services import FactInput, record_facts
from runwu.members.choices import Belonging
from runwu.members.models import FloatingStay, PartyMember
from runwu.organizations.models import Organization
from runwu.people.models import Person
from runwu.reports import large
from runwu.reports.area import Board, area_board
from runwu.reports.floating import floating_by_park
from runwu.reports.groups import groups
from runwu.reports.protection import Part, withheld
from runwu.reports.releases import end_release, record_release, released_parks
from tests.world import SINCE, World

ClientAs = Callable[[User | None], Client]
SAID = {"official": "示例负责人", "position": "部长", "document": "示例〔2026〕1号"}


@pytest.fixture
def province(world: World) -> Scope:
    """The scope of the department above both parks; what their enterprises' columns say stands in facts, too."""
    facts = [
        FactInput(firm.pk, kind, getattr(firm, kind.value), SINCE, "示例台账")
        for firm in Enterprise.objects.all()
        for kind in (FactKind.OPERATING, FactKind.STAFF, FactKind.STAGE)
    ]
    record_facts(facts, by=None)
    return scope_of(world.cast.provincial_officer, world.day)


def _board(scope: Scope, sort: str = "name") -> Board:
    return area_board(scope=scope, parks=list(Park.objects.all()), on=scope.on, sort=sort)


def _lines(board: Board) -> list[str]:
    return [line.name for kind in board.kinds for line in kind.lines]


def _add_members(branch: Organization, formal: int, floating: int) -> None:
    for number in range(formal + floating):
        moving = number >= formal
        person = Person.objects.create(name=f"示例{branch.pk}之{number}")
        member = PartyMember.objects.create(
            person=person,
            standing="full",
            belonging=Belonging.FLOATING_IN if moving else Belonging.REGISTERED,
            organization=None if moving else branch,
            path=branch.path,
        )
        if moving:
            FloatingStay.objects.create(member=member, host=branch, valid_from=SINCE)
        else:
            member.affiliations.create(organization=branch, valid_from=SINCE)


def test_the_lines_are_those_of_a_recount(province: Scope, world: World) -> None:
    board = _board(province)

    lines = {line.name: line.tally.table for kind in board.kinds for line in kind.lines}

    assert lines == {
        park.name: park_coverage(scope=province, park=park, on=province.on).table for park in Park.objects.all()
    }


def test_every_number_opens_as_many_rows(province: Scope, world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.provincial_officer)
    park = str(world.near.park.public_id)

    shown = [
        client.get(reverse("reports:covered"), {"park": place, "base": "operating", **asked}).content.decode()
        for place in (park, "all")
        for asked in ({}, {"covered": "organization"}, {"show": "none"})
    ]

    assert [text.split('id="list-count">')[1].split("<")[0] for text in shown] == [
        "共 3 家", "共 2 家", "共 1 家", "共 6 家", "共 4 家", "共 2 家",
    ]  # fmt: skip


def test_parks_of_different_kinds_are_never_put_in_one_order(province: Scope, world: World) -> None:
    Park.objects.filter(pk=world.far.park.pk).update(kind=ParkKind.STATUTORY)

    orders = {sort: _lines(_board(province, sort)) for sort in ("name", "-name", "gaps", "-work")}

    assert set(map(tuple, orders.values())) == {(world.far.park.name, world.near.park.name)}


def test_a_heading_sorts_within_a_kind(province: Scope, world: World) -> None:
    Enterprise.objects.filter(pk=world.far.uncovered.pk).delete()

    assert _lines(_board(province, "registered")) == [world.far.park.name, world.near.park.name]
    assert _lines(_board(province, "-registered")) == [world.near.park.name, world.far.park.name]


def test_the_share_counts_floating_periods_of_the_day_over_all_members(province: Scope, world: World) -> None:
    _add_members(world.near.branch, formal=30, floating=9)
    parks = [world.near.park.pk]

    now = floating_by_park(scope=province, parks=parks, on=province.on)
    before = floating_by_park(scope=province, parks=parks, on=SINCE - timedelta(days=1))

    assert now == {parks[0]: Part(10, 44)}
    assert before == {parks[0]: Part(0, 0)}


def test_a_share_of_few_persons_is_withheld_from_who_need_not_know(province: Scope, world: World) -> None:
    _add_members(world.far.branch, formal=40, floating=12)

    shares = {line.name: line.share for kind in _board(province).kinds for line in kind.lines}

    assert shares[world.near.park.name].hidden
    assert shares[world.far.park.name].hidden  # the only other one: it would give the first away


def test_staff_see_the_share_of_their_own_park(world: World) -> None:
    scope = scope_of(world.cast.staff, world.day)

    (kind,) = area_board(scope=scope, parks=[world.near.park], on=world.day).kinds

    assert (kind.lines[0].share.hidden, kind.lines[0].share.part) == (False, Part(1, 5))


def test_who_knows_the_names_reads_the_numbers_of_the_one_park_and_opens_the_total(
    world: World, client_as: ClientAs
) -> None:
    client = client_as(world.cast.staff)

    page = client.get(reverse("reports:area")).content.decode()
    addresses = re.findall(r'href="(/members/floating/[^"]+)">20.00%</a><div class="xs muted">1/5</div>', page)
    rows = [client.get(one.replace("&amp;", "&")).content.decode() for one in addresses]

    assert len(addresses) == 2
    assert ["共 1 段" in one for one in rows] == [True, True]
    assert ("人数少的比例也显示" in page, "能推出个人的比例不显示" in page) == (True, False)


def test_the_board_says_below_how_many_a_share_is_withheld_from_who_knows_no_names(
    world: World, client_as: ClientAs
) -> None:
    page = client_as(world.cast.leader).get(reverse("reports:area")).content.decode()

    assert ("有一边少于 5 人、能推出个人的比例不显示" in page, "人数少的比例也显示" in page) == (True, False)


def test_numbers_of_several_parks_side_by_side_wait_for_a_release(world: World, province: Scope) -> None:
    grants = [replace(grant, capabilities=grant.capabilities | {Capability.SEE_MEMBERS}) for grant in province.grants]
    scope = replace(province, grants=tuple(grants))

    board = _board(scope)

    shares = [line.share for kind in board.kinds for line in kind.lines]
    assert [(one.hidden, one.with_numbers, bool(one.href)) for one in shares] == [(False, False, True)] * 2
    assert (board.total.share.with_numbers, "park=all" in board.total.share.href) == (False, True)


def test_nought_and_all_but_a_few_are_withheld() -> None:
    cells: dict[Hashable, Part] = {"none": Part(0, 50), "all": Part(48, 50), "some": Part(20, 50), "more": Part(30, 60)}

    assert withheld(cells, least=5) == {"none", "all"}


def test_numbers_of_members_stay_off_until_an_official_has_said_so(province: Scope, world: World) -> None:
    _add_members(world.near.branch, formal=40, floating=9)
    _add_members(world.far.branch, formal=40, floating=12)
    parks = [world.near.park.pk, world.far.park.pk]

    before = released_parks(parks=parks, on=world.day)
    record_release(organization=world.superior, said=SAID, since=world.day, by=world.cast.provincial_officer)

    assert before == (frozenset(), False)
    assert released_parks(parks=parks, on=world.day) == (frozenset(parks), True)
    assert released_parks(parks=parks, on=world.day - timedelta(days=1)) == (frozenset(), False)
    assert _board(province).total.share.with_numbers


def test_a_release_of_one_park_shows_no_other(world: World) -> None:
    record_release(organization=world.near.committee, said=SAID, since=world.day, by=world.cast.officer)

    found = released_parks(parks=[world.near.park.pk, world.far.park.pk], on=world.day)

    assert found == (frozenset({world.near.park.pk}), False)


def test_a_release_is_recorded_once_and_can_end(world: World) -> None:
    row = record_release(organization=world.superior, said=SAID, since=date(2026, 1, 1), by=world.cast.officer)
    with pytest.raises(UserError):
        record_release(organization=world.superior, said=SAID, since=world.day, by=world.cast.officer)

    end_release(release=row, on=world.day, by=world.cast.officer)

    assert released_parks(parks=[world.near.park.pk], on=world.day) == (frozenset(), False)


def test_a_service_unit_gets_no_rows_and_no_small_counts(world: World, client_as: ClientAs) -> None:
    text = client_as(world.cast.service_unit).get(reverse("reports:area")).content.decode()

    assert reverse("reports:covered") not in text
    assert "少于 5" in text


def test_a_group_of_few_enterprises_is_left_out_for_who_sees_no_rows(world: World) -> None:
    scope = scope_of(world.cast.service_unit, world.day)

    found = groups(scope=scope, parks=[world.near.park], on=world.day, by=Grouping.GRID)

    assert (found.lines, found.left_out) == ([], 2)


def test_a_chain_counts_each_enterprise_once_over_all_parks(province: Scope, world: World) -> None:
    chain = Chain.objects.create(name="示例链")
    Enterprise.objects.filter(pk__in=[world.near.covered.pk, world.far.covered.pk]).update(chain=chain)

    found = groups(scope=province, parks=list(Park.objects.all()), on=province.on, by=Grouping.CHAIN)

    assert [(line.name, line.tally.total) for line in found.lines] == [("示例链", 2), ("未登记", 4)]


def test_a_board_over_parks_asks_as_much_for_many_enterprises(province: Scope, world: World) -> None:
    with CaptureQueriesContext(connection) as few:
        _board(province)
    Enterprise.objects.bulk_create(
        Enterprise(park=world.near.park, name=f"示例{number}号有限公司", provisional_number=f"多{number}")
        for number in range(150)
    )

    with CaptureQueriesContext(connection) as many:
        _board(province)

    assert len(few) == len(many) <= 11


def test_a_large_park_shows_the_same_figures_without_a_map(
    province: Scope, world: World, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_as(world.cast.staff)
    address = {"park": str(world.near.park.public_id)}
    small = client.get(reverse("reports:board"), address)
    monkeypatch.setattr(large, "LARGE", 2)

    shown = client.get(reverse("reports:board"), address)

    figures = [{one.key: one.value for one in answer.context["figures"]} for answer in (small, shown)]
    assert figures[0] == figures[1]
    assert small.context["rates"] == shown.context["rates"]
    assert '<svg class="map' not in shown.content.decode()
