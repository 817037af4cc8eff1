"""What the security administrator does with accounts: invite, reset second factors, end sign-ins, lift a pause."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from conftest import ClientAs
from runwu.access.choices import FactorReason
from runwu.access.selectors import scope_of
from runwu.access.services import reset_factors
from runwu.accounts.factors import keep_phone
from runwu.accounts.models import User
from runwu.accounts.tests.signing_in import give_password, is_in
from runwu.core.errors import UserError
from runwu.core.models import AuditEntry
from tests.sign_in_objects import passkey_of
from tests.world import PASSWORD, World


@pytest.fixture
def manager(world: World, client_as: ClientAs) -> Client:
    return client_as(world.cast.security_administrator)


def act(client: Client, name: str, user: User, **data: str) -> str:
    return client.post(reverse(f"access:{name}", args=[user.public_id]), data, follow=True).content.decode()


def test_an_invitation_opens_the_account_by_its_link(world: World, manager: Client, client: Client) -> None:
    shown = act(manager, "account-invite", world.cast.newcomer)

    link = re.search(r"<code[^>]*>([^<]+)</code>", shown)[1]  # type: ignore[index]
    assert "newcomer" in client.get(link.replace("http://testserver", "")).content.decode()


def test_a_new_account_may_be_handed_over_by_a_link(world: World, manager: Client) -> None:
    asked = {"username": "li.chun", "display_name": "示例立春", "role": "leader", "place": "示例甲园区"}

    response = manager.post(reverse("access:account-create"), {**asked, "valid_from": world.day, "hand_over": "link"})

    assert "/account/invitation/?key=" in response.content.decode()
    assert not User.objects.get(username="li.chun").has_usable_password()


def test_the_page_with_the_link_is_kept_by_no_browser(world: World, manager: Client) -> None:
    response = manager.post(reverse("access:account-invite", args=[world.cast.newcomer.public_id]))

    assert "no-store" in response["Cache-Control"]


def test_resetting_second_factors_ends_them_and_the_sign_ins(world: World, manager: Client, client: Client) -> None:
    passkey_of("staff")(world)
    keep_phone(user=world.cast.staff, phone="+999000000000")
    client.force_login(world.cast.staff, backend="allauth.account.auth_backends.AuthenticationBackend")

    shown = act(manager, "factors-reset", world.cast.staff, reason="lost", identified="on")

    assert "二次验证已重置" in shown
    assert (Authenticator.objects.exists(), User.objects.get(username="staff").phone) == (False, None)
    assert not is_in(client)


def test_the_log_says_who_reset_what_and_why(world: World, manager: Client) -> None:
    passkey_of("staff")(world)

    act(manager, "factors-reset", world.cast.staff, reason="lost", identified="on")

    entry = AuditEntry.objects.get(action="accounts.factors.reset")
    assert (entry.actor, entry.extra["reason"]) == (world.cast.security_administrator.public_id, "lost")


@pytest.mark.parametrize("data", [{}, {"reason": "lost"}, {"identified": "on"}, {"reason": "moon", "identified": "on"}])
def test_without_reason_and_identification_nothing_is_reset(
    world: World, manager: Client, data: dict[str, str]
) -> None:
    passkey_of("staff")(world)

    act(manager, "factors-reset", world.cast.staff, **data)

    assert Authenticator.objects.exists()


def test_nobody_resets_the_own_second_factors(world: World) -> None:
    user = world.cast.security_administrator

    with pytest.raises(UserError, match="不能重置自己"):
        reset_factors(user=user, reason=FactorReason.LOST, by=user, scope=scope_of(user, world.day))


def test_ending_sign_ins_ends_them_at_once(world: World, manager: Client, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    act(manager, "account-sign-out", world.cast.staff)

    assert not is_in(client)


def test_lifting_a_pause_lets_the_right_password_in(world: World, manager: Client, client: Client) -> None:
    for number in range(5):
        client.post(reverse("account_login"), {"login": "staff", "password": f"wrong {number}"})
    shown = manager.get(reverse("access:account", args=[world.cast.staff.public_id])).content.decode()

    act(manager, "account-resume", world.cast.staff)

    assert "暂停登录" in shown
    assert give_password(client).status_code == 302
    assert AuditEntry.objects.filter(action="accounts.pause.lifted").exists()


def test_the_page_of_the_pause_says_what_to_do(world: World, client: Client) -> None:
    for number in range(5):
        client.post(reverse("account_login"), {"login": "staff", "password": f"wrong {number}"})

    response = client.post(reverse("account_login"), {"login": "staff", "password": PASSWORD})

    assert (response.status_code, "半小时后再试" in response.content.decode()) == (429, True)


@pytest.mark.parametrize("name", ["account-invite", "account-sign-out", "account-resume"])
def test_nobody_acts_on_the_own_account(world: World, manager: Client, name: str) -> None:
    response = manager.post(reverse(f"access:{name}", args=[world.cast.security_administrator.public_id]))

    assert response.status_code == 422
