"""Who holds which posts in reach, and who of the secretaries also manages an enterprise (双向进入、交叉任职、一肩挑)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Expression, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from runwu.core.models.base import in_force
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Workplace
from runwu.enterprises.models.workplaces import ManagementLevel
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Post, Term
from runwu.organizations.selectors import in_force_on

MANAGING = (ManagementLevel.OWNER, ManagementLevel.SENIOR, ManagementLevel.MIDDLE)


@dataclass(frozen=True, slots=True)
class PostFigures:
    """Figures about the secretaries in reach: how many, and how many of them …; `unknown` is never counted as no."""

    secretaries: int
    managing: int
    owners: int
    both: int
    unknown: int


def posts_in_reach(*, scope: Scope, on: date) -> QuerySet[Post]:
    """List the posts of a day in organisations whose names the scope is entitled to, with employer, level and term.

    Sealed persons are left out; a person placed without employer has no employer here. What was entered with the post
    counts, else the newest workplace.
    """
    reach = scope.paths(Capability.SEE_MEMBERS, "organization__path")
    rows = Post.objects.filter(in_force(on), in_force_on(on, "organization__"), reach, person__sealed=False)
    work = (
        Workplace.objects.filter(in_force(on), person=OuterRef("person_id"))
        .exclude(person__membership__without_employer=True)
        .order_by("-valid_from", "-pk")
    )
    terms = Term.objects.filter(organization=OuterRef("organization"), elected_on__lte=on).order_by("-elected_on")
    return rows.annotate(
        term_number=Subquery(terms.values("number")[:1]),
        elected_on=Subquery(terms.values("elected_on")[:1]),
        employer=_unless_apart(Coalesce("enterprise__name", Subquery(work.values("enterprise__name")[:1]))),
        position=Subquery(work.values("position")[:1]),
        level=_unless_apart(Coalesce(NullIf("management_level", Value("")), Subquery(work.values("level")[:1]))),
    )


def _unless_apart(value: Expression) -> Case:
    """Return a value, but for a person placed without employer."""
    return Case(When(person__membership__without_employer=True, then=Value(None)), default=value)


def post_figures(*, scope: Scope, on: date) -> PostFigures:
    """Return the figures about secretaries in reach on a day. One query."""
    secretaries = posts_in_reach(scope=scope, on=on).filter(kind=PostKind.SECRETARY)
    return PostFigures(
        **secretaries.aggregate(
            secretaries=Count("pk"),
            managing=Count("pk", filter=Q(level__in=MANAGING)),
            owners=Count("pk", filter=Q(level=ManagementLevel.OWNER)),
            both=Count("pk", filter=~Q(concurrent_position="")),
            unknown=Count("pk", filter=Q(level__isnull=True) | Q(level="")),
        )
    )
