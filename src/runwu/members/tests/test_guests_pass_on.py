"""Guests pass on with the branch that hosts them (随同转移的流入党员): period, steps and who looks after them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.rulebooks import rulebook
from runwu.enterprises.models import Workplace
from runwu.members.choices import Belonging, FloatReason, LandingKind, StepAct, StepState
from runwu.members.floating.selectors import cared_stays
from runwu.members.models import FloatingStay, LandingStep, PartyMember
from runwu.members.selectors import visible
from runwu.members.services.floating import Guest, Stay, begin_stay, move_step, register_guest
from runwu.organizations.choices import Form, OrganizationState
from runwu.organizations.models import Organization
from runwu.organizations.services import Paper, Part, dissolve, establish, merge, split, take_back, upgrade
from runwu.rules.counts import MemberCounts
from tests.world import DAY, SINCE, World

ON = date(2026, 11, 18)
AWAY = DAY - timedelta(days=100)
PAPER = Paper(number="示例委〔2026〕6号", issued_on=date(2026, 11, 16), authority="示例市委", on=ON)
NAME = "中共示例青禾电子支部"
pytestmark = pytest.mark.usefixtures("day")


@pytest.fixture
def guest(world: World) -> PartyMember:
    """Somebody from outside whom the first branch hosts, as the page registers it; a step is agreed to."""
    told = Stay(since=AWAY, reason=FloatReason.WORK, home_label="示例外地支部", host=world.near.branch)
    stay = register_guest(guest=Guest(name="示例来客"), stay=told, by=world.cast.staff, on=DAY)
    for act in (StepAct.PROPOSE, StepAct.DECLINE):
        move_step(
            stay=stay, kind=LandingKind.CONTACT, act=act, by_member=False, by=world.cast.secretary, on=DAY
        )  # fmt: skip
    FloatingStay.objects.filter(pk=stay.pk).update(welcomed_on=AWAY, link_agreed_on=AWAY)
    return stay.member


def placed(guest: PartyMember) -> tuple[str, int | None, str, int]:
    """Return where a guest is, who hosts, and how the one step stands, of the open period."""
    stay = FloatingStay.objects.open().get(member=guest)
    path = PartyMember.objects.values_list("path", flat=True).get(pk=guest.pk)
    return path, stay.host_id, stay.steps.get().state, stay.steps.count()


def _dissolve(world: World) -> object:
    return dissolve(organization=world.near.branch, successor=world.near.next_branch, paper=PAPER, by=world.cast.staff)


def _there(branch: Organization) -> tuple[str, int, str, int]:
    return branch.path, branch.pk, StepState.DECLINED, 1


def test_a_guest_goes_on_at_the_successor_with_every_step(world: World, guest: PartyMember) -> None:
    _dissolve(world)

    stay = FloatingStay.objects.open().get(member=guest)
    assert placed(guest) == _there(world.near.next_branch)
    assert (stay.welcomed_on, stay.link_agreed_on, stay.home_label) == (AWAY, AWAY, "示例外地支部")
    scope = scope_of(world.cast.next_secretary, DAY)
    assert guest in visible(scope=scope)
    assert stay in cared_stays(scope=scope)


def test_a_restricted_guest_is_not_left_without_a_branch(world: World, guest: PartyMember) -> None:
    PartyMember.objects.filter(pk=guest.pk).update(restricted=True)

    _dissolve(world)

    assert guest in visible(scope=scope_of(world.cast.next_secretary, DAY))


def test_a_merger_takes_the_guests_along(world: World, guest: PartyMember) -> None:
    merge(sources=[world.near.branch], into=world.near.next_branch, paper=PAPER, by=world.cast.staff)

    assert placed(guest) == _there(world.near.next_branch)


def test_an_upgrade_leaves_the_guests_with_the_branch_that_takes_the_rest(world: World, guest: PartyMember) -> None:
    parts = (
        Part(name=NAME, enterprises=frozenset({world.near.covered.pk})),
        Part(name="中共示例春分第一支部", rest=True),
    )
    upgrade(
        organization=world.near.branch, form=Form.GENERAL_BRANCH, parts=parts, members=MemberCounts(full=60),
        paper=PAPER, by=world.cast.staff, book=rulebook(on=ON),
    )  # fmt: skip

    assert placed(guest) == _there(Organization.objects.get(name="中共示例春分第一支部"))


@pytest.mark.parametrize("works", [True, False])
def test_a_split_takes_the_guests_along_who_work_there(world: World, guest: PartyMember, works: bool) -> None:
    firm = world.near.covered if works else world.near.uncovered
    Workplace.objects.create(person=guest.person, enterprise=firm, valid_from=SINCE)
    part = Part(name=NAME, enterprises=frozenset({world.near.covered.pk}))

    split(organization=world.near.branch, part=part, paper=PAPER, by=world.cast.staff)

    assert placed(guest) == _there(Organization.objects.get(name=NAME) if works else world.near.branch)


def test_taking_back_brings_the_guest_and_the_steps_back(world: World, guest: PartyMember) -> None:
    act = dissolve(
        organization=world.near.branch, successor=world.near.next_branch, paper=PAPER, by=world.cast.staff
    )  # fmt: skip

    take_back(restructuring=act, by=world.cast.staff)

    assert placed(guest) == _there(world.near.branch)
    assert FloatingStay.objects.filter(member=guest).count() == LandingStep.objects.count() == 1


def test_the_preview_counts_guests(world: World, guest: PartyMember, client_as: ClientAs) -> None:
    typed = {"number": PAPER.number, "issued_on": "2026-11-16", "authority": PAPER.authority, "on": "2026-11-18"}
    address = reverse("organizations:dissolve", args=[world.near.branch.public_id])

    page = client_as(world.cast.staff).post(address, {**typed, "successor": world.near.next_branch.public_id})

    assert "随同转移的流入和未转入党员" in page.content.decode()
    assert "1 名；改由“示例谷雨支部”联系" in page.content.decode()


@pytest.mark.parametrize("restricted", [False, True])
def test_a_branch_with_a_guest_is_not_empty_for_who_knows(
    world: World, client_as: ClientAs, restricted: bool
) -> None:  # fmt: skip
    branch = Organization(name="示例空支部", form=Form.BRANCH, park=world.near.park, established_on=SINCE)
    branch = establish(organization=branch, parent=world.near.committee, on=SINCE, by=None)
    told = Stay(since=AWAY, reason=FloatReason.WORK, home_label="示例外地支部", host=branch)
    one = register_guest(guest=Guest(name="示例来客"), stay=told, by=world.cast.staff, on=DAY).member
    PartyMember.objects.filter(pk=one.pk).update(restricted=restricted)
    typed = {"number": PAPER.number, "issued_on": "2026-11-16", "authority": PAPER.authority, "on": "2026-11-18"}

    def told_to(who: str) -> bool:
        answer = client_as(getattr(world.cast, who)).post(f"/organizations/{branch.public_id}/dissolve/", typed)
        return "还有党员" in answer.content.decode()

    assert (told_to("staff"), told_to("officer")) == (not restricted, True)


def test_the_host_of_a_member_of_another_branch_is_not_empty(world: World, client_as: ClientAs) -> None:
    branch = Organization(name="示例空支部", form=Form.BRANCH, park=world.near.park, established_on=SINCE)
    branch = establish(organization=branch, parent=world.near.committee, on=SINCE, by=None)
    told = Stay(since=AWAY, reason=FloatReason.WORK, home=world.near.branch, host=branch)
    begin_stay(member=world.members.full, stay=told, by=world.cast.staff, on=DAY)
    typed = {"number": PAPER.number, "issued_on": "2026-11-16", "authority": PAPER.authority, "on": "2026-11-18"}

    answer = client_as(world.cast.staff).post(f"/organizations/{branch.public_id}/dissolve/", typed)

    branch.refresh_from_db()
    assert "还有党员" in answer.content.decode()
    assert branch.state == OrganizationState.ACTIVE


def test_who_is_not_transferred_yet_passes_on_too(world: World, guest: PartyMember) -> None:
    FloatingStay.objects.filter(member=guest).delete()
    PartyMember.objects.filter(pk=guest.pk).update(belonging=Belonging.NOT_TRANSFERRED)

    _dissolve(world)

    assert PartyMember.objects.get(pk=guest.pk).path == world.near.next_branch.path
