"""Which plans, adoptions and required pairs a scope sees."""

from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet

from runwu.core.models import Job
from runwu.core.scope import Capability, Scope
from runwu.coverage.choices import AdoptionState
from runwu.coverage.models import Adoption, FormationPair, FormationPlan, MemberMove, PlanAlternative
from runwu.enterprises.models import Park
from runwu.members.selectors import known_to
from runwu.organizations.models import Organization


def planning(scope: Scope, park: str = "park_id") -> Q:
    """Return the condition on a park column under which somebody may see its plans.

    A plan shows how many members each enterprise has, so planning alone does not open it: who sees it must be
    entitled to the names in that park as well (谁能看).
    """
    return scope.parks(Capability.PLAN, park) & scope.parks(Capability.SEE_MEMBERS, park)


def parks_to_plan(*, scope: Scope) -> QuerySet[Park]:
    """List the parks for which a scope may plan."""
    return Park.objects.filter(planning(scope, "pk"))


def plans(*, scope: Scope) -> QuerySet[FormationPlan]:
    """List the plans in reach, newest first."""
    return FormationPlan.objects.filter(planning(scope)).select_related("park")


def adoptions(*, scope: Scope) -> QuerySet[Adoption]:
    """List the adoptions in reach, newest first."""
    found = Adoption.objects.filter(planning(scope, "plan__park_id"))
    return found.select_related("plan__park", "committee", "approval")


def pairs(*, scope: Scope) -> QuerySet[FormationPair]:
    """List the recorded pairs in reach, those that hold first."""
    found = FormationPair.objects.filter(scope.parks(Capability.PLAN, "first__park_id"))
    return found.select_related("first__park", "second").order_by("valid_to", "-valid_from", "pk")


def adoption_of(plan: FormationPlan) -> Adoption | None:
    """Return the adoption of a plan that was not withdrawn."""
    return plan.adoptions.exclude(state=AdoptionState.WITHDRAWN).first()


def moves_known_to(*, scope: Scope, adoption: Adoption) -> QuerySet[MemberMove]:
    """List the members of an adoption whom a scope may know of; one who was restricted since is gone."""
    found = adoption.moves.filter(known_to(scope, Capability.SEE_MEMBERS, "member__"), member__restricted=False)
    return found.select_related("member__person", "enterprise", "source", "target", "transfer")


def job_of(plan: FormationPlan) -> Job | None:
    """Return the computation of a plan, while its row is kept."""
    return Job.objects.filter(public_id=plan.job).first() if plan.job else None


def rest_of(alternative: PlanAlternative) -> Job | None:
    """Return the latest computation of an alternative's rest, while its row is kept."""
    return Job.objects.filter(public_id=alternative.job).first() if alternative.job else None


def branch_labels(ids: Sequence[str]) -> Mapping[str, str]:
    """Return the short names of branches by public id. One query."""
    rows = Organization.objects.filter(public_id__in=[one for one in ids if one])
    return {str(row.public_id): row.label for row in rows}
