"""The audit log as the audit administrator reads it: every act, in words, and nobody's membership."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from conftest import ClientAs
from runwu.access.choices import Role
from runwu.access.selectors import scope_of
from runwu.access.services import RoleRequest, grant_role, link_person
from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.audit.sentences import registered_actions
from runwu.people.models import Person
from runwu.reports.audit_words import LISTS
from runwu.reports.auditlog import AREAS, readable
from tests.world import PASSWORD, World


@pytest.fixture
def manager(world: World, client_as: ClientAs) -> Client:
    return client_as(world.cast.security_administrator)


def log_of(world: World, client_as: ClientAs) -> str:
    """Return the first page of the log as the audit administrator reads it, without marks and blanks."""
    page = client_as(world.cast.audit_administrator).get(reverse("audit:list")).content.decode()
    return re.sub(r"\s+", " ", strip_tags(page[page.index("<tbody") : page.index("</tbody>")]))


def on_account(manager: Client, name: str, user: User, **data: object) -> None:
    manager.post(reverse(f"access:{name}", args=[user.public_id]), data)


def test_an_opened_account_stands_in_the_log(world: World, manager: Client, client_as: ClientAs) -> None:
    asked = {"username": "li.chun", "display_name": "示例立春", "role": "audit_administrator", "place": ""}

    manager.post(reverse("access:account-create"), {**asked, "valid_from": world.day, "hand_over": "password"})

    shown = log_of(world, client_as)
    assert "示例security_administrator 开通了账号 li.chun" in shown
    assert "示例security_administrator 向账号 li.chun 授予了角色“审计管理员”" in shown


def test_a_reset_password_stands_in_the_log(world: World, manager: Client, client_as: ClientAs) -> None:
    on_account(manager, "account-reset", world.cast.staff)

    assert "示例security_administrator 重置了账号 staff 的密码" in log_of(world, client_as)


def test_an_own_new_password_stands_in_the_log(world: World, client: Client, client_as: ClientAs) -> None:
    new = {"oldpassword": PASSWORD, "password1": "a-new-long-phrase", "password2": "a-new-long-phrase"}
    client.post(reverse("account_login"), {"login": "staff", "password": PASSWORD})

    client.post(reverse("account_change_password"), new)

    assert "示例staff 修改了自己的密码" in log_of(world, client_as)


def test_a_grant_and_its_end_stand_in_the_log(world: World, manager: Client, client_as: ClientAs) -> None:
    asked = {"role": "branch_secretary", "place": world.near.next_branch.name, "valid_from": world.day}
    on_account(manager, "role-grant", world.cast.clerk, **asked)
    assignment = world.cast.clerk.assignments.get(role=Role.BRANCH_SECRETARY)
    manager.post(reverse("access:role-end", args=[world.cast.staff.assignments.get().public_id]))

    manager.post(reverse("access:role-end", args=[assignment.public_id]))

    shown = log_of(world, client_as)
    assert "向账号 clerk 授予了角色“支部书记”" in shown
    assert "撤回了账号 clerk 尚未生效的角色“支部书记”" in shown
    assert "终止了账号 staff 的角色“园区党务”" in shown


def test_sign_ins_that_failed_stand_in_the_log(world: World, client: Client, client_as: ClientAs) -> None:
    client.post(reverse("account_login"), {"login": "nobody", "password": "wrong"})
    client.post(reverse("account_login"), {"login": "staff", "password": "wrong"})

    shown = log_of(world, client_as)
    assert "有人用不存在的用户名登录" in shown
    assert "登录账号 staff 时密码不正确" in shown


def test_the_filter_finds_one_kind_of_act(world: World, manager: Client, client_as: ClientAs) -> None:
    on_account(manager, "account-reset", world.cast.staff)

    page = client_as(world.cast.audit_administrator).get(reverse("audit:list"), {"action": "accounts.password.reset"})

    assert "共 1 " in strip_tags(page.content.decode())


def test_the_filter_offers_every_action_under_its_area(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.audit_administrator).get("/audit/").content.decode()

    of_tests = {"sample"}  # sentences that other tests register stay registered
    assert {action.partition(".")[0] for action in registered_actions()} - of_tests == set(AREAS)
    offered = re.findall(r'<option value="([a-z_.]+)"', page.partition('name="action"')[2].partition("</select>")[0])
    assert sorted(offered) == list(registered_actions())
    assert page.count("<optgroup") == len({action.partition(".")[0] for action in offered})


def test_codes_are_told_in_words(world: World, client_as: ClientAs) -> None:
    audit.log(world.cast.staff, "core.list.exported", name="members", filters=[], order="")
    audit.log(None, "core.attachment.purged", kind="import.upload", size=5)

    shown = log_of(world, client_as)
    assert ("导出了清单（党员）" in shown, "删除了附件（导入的工作簿，5 字节）" in shown) == (True, True)


def test_an_account_that_tells_a_membership_has_no_name(world: World, client: Client, client_as: ClientAs) -> None:
    audit.log(world.cast.secretary, "accounts.account.invited", world.cast.member)
    audit.log(world.cast.member, "members.own.exported", form="print")
    client.post(reverse("account_login"), {"login": "member", "password": "wrong"})

    shown = log_of(world, client_as)
    assert str(world.cast.member.public_id)[:8] in shown
    assert ("示例member" in shown, "账号 member" in shown) == (False, False)


def test_who_acts_as_a_member_has_no_name_whatever_else_the_account_is(world: World, client_as: ClientAs) -> None:
    link_person(user=world.cast.liaison, person=Person.objects.filter(user=None).order_by("pk")[0], by=None)
    audit.log(world.cast.liaison, "members.own.exported", form="print")

    assert "示例liaison 取出了" not in log_of(world, client_as)


def test_the_role_of_a_member_names_no_account(world: World, client_as: ClientAs) -> None:
    link_person(user=world.cast.liaison, person=Person.objects.filter(user=None).order_by("pk")[0], by=None)
    grant_role(
        user=world.cast.liaison, request=RoleRequest(role=Role.MEMBER, valid_from=world.day), by=None, scope=None
    )

    assert "账号 liaison 授予了角色“党员”" not in log_of(world, client_as)


def test_the_own_account_of_a_restricted_member_has_no_entry(world: World, client_as: ClientAs) -> None:
    user = User.objects.create(username="quiet", display_name="本人账号")
    person = Person.objects.get(membership__restricted=True)
    link_person(user=user, person=person, by=None)
    before = log_of(world, client_as)

    audit.log(user, "accounts.password.changed", user)
    audit.log(None, "accounts.password.failed", user)
    grant_role(user=user, request=RoleRequest(role=Role.MEMBER, valid_from=world.day), by=None, scope=None)

    assert log_of(world, client_as) == before


def test_the_log_costs_the_same_however_long_it_is(world: World) -> None:
    scope = scope_of(world.cast.audit_administrator, world.day)
    audit.log(world.cast.staff, "accounts.password.reset", world.cast.clerk)

    with CaptureQueriesContext(connection) as queries:
        rows = list(readable(scope))

    assert len(rows) > 1
    assert len(queries) == 2


def test_every_list_that_can_be_exported_has_a_name_in_the_log() -> None:
    source = "".join(path.read_text() for path in Path("src/runwu").glob("*/**/*.py"))

    named = set(re.findall(r'ListPage\(\s*name="([a-z-]+)"', source))

    assert "members" in named
    assert named <= set(LISTS)
