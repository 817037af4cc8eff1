"""How many questions each page asks the database (查询次数): a page that starts to ask more fails here.

The counts stand in tests/query_counts.toml. Where a page has good reason to ask more, write them anew with
`RUNWU_WRITE_QUERY_COUNTS=1 pytest tests/test_query_counts.py` and say why in the commit.
"""

import os
import tomllib
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import ClientAs
from tests.access_battery import ask
from tests.access_table import LINES, Line
from tests.world import World

pytestmark = pytest.mark.django_db(databases="__all__")
BASELINE = Path(__file__).with_name("query_counts.toml")
READ = tuple(line for line in LINES if "GET" in line.methods and line.roles - {"anonymous"})


def _measured(world: World, client_as: ClientAs, line: Line) -> int:
    """Return how many queries a page takes the second time: as staff, or as the first of those it is for."""
    who = "staff" if "staff" in line.roles else min(line.roles - {"anonymous"})
    client, arguments = client_as(getattr(world.cast, who)), line.near(world)
    ask(client, line, "GET", arguments, world)
    with CaptureQueriesContext(connection) as captured:
        ask(client, line, "GET", arguments, world)
    return len(captured)


def test_no_page_asks_more_than_it_did(standing_world: World, client_as: ClientAs) -> None:
    counts = {line.name: _measured(standing_world, client_as, line) for line in READ}

    if os.environ.get("RUNWU_WRITE_QUERY_COUNTS"):
        BASELINE.write_text("".join(f'"{name}" = {count}\n' for name, count in sorted(counts.items())))
    allowed = tomllib.loads(BASELINE.read_text())
    more = {name: (count, allowed.get(name)) for name, count in counts.items() if count > allowed.get(name, -1)}
    assert more == {}
