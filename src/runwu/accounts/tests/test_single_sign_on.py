"""Single sign-on, against an OpenID provider that runs as a process of its own."""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from conftest import ClientAs
from runwu.accounts.models import SignIn, User, Way
from runwu.accounts.tests.signing_in import give_password, is_in, set_up_totp
from runwu.core.models import AuditEntry
from tests.browser.installation import free_port
from tests.world import World

BEGIN = reverse("openid_connect_login", args=["sso"])
COME_BACK = reverse("openid_connect_callback", args=["sso"])
PERSONS = (
    {"sub": "示例-1", "preferred_username": "staff", "name": "示例姓名", "email": "staff@example.invalid"},
    {"sub": "示例-2", "preferred_username": "staff"},
    {"sub": "示例-3", "preferred_username": "nobody-here"},
    {"sub": "示例-4"},
)


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """Run the provider, and return its address."""
    port = free_port()
    claims = [word for one in PERSONS for word in ("--user-claims", json.dumps(one))]
    program = str(Path(sys.executable).with_name("oidc-provider-mock"))
    process = subprocess.Popen([program, "--port", str(port), *claims], stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    _wait_for(f"{address}/.well-known/openid-configuration")
    yield address
    process.terminate()
    process.wait(timeout=20)


def _wait_for(address: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.1)
    raise TimeoutError(address)


@pytest.fixture
def offered(issuer: str, settings: Settings) -> None:
    """Offer sign-in at the provider."""
    app = {
        "provider_id": "sso",
        "name": "示例统一身份",
        "client_id": "runwu",
        "secret": "only-for-tests",
        "settings": {"server_url": issuer, "claim": "preferred_username"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def come_back(client: Client, sub: str, **query: str) -> Any:
    """Go to the provider, say who one is there, and come back with its answer."""
    asked = client.get(BEGIN, query)["Location"]
    answer = requests.post(asked, data={"sub": sub}, allow_redirects=False, timeout=20)
    back = urlsplit(answer.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def words(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.usefixtures("offered")
def test_the_sign_in_page_offers_it_by_its_name(world: World, client: Client) -> None:
    assert "用示例统一身份登录" in words(client.get(reverse("account_login")))


def test_without_a_provider_the_sign_in_page_offers_none(world: World, client: Client) -> None:
    assert BEGIN not in words(client.get(reverse("account_login")))


@pytest.mark.usefixtures("offered")
def test_the_claim_finds_the_account_and_links_it(world: World, client: Client) -> None:
    come_back(client, "示例-1")

    assert is_in(client)
    assert SocialAccount.objects.get().user == world.cast.staff
    assert AuditEntry.objects.filter(action="accounts.identity.linked").count() == 1
    assert SignIn.objects.get(user=world.cast.staff).way == Way.SINGLE_SIGN_ON


@pytest.mark.usefixtures("offered")
def test_the_second_time_the_identity_counts_and_not_the_name(world: World, client: Client) -> None:
    come_back(client, "示例-1")
    client.post(reverse("account_logout"))
    User.objects.filter(username="staff").update(username="renamed")

    come_back(client, "示例-1")

    assert is_in(client)


@pytest.mark.usefixtures("offered")
@pytest.mark.parametrize("sub", ["示例-3", "示例-4"])
def test_who_has_no_account_here_is_told_so_and_gets_none(world: World, client: Client, sub: str) -> None:
    before = User.objects.count()

    response = come_back(client, sub)

    assert (response.status_code, "没有对应的账号" in words(response)) == (403, True)
    assert (User.objects.count(), SocialAccount.objects.exists()) == (before, False)


@pytest.mark.usefixtures("offered")
def test_another_identity_with_the_same_name_is_refused(world: World, client: Client) -> None:
    come_back(client, "示例-1")
    client.post(reverse("account_logout"))

    response = come_back(client, "示例-2")

    assert (response.status_code, "已关联另一个身份" in words(response)) == (403, True)


@pytest.mark.usefixtures("offered")
def test_a_locked_account_stays_closed(world: World, client: Client) -> None:
    User.objects.filter(username="staff").update(is_active=False)

    response = come_back(client, "示例-1")

    assert response["Location"] == reverse("account_inactive")
    assert not is_in(client)


@pytest.mark.usefixtures("offered")
def test_the_second_factor_is_asked_for_here_too(world: World, client: Client) -> None:
    give_password(client)
    set_up_totp(client)
    client.post(reverse("account_logout"))

    response = come_back(client, "示例-1")

    assert response["Location"] == reverse("mfa_authenticate")


@pytest.mark.usefixtures("offered")
def test_who_never_used_the_one_time_password_need_not_change_it(world: World, client: Client) -> None:
    User.objects.filter(username="staff").update(must_change_password=True)

    come_back(client, "示例-1")

    assert is_in(client)


@pytest.mark.usefixtures("offered")
def test_nothing_of_the_claims_is_kept_but_the_identity(world: World, client: Client) -> None:
    come_back(client, "示例-1")
    client.post(reverse("account_logout"))
    come_back(client, "示例-1")

    kept = SocialAccount.objects.get()
    assert (kept.uid, kept.extra_data, kept.last_login) == ("示例-1", {}, kept.date_joined)
    assert User.objects.get(username="staff").email == ""


@pytest.mark.usefixtures("offered")
def test_whoever_has_signed_in_links_an_identity_of_another_name_and_unlinks_it(world: World, client: Client) -> None:
    give_password(client)

    come_back(client, "示例-3", process="connect")
    assert "已关联" in words(client.get(reverse("mfa_index")))
    client.post(reverse("account_unlink"))

    assert not SocialAccount.objects.exists()
    assert AuditEntry.objects.filter(action="accounts.identity.unlinked").exists()


@pytest.mark.usefixtures("offered")
def test_an_identity_of_somebody_else_is_not_linked(world: World, client: Client, client_as: ClientAs) -> None:
    come_back(client, "示例-1")
    other = client_as(None)
    give_password(other, "clerk")

    come_back(other, "示例-1", process="connect")

    assert SocialAccount.objects.get().user == world.cast.staff


@pytest.mark.usefixtures("offered")
def test_an_answer_nobody_asked_for_is_refused(world: World, client: Client) -> None:
    response = client.get(COME_BACK, {"code": "x", "state": "forged"})

    assert "没有登录" in words(response)
    assert not is_in(client)


@pytest.mark.usefixtures("offered")
def test_who_cancels_there_is_told_so(world: World, client: Client) -> None:
    state = parse_qs(urlsplit(client.get(BEGIN)["Location"]).query)["state"][0]

    response = client.get(COME_BACK, {"error": "access_denied", "state": state})

    assert "取消了登录" in words(client.get(response["Location"]))


@pytest.mark.usefixtures("offered")
def test_a_provider_that_does_not_answer_is_told_so(world: World, client: Client, settings: Settings) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"] = {"server_url": "http://127.0.0.1:9", "claim": "preferred_username"}

    response = client.get(BEGIN)

    assert (response.status_code, "没有回应" in words(response)) == (502, True)
