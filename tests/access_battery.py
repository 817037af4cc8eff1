"""The engine of the access battery: asks a URL as somebody, and makes two answers comparable."""

import io
import re
import uuid
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_table import Line
from tests.world import World

Arguments = Mapping[str, Any]
HTMX = {"HX-Request": "true"}
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_CHANGING: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_UUID, "<id>"),
    (re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"'), "<csrf>"),
    (re.compile(r'"X-CSRFToken": "[^"]+"'), "<csrf>"),
    (re.compile(r'nonce="[^"]+"'), "<nonce>"),
    (re.compile(r"cursor=[\w%.:\-]+"), "<cursor>"),
    (re.compile(r"账号 [0-9a-f]{8}\b"), "账号 <id>"),  # the log shows the beginning of an id
    (re.compile(r'name="seen" value="[\w\-]+:[\w\-]+:[\w\-]+"'), lambda found: f"<seen, {len(found[0])} characters>"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody got: status, where it leads, and the text."""

    status: int
    leads_to: str
    text: str
    is_workbook: bool = False


def all_urls() -> Iterator[tuple[str, URLPattern]]:
    """Yield every URL of the project with its full name; nameless ones by their route."""
    yield from _walk(get_resolver().url_patterns, ())


def _walk(patterns: list[Any], spaces: tuple[str, ...]) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, inner)
        else:
            yield ":".join((*spaces, pattern.name or str(pattern.pattern))), pattern


NAMED = {name: frozenset(pattern.pattern.converters) for name, pattern in all_urls()}


def ask(client: Client, line: Line, method: str, arguments: Arguments, world: World, *, htmx: bool = False) -> Answer:
    """Ask a URL, as a page or as a fragment, and return the answer in comparable form."""
    options: dict[str, Any] = {"headers": HTMX if htmx else {}}
    address = address_of(line, arguments)
    if method == "POST":
        return answer_of(client.post(address, dict(line.data(world)), **options))
    return answer_of(client.generic(method, address, **options))


def fragment(client: Client, line: Line, arguments: Arguments, world: World) -> Answer:
    """Ask for the swapped region of a page."""
    return ask(client, line, "GET", arguments, world, htmx=True)


def export(client: Client, line: Line, arguments: Arguments) -> Answer:
    """Ask for a list as a workbook."""
    return answer_of(client.get(address_of(line, {**arguments, "export": "xlsx"})))


def address_of(line: Line, arguments: Arguments) -> str:
    """Return the address of a line; arguments that the URL itself does not name go into the query."""
    named = NAMED[line.name]
    query = {name: str(value) for name, value in arguments.items() if name not in named}
    kwargs = {name: value for name, value in arguments.items() if name in named}
    return reverse(line.name, kwargs=kwargs, query=query or None)


def answer_of(response: HttpResponseBase) -> Answer:
    """Return a response without what differs from one request to the next."""
    body = b"".join(response) if isinstance(response, StreamingHttpResponse) else response.content  # type: ignore[arg-type]
    leads_to = response.headers.get("Location") or response.headers.get("HX-Redirect") or ""
    is_workbook = body.startswith(b"PK")
    text = _inside(body) if is_workbook else body.decode("utf-8", "replace")
    return Answer(response.status_code, normalized(leads_to), normalized(text), is_workbook)


def _inside(body: bytes) -> str:
    """Return all parts of a workbook as one text."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return "\n".join(f"{name}\n{book.read(name).decode(errors='replace')}" for name in sorted(book.namelist()))


def normalized(text: str) -> str:
    """Return a text without ids, tokens, nonces and cursors."""
    for pattern, instead in _CHANGING:
        text = pattern.sub(instead, text)
    return text


def elsewhere(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments for something that does not exist."""
    return {name: uuid.uuid4() if isinstance(value, uuid.UUID) else value for name, value in arguments.items()}


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back whatever the block changes in either database, so that nobody meets what somebody else did."""
    with transaction.atomic(), transaction.atomic("progress"):
        yield
        transaction.set_rollback(True, "progress")
        transaction.set_rollback(True)


def of_everybody(roles: Iterable[str], asked: Callable[[str], Iterable[tuple[str, Any]]]) -> dict[str, Any]:
    """Return what is wrong for any of the roles: each asks in a world that nobody before has changed."""
    wrong: dict[str, Any] = {}
    for who in roles:
        with taken_back():
            wrong.update(asked(who))
    return wrong
