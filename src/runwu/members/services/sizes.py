"""What the rules say about the size of organisations that are restructured (组织规模)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from runwu.core.rulebooks import rulebook
from runwu.core.scope import Scope
from runwu.members import selectors
from runwu.members.choices import Standing
from runwu.members.models import PartyMember
from runwu.members.services.passing import members_to_pass
from runwu.organizations.choices import BRANCH_FORMS, Form
from runwu.organizations.handover import Handover
from runwu.organizations.models import Organization
from runwu.rules.branch_size import OrganizationLevel, review_size
from runwu.rules.counts import MemberCounts
from runwu.rules.formation import may_form_branch
from runwu.rules.verdict import Verdict


def may_be_founded(handover: Handover, members: QuerySet[PartyMember]) -> Verdict | None:
    """Ask the rules about a part that becomes a branch: of one enterprise, or of several together."""
    if handover.takes_all or handover.sets_up:
        return None
    book = rulebook(on=handover.on, **place_of(handover.source))
    found = {standing: members.filter(standing=standing).count() for standing in Standing}
    counts = MemberCounts(full=found[Standing.FULL], probationary=found[Standing.PROBATIONARY])
    return may_form_branch(counts, book=book)


def review(scope: Scope, organization: Organization, on: date) -> Sequence[Verdict]:
    """Say whether an organisation is of a usual size as it is; of members this viewer knows."""
    return _sized(scope, organization, [organization], on)


def advise(scope: Scope, handovers: Sequence[Handover]) -> Sequence[Verdict]:
    """Say whether the organisation that takes everybody in is of a usual size then; nothing where nobody moves."""
    if not handovers:
        return []
    first = handovers[0]
    target = [first.target] if first.target.pk else []  # one that is founded has nobody yet
    together = [*target, *[handover.source for handover in handovers]]
    if first.ends:
        sized = _sized(scope, first.target, together, first.on)
        words = _("承接以后，%(name)s：%(title)s")
        return [replace(one, title=words % {"name": first.target.label, "title": one.title}) for one in sized]
    visible = [
        (one, selectors.visible(scope=scope).filter(pk__in=members_to_pass(one).values("pk"))) for one in handovers
    ]
    return [found for one, members in visible if (found := may_be_founded(one, members)) is not None]


def _sized(scope: Scope, one: Organization, together: Sequence[Organization], on: date) -> list[Verdict]:
    if one.form not in (*BRANCH_FORMS, Form.GENERAL_BRANCH):
        return []
    level = OrganizationLevel.GENERAL_BRANCH if one.form == Form.GENERAL_BRANCH else OrganizationLevel.BRANCH
    return [review_size(counts_of(scope, together), level, book=rulebook(on=on, **place_of(one)))]


def counts_of(scope: Scope, organizations: Sequence[Organization]) -> MemberCounts:
    """Return how many members of these organisations a viewer may know of with their standing. One query."""
    rows = selectors.visible(scope=scope).filter(selectors.standing_told(scope), organization__in=organizations)
    found = rows.aggregate(
        full=Count("pk", filter=Q(standing=Standing.FULL)),
        probationary=Count("pk", filter=Q(standing=Standing.PROBATIONARY)),
    )
    return MemberCounts(**found)


def place_of(organization: Organization) -> dict[str, Any]:
    """Return what the rules of an organisation's park are asked with."""
    park = organization.park
    return {"place": park.public_id, "region": park.region} if park else {}
