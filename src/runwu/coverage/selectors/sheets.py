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
    """Return one row per enterprise: groups, then branches of their own, then who a person or the plan left."""
    names = review.names
    for group in review.groups:
        if group.host in names.units and all(unit.id != group.host for unit in group.units):
            known = names.units[group.host]  # an enterprise with a branch of its own to come, which takes others in
            yield (group.letter, group.name, _("应当单独成立，接收邻近企业"), *_facts(review, known), None, "", "")
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
    for row in review.own_branches:
        why = _("正式党员已够单独成立党支部，采纳时一并上报")
        yield _outside(review, row["id"], _("应当单独成立"), why)
    for row in review.caught:
        yield _outside(review, row["id"], _("人工指定，大党委兜底"), row["why"])
    for row in review.left:
        yield _outside(review, row["id"], _("大党委兜底"), row["why"])


def _outside(review: AlternativeReview, unit: str, way: str, why: str) -> tuple[Any, ...]:
    """Return the row of an enterprise that is in none of the plan's groups."""
    known = review.names.units[unit]
    today = review.names.today.get(known["today"] or "", "")
    return ("", "", way, *_facts(review, known), None, today, why)


def _facts(review: AlternativeReview, known: dict[str, Any] | Any) -> tuple[Any, ...]:
    return (known["name"], known["grid"], known["chain"] or "", known["full_members"], known["probationary"])
