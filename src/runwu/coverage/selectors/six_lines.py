"""The six lines in which the alternatives of a plan are compared (六项比较)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from runwu.coverage.selectors.review_groups import GroupLine

Lines = tuple[tuple[str, str, str, bool], ...]


def six_lines(groups: Sequence[GroupLine], *, longest: str, changed: int) -> Lines:
    """Return label, figure, denominator and whether to mark it, six times; changed: who leaves today's joint branch."""
    others = [unit for group in groups for unit in group.units if not unit.is_host]
    new = sum(group.kind == "new" for group in groups)
    joined = sum(len(group.units) for group in groups if group.kind != "new" and not group.forms_own)
    chained = sum(unit.same_chain for unit in others)
    critical = sum(group.kind == "new" and not group.stands for group in groups)
    return (
        (_("新建联合党支部"), str(new), "", False),
        (_("并入现有支部"), _("%(count)s 家") % {"count": joined}, "", False),
        (_("最远距离"), longest, "", False),
        (_("与牵头单位同链"), str(chained) if others else "—", f"/{len(others)}" if others else "", False),
        (_("党员数临界"), str(critical), "", critical > 0),
        (_("需改现有安排"), _("%(count)s 家") % {"count": changed}, "", False),
    )
