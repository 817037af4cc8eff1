"""The rows of a plan's workbook (plan.xlsx), one line per enterprise."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from runwu.core.listing import SheetColumn, SheetKind
from runwu.coverage.selectors.reviews import AlternativeReview

NUMBER = SheetKind.NUMBER


def plan_columns() -> list[SheetColumn]:
    """Return the columns of the workbook."""
    return [
        SheetColumn(_("组"), width=6),
        SheetColumn(_("党支部"), width=30),
        SheetColumn(_("方式"), width=16),
        SheetColumn(_("企业"), width=30),
        SheetColumn(_("网格"), width=12),
        SheetColumn(_("产业链"), width=14),
        SheetColumn(_("正式党员"), NUMBER, 10),
        SheetColumn(_("预备党员"), NUMBER, 10),
        SheetColumn(_("到牵头单位（米）"), NUMBER, 16),
        SheetColumn(_("现在所在的联合党支部"), width=26),
        SheetColumn(_("说明"), width=60),
    ]


def plan_rows(review: AlternativeReview) -> Iterator[tuple[Any, ...]]:
    """Return one row per enterprise: groups first, then those with a branch of their own, then who is left."""
    names = review.names
    for group in review.groups:
        for unit in group.units:
            known = names.units[unit.id]
            yield (
                group.letter,
                group.name,
                _("牵头单位") if unit.is_host else _("并入现有支部") if group.kind == "branch" else _("成员单位"),
                *_facts(review, known),
                unit.way,
                names.today.get(known["today"] or "", ""),
                "；".join((*group.why, group.stability)) if unit is group.units[0] else "",
            )
    for row in review.left:
        known = names.units[row["id"]]
        today = names.today.get(known["today"] or "", "")
        yield ("", "", _("大党委兜底"), *_facts(review, known), None, today, row["why"])


def _facts(review: AlternativeReview, known: dict[str, Any] | Any) -> tuple[Any, ...]:
    return (known["name"], known["grid"], known["chain"] or "", known["full_members"], known["probationary"])
