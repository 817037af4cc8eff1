"""Relations beside the tree as a viewer may know them (条线和联建): rows of one organisation, sight, promises.

Whoever reaches one end sees of the other, while the relation holds:

- subordinate (隶属): no relation; the line of affiliation gives what scopes give;
- guided (指导: industry line, chain, big committee): the leading side sees the name and form of the guided, how many
  enterprises it covers (a count, protected as small numbers are), its term and its promises in this relation; the
  guided side sees name and form;
- allied (联盟, 1+N): either side sees name and form, and what both promised here and what became of it;
- paired (结对): either side sees name and form, and who may know names at the own end also who leads there.

No kind gives a page, members, their number, or anything that lies below. `relation_rights` holds the table.
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
from runwu.organizations.relation_rights import (
    LEADING_SIDE,
    OTHER_SIDE,
    PROMISING,
    Right,
    Told,
    in_words,
    rights_of,
    told_of,
)

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
    told: Told | None
    takes_promises: bool
    kept: int
    due: int
    ahead: int


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
    """Return the relations of an organisation on a day, by line. At most nine queries.

    What the kind gives of organisations out of reach is told while the relation holds today, their names likewise.
    """
    either = Q(source=organization) | Q(target=organization)
    found = OrganizationRelation.objects.on(on).filter(either).select_related("source", "target")
    rows = list(found.order_by("line", "kind", "valid_from", "pk"))
    if not rows:
        return []
    others = {row.pk: row.target if row.source_id == organization.pk else row.source for row in rows}
    reach = _ids_in_reach(scope, [one.pk for one in others.values()])
    known = {row.pk for row in rows if row.holds_on(scope.on) or others[row.pk].pk in reach}
    given = {row.pk: rights_of(row, organization) for row in rows if row.holds_on(scope.on)}
    paired = [others[pk].pk for pk, rights in given.items() if Right.CONTACTS in rights]
    guided = [others[pk] for pk, rights in given.items() if Right.COVERAGE in rights]
    may_know = paired and scope.reaches_path(Capability.SEE_MEMBERS, organization.path)
    names = _contacts(paired, scope.on) if may_know else {}
    told = told_of(organizations=guided, on=on, in_reach=reach)
    promised = _promised([row.pk for row in rows], scope)
    return [
        RelationRow(
            relation=row,
            what=what_it_is(row, organization),
            other=others[row.pk] if row.pk in known else None,
            in_reach=others[row.pk].pk in reach,
            contacts=names.get(others[row.pk].pk, "") if Right.CONTACTS in given.get(row.pk, ()) else "",
            told=told.get(others[row.pk].pk) if Right.COVERAGE in given.get(row.pk, ()) else None,
            takes_promises=row.kind in PROMISING,
            kept=promised.get(row.pk, NO_PROMISES).kept,
            due=promised.get(row.pk, NO_PROMISES).due,
            ahead=promised.get(row.pk, NO_PROMISES).ahead,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseFigures:
    """How many promises were kept, how many are not though due (told or not), and how many are not due yet."""

    kept: int = 0
    unkept: int = 0
    ahead: int = 0

    @property
    def due(self) -> int:
        """The denominator: what is due, and what was kept before its day."""
        return self.kept + self.unkept


NO_PROMISES = PromiseFigures()


def promise_states(on: date) -> Mapping[str, Q]:
    """Return the conditions kept, unkept and ahead (兑现、未兑现、未到期): each promise meets one of them.

    What is past its day and on record as neither counts as not kept; on its day it may still be.
    """
    is_open = Q(state=PromiseState.OPEN)
    return {
        "kept": Q(state=PromiseState.KEPT),
        "unkept": Q(state=PromiseState.NOT_KEPT) | is_open & Q(due_on__lt=on),
        "ahead": is_open & Q(due_on__gte=on),
    }


def promise_figures(rows: QuerySet[Promise], *, on: date) -> PromiseFigures:
    """Count promises by what became of them. One query."""
    counted = {name: Count("pk", filter=which) for name, which in promise_states(on).items()}
    return PromiseFigures(**rows.order_by().aggregate(**counted))


def _promised(ids: Collection[int], scope: Scope) -> Mapping[int, PromiseFigures]:
    counted = {name: Count("pk", filter=which) for name, which in promise_states(scope.on).items()}
    rows = promises_in_reach(scope=scope).filter(relation__in=ids).order_by().values("relation").annotate(**counted)
    return {
        relation: PromiseFigures(kept=kept, unkept=unkept, ahead=ahead)
        for relation, kept, unkept, ahead in rows.values_list("relation", *counted)
    }


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
    *, scope: Scope, source: Organization, target: Organization, relation: OrganizationRelation | None = None,
    kind: RelationKind | None = None,
) -> Sequence[Consequence]:  # fmt: skip
    """Return who gains sight of what by a relation of a kind, or loses it where `relation` ends.

    What other relations between the two give already changes nothing. A fixed number of queries.
    """
    kind = RelationKind(relation.kind) if relation else (kind or RelationKind.PAIRED)
    either = Q(source=source, target=target) | Q(source=target, target=source)
    others = OrganizationRelation.objects.on(scope.on).filter(either)
    held = list(others.exclude(pk=relation.pk) if relation else others)
    at_source, at_target = (
        rights - frozenset(right for one in held for right in rights_of(one, end))
        for rights, end in ((LEADING_SIDE[kind], source), (OTHER_SIDE[kind], target))
    )
    if not at_source and not at_target:
        return [Consequence(_("谁看得到"), _("没有变化：两个组织之间还有别的关系，看得到的相同。"))]
    contacts = {Right.CONTACTS}
    sight = RelationSight(
        source_path=source.path, source=source.label, target_path=target.path, target=target.label,
        of_target=in_words(at_source - contacts), of_source=in_words(at_target - contacts),
        leads_of_target=in_words(at_source & contacts), leads_of_source=in_words(at_target & contacts),
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
    """List the promises that the kinds of relations show: between allies to both, of the guided to who guides.

    Who reaches an organisation sees what it promised itself.
    """
    see = Capability.SEE_ORGANIZATIONS
    source, target = scope.paths(see, "relation__source__path"), scope.paths(see, "relation__target__path")
    shown = (Q(relation__kind=RelationKind.ALLIED) & (source | target)) | (
        Q(relation__kind=RelationKind.GUIDED) & source
    )
    own = scope.paths(see, "promised_by__path")
    # Once a relation has ended, neither end is named any more to whoever does not reach it.
    return Promise.objects.filter((in_force(scope.on, "relation__") & (shown | own)) | (source & target))


def sides_that_promise(*, relation: OrganizationRelation, scope: Scope) -> list[Organization]:
    """Return the ends whose promises a person sees, and may therefore record."""
    ends = [relation.source, relation.target]
    reached = [one for one in ends if scope.reaches_path(Capability.SEE_ORGANIZATIONS, one.path)]
    if relation.kind not in PROMISING:
        return []
    led_only = relation.kind == RelationKind.GUIDED and relation.source not in reached
    return reached if led_only else ends
