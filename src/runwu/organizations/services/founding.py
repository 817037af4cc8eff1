"""Merging into a newly named organisation (新设合并): it is founded, and all that the others had passes on to it."""

from collections.abc import Sequence

from django.db import transaction

from runwu.accounts.models import User
from runwu.organizations import paths
from runwu.organizations.choices import HOLDING_BRANCHES, Form, OrganizationState, RestructuringKind
from runwu.organizations.handover import Handover
from runwu.organizations.models import Organization, OrganizationEdge, Restructuring
from runwu.organizations.services import refusals
from runwu.organizations.services.moves import refuse_absent
from runwu.organizations.services.restructuring import (
    Paper,
    carry_out,
    check_ending,
    handover_of,
    locked,
    log,
    record,
)
from runwu.organizations.services.tree import establish

_NOBODY_YET = 0  # in the path of an organisation that is only looked at
_STANDING = (OrganizationState.ACTIVE, OrganizationState.PENDING)


@transaction.atomic
def found_by_merging(*, sources: Sequence[Organization], name: str, paper: Paper, by: User) -> Restructuring:
    """End two or more organisations and found one in their place, under the same parent (新设合并).

    Raises UserError as `merge` does, and when they have different forms or parents, or the name is taken.
    """
    known = locked(sources)
    ending = [known[one.pk] for one in sources]
    check_founding(founding_handovers(ending, name, paper, by), paper)
    act = record(RestructuringKind.FOUND, ending[0], paper, by)
    target = _unfounded(ending, name.strip(), "")
    target.established_on, target.approval = paper.on, act.approval
    establish(organization=target, parent=_parent_of(ending[0]), on=paper.on, by=by)
    act.organization = target
    act.save(update_fields=["organization"])
    for place, one in enumerate(ending):
        carry_out(act, handover_of(one, target, paper, by), founds=place == 0)
    log(act, "restructured", by)
    return act


def founding_handovers(sources: Sequence[Organization], name: str, paper: Paper, by: User) -> list[Handover]:
    """Return what would pass on to an organisation that is not founded yet (for the preview).

    Raises UserError for fewer than two, other forms or other parents. One query per organisation.
    """
    if len(sources) < 2:  # noqa: PLR2004 -- one organisation alone is renamed
        raise refusals.nothing_to_merge()
    parents = [_parent_of(one) for one in sources]
    if any(one != parents[0] for one in parents):
        raise refusals.other_parents()
    parent = parents[0]
    target = _unfounded(sources, name.strip(), paths.below(parent.path if parent else "", _NOBODY_YET))
    return [handover_of(one, target, paper, by) for one in sources]


def check_founding(handovers: Sequence[Handover], paper: Paper) -> None:
    """Raise what founding by merging would, without changing anything."""
    target = handovers[0].target
    taken = Organization.objects.filter(park=target.park, name=target.name, state__in=_STANDING)
    if taken.exists():
        raise refusals.name_taken(target.name)
    if parent := _parent_of(handovers[0].source):
        refuse_absent(parent, paper.on)
    check_ending(handovers, paper)


def _unfounded(sources: Sequence[Organization], name: str, place: str) -> Organization:
    first = sources[0]
    return Organization(name=name, form=_form(sources), park=first.park, sector=first.sector, path=place)


def _form(sources: Sequence[Organization]) -> str:
    forms = {one.form for one in sources}
    if all(one in HOLDING_BRANCHES for one in forms):
        return Form.BRANCH
    if len(forms) > 1:
        raise refusals.other_forms()
    return forms.pop()


def _parent_of(organization: Organization) -> Organization | None:
    edge = OrganizationEdge.objects.open().filter(child=organization).select_related("parent__park").first()
    return edge.parent if edge else None
