"""What lies out of somebody's reach answers, on every URL and to every role, like what does not exist.

One test asks about one URL as everybody, each within a savepoint of their own; a failure names every role.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from conftest import ClientAs
from tests.access_battery import NAMED, Answer, ask, elsewhere, of_everybody
from tests.access_table import LINES, Line
from tests.world import CAST, World

pytestmark = pytest.mark.django_db(databases="__all__")
ABOUT_SOMETHING = tuple(line for line in LINES if line.far or "public_id" in NAMED[line.name])
SHAPES = {"page": False, "fragment": True}
Place = Mapping[str, Any]


@pytest.mark.parametrize("line", ABOUT_SOMETHING, ids=str)
def test_what_is_out_of_reach_answers_like_what_does_not_exist(
    standing_world: World, standing_client_as: ClientAs, line: Line
) -> None:
    near, far = line.near(standing_world), line.far(standing_world) if line.far else None

    def asked_as(who: str) -> Iterator[tuple[str, list[int]]]:
        client = standing_client_as(getattr(standing_world.cast, who))
        for shape, htmx in shapes_for(line, who).items():
            answers = [
                ask(client, line, line.methods[-1], one, standing_world, htmx=htmx)
                for one in out_of_reach(line, who, near, far)
            ]
            if not all_alike(answers):
                yield f"{who} {shape}", [answer.status for answer in answers]

    assert of_everybody(CAST, asked_as) == {}


def shapes_for(line: Line, who: str) -> dict[str, bool]:
    """Return how somebody asks: one whom the page is for and one whom it is not for also ask for the fragment."""
    also = {next((one for one in CAST if (one in line.roles) is let_in), None) for let_in in (True, False)}
    return SHAPES if who in also else {"page": False}


def out_of_reach(line: Line, who: str, near: Place, far: Place | None) -> list[Place]:
    """Return arguments for nothing, and for what this person does not reach: the far one, or even the near one."""
    if who not in line.roles:  # whoever may not see the near one need not be tried with the far one
        return [elsewhere(near), near]
    return [elsewhere(near), far] if far and who not in line.sees_far else [elsewhere(near)]


def all_alike(answers: list[Answer]) -> bool:
    """Tell whether all answers are 404 with the words of the first."""
    return all((answer.status, answer.text) == (404, answers[0].text) for answer in answers)
