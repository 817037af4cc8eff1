"""What holders of posts do at an enterprise (任职企业), and in which order posts stand (职务次序)."""

from datetime import date

from django.db.models import Case, Expression, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from runwu.core.models.base import in_force
from runwu.enterprises.models import Workplace
from runwu.enterprises.models.workplaces import ManagementLevel
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Post


def with_work(rows: QuerySet[Post], on: date) -> QuerySet[Post]:
    """Add `employer`, `position` and `level`: what was entered with the post, else the newest workplace of a day.

    A person placed without employer has none. No query of its own.
    """
    work = (
        Workplace.objects.filter(in_force(on), person=OuterRef("person_id"))
        .exclude(person__membership__without_employer=True)
        .order_by("-valid_from", "-pk")
    )
    return rows.annotate(
        employer=_unless_apart(Coalesce("enterprise__name", Subquery(work.values("enterprise__name")[:1]))),
        position=Subquery(work.values("position")[:1]),
        level=_unless_apart(Coalesce(NullIf("management_level", Value("")), Subquery(work.values("level")[:1]))),
    )


def _unless_apart(value: Expression) -> Case:
    """Return a value, but for a person placed without employer."""
    return Case(When(person__membership__without_employer=True, then=Value(None)), default=value)


def words_of_work(post: Post) -> str:
    """Return enterprise and level of a post `with_work`, as a page writes them; "" where there is no enterprise."""
    employer, level = getattr(post, "employer", None), getattr(post, "level", None)
    words = [employer, ManagementLevel(level).label if level else ""] if employer else []
    return " · ".join(str(word) for word in words if word)


def by_rank() -> Case:
    """Return the order of posts: the secretary first, then as the kinds stand."""
    ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(PostKind)]
    return Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())
