"""What a relation beside the tree lets either side see of the other (关系给什么权利), by kind.

The table is short on purpose: a guiding side reads how far the guided has come (enterprises covered as a count, terms,
promises), allies read what they promised each other, pairs read whom to turn to. No kind gives a page, members, their
number, or anything that lies below.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext as _

from runwu.core.models.base import in_force
from runwu.core.rulebooks import rulebook, rulebooks
from runwu.organizations import terms
from runwu.organizations.choices import RelationKind
from runwu.organizations.models import Organization, OrganizationRelation, OrganizationUnit
from runwu.rules.privacy import shown_count


class Right(StrEnum):
    """One thing that a relation shows of the other side."""

    NAME = "name"
    CONTACTS = "contacts"
    COVERAGE = "coverage"
    TERM = "term"
    PROMISES = "promises"


LEADING_SIDE: Mapping[RelationKind, frozenset[Right]] = {
    RelationKind.GUIDED: frozenset({Right.NAME, Right.COVERAGE, Right.TERM, Right.PROMISES}),
    RelationKind.ALLIED: frozenset({Right.NAME, Right.PROMISES}),
    RelationKind.PAIRED: frozenset({Right.NAME, Right.CONTACTS}),
}
OTHER_SIDE: Mapping[RelationKind, frozenset[Right]] = {
    **LEADING_SIDE,
    RelationKind.GUIDED: frozenset({Right.NAME}),
}
PROMISING = frozenset(kind for kind, rights in LEADING_SIDE.items() if Right.PROMISES in rights)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a guiding side is told of the guided: how many enterprises it covers, and its term, in words."""

    coverage: str
    term: str


def rights_of(relation: OrganizationRelation, organization: Organization) -> frozenset[Right]:
    """Return what a relation shows at one of its ends of the other."""
    side = LEADING_SIDE if relation.source_id == organization.pk else OTHER_SIDE
    return side[RelationKind(relation.kind)]


def in_words(rights: Collection[Right]) -> str:
    """Name rights in one line."""
    words = {
        Right.NAME: _("名称和组织形式"),
        Right.CONTACTS: _("书记、第一书记、副书记"),
        Right.COVERAGE: _("覆盖企业数"),
        Right.TERM: _("届次"),
        Right.PROMISES: _("承诺和兑现情况"),
    }
    return "、".join(words[right] for right in Right if right in rights)


def told_in_form(kind: RelationKind) -> list[str]:
    """Say what a kind gives either side, for whoever is about to record it."""
    leading, other = in_words(LEADING_SIDE[kind]), in_words(OTHER_SIDE[kind])
    given = [_("双方看到对方的%s") % leading]
    if leading != other:
        given = [_("牵头的一方看到对方的%s") % leading, _("另一方看到牵头一方的%s") % other]
    return [*given, _("都看不到对方的党员、党员人数、组织页和下级组织")]


def told_of(*, organizations: Sequence[Organization], on: date, in_reach: Collection[int] = ()) -> Mapping[int, Told]:
    """Return what a guiding side is told of guided organisations on a day. Five queries, none without.

    Counts are protected as those of persons are, but for organisations in reach: a few enterprises point at single ones.
    """
    if not organizations:
        return {}
    rows = list(Organization.objects.filter(pk__in=[one.pk for one in organizations]).select_related("park"))
    covered = _covered([one.pk for one in rows], on)
    states = {
        one.organization.pk: one for one in terms.states(organizations=[o for o in rows if terms.has_terms(o)], on=on)
    }
    parks: dict[UUID, str] = {one.park.public_id: one.park.region for one in rows if one.park}
    books, national = rulebooks(on=on, places=parks), rulebook(on=on)
    return {
        one.pk: Told(
            coverage=_("覆盖企业 %s 家")
            % shown_count(
                covered.get(one.pk, 0),
                entitled=one.pk in in_reach,
                book=books[one.park.public_id] if one.park else national,
            ),
            term=_term(states.get(one.pk)),
        )
        for one in rows
    }


def _covered(ids: Collection[int], on: date) -> Mapping[int, int]:
    """Return how many enterprises organisations cover with what lies below them, each counted once. One query."""
    units = OrganizationUnit.objects.filter(
        in_force(on),
        organization__path__gte=OuterRef("path"),
        organization__path__lt=Concat(OuterRef("path"), Value("~")),
    )
    number = (
        units.order_by()
        .annotate(every=Value(1))
        .values("every")
        .annotate(number=Count("enterprise", distinct=True))
        .values("number")
    )
    rows = Organization.objects.filter(pk__in=ids).order_by().annotate(covered=Coalesce(Subquery(number), Value(0)))
    return dict(rows.values_list("pk", F("covered")))


def _term(state: terms.TermState | None) -> str:
    if state is None:
        return _("不设届期")
    if state.term is None or state.last is None:
        return _("届次未登记")
    words = {"term": terms.label_of(state.term), "day": state.last.isoformat()}
    return (_("%(term)s，%(day)s已届满") if state.overdue else _("%(term)s，%(day)s换届")) % words
