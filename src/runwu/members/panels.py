"""What members add to the page of an organisation."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from runwu.core.models.base import in_force
from runwu.core.registries import Panel, organization_panels
from runwu.core.scope import Capability, Scope
from runwu.members import selectors, standings
from runwu.members.choices import Belonging, Standing
from runwu.members.groups import rows_of
from runwu.members.models import Affiliation, PartyMember
from runwu.organizations.choices import BRANCH_FORMS, Form, OrganizationState
from runwu.organizations.models import Organization
from runwu.organizations.paths import in_subtree
from runwu.organizations.selectors import subtree_on


def members_panel(scope: Scope, organization: Organization, on: date) -> dict[str, object] | None:
    """Return how many members hold their affiliation here, for who is entitled to their names.

    Of an organisation with others below it, those of the whole line too. One query, two with a line.
    """
    if not scope.reaches_path(Capability.SEE_MEMBERS, organization.path):
        return None
    held = in_force(on, "affiliations__") & Q(affiliations__organization=organization)
    today = on == scope.on
    members = selectors.visible(scope=scope) if today else standings.counted_then(scope=scope, on=on)
    kind = "standing" if today else "standing_then"
    read = _read(scope, today=today, line=organization.form not in (*BRANCH_FORMS, Form.GROUP))
    counts = _counted(members.filter(held), kind, read)
    below = organization.form not in (*BRANCH_FORMS, Form.GROUP)
    groups = rows_of(branch=organization, scope=scope, on=on) if today and organization.form in BRANCH_FORMS else []
    may_group = today and organization.form in BRANCH_FORMS and organization.state == OrganizationState.ACTIVE
    branch = organization.form in BRANCH_FORMS
    own = branch and scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, organization.path)
    return {
        "seedlings": today and (own or organization.path in _committees(scope)),
        "counts": counts, "organization": organization, "groups": groups,
        "line": _counted(_in_line(members, organization, on, today=today), kind, read) if below else None, "today": today,
        "below": below, "keep": "" if on == scope.on else f"&on={on.isoformat()}",
        "may_group": may_group and scope.reaches_path(Capability.TRANSFER_MEMBERS, organization.path),
    }  # fmt: skip


def _read(scope: Scope, *, today: bool, line: bool) -> Q:
    """Return of whom the standing is counted: the same whom the lists find that the counts open.

    A list of one branch is asked for standing alone, one of a line for the affiliation too, which fewer are told.
    """
    if not today:
        return selectors.counted_to(scope)
    return selectors.known_to(scope) if line else selectors.standing_told(scope)


def _counted(members: QuerySet[PartyMember], kind: str, read: Q) -> dict[str, int]:
    """Count by standing whom the viewer reads; `named` are those known by name and branch alone."""
    return members.aggregate(
        full=Count("pk", filter=read & Q(**{kind: Standing.FULL})),
        probationary=Count("pk", filter=read & Q(**{kind: Standing.PROBATIONARY})),
        named=Count("pk", filter=~read),
    )


def _in_line(
    members: QuerySet[PartyMember], organization: Organization, on: date, *, today: bool
) -> QuerySet[PartyMember]:
    """Return those whose formal affiliation lies here or below, as the list of members finds them."""
    if today:
        return members.filter(in_subtree(organization.path), belonging=Belonging.REGISTERED)
    there = subtree_on(organization=organization, on=on).values("pk")
    held = Affiliation.objects.on(on).filter(organization__in=there)
    return members.filter(pk__in=held.values("member_id"))


def _committees(scope: Scope) -> set[str]:
    return {grant.path for grant in scope.holding(Capability.KEEP_RESERVES) if grant.path}


organization_panels.register(
    Panel(key="members", template="members/_organization_panel.html", context=members_panel, aside=True)
)
