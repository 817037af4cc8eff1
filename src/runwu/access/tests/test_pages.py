"""The pages of accounts and roles, and names with a reason."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from conftest import ClientAs
from runwu.accounts.models import User
from runwu.core.models import AuditEntry
from tests.world import World

NEW = {
    "username": "li.chun",
    "display_name": "示例立春",
    "role": "leader",
    "place": "示例甲园区",
    "hand_over": "password",
}


@pytest.fixture
def manager(world: World, client_as: ClientAs) -> Client:
    return client_as(world.cast.security_administrator)


def page(client: Client, name: str, **arguments: object) -> str:
    return client.get(reverse(name, kwargs=arguments or None)).content.decode()


def test_the_list_names_accounts_with_roles_and_places(manager: Client) -> None:
    assert "园区党务 示例甲园区综合党委" in page(manager, "access:list")


def test_a_new_account_gets_a_password_that_opens_the_door_once(world: World, manager: Client, client: Client) -> None:
    response = manager.post(reverse("access:account-create"), {**NEW, "valid_from": world.day})

    password = re.search(r"<code[^>]*>([^<]+)</code>", response.content.decode())[1]  # type: ignore[index]
    client.post(reverse("account_login"), {"login": "li.chun", "password": password})
    assert client.get("/rules/")["Location"] == reverse("account_change_password")


def test_the_page_with_the_password_is_kept_by_no_browser(world: World, manager: Client) -> None:
    response = manager.post(reverse("access:account-create"), {**NEW, "valid_from": world.day})

    assert "no-store" in response["Cache-Control"]


def test_a_role_begins_today_unless_somebody_says_otherwise(manager: Client) -> None:
    assert 'name="valid_from" value="2026-11-20"' in page(manager, "access:account-create")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"place": "示例丙园区"}, "没有找到"),
        ({"place": ""}, "授权范围应为"),
        ({"username": "staff"}, "已被使用"),
        ({"username": "STAFF"}, "已被使用"),
        ({"username": "a b"}, "用户名"),
        ({"role": "moon"}, "moon"),
        ({"valid_to": "2026-01-01"}, "止日"),
    ],
)
def test_a_mistake_keeps_the_form_and_opens_nothing(
    world: World, manager: Client, changed: dict[str, str], words: str
) -> None:
    response = manager.post(reverse("access:account-create"), {**NEW, "valid_from": world.day, **changed})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not User.objects.filter(display_name="示例立春").exists()


def test_a_name_that_several_places_bear_asks_for_the_code(world: World, manager: Client) -> None:
    for organization in (world.near.branch, world.far.branch):
        organization.short_name = "示例同名支部"
        organization.save()

    response = manager.post(
        reverse("access:account-create"),
        {**NEW, "role": "branch_secretary", "place": "示例同名支部", "valid_from": world.day},
    )

    assert "有多个范围叫" in response.content.decode()


def test_one_more_role_is_granted_and_listed(world: World, manager: Client) -> None:
    account = world.cast.owner.public_id
    asked = {"role": "liaison", "place": world.near.uncovered.provisional_number, "valid_from": world.day}

    manager.post(reverse("access:role-grant", args=[account]), asked)

    assert "示例霜降物流" in page(manager, "access:account", public_id=account)


@pytest.mark.parametrize("who", ["liaison", "owner", "staff"])
def test_the_role_of_a_member_is_neither_offered_nor_taken(world: World, manager: Client, who: str) -> None:
    address = reverse("access:role-grant", args=[getattr(world.cast, who).public_id])

    response = manager.post(address, {"role": "member", "place": "", "valid_from": world.day})

    assert 'value="member"' not in page(manager, "access:account-create")
    assert (response.status_code, "选择一个有效的选项" in response.content.decode()) == (422, True)


SIDES = [("liaison", "branch_secretary"), ("owner", "dues_officer"), ("instructor", "party_affairs")]


@pytest.mark.parametrize(("who", "role"), SIDES)
def test_who_speaks_for_a_firm_gets_sight_of_members_only_after_a_second_look(
    world: World, manager: Client, who: str, role: str
) -> None:
    user: User = getattr(world.cast, who)
    asked = {"role": role, "place": world.near.branch.name, "valid_from": world.day}

    first = manager.post(reverse("access:role-grant", args=[user.public_id]), asked)

    shown = first.content.decode()
    assert (first.status_code, user.assignments.count()) == (422, 1)
    assert user.assignments.get().place_label in shown
    assert "授权后，这个账号看得到" in shown


def test_what_was_told_is_granted_when_somebody_ticks_it(world: World, manager: Client) -> None:
    address = reverse("access:role-grant", args=[world.cast.liaison.public_id])
    asked = {"role": "branch_secretary", "place": world.near.branch.name, "valid_from": world.day}
    shown = manager.post(address, asked).content.decode()
    told = re.search(r'name="aware_of" value="([^"]+)"', shown)[1]  # type: ignore[index]

    response = manager.post(address, {**asked, "aware": "on", "aware_of": told})

    assert "限组织内知悉的党员、手机和出生日期" in shown
    assert (response.status_code, world.cast.liaison.assignments.count()) == (302, 2)


def test_a_tick_is_for_the_grant_that_was_shown(world: World, manager: Client) -> None:
    address = reverse("access:role-grant", args=[world.cast.liaison.public_id])
    asked = {"role": "branch_secretary", "place": world.near.branch.name, "valid_from": world.day}

    manager.post(address, {**asked, "aware": "on", "aware_of": f"dues_officer {world.near.branch.name}"})

    assert world.cast.liaison.assignments.count() == 1


def test_who_sees_members_becomes_a_liaison_only_after_a_second_look(world: World, manager: Client) -> None:
    address = reverse("access:role-grant", args=[world.cast.clerk.public_id])
    asked = {"role": "liaison", "place": world.near.uncovered.provisional_number, "valid_from": world.day}

    response = manager.post(address, asked)

    assert (response.status_code, "党委办公室" in response.content.decode()) == (422, True)


def test_no_role_is_chosen_for_anybody(manager: Client) -> None:
    shown = page(manager, "access:account-create")

    assert '<option value="" selected>请选择</option>' in shown
    assert '范围 <span class="opt">除管全系统的管理员外都要填</span>' in shown


def test_hint_and_error_tell_one_rule_for_user_names(world: World, manager: Client) -> None:
    rule = "只用字母、数字和 @ . + - _，建议用部门简称加工号，不用手机号。"

    response = manager.post(reverse("access:account-create"), {**NEW, "username": "a b", "valid_from": world.day})

    assert f"用户名“a b”不能用。{rule}" in response.content.decode()
    assert rule in page(manager, "access:account-create")


@pytest.mark.parametrize(("name", "words"), [("account-reset", "重置密码"), ("account-invite", "发邀请链接")])
def test_what_ends_a_password_asks_first(world: World, manager: Client, name: str, words: str) -> None:
    before = User.objects.get(username="staff").password
    address = reverse(f"access:{name}", args=[world.cast.staff.public_id])

    asked = manager.get(address).content.decode()

    assert (words in asked, "原密码和登录状态立即失效" in asked) == (True, True)
    assert User.objects.get(username="staff").password == before
    assert f'href="{address}" data-confirm=' in page(manager, "access:account", public_id=world.cast.staff.public_id)


def test_the_page_of_an_account_does_not_tell_who_is_signed_in(
    world: World, manager: Client, client_as: ClientAs
) -> None:
    client_as(world.cast.staff)

    signed_in, not_signed_in = (
        reverse("access:account-sign-out", args=[user.public_id])
        in page(manager, "access:account", public_id=user.public_id)
        for user in (world.cast.staff, world.cast.clerk)
    )

    assert (signed_in, not_signed_in) == (True, True)


def test_a_refused_grant_says_why_on_the_form(world: World, manager: Client) -> None:
    asked = {"role": "leader", "place": "示例甲园区", "valid_from": world.day}

    response = manager.post(reverse("access:role-grant", args=[world.cast.leader.public_id]), asked)

    assert (response.status_code, "同一授权只记一次" in response.content.decode()) == (422, True)


def test_an_ended_role_no_longer_offers_to_be_ended(world: World, manager: Client) -> None:
    assignment = world.cast.staff.assignments.get()

    manager.post(reverse("access:role-end", args=[assignment.public_id]))

    assert reverse("access:role-end", args=[assignment.public_id]) not in page(
        manager, "access:account", public_id=world.cast.staff.public_id
    )


def test_ones_own_account_offers_nothing_to_press(world: World, manager: Client) -> None:
    own = page(manager, "access:account", public_id=world.cast.security_administrator.public_id)

    assert "/reset/" not in own
    assert "/lock/" not in own


def test_the_security_administrator_is_offered_the_administrators_roles(world: World, client_as: ClientAs) -> None:
    assert "审计管理员" in page(client_as(world.cast.security_administrator), "access:account-create")


def test_a_department_sees_names_after_stating_why(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.provincial_officer)

    client.post(reverse("access:names-ask"), {"reason": "inspection"})

    assert client.get(reverse("members:list")).status_code == 200
    assert AuditEntry.objects.get(action="access.names.asked").extra["reason"] == "inspection"


def test_without_a_reason_the_names_do_not_exist(world: World, client_as: ClientAs) -> None:
    assert client_as(world.cast.provincial_officer).get(reverse("members:list")).status_code == 404


def test_the_names_close_after_a_quarter_of_an_hour(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.provincial_officer)
    client.post(reverse("access:names-ask"), {"reason": "inspection"})

    with travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert client.get(reverse("members:list")).status_code == 404


def test_the_names_close_when_somebody_closes_them(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.provincial_officer)
    client.post(reverse("access:names-ask"), {"reason": "inspection"})

    client.post(reverse("access:names-close"))

    assert client.get(reverse("members:list")).status_code == 404


def test_the_reason_ends_with_the_sign_in(world: World, client_as: ClientAs) -> None:
    client_as(world.cast.provincial_officer).post(reverse("access:names-ask"), {"reason": "inspection"})

    assert client_as(world.cast.provincial_officer).get(reverse("members:list")).status_code == 404
