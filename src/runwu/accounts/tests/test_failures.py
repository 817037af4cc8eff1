"""Steps of signing in that failed: in the audit log by step and account, never with what was typed."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from time_machine import travel

from conftest import ClientAs
from runwu.accounts.factors import keep_phone
from runwu.accounts.tests.signing_in import code_of, give_password, set_up_totp
from runwu.accounts.tests.sink import Sink
from runwu.core.audit import describe
from runwu.core.models import AuditEntry
from tests.world import PASSWORD, World

LOGIN, SECOND = reverse("account_login"), reverse("mfa_authenticate")
ALONE, CODE = reverse("mfa_login_webauthn"), reverse("account_sms_code")
PHONE = "+999000000000"
NEVER_TYPED = "plainly-wrong-918273"
NO_PASSKEYS = ["x", "{}", "[]", "1", '{"id": "none"}', '{"id": 1, "rawId": 1, "response": {}, "type": "public-key"}']


def failures() -> list[tuple[str, str]]:
    """Return action and subject of the entries about failed steps, the oldest first."""
    rows = AuditEntry.objects.filter(action__regex=r"^accounts\.\w+\.(failed|unknown)$").order_by("pk")
    assert {row.actor for row in rows} <= {None}
    return list(rows.values_list("action", "subject_id"))


def everything_logged() -> str:
    return str(list(AuditEntry.objects.values()))


@pytest.fixture
def with_app(world: World, client: Client) -> str:
    """Set up the authenticator app of the staff, and give the password anew."""
    give_password(client)
    secret = set_up_totp(client)
    client.post(reverse("account_logout"))
    give_password(client)
    return secret


@pytest.fixture
def with_phone(sink: Sink, world: World, client: Client) -> Sink:
    """Give the staff a confirmed number, and give the password."""
    keep_phone(user=world.cast.staff, phone=PHONE)
    give_password(client)
    return sink


def test_a_wrong_password_is_in_the_log_without_the_password(world: World, client: Client) -> None:
    client.post(LOGIN, {"login": "staff", "password": NEVER_TYPED})

    assert failures() == [("accounts.password.failed", str(world.cast.staff.public_id))]
    assert NEVER_TYPED not in everything_logged()


def test_a_name_that_nobody_has_is_not_written_down(world: World, client: Client) -> None:
    client.post(LOGIN, {"login": NEVER_TYPED, "password": "x"})

    assert failures() == [("accounts.password.unknown", "")]
    assert NEVER_TYPED not in everything_logged()


def test_a_wrong_password_at_confirming_is_in_the_log(world: World, client_as: ClientAs) -> None:
    client_as(world.cast.staff).post(reverse("account_reauthenticate"), {"password": NEVER_TYPED})

    assert failures() == [("accounts.password.failed", str(world.cast.staff.public_id))]


def test_a_wrong_code_of_the_app_is_in_the_log_without_the_code(with_app: str, world: World, client: Client) -> None:
    client.post(SECOND, {"code": "918273"})

    assert failures() == [("accounts.code.failed", str(world.cast.staff.public_id))]
    assert "918273" not in everything_logged()
    assert with_app not in everything_logged()


def test_a_code_that_comes_during_the_pause_is_in_the_log_too(with_app: str, client: Client) -> None:
    for number in range(7):
        client.post(SECOND, {"code": f"00000{number}"})

    assert [action for action, _subject in failures()] == ["accounts.code.failed"] * 7


def test_the_right_code_and_an_empty_one_are_no_failures(with_app: str, client: Client) -> None:
    client.post(SECOND, {"code": ""})
    with travel(timezone.now() + timedelta(minutes=1), tick=False):
        client.post(SECOND, {"code": code_of(with_app)})

    assert failures() == []


def test_a_wrong_code_by_sms_is_in_the_log_without_code_or_number(
    with_phone: Sink, world: World, client: Client
) -> None:
    client.post(SECOND, {"send": "1"})
    client.post(SECOND, {"sms_code": NEVER_TYPED[:20]})

    assert failures() == [("accounts.sms.failed", str(world.cast.staff.public_id))]
    assert [told in everything_logged() for told in (NEVER_TYPED[:20], with_phone.code, PHONE)] == [False] * 3


def test_asking_for_too_many_codes_is_no_failed_step(with_phone: Sink, client: Client) -> None:
    client.post(SECOND, {"send": "1"})
    client.post(SECOND, {"send": "1"})

    assert failures() == []


@pytest.mark.parametrize(("name", "action"), [("staff", "accounts.sms.failed"), ("nobody", "accounts.sms.unknown")])
def test_a_wrong_code_instead_of_a_password_is_in_the_log(
    with_phone: Sink, settings: Settings, name: str, action: str
) -> None:
    settings.RUNWU_SMS_SIGN_IN = True
    client = Client()
    client.post(reverse("account_sms_sign_in"), {"login": name})

    client.post(CODE, {"sms_code": "000000x"})

    assert [found for found, _subject in failures()] == [action]


@pytest.mark.parametrize("sent", NO_PASSKEYS)
def test_a_failed_passkey_of_the_second_step_is_in_the_log(
    with_app: str, world: World, client: Client, sent: str
) -> None:
    response = client.post(SECOND, {"credential": sent})

    assert response.status_code == 422
    assert failures() == [("accounts.passkey.failed", str(world.cast.staff.public_id))]


@pytest.mark.parametrize("sent", NO_PASSKEYS)
def test_a_failed_passkey_alone_names_nobody(world: World, client: Client, sent: str) -> None:
    client.post(ALONE, {"credential": sent})

    assert failures() == [("accounts.passkey.unknown", "")]


@pytest.mark.parametrize("sent", NO_PASSKEYS)
def test_what_is_no_passkey_is_not_added(world: World, client: Client, sent: str) -> None:
    give_password(client)

    response = client.post(reverse("mfa_add_webauthn"), {"name": "示例密钥", "credential": sent})

    assert response.status_code == 200
    assert not Authenticator.objects.exists()


def test_whoever_keeps_failing_does_not_fill_the_log(world: World, client: Client) -> None:
    for number in range(25):
        client.post(LOGIN, {"login": "staff", "password": f"wrong {number}"})
    for number in range(25):
        client.post(LOGIN, {"login": f"nobody {number}", "password": "x"})

    assert [action for action, _subject in failures()] == [
        *["accounts.password.failed"] * 20,
        *["accounts.password.unknown"] * 20,
    ]


def test_after_an_hour_failures_are_logged_again(world: World, client: Client) -> None:
    for number in range(25):
        client.post(LOGIN, {"login": "staff", "password": f"wrong {number}"})

    with travel(timezone.now() + timedelta(minutes=61), tick=False):
        client.post(LOGIN, {"login": "staff", "password": "wrong"})

    assert len(failures()) == 21


def test_a_sign_in_that_succeeds_is_not_logged(world: World, client: Client) -> None:
    client.post(LOGIN, {"login": "staff", "password": PASSWORD})

    assert AuditEntry.objects.filter(action__startswith="accounts.").count() == 0


def test_the_log_says_it_in_words(world: World, client: Client) -> None:
    client.post(LOGIN, {"login": "staff", "password": "wrong"})

    staff = str(world.cast.staff.public_id)
    entry = AuditEntry.objects.get(action="accounts.password.failed")
    assert describe(entry, {staff: "示园办"}) == "登录账号 示园办 时密码不正确"
