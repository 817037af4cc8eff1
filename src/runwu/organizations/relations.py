"""Relations beside the tree as a viewer may know them (条线和联建): rows of one organisation, sight, promises.

A relation gives whoever reaches one end the name, form and leading contacts of the other while it holds. It gives no
page, no members, no count and nothing of what lies below.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from runwu.core import registries
from runwu.core.models.base import in_force
from runwu.core.registries import Consequence, RelationSight
from runwu.core.scope import Capability, Scope
from runwu.organizations.choices import LED_LINES, OrganizationState, PostKind, PromiseState, RelationKind, RelationLine
from runwu.organizations.models import Organization, OrganizationRelation, Post, Promise

MOST = 50  # organisations to choose from on a page
LEADING = (PostKind.SECRETARY, PostKind.FIRST_SECRETARY, PostKind.DEPUTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """One relation as it looks from one of its ends. `other` is None where its name may not be told (any more)."""

    relation: OrganizationRelation
    what: str
    other: Organization | None
    in_reach: bool
    contacts: str
    kept: int
    promised: int


def relations_in_reach(*, scope: Scope, capability: Capability = Capability.SEE_ORGANIZATIONS) -> Q:
    """Return the condition “one of its ends is in reach”."""
    return scope.paths(capability, "source__path") | scope.paths(capability, "target__path")


def what_it_is(relation: OrganizationRelation, organization: Organization) -> str:
    """Say what a relation is from one of its ends, such as “行业线 · 受对方指导”."""
    if relation.line not in LED_LINES:
        return relation.get_kind_display()
    leads = relation.source_id == organization.pk
    sides = {
        RelationKind.GUIDED: (_("受对方指导"), _("指导对方")),
        RelationKind.ALLIED: (_("对方牵头"), _("本组织牵头")),
    }
    side = sides[RelationKind(relation.kind)][leads]
    return f"{relation.get_line_display()} · {side}"


def relations_of(*, organization: Organization, scope: Scope, on: date) -> list[RelationRow]:
    """Return the relations of an organisation on a day, by line. At most four queries.

    Names of organisations out of reach are told while the relation holds today, contacts likewise.
    """
    either = Q(source=organization) | Q(target=organization)
    found = OrganizationRelation.objects.on(on).filter(either).select_related("source", "target")
    rows = list(found.order_by("line", "kind", "valid_from", "pk"))
    if not rows:
        return []
    others = {row.pk: row.target if row.source_id == organization.pk else row.source for row in rows}
    reach = _ids_in_reach(scope, [one.pk for one in others.values()])
    known = [others[row.pk].pk for row in rows if row.holds_on(scope.on) or others[row.pk].pk in reach]
    names = _contacts(known, scope.on) if scope.reaches_path(Capability.SEE_MEMBERS, organization.path) else {}
    promised = _promised([row.pk for row in rows])
    return [
        RelationRow(
            relation=row,
            what=what_it_is(row, organization),
            other=others[row.pk] if others[row.pk].pk in known else None,
            in_reach=others[row.pk].pk in reach,
            contacts=names.get(others[row.pk].pk, "") if row.holds_on(scope.on) else "",
            kept=promised.get(row.pk, (0, 0))[0],
            promised=promised.get(row.pk, (0, 0))[1],
        )
        for row in rows
    ]


def _ids_in_reach(scope: Scope, ids: Collection[int]) -> set[int]:
    rows = Organization.objects.filter(scope.paths(Capability.SEE_ORGANIZATIONS), pk__in=ids)
    return set(rows.order_by().values_list("pk", flat=True))


def _contacts(ids: Collection[int], on: date) -> Mapping[int, str]:
    """Return who leads organisations, in words; sealed persons never. One query."""
    rows = Post.objects.on(on).filter(organization__in=ids, kind__in=LEADING, person__sealed=False)
    order = {kind: number for number, kind in enumerate(LEADING)}
    found: dict[int, list[str]] = {}
    for post in sorted(rows.select_related("person"), key=lambda one: (order[PostKind(one.kind)], one.pk)):
        found.setdefault(post.organization_id, []).append(f"{post.get_kind_display()} {post.person.name}")
    return {pk: "；".join(words) for pk, words in found.items()}


def _promised(ids: Collection[int]) -> Mapping[int, tuple[int, int]]:
    rows = Promise.objects.filter(relation__in=ids).order_by().values("relation")
    counted = rows.annotate(kept=Count("pk", filter=Q(state=PromiseState.KEPT)), promised=Count("pk"))
    return {row["relation"]: (row["kept"], row["promised"]) for row in counted}


def told_over_time(*, organization: Organization, scope: Scope) -> list[tuple[OrganizationRelation, str, str]]:
    """Return all relations that an organisation ever had: (relation, what, name of the other or ""). Two queries.

    The other is named as `relations_of` names it: in reach, or while the relation holds today.
    """
    either = Q(source=organization) | Q(target=organization)
    rows = list(OrganizationRelation.objects.filter(either).select_related("source", "target").order_by("pk"))
    others = {row.pk: row.target if row.source_id == organization.pk else row.source for row in rows}
    reach = _ids_in_reach(scope, [one.pk for one in others.values()]) if rows else set()
    told = {row.pk for row in rows if row.holds_on(scope.on) or others[row.pk].pk in reach}
    return [(row, what_it_is(row, organization), others[row.pk].label if row.pk in told else "") for row in rows]


def relations_entered(*, organization: Organization, on: date) -> list[tuple[OrganizationRelation, Organization]]:
    """Return the relations of which something was entered on a day, each with its other end. One query."""
    either = Q(source=organization) | Q(target=organization)
    rows = OrganizationRelation.objects.filter(either, Q(recorded_on=on) | Q(end_recorded_on=on))
    found = rows.select_related("source", "target").order_by("pk")
    return [(row, row.target if row.source_id == organization.pk else row.source) for row in found]


def possible_others(*, organization: Organization, scope: Scope, words: str) -> list[Organization]:
    """Return the organisations with which a relation may be recorded: in reach, standing, whom the words name."""
    rows = Organization.objects.filter(scope.paths(Capability.SEE_ORGANIZATIONS), state=OrganizationState.ACTIVE)
    named = Q(name__icontains=words) | Q(short_name__icontains=words) | Q(initials__startswith=words.lower())
    return list(rows.filter(named).exclude(pk=organization.pk).order_by("name", "pk")[:MOST])


def consequences(
    *, scope: Scope, source: Organization, target: Organization, relation: OrganizationRelation | None = None
) -> Sequence[Consequence]:
    """Return who gains sight of what by a relation, or loses it where `relation` ends. A fixed number of queries."""
    either = Q(source=source, target=target) | Q(source=target, target=source)
    others = OrganizationRelation.objects.on(scope.on).filter(either)
    if (others.exclude(pk=relation.pk) if relation else others).exists():
        return [Consequence(_("谁看得到"), _("没有变化：两个组织之间还有别的关系。"))]
    sight = RelationSight(
        source_path=source.path, source=source.label, target_path=target.path, target=target.label,
        ends=relation is not None,
    )  # fmt: skip
    return [line for found in registries.relation_consequences for line in found(scope, sight)]


def promises_due(*, scope: Scope, by: date) -> list[Promise]:
    """Return the open promises of 1+N, due by a day, that organisations in reach for editing made. One query."""
    rows = Promise.objects.filter(
        in_force(scope.on, "relation__"),
        scope.paths(Capability.EDIT_ORGANIZATIONS, "promised_by__path"),
        relation__line=RelationLine.ONE_PLUS_N,
        state=PromiseState.OPEN,
        due_on__lte=by,
    )
    return list(rows.select_related("promised_by", "relation__source", "relation__target").order_by("due_on", "pk"))


def promises_in_reach(*, scope: Scope) -> QuerySet[Promise]:
    """List the promises made in relations of which one end is in reach."""
    see = Capability.SEE_ORGANIZATIONS
    source, target = scope.paths(see, "relation__source__path"), scope.paths(see, "relation__target__path")
    # Once a relation has ended, neither end is named any more to whoever does not reach it.
    return Promise.objects.filter((in_force(scope.on, "relation__") & (source | target)) | (source & target))
