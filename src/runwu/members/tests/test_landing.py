"""The five soft steps (软着陆五步): what each leads into, who arranges it, and who should call."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.enterprises.models import Enterprise
from runwu.members.choices import FloatReason, LandingKind, Route, StepAct, StepState
from runwu.members.floating.duties import CONTACT_KEY, floating_duties
from runwu.members.models import FloatingStay, LandingStep, Season
from runwu.members.services import name_contact
from runwu.members.services.floating import Stay, begin_stay, move_step
from runwu.members.services.transfers import Order, accept_transfers, open_transfer
from runwu.members.services.transfers.recording import book_for
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization
from runwu.organizations.services import establish
from tests.world import DAY, World

pytestmark = pytest.mark.django_db(databases="__all__")
AWAY = DAY - timedelta(days=10)


@pytest.fixture
def stay(world: World) -> FloatingStay:
    """A member of the first branch lives near the branch next door."""
    told = Stay(since=AWAY, reason=FloatReason.WORK, home=world.near.branch, host=world.near.next_branch)
    return begin_stay(member=world.members.full, stay=told, by=world.cast.staff, on=DAY)


@pytest.fixture
def group(world: World) -> Organization:
    """A temporary group of the hosting branch."""
    made = Organization(name="示例临时小组", form=Form.GROUP, park=world.near.park, established_on=date(2025, 1, 1))
    return establish(organization=made, parent=world.near.next_branch, on=date(2025, 1, 1), by=None)


def step(stay: FloatingStay, kind: LandingKind, act: StepAct, by: User, **more: object) -> LandingStep:
    """Move a step as the member."""
    return move_step(stay=stay, kind=kind, act=act, by_member=True, by=by, on=DAY, **more)  # type: ignore[arg-type]


def asked(user: User) -> list[str]:
    """The titles of the steps that a secretary has to arrange for floating members."""
    found = floating_duties(scope_of(user, DAY), DAY)
    return [one.title for one in found if one.key.startswith("floating.step:")]


def test_the_steps_stand_in_the_order_of_the_document() -> None:
    assert [str(kind.label) for kind in LandingKind] == [
        "打个招呼", "参加一次活动", "认识联系人", "编入临时小组", "转接组织关系",
    ]  # fmt: skip


def test_the_host_arranges_its_own_life_and_the_home_contact_and_transfer(world: World, stay: FloatingStay) -> None:
    step(stay, LandingKind.ACTIVITY, StepAct.START, world.cast.member)
    step(stay, LandingKind.TRANSFER, StepAct.START, world.cast.member)

    home, host = asked(world.cast.secretary), asked(world.cast.next_secretary)

    assert [title[-6:] for title in host] == ["参加一次活动"]
    assert [title[-6:] for title in home] == ["转接组织关系"]


def test_the_member_joins_a_group_of_the_host_and_both_sides_read_it(
    world: World, stay: FloatingStay, group: Organization, client_as: ClientAs
) -> None:
    step(stay, LandingKind.GROUP, StepAct.START, world.cast.member)
    address = reverse("members:floating-step", args=[stay.public_id, "group", "done"])

    client_as(world.cast.next_secretary).post(address, {"group": str(group.public_id)})

    page = reverse("members:floating-stay", args=[stay.public_id])
    seen = [client_as(one).get(page).content.decode() for one in (world.cast.secretary, world.cast.next_secretary)]
    own = client_as(world.cast.member).get(reverse("me:floating")).content.decode()
    assert [group.name in text for text in (*seen, own)] == [True, True, True]


@pytest.mark.parametrize("asked_for", ["not-an-id", "00000000-0000-4000-8000-000000000000"])
def test_a_group_that_is_not_the_hosts_is_not_found(
    world: World, stay: FloatingStay, client_as: ClientAs, asked_for: str
) -> None:
    step(stay, LandingKind.GROUP, StepAct.START, world.cast.member)
    address = reverse("members:floating-step", args=[stay.public_id, "group", "done"])

    answer = client_as(world.cast.next_secretary).post(address, {"group": asked_for})

    assert (answer.status_code, stay.steps.get().state) == (404, StepState.AGREED)


def test_nobody_joins_a_group_of_another_branch(world: World, stay: FloatingStay) -> None:
    step(stay, LandingKind.GROUP, StepAct.START, world.cast.member)

    with pytest.raises(UserError, match="不能编入"):
        step(stay, LandingKind.GROUP, StepAct.DONE, world.cast.member, group=world.far.branch)


def test_the_last_step_leads_into_the_transfer_and_ends_with_it(
    world: World, stay: FloatingStay, client_as: ClientAs
) -> None:
    host, member = world.near.next_branch, world.members.full
    step(stay, LandingKind.TRANSFER, StepAct.START, world.cast.member)
    page = reverse("members:floating-stay", args=[stay.public_id])
    way = reverse("members:transfer-open", args=[member.public_id]) + "?host"
    led = client_as(world.cast.secretary).get(page).content.decode()
    filled = client_as(world.cast.secretary).get(way).content.decode()
    order = Order(route=Route.PROVINCE, sent_on=DAY - timedelta(days=1), reason="居住地变动", target=host)

    sent = open_transfer(member=member, order=order, by=world.cast.secretary, book=book_for(world.near.branch, DAY))
    meanwhile = client_as(world.cast.next_secretary).get(page).content.decode()
    accept_transfers(transfers=[sent], accepted_on=DAY, on=DAY, by=world.cast.next_secretary)

    stay.refresh_from_db()
    assert (way in led, f'value="{host.name}"' in filled, "待接收" in meanwhile) == (True, True, True)
    assert (stay.valid_to, stay.steps.get().state) == (DAY, StepState.DONE)


def test_the_reminder_proposes_who_should_call(world: World) -> None:
    told = Stay(since=date(2026, 6, 1), reason=FloatReason.WORK, home=world.near.branch, host_label="示例外地支部")
    begin_stay(member=world.members.second, stay=told, by=world.cast.staff, on=DAY)
    due, scope = date(2026, 9, 2), scope_of(world.cast.secretary, date(2026, 9, 2))

    def why() -> str:
        return next(one.why for one in floating_duties(scope, due) if one.key.startswith(CONTACT_KEY))

    before = why()
    name_contact(member=world.members.second, contact=world.members.full, deputy=False, by=world.cast.secretary, on=due)

    assert ("先确定联系人" in before, f"联系人{world.members.full.person.full_name}" in why()) == (True, True)


def test_every_earlier_name_of_a_step_has_a_present_one_and_keeps_its_words(
    world: World, stay: FloatingStay, client_as: ClientAs
) -> None:
    renamed = import_module("runwu.members.migrations.0009_steps_as_the_soft_landing_names_them")._RENAMED
    kind, words = renamed["register"]
    LandingStep.objects.create(stay=stay, kind=kind, state="done", proposed_on=DAY, agreed_on=DAY, told_as=words)

    text = client_as(world.cast.member).get(reverse("me:floating")).content.decode()

    assert {new for new, _words in renamed.values()} <= set(LandingKind.values)
    assert "原记作“两地登记流动”" in text


@pytest.mark.parametrize(("level", "shown"), [(0, True), (2, False), (3, False)])
def test_a_greeting_to_somebody_of_a_quiet_enterprise_reveals_nothing(
    world: World, client_as: ClientAs, level: int, shown: bool
) -> None:
    winter = Season.objects.create(
        organization=world.near.branch, name="示例冬季", first_month=10, first_day=15, last_month=4, last_day=15
    )
    told = Stay(
        since=AWAY,
        reason=FloatReason.SEASON,
        home=world.near.branch,
        host=world.near.next_branch,
        season=winter,
        activity_place="示例党群服务中心",
    )
    row = begin_stay(member=world.members.full, stay=told, by=world.cast.staff, on=DAY)
    Enterprise.objects.filter(workplaces__person=world.members.full.person).update(visibility=level)

    page = client_as(world.cast.next_secretary).get(
        reverse("members:floating-greeting", args=[row.public_id, "welcome"])
    )

    sheet = page.content.decode().split('class="a4"')[1].replace(world.members.full.person.full_name, "")
    assert [word in sheet for word in ("同志", "组织", "支部", "党")] == [shown] * 4


def test_the_steps_go_on_when_the_affiliation_moves_to_a_third_branch(world: World, stay: FloatingStay) -> None:
    made = Organization(name="示例立冬支部", form=Form.BRANCH, park=world.near.park, established_on=date(2025, 1, 1))
    third = establish(organization=made, parent=world.near.committee, on=date(2025, 1, 1), by=None)
    step(stay, LandingKind.HELLO, StepAct.START, world.cast.member)
    FloatingStay.objects.filter(pk=stay.pk).update(welcomed_on=AWAY, link_agreed_on=AWAY)
    order = Order(route=Route.PROVINCE, sent_on=DAY - timedelta(days=1), reason="工作单位变动", target=third)

    sent = open_transfer(
        member=stay.member, order=order, by=world.cast.secretary, book=book_for(world.near.branch, DAY)
    )
    accept_transfers(transfers=[sent], accepted_on=DAY, on=DAY, by=world.cast.staff)

    row = FloatingStay.objects.open().get(member=stay.member)
    assert (row.home, row.host, row.valid_from) == (third, world.near.next_branch, DAY)
    assert (row.welcomed_on, row.link_agreed_on) == (AWAY, AWAY)
    assert list(row.steps.values_list("kind", flat=True)) == [LandingKind.HELLO]
