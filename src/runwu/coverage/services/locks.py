"""Locks with the version that a page was made from, so that nobody overwrites what somebody else did."""

from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.audit.sentences import describe
from runwu.core.errors import Conflict
from runwu.core.meanwhile import ChangedMeanwhile, name_of
from runwu.core.models import AuditEntry
from runwu.coverage.choices import EditKind, PlanState
from runwu.coverage.models import Adoption, FormationPlan

CHANGEABLE = (PlanState.READY,)
_VERBS = (
    *map(str, EditKind), "edit_undone", "edit_redone", "rest_computed", "unit_moved", "move_undone",
    "chosen", "discarded", "adopted",
)  # fmt: skip
_CHANGES = tuple(f"coverage.plan.{verb}" for verb in _VERBS)


def locked_plan(plan: FormationPlan, expected_version: int) -> FormationPlan:
    """Lock a plan that is still open to change.

    Raises Conflict when it was adopted, discarded or changed by somebody else in the meantime.
    """
    plan = FormationPlan.objects.select_for_update(of=("self",), no_key=True).select_related("park").get(pk=plan.pk)
    if plan.state not in CHANGEABLE:
        raise Conflict(
            _("这份建议现在是“%(state)s”，不能再改。") % {"state": PlanState(plan.state).label},
            rule=_("只有待审阅的建议可以调整和采纳。"),
            now=_("请刷新页面；需要时重新测算一份。"),
        )
    if plan.version != expected_version:
        raise _changed(plan, expected_version)
    return plan


def _changed(plan: FormationPlan, expected_version: int) -> ChangedMeanwhile:
    """Return who changed a plan since a version, and what they did, as the log has it; two queries."""
    acts = AuditEntry.objects.filter(subject_id=str(plan.public_id), action__in=_CHANGES).order_by("-id")
    since = list(acts[: max(plan.version - expected_version, 1)])
    names = {str(act.actor): name_of(act.actor) for act in since}
    told = {
        f"{timezone.localtime(act.at):%m-%d %H:%M}（{number}）": describe(act, names)
        for number, act in enumerate(reversed(since), 1)
    }
    latest = since[0] if since else None
    return ChangedMeanwhile({}, told, by=latest.actor if latest else None, at=latest.at if latest else None)


def locked_adoption(adoption: Adoption, expected_version: int | None = None) -> Adoption:
    """Lock an adoption. Raises Conflict when somebody changed it since the page was opened."""
    locked = (
        Adoption.objects.select_for_update(of=("self",), no_key=True)
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
