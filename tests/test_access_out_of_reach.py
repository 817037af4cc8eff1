"""What lies out of somebody's reach answers, on every URL and to every role, like what does not exist."""

from collections.abc import Mapping
from typing import Any

import pytest

from conftest import ClientAs
from tests.access_battery import NAMED, ask, elsewhere
from tests.access_table import LINES, Line
from tests.world import CAST, World

pytestmark = pytest.mark.django_db(databases="__all__")
ABOUT_SOMETHING = tuple(line for line in LINES if line.far or "public_id" in NAMED[line.name])


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("line", ABOUT_SOMETHING, ids=str)
@pytest.mark.parametrize("htmx", [False, True], ids=["page", "fragment"])
def test_what_is_out_of_reach_answers_like_what_does_not_exist(
    standing_world: World, standing_client_as: ClientAs, line: Line, who: str, htmx: bool
) -> None:
    client, method = standing_client_as(getattr(standing_world.cast, who)), line.methods[-1]

    beyond = [
        ask(client, line, method, one, standing_world, htmx=htmx) for one in out_of_reach(line, who, standing_world)
    ]

    assert [(answer.status, answer.text) for answer in beyond] == [(404, beyond[0].text)] * len(beyond)


def out_of_reach(line: Line, who: str, world: World) -> list[Mapping[str, Any]]:
    """Return arguments for nothing, and for what this person does not reach: the far one, or even the near one."""
    near, far = line.near(world), line.far(world) if line.far else None
    hidden = [far] if far and who not in line.sees_far else []
    hidden += [near] if who not in line.roles else []
    return [elsewhere(near), *hidden]
