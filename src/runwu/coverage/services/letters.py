"""Letters of groups (组别字母) that stay: a group keeps its letter through every edit, whoever leads it."""

from collections.abc import Iterable, Mapping, Sequence

from runwu.coverage.services.decisions import Lettered
from runwu.planning.joint_branches.report import letters

Members = Mapping[str, Sequence[str]]
"""The units of every group by its host."""


def letters_for(groups: Members, before: Lettered) -> dict[str, str]:
    """Give every group a letter: {host: letter}. The group that shares most units keeps it; new ones take the next.

    A letter that was ever used stays with what it named, so that nobody confuses two groups.

    >>> letters_for({"x": ["x", "y"], "z": ["z"]}, {"A": ("y", ("y", "w"))})
    {'x': 'A', 'z': 'B'}
    """
    found: dict[str, str] = {}
    for _likeness, letter, host in sorted(_alike(groups, before), key=lambda one: (-one[0], one[1], one[2])):
        if host not in found and letter not in found.values():
            found[host] = letter
    used = {*found.values(), *before}
    fresh = (letter for letter in letters() if letter not in used)
    return {host: found.get(host) or next(fresh) for host in groups}


def _alike(groups: Members, before: Lettered) -> Iterable[tuple[int, str, str]]:
    for host, units in groups.items():
        for letter, (old_host, old_units) in before.items():
            likeness = 2 * len(set(units) & set(old_units)) + (host == old_host)
            if likeness:
                yield likeness, letter, host


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
