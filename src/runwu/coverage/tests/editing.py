"""Edits of the first alternative, as the tests make them."""

from runwu.coverage.choices import EditKind, Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.services.edit_kinds import Edit
from runwu.coverage.services.editing import keep_edit
from runwu.coverage.services.edits import Desk, Outcome
from runwu.coverage.tests.park import PlanPark


def near(plan: FormationPlan) -> PlanAlternative:
    """Return the first alternative as it stands."""
    return plan.alternatives.select_related("plan__park").get(profile=Profile.NEAR)


def desk(plan: FormationPlan) -> Desk:
    """Return the first alternative, ready to try edits on."""
    return Desk(near(plan))


def unit(office: PlanPark, name: str) -> str:
    """Return the planner's id of a firm."""
    return str(office.firms[name].public_id)


def edit(
    office: PlanPark,
    plan: FormationPlan,
    kind: EditKind,
    name: str = "",
    other: str = "",
    *,
    reason: str = "示例理由",
    unfinished: bool = False,
) -> Outcome:
    """Make an edit of the first alternative; `other` is an id of the planner."""
    plan.refresh_from_db()
    return keep_edit(
        plan=plan,
        profile=Profile.NEAR,
        edit=Edit(kind, unit=unit(office, name) if name else "", other=other, reason=reason),
        expected_version=plan.version,
        by=office.staff,
        unfinished=unfinished,
    )
