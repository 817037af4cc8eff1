"""Fallback duties of the near park as tests read and enter them."""

from datetime import date
from typing import Any

from runwu.access.selectors import scope_of
from runwu.coverage.choices import DutyAct
from runwu.coverage.models import DutyEntry
from runwu.coverage.selectors.duty_cells import Cell, cell_of
from runwu.coverage.selectors.duty_matrix import matrix
from runwu.coverage.selectors.fallback_duties import Duty, duties_of
from runwu.coverage.services.fallback_duties import Wish, enter
from runwu.enterprises.models import Enterprise
from tests.world import DAY, World

BEFORE = date(2026, 6, 1)
PAPER = "示例党〔2026〕3号"


def duties(world: World, on: date = DAY) -> dict[str, Duty]:
    """Return the duties of the near park by code."""
    return {duty.code: duty for duty in duties_of(park=world.near.park, on=on)}


def rows(world: World, *, on: date = DAY, everyone: bool = False) -> Any:
    """Return the matrix of the near park as its staff sees it."""
    scope = scope_of(user=world.cast.staff, on=DAY)
    return matrix(scope=scope, park=world.near.park, duties=[*duties(world, on).values()], on=on, everyone=everyone)


def cells(world: World, firm: Enterprise, *, on: date = DAY) -> dict[str, Cell]:
    """Return the cells of one enterprise by code."""
    row = rows(world, on=on, everyone=True).get(pk=firm.pk)
    return {code: cell_of(row, duty) for code, duty in duties(world, on).items()}


def wish(world: World, code: str = "contact", **changes: Any) -> Wish:
    """Return a wish to hand a duty to the committee of the near park."""
    told: dict[str, Any] = {
        "duty": duties(world)[code],
        "act": DutyAct.HAND_OVER,
        "since": BEFORE,
        "document": PAPER,
        "organization": world.near.committee,
    }
    return Wish(**{**told, **changes})


def entered(world: World, firm: Enterprise, code: str = "contact", **changes: Any) -> DutyEntry:
    """Enter one duty for one enterprise."""
    firms = list(rows(world).filter(pk=firm.pk))
    return enter(wish=wish(world, code, **changes), park=world.near.park, firms=firms, on=DAY, by=world.cast.staff)
