"""Every URL × method × fragment × export × role: a page exists for those it is for, and for nobody else."""

import pytest
from django.test import Client
from django.urls import URLPattern

from conftest import ClientAs
from runwu.accounts.models import User
from tests.access_battery import Answer, all_urls, ask, export, fragment
from tests.access_table import ANYBODY, LINES, Line
from tests.world import CAST, World

pytestmark = pytest.mark.django_db(databases="__all__")
METHODS = ("GET", "POST")
OTHER_METHODS = ("PUT", "PATCH", "DELETE")
WHO = (*CAST, "anonymous")
URLS = tuple(all_urls())
EXPORTING = tuple(line for line in LINES if line.exports)


def somebody(world: World, who: str) -> User | None:
    return None if who == "anonymous" else getattr(world.cast, who)


def right(line: Line, who: str, method: str, answer: Answer) -> bool:
    """Tell whether an answer is what the line promises to this person."""
    if who == "anonymous" and line.roles != ANYBODY:
        return answer.leads_to.startswith("/account/login/?next=")
    if who not in line.roles:
        return answer.status == 404 or (method not in line.methods and answer.status == 405)
    if method not in line.methods:
        return answer.status in {405, 404} | line.answers
    return answer.status in line.answers | ({422} if line.form and method == "POST" else frozenset())


def test_every_url_has_a_line_and_every_line_a_url() -> None:
    assert sorted({name for name, _pattern in URLS}) == sorted({line.name for line in LINES})


@pytest.mark.parametrize(("name", "pattern"), URLS)
def test_every_view_says_who_is_let_in(name: str, pattern: URLPattern) -> None:
    assert getattr(pattern.callback, "guard", None) is not None, f"{name} has no guard"


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("line", LINES, ids=str)
def test_a_page_exists_for_those_it_is_for_and_for_nobody_else(
    standing_world: World, standing_client_as: ClientAs, line: Line, who: str
) -> None:
    client, arguments = standing_client_as(somebody(standing_world, who)), line.near(standing_world)

    answers = {method: ask(client, line, method, arguments, standing_world) for method in METHODS}
    answers["GET "] = fragment(client, line, arguments, standing_world)

    assert {method: a.status for method, a in answers.items() if not right(line, who, method.strip(), a)} == {}


@pytest.mark.parametrize("line", LINES, ids=str)
def test_no_page_takes_another_method_not_even_from_those_it_is_for(
    standing_world: World, standing_client_as: ClientAs, line: Line
) -> None:
    who = next((one for one in CAST if one in line.roles), CAST[0])
    client, arguments = standing_client_as(somebody(standing_world, who)), line.near(standing_world)

    answers = {method: ask(client, line, method, arguments, standing_world).status for method in OTHER_METHODS}

    assert {method: status for method, status in answers.items() if status not in {404, 405}} == {}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("line", EXPORTING, ids=str)
def test_a_list_is_exported_for_those_who_see_it_and_for_nobody_else(
    standing_world: World, standing_client_as: ClientAs, line: Line, who: str
) -> None:
    answer = export(standing_client_as(somebody(standing_world, who)), line, line.near(standing_world))

    assert right(line, who, "GET", answer)
    assert answer.is_workbook == (who in line.roles)


@pytest.mark.parametrize("line", [line for line in LINES if "POST" in line.methods], ids=str)
def test_a_form_from_elsewhere_changes_nothing(standing_world: World, line: Line) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(standing_world.cast.staff, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = ask(client, line, "POST", line.near(standing_world), standing_world)

    assert answer.status == 403
