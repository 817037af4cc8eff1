"""The structure of the register: every member in one bar, each bar opens its rows, restricted ones for who must know."""

import re
from datetime import date

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.members.choices import Belonging, Standing, StandingAct
from runwu.members.models import PartyMember, StandingDecision
from runwu.people.models import Person
from runwu.reports.structure.bands import NOT_TOLD, whole_years
from runwu.reports.structure.selectors import Answered, behind, structure
from tests.world import DAY, World


def _asked(
    world: World, who: str = "staff", *, branch: bool = False, on: date = DAY
) -> tuple[int, dict[str, Answered]]:
    scope = scope_of(getattr(world.cast, who), DAY)
    organization = world.near.branch if branch else world.near.committee
    total, answers = structure(scope=scope, organization=organization, on=on)
    return total, {one.part.key: one for one in answers}


@pytest.mark.parametrize("part", ["age", "education", "years"])
def test_every_member_is_in_exactly_one_bar(world: World, part: str) -> None:
    total, answers = _asked(world)

    assert sum(bar.number for bar in answers[part].bars) == total > 0


def test_the_years_to_come_name_who_turns_sixty(world: World) -> None:
    Person.objects.filter(pk=world.members.second.person_id).update(birth_date=date(DAY.year - 58, 3, 1).isoformat())

    _total, answers = _asked(world)

    turning = {bar.band.key: bar.number for bar in answers["turning"].bars}
    assert turning[str(DAY.year + 2)] == 1


@pytest.mark.parametrize("decided", [True, False])
@pytest.mark.parametrize("part", ["age", "education", "years"])
def test_who_was_converted_later_stands_with_the_probationary_ones_of_a_past_day(
    world: World, part: str, decided: bool
) -> None:
    past, later, member = date(2026, 6, 30), date(2026, 9, 1), world.members.probationary
    PartyMember.objects.filter(pk=member.pk).update(standing=Standing.FULL, converted_on=later)
    PartyMember.objects.filter(pk=world.members.second.pk).update(converted_on=date(2025, 3, 1))
    if decided:
        StandingDecision.objects.create(
            member=member, act=StandingAct.CONVERTED, on=later, document="示例〔2026〕9号",
            standing_before="probationary", standing_after="full", membership_before="active",
            membership_after="active", recorded_by=world.cast.staff.public_id, recorded_on=later,
        )  # fmt: skip

    total, answers = _asked(world, on=past)
    bars = {bar.band.key: bar.number for bar in answers[part].bars}
    found = behind(
        scope=scope_of(world.cast.staff, DAY), organization=world.near.committee, on=past, part="years",
        band=NOT_TOLD, gender=None,
    )  # fmt: skip

    assert sum(bars.values()) == total > 0
    assert found is not None
    assert (member in found[1], world.members.second in found[1]) == (True, False)


@pytest.mark.parametrize("on", [date(2026, 6, 30), DAY])
def test_the_bar_of_the_year_counts_who_has_turned_sixty_in_it_already(world: World, on: date) -> None:
    born = {"second": f"{on.year - 60}-02-01", "third": f"{on.year - 60}-12-20", "full": f"{on.year - 61}-12-31"}
    for who, day in born.items():
        Person.objects.filter(pk=getattr(world.members, who).person_id).update(birth_date=day)

    _total, answers = _asked(world, on=on)
    found = behind(
        scope=scope_of(world.cast.staff, DAY), organization=world.near.committee, on=on, part="turning",
        band=str(on.year), gender=None,
    )  # fmt: skip

    assert {bar.band.key: bar.number for bar in answers["turning"].bars}[str(on.year)] == 2
    assert found is not None
    assert set(found[1]) == {world.members.second, world.members.third}


def test_a_bar_opens_as_many_rows_as_it_counts(world: World) -> None:
    _total, answers = _asked(world)
    scope, committee, bars = scope_of(world.cast.staff, DAY), world.near.committee, answers["age"].bars

    numbers = [bar.number for bar in bars]
    rows = [
        behind(scope=scope, organization=committee, on=DAY, part="age", band=bar.band.key, gender=None) for bar in bars
    ]

    assert [found[1].count() for found in rows if found] == numbers


def test_a_bar_that_is_none_is_not_found(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    assert client.get(reverse("reports:structure-rows"), {"part": "age", "band": "0-1"}).status_code == 404


def test_restricted_members_are_counted_where_everything_of_them_is_read(world: World) -> None:
    assert _asked(world, "secretary", branch=True)[0] == _asked(world, branch=True)[0] + 1


def test_bars_would_tell_more_than_name_and_branch_so_the_officer_counts_as_staff_do(world: World) -> None:
    assert _asked(world, "officer")[0] == _asked(world)[0]


def test_the_page_links_every_bar(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get(reverse("reports:structure")).content.decode()

    assert f"part=age&amp;band={NOT_TOLD}" in page


def test_every_bar_that_is_not_empty_opens_the_rows_of_its_number_and_is_explained(
    world: World, client_as: ClientAs
) -> None:
    page = client_as(world.cast.staff).get(reverse("reports:structure")).content.decode()

    assert ("左：女" in page, "右：男" in page) == (True, True)
    bars = re.findall(r'href="([^"]+)" tabindex="-1"><rect', page)
    assert bars
    assert [bar for bar in bars if f'class="lk" href="{bar}"' not in page] == []


def test_who_is_listed_and_not_counted_is_named_with_a_link_to_as_many_rows(world: World, client_as: ClientAs) -> None:
    client, committee = client_as(world.cast.staff), world.near.committee
    person = Person.objects.create(name="示例未转入")
    PartyMember.objects.create(
        person=person, standing=Standing.FULL, belonging=Belonging.NOT_TRANSFERRED, path=world.near.branch.path
    )

    page = client.get(reverse("reports:structure"), {"organization": str(committee.public_id)}).content.decode()
    found = re.findall(r'href="([^"]+belonging=[a-z_]+)">(\d+)</a>', page)
    listed = [client.get(address.replace("&amp;", "&")).content.decode() for address, _number in found]
    everybody = client.get(reverse("members:list"), {"below": str(committee.public_id)}).content.decode()

    assert [number for _address, number in found] == ["1", "1"]
    assert [f"共 {number} 名" in rows for (_address, number), rows in zip(found, listed, strict=True)] == [True, True]
    counted = int(re.findall(r"本级和下级 (\d+) 名", page)[0])
    assert f"共 {counted + 2} 名" in everybody


def test_a_branch_leads_to_those_placed_in_it_too(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.next_secretary)

    page = client.get(
        reverse("reports:structure"), {"organization": str(world.near.next_branch.public_id)}
    ).content.decode()
    [address] = re.findall(r'href="([^"]+belonging=[a-z_]+)">', page)

    assert "共 1 名" in client.get(address.replace("&amp;", "&")).content.decode()


def test_a_birthday_counts_on_its_day() -> None:
    assert (whole_years(date(2000, 6, 30), date(2026, 6, 29)), whole_years(date(2000, 6, 30), date(2026, 6, 30))) == (
        25,
        26,
    )
