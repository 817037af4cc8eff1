"""How good an alternative is known to be, and why its computation ended (测算说明), in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def proof_words(report: Mapping[str, Any], *, by_hand: int, carried: int) -> str:
    """Say how far an alternative may be from the best, or that people changed it since.

    by_hand: edits that stand; carried: decisions taken over from the plan before, around which it was computed.
    """
    if by_hand:
        return _("含人工调整 %(count)s 处") % {"count": by_hand}
    proof = _proof(report)
    return _("沿用人工安排 %(count)s 项，%(proof)s") % {"count": carried, "proof": proof} if carried else proof


def _proof(report: Mapping[str, Any]) -> str:
    gap = report["gap"]
    if report["ended"] == "proven" and gap == 0:
        return _("已确认没有更优的分组")
    if gap is None:
        return _("未能确认与最优相差多少")
    return _("与最优相差不超过 %(gap)s") % {"gap": f"{100 * gap:.2f}%"}


def ended_words(report: Mapping[str, Any]) -> str:
    """Say why a computation ended."""
    return {
        "proven": _("算完并确认"),
        "limit": _("算到设定的工作量为止"),
        "time": _("算到时间上限为止"),
        "cancelled": _("由人中止，用当时的结果"),
    }[report["ended"]]
