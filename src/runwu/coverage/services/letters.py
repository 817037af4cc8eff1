"""Letters of groups (组别字母) that stay: a group keeps its letter through every edit and in the next plan, whoever leads it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from runwu.coverage.choices import Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.services.decisions import Lettered
from runwu.planning.joint_branches.report import letters

Members = Mapping[str, Sequence[str]]
"""The units of every group by its host."""


def letters_for(groups: Members, before: Lettered, reserved: Collection[str] = ()) -> dict[str, str]:
    """Give every group a letter: {host: letter}. The group that shares most units keeps it; new ones take the next.

    A letter that was ever used stays with what it named, so that nobody confuses two groups; nor do new groups take a
    `reserved` one.

    >>> letters_for({"x": ["x", "y"], "z": ["z"]}, {"A": ("y", ("y", "w"))})
    {'x': 'A', 'z': 'B'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _likeness, letter, host in sorted(_alike(groups, before), key=lambda one: (-one[0], one[1], one[2])):
        if host not in found and letter not in taken:
            found[host] = letter
            taken.add(letter)
    used = {*taken, *before, *reserved}
    fresh = (letter for letter in letters() if letter not in used)
    return {host: found.get(host) or next(fresh) for host in groups}


def _alike(groups: Members, before: Lettered) -> Iterable[tuple[int, str, str]]:
    holding: dict[str, list[str]] = defaultdict(list)
    leading: dict[str, set[str]] = defaultdict(set)
    for letter, (old_host, old_units) in before.items():
        leading[old_host].add(letter)
        for unit in set(old_units):
            holding[unit].append(letter)
    for host, units in groups.items():
        shared = Counter(letter for unit in set(units) for letter in holding.get(unit, ()))
        led = leading.get(host, set())
        for letter in led | shared.keys():
            yield 2 * shared[letter] + (letter in led), letter, host


def lettered(report: Mapping[str, Any]) -> Lettered:
    """Return the letters of a stored report's groups."""
    return {group["letter"]: (group["host"], tuple(group["units"])) for group in report["groups"]}


def letters_before(plan: FormationPlan) -> dict[Profile, Lettered]:
    """Return the letters of the plan that one follows, by profile; nothing where it follows none. One query."""
    before = plan.notes.get("after")
    if not before:
        return {}
    rows = PlanAlternative.objects.filter(plan__public_id=before, plan__park=plan.park_id)
    return {Profile(row.profile): lettered(row.report) for row in rows}


def remembered(groups: Members, given: Mapping[str, str], before: Lettered) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the letters to remember: those of today's groups as they stand, and those of groups that are gone."""
    return {**before, **{letter: (host, tuple(groups[host])) for host, letter in given.items()}}


def number_of(letter: str) -> int:
    """Return the place of a letter in the order A … Z, AA, AB …, from 0; it gives the hue.

    >>> [number_of(letter) for letter in ("A", "H", "AA")]
    [0, 7, 26]
    """
    number = 0
    for sign in letter:
        number = number * 26 + ord(sign) - ord("A") + 1
    return number - 1
