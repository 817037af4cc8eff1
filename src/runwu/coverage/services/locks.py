"""Locks with the version that a page was made from, so that nobody overwrites what somebody else did."""

from django.utils.translation import gettext as _

from runwu.core.errors import Conflict
from runwu.coverage.choices import PlanState
from runwu.coverage.models import Adoption, FormationPlan

CHANGEABLE = (PlanState.READY,)


def locked_plan(plan: FormationPlan, expected_version: int) -> FormationPlan:
    """Lock a plan that is still open to change.

    Raises Conflict when it was adopted, discarded or changed by somebody else in the meantime.
    """
    plan = FormationPlan.objects.select_for_update(of=("self",)).select_related("park").get(pk=plan.pk)
    if plan.state not in CHANGEABLE:
        raise Conflict(
            _("这份建议现在是“%(state)s”，不能再改。") % {"state": PlanState(plan.state).label},
            rule=_("只有待审阅的建议可以调整和采纳。"),
            now=_("请刷新页面；需要时重新测算一份。"),
        )
    if plan.version != expected_version:
        raise Conflict(
            _("你打开页面之后，有人改过这份建议。"),
            rule=_("以最后保存的内容为准，不覆盖别人的修改。"),
            now=_("请刷新页面，看过现在的分组再操作。"),
        )
    return plan


def locked_adoption(adoption: Adoption, expected_version: int | None = None) -> Adoption:
    """Lock an adoption. Raises Conflict when somebody changed it since the page was opened."""
    locked = (
        Adoption.objects.select_for_update(of=("self",))
        .select_related("plan__park", "committee", "approval")
        .get(pk=adoption.pk)
    )
    if expected_version is not None and locked.version != expected_version:
        raise Conflict(
            _("你打开页面之后，有人办理过这次上报。"),
            rule=_("以最后保存的内容为准，不覆盖别人的操作。"),
            now=_("请刷新页面，看过现在的状态再操作。"),
        )
    return locked
