"""Plans in force and their yearly reviews (年度复核): which are due, what came of the last one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from runwu.accounts.models import User
from runwu.coverage.choices import PlanState, ReviewOutcome
from runwu.coverage.models import Adoption, AdoptionReview, FormationPlan
from runwu.enterprises.models import Park
from runwu.rules.formation import plan_review
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class InForce:
    """The plan in force of a park, its last review, and whether a new plan that it asked for was begun since."""

    adoption: Adoption
    last: AdoptionReview | None
    begun: bool

    @property
    def since(self) -> date:
        """The day from which the next review is counted."""
        day: date = self.last.reviewed_on if self.last else self.adoption.in_force_from or self.adoption.adopted_on
        return day

    @property
    def asks_for_plan(self) -> bool:
        """Whether the last review asked for a new plan that nobody began."""
        return self.last is not None and self.last.outcome == ReviewOutcome.RENEW and not self.begun

    def answer(self, book: Rulebook) -> Verdict:
        """Say when it should be looked at again."""
        return plan_review(since=min(self.since, book.on), book=book)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """One review in words."""

    on: date
    outcome: str
    note: str
    changes: Sequence[str]
    who: str
    at: datetime


def plans_in_force(*, adoptions: Iterable[Adoption], parks: Sequence[Park]) -> Mapping[int, InForce]:
    """Return the plan in force of each park, the one approved last: {park id: InForce}. Two queries at most.

    An earlier one was replaced by it and is looked at no more.
    """
    latest: dict[int, Adoption] = {}
    for adoption in sorted((one for one in adoptions if one.in_force), key=lambda one: (one.in_force_from, one.pk)):
        latest[adoption.plan.park_id] = adoption
    last: dict[int, AdoptionReview] = {}
    for review in AdoptionReview.objects.filter(adoption__in=latest.values()).order_by("reviewed_on", "pk"):
        last[review.adoption_id] = review
    begun = _begun(parks) if last else {}
    return {
        park: InForce(adoption, last.get(adoption.pk), _is_later(begun.get(park), last.get(adoption.pk)))
        for park, adoption in latest.items()
    }


def _begun(parks: Sequence[Park]) -> Mapping[int, datetime]:
    """Return when the latest plan of each park was begun that did not fail."""
    rows = FormationPlan.objects.filter(park__in=parks).exclude(state=PlanState.FAILED)
    return dict(rows.order_by().values_list("park").annotate(begun=Max("created_at")))


def _is_later(begun: datetime | None, review: AdoptionReview | None) -> bool:
    return begun is not None and review is not None and begun > review.reviewed_at


def review_lines(adoption: Adoption | None) -> list[ReviewLine]:
    """Return the reviews of an adoption, newest first. Two queries."""
    rows = list(adoption.reviews.all()) if adoption else []
    names: dict[UUID, str] = (
        dict(
            User.objects.filter(public_id__in={row.reviewed_by for row in rows}).values_list(
                "public_id", "display_name"
            )
        )
        if rows
        else {}
    )
    return [
        ReviewLine(
            on=row.reviewed_on,
            outcome=row.get_outcome_display(),
            note=row.note,
            changes=row.changes,
            who=names.get(row.reviewed_by, "—"),
            at=row.reviewed_at,
        )
        for row in rows
    ]


def in_force_of(adoption: Adoption) -> InForce:
    """Return one adoption with its last review. One query."""
    return InForce(adoption, adoption.reviews.first(), begun=False)
