"""The five parts of a plan's score (综合评分的五项构成), as a bar shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

PART_LABELS = (
    ("branch", gettext_lazy("新建支部"), "gh5"),
    ("way", gettext_lazy("距离与网格、产业链"), "gh0"),
    ("three", gettext_lazy("正式党员恰好够数"), "gh2"),
    ("change", gettext_lazy("改动现状"), "gh3"),
    ("left", gettext_lazy("留给兜底"), "gh7"),
)


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a score, with its place in the bar (0–300)."""

    label: str | Promise
    hue: str
    value: int
    x: float
    width: float


def part_lines(parts: Mapping[str, int]) -> tuple[PartLine, ...]:
    """Return the parts with their places in the bar."""
    total, x, found = max(sum(parts.values()), 1), 0.0, []
    for key, label, hue in PART_LABELS:
        width = 300 * parts[key] / total
        found.append(PartLine(label, hue, parts[key], round(x, 2), round(max(width - 1, 0), 2)))
        x += width
    return tuple(found)
