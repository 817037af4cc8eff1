"""Why a group is as it is (成组理由): each reason with the rows that it speaks of and the clause that it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from runwu.planning.joint_branches.legality import PARAMETERS, Rule
from runwu.rules.rulebook import Rulebook
from runwu.rules.sources import Source

if TYPE_CHECKING:
    from runwu.coverage.selectors.review_groups import Names

_KEYS = {
    "members": PARAMETERS[Rule.FULL_MEMBERS],
    "own_branch": "formation.min_full_members",
    "taken_in": PARAMETERS[Rule.FULL_MEMBERS],
    "near": PARAMETERS[Rule.WAY],
}
_OF_MEMBERS = frozenset({"members", "own_branch", "taken_in"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and the key of its rule, under which its values over time stand."""

    key: str
    source: Source


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One row behind a reason: an enterprise (its public id, empty for a figure) and what is known of it."""

    id: str
    name: str
    figure: str


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason: a sentence, the rows that it speaks of, the clauses that it rests on.

    of_members: an enterprise of the branch where the reason counts members, so that their rows can be opened.
    """

    words: str
    rows: Sequence[ReasonRow]
    clauses: Sequence[Clause] = ()
    of_members: str = ""


def clauses_of(book: Rulebook | None, *keys: str) -> tuple[Clause, ...]:
    """Return the clauses behind some rules; none where nobody has a rulebook at hand."""
    return tuple(Clause(key, book.source(key)) for key in keys if key) if book else ()


def reason_lines(
    names: "Names", group: Mapping[str, Any], limits: Mapping[str, Any], book: Rulebook | None
) -> tuple[ReasonLine, ...]:
    """Return the reasons of a stored group, its size against the usual limits, and who could leave."""
    found = [_reason(names, group, reason, book) for reason in group["why"]]
    return (*found, _size(group, limits, book), *_leaving(names, group, book))


def _reason(names: "Names", group: Mapping[str, Any], reason: Mapping[str, str], book: Rulebook | None) -> ReasonLine:
    code = reason["code"]
    rows = [
        ReasonRow(placement["unit"], names[placement["unit"]], _figure(names, group, placement, code))
        for placement in group["placements"]
    ]
    counts = group["placements"][0]["unit"] if code in _OF_MEMBERS else ""
    clauses = clauses_of(book, _KEYS.get(code, ""))
    return ReasonLine(reason["text"], [*_host_row(names, group, code), *rows], clauses, counts)


def _figure(names: "Names", group: Mapping[str, Any], placement: Mapping[str, Any], code: str) -> str:
    unit, leads = names.units[placement["unit"]], placement["unit"] == group["host"]
    figures = {
        "same_grid": unit["grid"] or "—",
        "same_chain": unit["chain"] or "—",
        "kept": names.today.get(unit["today"] or "", _("现在没有联合党支部")),
        "members": _("正式 %(full)s 名") % {"full": unit["full_members"]},
        "own_branch": _("正式 %(full)s 名") % {"full": unit["full_members"]},
        "taken_in": _("正式 %(full)s 名") % {"full": unit["full_members"]},
    }
    way = _("牵头") if leads else _("%(way)s 米") % {"way": f"{placement['link']['way']:,}"}
    return str(figures.get(code, way))


def _host_row(names: "Names", group: Mapping[str, Any], code: str) -> Iterator[ReasonRow]:
    """Put the enterprise or branch that takes in first, with what it holds already."""
    host = names.units.get(group["host"]) or names.branches.get(group["host"])
    if host is None or group["kind"] == "new" or code not in {"own_branch", "taken_in"}:
        return
    is_unit = group["host"] in names.units
    figure = _("正式 %(full)s 名") % {"full": host["full_members"]}
    yield ReasonRow(group["host"] if is_unit else "", str(host["name"]), figure)


def _size(group: Mapping[str, Any], limits: Mapping[str, Any], book: Rulebook | None) -> ReasonLine:
    units, members = group["unit_count"], group["members"]
    most_units, most_members = limits["max_units"], limits["max_members"]
    fits = units <= most_units and members <= most_members
    words = _("共 %(units)s 家、党员 %(members)s 名，") % {"units": units, "members": members}
    return ReasonLine(
        words + (_("都在一般上限以内") if fits else _("超过一般上限，由人决定")),
        (
            ReasonRow("", _("企业"), _("%(found)s 家，一般不超过 %(most)s 家") % {"found": units, "most": most_units}),
            ReasonRow(
                "", _("党员"), _("%(found)s 名，一般不超过 %(most)s 名") % {"found": members, "most": most_members}
            ),
        ),
        clauses_of(book, PARAMETERS[Rule.UNITS], PARAMETERS[Rule.MEMBERS]),
        group["placements"][0]["unit"],
    )


def _leaving(names: "Names", group: Mapping[str, Any], book: Rulebook | None) -> Iterator[ReasonLine]:
    leavings = [one for one in group["stability"]["leavings"] if not one["stands"]]
    if not leavings or group["kind"] != "new":
        return
    rows = [ReasonRow(one["unit"], names[one["unit"]], _mended(one)) for one in leavings]
    words = _("有一名离开就不足人数的，各有补救的办法")
    yield ReasonLine(words, rows, clauses_of(book, PARAMETERS[Rule.FULL_MEMBERS]), group["placements"][0]["unit"])


def _mended(leaving: Mapping[str, Any]) -> str:
    mend = leaving["alternative"]["text"] if leaving["alternative"] else _("由大党委兜底")
    return _("余 %(rest)s 名，届时可%(mend)s") % {"rest": leaving["full_members"], "mend": mend}
