"""The branches of a plan as its review page lists them, with the sentences beside each."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from runwu.coverage.models import FormationPlan
from runwu.coverage.selectors.plans import branch_labels
from runwu.coverage.selectors.reason_lines import Clause, ReasonLine, clauses_of, reason_lines
from runwu.coverage.services.letters import number_of
from runwu.planning.joint_branches.legality import PARAMETERS, Rule
from runwu.rules.rulebook import Rulebook

HUES = 8


@dataclass(frozen=True, slots=True)
class Names:
    """The names of everything that a plan speaks of, by the planner's ids."""

    units: Mapping[str, Mapping[str, Any]]
    branches: Mapping[str, Mapping[str, Any]]
    today: Mapping[str, str]

    @classmethod
    def of(cls, plan: FormationPlan) -> "Names":
        """Collect the names of a plan. One query."""
        units = {unit["id"]: unit for unit in plan.instance.get("units", ())}
        branches = {branch["id"]: branch for branch in plan.instance.get("branches", ())}
        return cls(units, branches, branch_labels([unit["today"] for unit in units.values()]))

    def __getitem__(self, key: str) -> str:
        """Return a name; a branch of today that is gone keeps its place as “—”."""
        known = self.units.get(key) or self.branches.get(key)
        return str(known["name"]) if known else self.today.get(key, "—")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One enterprise of a group."""

    id: str
    name: str
    full: int
    probationary: int
    way: int
    is_host: bool
    same_chain: bool
    approximate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One branch of a plan with the sentences beside it; `hue` numbers the muted colours of the map.

    `forms_own` tells that its host has full members enough and no branch yet: it ought to form its own (应当单独成立).
    """

    letter: str
    hue: int
    host: str
    name: str
    kind: str
    forms_own: bool
    units: tuple[UnitLine, ...]
    unit_count: int
    full: int
    members: int
    longest: int
    grids: frozenset[str]
    why: tuple[str, ...]
    stands: bool
    stability: str
    warnings: tuple[Mapping[str, Any], ...]
    locked: bool = False
    explained: Callable[[], tuple[ReasonLine, ...]] = field(default=tuple, compare=False)
    warning_clauses: tuple[Clause, ...] = ()

    @property
    def reasons(self) -> tuple[ReasonLine, ...]:
        """Its reasons with their rows and clauses, put together when they are shown."""
        return self.explained()

    @property
    def warns_of_members(self) -> bool:
        """Whether something that only a person may exceed counts members, so that their rows can be opened."""
        return any(one["rule"] == Rule.MEMBERS for one in self.warnings)

    @property
    def brief(self) -> str:
        """Grid, chain and way in one line."""
        others = [unit for unit in self.units if not unit.is_host]
        chained = sum(unit.same_chain for unit in others)
        chain = _("%(count)s 家同链") % {"count": chained} if chained else ""
        way = _("最远 %(way)s 米") % {"way": f"{self.longest:,}"}
        return "，".join(words for words in (self._grids, chain, way) if words) + "。"

    @property
    def _grids(self) -> str:
        """Say how the enterprises share grid cells; nothing where a cell is not known and the rest share one."""
        known = self.grids - {""}
        if len(known) > 1:
            return _("跨 %(count)s 个网格") % {"count": len(known)}
        return _("同网格") if self.grids == known else ""

    @property
    def figures(self) -> str:
        """The size in a few words."""
        words = _("%(units)s 家 %(full)s 名") if self.kind == "new" else _("吸纳 %(units)s 家，共 %(full)s 名")
        words = _("单独成立，吸纳 %(units)s 家，共 %(full)s 名") if self.forms_own else words
        return words % {"units": len(self.units), "full": self.full}


def group_line(
    names: Names,
    group: Mapping[str, Any],
    approximate: Mapping[str, str],
    locked: Container[str] = (),
    *,
    limits: Mapping[str, Any] | None = None,
    book: Rulebook | None = None,
) -> GroupLine:
    """Return a stored group as its line; with the `limits` of its plan, its reasons with their rows and clauses."""
    return GroupLine(
        letter=group["letter"],
        hue=number_of(group["letter"]) % HUES,
        host=group["host"],
        name=names[group["host"]],
        kind=group["kind"],
        forms_own=group["kind"] == "big" and names.units[group["host"]]["today"] is None,
        units=tuple(_unit(names, placement, group["host"], approximate) for placement in group["placements"]),
        unit_count=group["unit_count"],
        full=group["full_members"],
        members=group["members"],
        longest=group["longest_way"],
        grids=frozenset({_grid(names, group["host"]), *(_grid(names, unit) for unit in group["units"])}),
        why=tuple(reason["text"] for reason in group["why"]),
        stands=group["stability"]["stands"],
        stability=_stability(group),
        warnings=tuple(group["exceeded"]),
        locked=group["host"] in locked,
        explained=partial(reason_lines, names, group, limits, book) if limits else tuple,
        warning_clauses=clauses_of(book, *dict.fromkeys(PARAMETERS.get(one["rule"], "") for one in group["exceeded"])),
    )


def _grid(names: Names, key: str) -> str:
    known = names.units.get(key) or names.branches[key]
    return str(known["grid"])


def _unit(names: Names, placement: Mapping[str, Any], host: str, approximate: Mapping[str, str]) -> UnitLine:
    unit, link = names.units[placement["unit"]], placement["link"]
    return UnitLine(
        id=unit["id"],
        name=unit["name"],
        full=unit["full_members"],
        probationary=unit["probationary"],
        way=link["way"],
        is_host=unit["id"] == host,
        same_chain=unit["id"] != host and not link["chain"],
        approximate=unit["id"] in approximate,
    )


def _stability(group: Mapping[str, Any]) -> str:
    rest = group["full_members"] - 1
    if group["stability"]["stands"] or group["kind"] != "new":
        return _("如有一名离开，余 %(rest)s 名") % {"rest": rest}
    mends = [leaving["alternative"] for leaving in group["stability"]["leavings"] if leaving["alternative"]]
    best = min(mends, key=lambda mend: mend["delta"])["text"] if mends else _("由大党委兜底")
    return _("党员数临界：一名离开即不足人数，届时可%(mend)s") % {"mend": best}
