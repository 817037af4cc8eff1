"""Every URL × method × fragment × export × role: a page exists for those it is for, and for nobody else.

One test asks one URL as everybody, each within a savepoint of their own; a failure names every role and method that
got something else than promised.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern

from conftest import ClientAs
from runwu.accounts.models import User
from tests.access_battery import Answer, Arguments, all_urls, ask, export, fragment, of_everybody, taken_back
from tests.access_table import ANYBODY, LINES, Line
from tests.world import CAST, World

pytestmark = pytest.mark.django_db(databases="__all__")
METHODS = ("GET", "POST")
OTHER_METHODS = ("PUT", "PATCH", "DELETE")
WHO = (*CAST, "anonymous")
URLS = tuple(all_urls())
Wrong = tuple[str, int]  # who asked how, and the status that came
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


def first_refused(line: Line) -> str | None:
    """Return the first of those whom a page is not for."""
    return next((who for who in WHO if who not in line.roles), None)


def test_every_url_has_a_line_and_every_line_a_url() -> None:
    assert sorted({name for name, _pattern in URLS}) == sorted({line.name for line in LINES})


@pytest.mark.parametrize(("name", "pattern"), URLS)
def test_every_view_says_who_is_let_in(name: str, pattern: URLPattern) -> None:
    assert getattr(pattern.callback, "guard", None) is not None, f"{name} has no guard"


def asked_as(line: Line, who: str, world: World, client_as: ClientAs, arguments: Arguments) -> Iterator[Wrong]:
    """Ask a page as somebody by every method and as a fragment, and yield the answers that are not as promised.

    The guard refuses before a view knows of methods and fragments: of those whom it refuses, one asks for the fragment
    and by the method that the page does not take.
    """
    client = client_as(somebody(world, who))
    asks_everything = who in line.roles or who == first_refused(line)
    methods = [method for method in METHODS if method in line.methods or asks_everything]
    answers = {method: ask(client, line, method, arguments, world) for method in methods}
    if asks_everything:
        answers["GET fragment"] = fragment(client, line, arguments, world)
    for method, answer in answers.items():
        if not right(line, who, method.split()[0], answer):
            yield f"{who} {method}", answer.status


def exported_as(line: Line, who: str, world: World, client_as: ClientAs, arguments: Arguments) -> Iterator[Wrong]:
    """Ask for a list as a workbook as somebody, and yield the answer if it is not as promised."""
    answer = export(client_as(somebody(world, who)), line, arguments)
    if not right(line, who, "GET", answer) or answer.is_workbook != (who in line.roles):
        yield f"{who} export", answer.status


@pytest.mark.parametrize("line", LINES, ids=str)
def test_a_page_exists_for_those_it_is_for_and_for_nobody_else(
    standing_world: World, standing_client_as: ClientAs, line: Line
) -> None:
    arguments = line.near(standing_world)

    wrong = of_everybody(WHO, lambda who: asked_as(line, who, standing_world, standing_client_as, arguments))

    assert wrong == {}


@pytest.mark.parametrize("line", LINES, ids=str)
def test_no_page_takes_another_method_not_even_from_those_it_is_for(
    standing_world: World, standing_client_as: ClientAs, line: Line
) -> None:
    who = next((one for one in CAST if one in line.roles), CAST[0])
    client, arguments = standing_client_as(somebody(standing_world, who)), line.near(standing_world)

    answers = {method: ask(client, line, method, arguments, standing_world).status for method in OTHER_METHODS}

    assert {method: status for method, status in answers.items() if status not in {404, 405}} == {}


@pytest.mark.parametrize("line", EXPORTING, ids=str)
def test_a_list_is_exported_for_those_who_see_it_and_for_nobody_else(
    standing_world: World, standing_client_as: ClientAs, line: Line
) -> None:
    arguments = line.near(standing_world)

    wrong = of_everybody(WHO, lambda who: exported_as(line, who, standing_world, standing_client_as, arguments))

    assert wrong == {}


@pytest.mark.parametrize("line", [line for line in LINES if "POST" in line.methods], ids=str)
def test_a_form_from_elsewhere_changes_nothing(standing_world: World, sign_ins: dict[int, str], line: Line) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = sign_ins[standing_world.cast.staff.pk]

    answer = ask(client, line, "POST", line.near(standing_world), standing_world)

    assert answer.status == 403


def test_what_one_role_changes_is_taken_back_before_the_next(standing_world: World) -> None:
    staff = standing_world.cast.staff

    with taken_back():
        User.objects.filter(pk=staff.pk).update(display_name="示例改名")

    assert User.objects.get(pk=staff.pk).display_name == staff.display_name
