"""The Party groups of a branch, and who belongs to which as far as a viewer may know (党小组)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Workplace
from runwu.members.models import GroupMembership, PartyMember
from runwu.members.selectors import visible
from runwu.organizations.choices import Form, OrganizationState, PostKind
from runwu.organizations.models import Organization, OrganizationEdge, Post


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group of a branch: its leader, and how many of its members this viewer may know of."""

    group: Organization
    leader: Post | None
    members: int


def groups_of(branch: Organization) -> list[Organization]:
    """Return the groups that a branch is divided into now, by name. One query."""
    edges = OrganizationEdge.objects.open().filter(parent=branch).values("child_id")
    rows = Organization.objects.filter(pk__in=edges, form=Form.GROUP, state=OrganizationState.ACTIVE)
    return list(rows.select_related("park").order_by("name", "pk"))


def told_groups(scope: Scope) -> Q:
    """Return the condition under which a viewer learns the group of a member: open ones, and those of the own branch."""
    return Q(restricted=False) | scope.paths(Capability.SEE_MEMBER_CONTACTS)


def assignable(*, branch: Organization, scope: Scope) -> QuerySet[PartyMember]:
    """List the members of a branch whose group this viewer may learn and set, by name."""
    rows = visible(scope=scope).filter(told_groups(scope), organization=branch)
    return rows.order_by("person__initials", "person__name", "pk")


def group_by_member(members: QuerySet[PartyMember], branch: Organization) -> dict[int, Organization]:
    """Return the group of each member of a branch who is in one: {member id: group}. One query."""
    rows = GroupMembership.objects.open().filter(
        member__in=members.order_by().values("pk"), group__path__startswith=branch.path
    )
    return {row.member_id: row.group for row in rows.select_related("group")}


def leaders_of(groups: Sequence[Organization], on: date) -> Mapping[int, Post]:
    """Return who leads a group: {group id: post}; sealed persons never. One query."""
    rows = Post.objects.on(on).filter(organization__in=groups, kind=PostKind.GROUP_LEADER, person__sealed=False)
    return {row.organization_id: row for row in rows.select_related("person")}


def rows_of(*, branch: Organization, scope: Scope, on: date) -> list[GroupRow]:
    """Return the groups of a branch with their leaders and sizes. Three queries, one for a branch without groups."""
    groups = groups_of(branch)
    if not groups:
        return []
    leaders = leaders_of(groups, on)
    sizes = Counter(one.pk for one in group_by_member(assignable(branch=branch, scope=scope), branch).values())
    return [GroupRow(one, leaders.get(one.pk), sizes[one.pk]) for one in groups]


def with_group(rows: QuerySet[PartyMember], scope: Scope) -> QuerySet[PartyMember]:
    """Annotate `group_name`: the group of the own branch, "" where there is none or it may not be told."""
    held = GroupMembership.objects.open().filter(
        member=OuterRef("pk"),
        group__parent_edges__parent=OuterRef("organization"),
        group__parent_edges__valid_to__isnull=True,
    )
    name = Coalesce(Subquery(held.values("group__name")[:1]), Value(""))
    return rows.annotate(
        group_name=Case(When(told_groups(scope), then=name), default=Value(""), output_field=CharField())
    )


def any_groups(scope: Scope) -> bool:
    """Tell whether any branch in reach is divided into groups. One query."""
    reach = scope.paths(Capability.SEE_MEMBERS, "parent__path")
    return OrganizationEdge.objects.open().filter(reach, child__form=Form.GROUP).exists()


def proposed(
    members: Sequence[PartyMember], held: Mapping[int, Organization], groups: Sequence[Organization], on: date
) -> dict[int, Organization]:
    """Propose groups for open members without one (编组建议); a person decides. One query.

    Proposed is where most of those who work with them are, else the group whose name says their enterprise.
    """
    open_ones = {one.person_id: one for one in members if not (one.restricted or one.without_employer)}
    work = Workplace.objects.on(on).filter(person__in=open_ones).select_related("enterprise").order_by("pk")
    firms = {row.person_id: row.enterprise for row in work}
    there: dict[int, Counter[int]] = {}
    for person, firm in firms.items():
        group = held.get(open_ones[person].pk)
        if group is not None:
            there.setdefault(firm.pk, Counter())[group.pk] += 1
    known, found = {one.pk: one for one in groups}, {}
    for person, firm in firms.items():
        member = open_ones[person]
        if member.pk in held:
            continue
        most = max(there.get(firm.pk, Counter()).items(), key=lambda one: (one[1], -one[0]), default=None)
        named = next((one for one in groups if firm.short_name and firm.short_name in one.name), None)
        group = known.get(most[0]) if most else named
        if group is not None:
            found[member.pk] = group
    return found
