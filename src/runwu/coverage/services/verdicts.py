"""The planner's broken rules as verdicts with their clauses, as every page shows refusals."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from runwu.planning.joint_branches.legality import Broken
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, advise, refuse


def refusal_of(broken: Sequence[Broken], book: Rulebook) -> Verdict:
    """Return the verdict that refuses groups which nobody may form so (不得)."""
    return refuse(
        _("这样分组不符合规定"),
        happened="；".join(one.text for one in broken),
        reasons=[reason_of(one, book) for one in broken],
        now=[_("把这家企业放到另一个组"), _("换一家更近的牵头单位"), _("暂由大党委兜底")],
    )


def warning_of(broken: Sequence[Broken], book: Rulebook) -> Verdict:
    """Return the verdict on what is possible but unusual (一般)."""
    return advise(
        _("可以这样分组，但超出一般规定"),
        happened="；".join(one.text for one in broken),
        reasons=[reason_of(one, book) for one in broken],
        now=[_("上报时写明理由"), _("移回原来的组")],
    )


def reason_of(broken: Broken, book: Rulebook) -> Reason:
    """Return the clause behind a broken rule; recorded pairs, locks and the park's border have none."""
    if broken.parameter:
        return book.reason(broken.parameter, arithmetic=broken.text)
    return Reason(text=_("登记的同组、分开要求，或同一园区、牵头单位在组内。"), arithmetic=broken.text)
