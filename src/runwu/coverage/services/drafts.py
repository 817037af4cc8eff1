"""What adopting a plan would do, worked out without writing anything (采纳预览)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.core.rulebooks import rulebook
from runwu.coverage.choices import Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.services.groups import (
    DraftGroup,
    Drafting,
    DraftUnit,
    draft_groups,
    emptied_branches,
    left_to_committee,
)
from runwu.coverage.services.member_moves import DraftMove, draft_moves
from runwu.enterprises.models import Park
from runwu.organizations.models import Organization, OrganizationEdge
from runwu.organizations.selectors import committee_of_park
from runwu.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What adopting a plan would do, to be looked through before anything is written (采纳预览)."""

    plan: FormationPlan
    alternative: PlanAlternative
    committee: Organization
    above: Organization | None
    groups: tuple[DraftGroup, ...]
    left: tuple[DraftUnit, ...]
    emptied: tuple[Organization, ...]
    moves: tuple[DraftMove, ...]
    book: Rulebook


def draft_adoption(*, plan: FormationPlan, profile: Profile, on: date) -> Draft:
    """Work out what adopting an alternative would do; writes nothing.

    Raises UserError when the park has no committee to form branches under.
    """
    alternative = plan.alternatives.get(profile=profile)
    book = rulebook(on=on, place=plan.park.public_id, region=plan.park.region)
    committee, above = line_of(plan.park, on)
    facts = Drafting.of(plan, alternative, book=book)
    groups = draft_groups(facts)
    return Draft(
        plan=plan,
        alternative=alternative,
        committee=committee,
        above=above,
        groups=groups,
        left=left_to_committee(facts),
        emptied=emptied_branches(facts, groups),
        moves=draft_moves(groups, committee=committee, on=on),
        book=book,
    )


def line_of(park: Park, on: date) -> tuple[Organization, Organization | None]:
    """Return the committee under which branches of a park are formed, and the one above it. Two queries.

    Raises UserError when the park has none.
    """
    committee = committee_of_park(park=park, on=on)
    if committee is None:
        raise UserError(
            _("%(park)s还没有登记综合党委或党工委。") % {"park": park.name},
            rule=_("新支部要隶属于一个基层党委。"),
            now=_("请先在组织台账中登记园区的党委。"),
        )
    edge = OrganizationEdge.objects.on(on).filter(child=committee).select_related("parent").first()
    return committee, edge.parent if edge else None
