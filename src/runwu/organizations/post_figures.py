"""Who holds which posts in reach, and who of the secretaries also manages an enterprise (双向进入、交叉任职、一肩挑)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from runwu.core.models.base import in_force
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models.workplaces import ManagementLevel
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Post, Term
from runwu.organizations.names import name_on
from runwu.organizations.post_work import by_rank, with_work
from runwu.organizations.selectors import in_force_on

UNION_CHAIR = "工会主席"  # as offices write it; a deputy (工会副主席) does not contain it
HELD, ENDED, EVER = "held", "ended", "ever"
BESIDE_BOARDS = (
    PostKind.FIRST_SECRETARY,
    PostKind.PARTY_AFFAIRS,
    PostKind.INSTRUCTOR,
    PostKind.LIAISON,
    PostKind.SERVICE_OFFICER,
)
MANAGING = (ManagementLevel.OWNER, ManagementLevel.SENIOR, ManagementLevel.MIDDLE)


@dataclass(frozen=True, slots=True)
class PostFigures:
    """Figures about the secretaries in reach: how many, and how many of them …; `unknown` is never counted as no.

    `kinds` are the posts that are no part of a board, by kind: {PostKind: number}.
    """

    secretaries: int
    managing: int
    owners: int
    union: int
    both: int
    unknown: int
    kinds: Mapping[PostKind, int]


def posts_in_reach(*, scope: Scope, on: date, held: str = HELD) -> QuerySet[Post]:
    """List the posts of a day in organisations whose names the scope is entitled to, with employer, level and term.

    `held` asks for those held on the day, for those ended by then (历任), or for both. Sealed persons are left out; a
    person placed without employer has no employer here. What was entered with the post counts, else the newest workplace.
    """
    reach = scope.paths(Capability.SEE_MEMBERS, "organization__path")
    now, ended = Q(in_force(on), in_force_on(on, "organization__")), Q(valid_to__lte=on)
    asked = {ENDED: ended, EVER: now | ended}.get(held, now)
    rows = with_work(Post.objects.filter(asked, reach, person__sealed=False), on)
    before = Coalesce(OuterRef("valid_to"), Value(date.max))  # an ended post belongs to the term in which it ended
    known = Term.objects.filter(organization=OuterRef("organization"), elected_on__lte=on, elected_on__lt=before)
    terms = known.order_by("-elected_on")
    return rows.annotate(
        rank=by_rank(),
        organization_then=name_on(on, "organization", "organization__name"),
        term_number=Subquery(terms.values("number")[:1]),
        elected_on=Subquery(terms.values("elected_on")[:1]),
        ended_on=Case(When(valid_to__lte=on, then="valid_to")),
    )


OTHER_POSTS: Mapping[str, Q] = {
    "managing": Q(level__in=MANAGING),
    "owner": Q(level=ManagementLevel.OWNER),
    "union": Q(concurrent_position__contains=UNION_CHAIR),
    "both": ~Q(concurrent_position=""),
    "unknown": Q(level__isnull=True) | Q(level=""),
}
"""Conditions on `posts_in_reach` by what the holder manages or holds besides: figures and lists ask the same."""


def post_figures(*, scope: Scope, on: date) -> PostFigures:
    """Return the figures about posts in reach on a day, the secretaries by what else they hold. One query."""
    secretary = Q(kind=PostKind.SECRETARY)
    found = posts_in_reach(scope=scope, on=on).aggregate(
        secretaries=Count("pk", filter=secretary),
        managing=Count("pk", filter=secretary & OTHER_POSTS["managing"]),
        owners=Count("pk", filter=secretary & OTHER_POSTS["owner"]),
        union=Count("pk", filter=secretary & OTHER_POSTS["union"]),
        both=Count("pk", filter=secretary & OTHER_POSTS["both"]),
        unknown=Count("pk", filter=secretary & OTHER_POSTS["unknown"]),
        **{kind.value: Count("pk", filter=Q(kind=kind)) for kind in BESIDE_BOARDS},
    )
    return PostFigures(kinds={kind: found.pop(kind.value) for kind in BESIDE_BOARDS}, **found)
