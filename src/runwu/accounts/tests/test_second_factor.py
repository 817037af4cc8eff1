"""The second step of signing in: authenticator app and recovery codes."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from time_machine import travel

from conftest import ClientAs
from runwu.accounts.factors import factors_of, reencrypt_factors
from runwu.accounts.tests.signing_in import code_of, give_password, is_in, set_up_totp
from runwu.core.models import AuditEntry
from tests.world import PASSWORD, World

SECOND = reverse("mfa_authenticate")


@pytest.fixture
def secret(world: World, client: Client) -> str:
    """Set up the authenticator app of the staff, and sign out a minute later."""
    give_password(client)
    found = set_up_totp(client)
    client.post(reverse("account_logout"))
    return found


def later(**more: float) -> travel:
    return travel(timezone.now() + timedelta(**more), tick=False)


def test_without_a_second_factor_the_password_opens_the_pages(world: World, client: Client) -> None:
    give_password(client)

    assert is_in(client)


def test_with_one_the_password_leads_to_the_second_step(secret: str, client: Client) -> None:
    response = give_password(client)

    assert response["Location"] == SECOND
    assert not is_in(client)


def test_the_code_of_the_app_opens_the_pages(secret: str, client: Client) -> None:
    give_password(client)

    with later(minutes=1):
        client.post(SECOND, {"code": code_of(secret)})
        assert is_in(client)


def test_the_way_back_survives_the_second_step(secret: str, client: Client) -> None:
    with later(minutes=1):
        client.post(reverse("account_login"), {"login": "staff", "password": PASSWORD, "next": "/rules/"})

        assert client.post(SECOND, {"code": code_of(secret)})["Location"] == "/rules/"


def test_a_code_counts_once(secret: str, client: Client) -> None:
    with later(minutes=1):
        give_password(client)
        client.post(SECOND, {"code": code_of(secret)})
        client.post(reverse("account_logout"))

        give_password(client)
        response = client.post(SECOND, {"code": code_of(secret)})

    assert (response.status_code, "用过的不能再用" in response.content.decode()) == (422, True)


def test_a_wrong_code_opens_nothing(secret: str, client: Client) -> None:
    give_password(client)

    response = client.post(SECOND, {"code": "000000"})

    assert response.status_code == 422
    assert not is_in(client)


def test_after_five_wrong_codes_even_the_right_one_waits(secret: str, client: Client) -> None:
    give_password(client)
    for number in range(5):
        client.post(SECOND, {"code": f"00000{number}"})

    with later(minutes=1):
        response = client.post(SECOND, {"code": code_of(secret)})

    assert "暂停登录" in response.content.decode()


def test_without_the_password_there_is_no_second_step(secret: str, client: Client) -> None:
    assert client.get(SECOND)["Location"] == reverse("account_login")


def test_the_secret_is_encrypted_in_the_database(secret: str, world: World) -> None:
    stored = Authenticator.objects.get(user=world.cast.staff, type="totp").data["secret"]

    assert secret not in stored


def test_secrets_under_the_active_key_stay_as_they_are(secret: str) -> None:
    assert reencrypt_factors() == 0


def test_setting_up_needs_the_right_code(world: World, client: Client) -> None:
    give_password(client)
    client.get(reverse("mfa_activate_totp"))

    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert "验证没有通过" in response.content.decode()
    assert not Authenticator.objects.exists()


def test_setting_up_shows_the_recovery_codes_once(world: World, client: Client) -> None:
    give_password(client)
    set_up_totp(client)

    first, second = (client.get(reverse("mfa_view_recovery_codes")).content.decode() for _number in range(2))

    assert (first.count("<li><code>"), second.count("<li><code>")) == (10, 0)
    assert "不再显示" in second


def test_a_recovery_code_opens_the_pages_once(secret: str, world: World, client: Client) -> None:
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    give_password(client)

    client.post(SECOND, {"code": code})

    assert is_in(client)
    assert factors_of(world.cast.staff).codes_left == 9


def test_new_recovery_codes_replace_the_old_ones(world: World, client: Client) -> None:
    give_password(client)
    set_up_totp(client)
    before = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()

    client.post(reverse("mfa_generate_recovery_codes"))

    after = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert set(before).isdisjoint(after)


def test_switching_off_the_last_factor_ends_the_recovery_codes(world: World, client: Client) -> None:
    give_password(client)
    set_up_totp(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not factors_of(world.cast.staff)
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "name", ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes", "account_phone"]
)
def test_what_touches_the_second_factor_asks_for_the_password_again(
    world: World, client_as: ClientAs, name: str
) -> None:
    response = client_as(world.cast.staff).get(reverse(name))

    assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_five_minutes_after_signing_in_the_password_is_asked_for_again(world: World, client: Client) -> None:
    give_password(client)

    with later(minutes=6):
        assert client.get(reverse("mfa_activate_totp")).status_code == 302


def test_what_somebody_sets_up_is_in_the_log_without_a_secret(
    world: World, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    give_password(client)

    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up_totp(client)

    entry = AuditEntry.objects.filter(action="accounts.factor.added", extra__kind="totp").get()
    assert (entry.actor, secret in str(entry.extra)) == (world.cast.staff.public_id, False)


def test_the_qr_code_needs_no_inline_style(world: World, client: Client) -> None:
    give_password(client)

    page = client.get(reverse("mfa_activate_totp")).content.decode()

    assert "<svg" in page
    assert "style=" not in page
