"""How far an adoption has come: its groups, and the steps of each new branch side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from runwu.core.journeys import StepView, journeys_of, steps_of
from runwu.core.models import Journey
from runwu.core.rulebooks import rulebook
from runwu.coverage.models import AdoptedGroup, Adoption
from runwu.rules.formation import application_answer
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict


@dataclass
class AdoptionProgress:
    """An adoption as its page shows it."""

    adoption: Adoption
    on: date

    @cached_property
    def book(self) -> Rulebook:
        """The rules of the park on the day."""
        park = self.adoption.plan.park
        return rulebook(on=self.on, place=park.public_id, region=park.region)

    @cached_property
    def groups(self) -> list[AdoptedGroup]:
        """All groups with their branch and enterprises. Two queries."""
        return list(_with_groups(self.adoption.groups.all()))

    @cached_property
    def new_groups(self) -> list[AdoptedGroup]:
        """The groups that set up a branch."""
        return [group for group in self.groups if group.is_new]

    @cached_property
    def journeys(self) -> Mapping[UUID, Journey]:
        """The process of each new branch, by its group."""
        return journeys_of(subjects=self.new_groups)

    @cached_property
    def rows(self) -> list[tuple[AdoptedGroup, tuple[StepView, ...]]]:
        """The steps of each new branch."""
        return [
            (group, steps_of(journey=self.journeys[group.public_id], on=self.on, book=self.book))
            for group in self.new_groups
            if group.public_id in self.journeys
        ]

    @property
    def heads(self) -> tuple[StepView, ...]:
        """The steps as the columns of the table."""
        return self.rows[0][1] if self.rows else ()

    @property
    def open_steps(self) -> list[tuple[str, str]]:
        """The steps that somebody may record by hand for at least one branch: key and title."""
        found = {view.step.key: view.step.title for _group, views in self.rows for view in views if view.may_tick}
        return [] if any(journey.closed_on for journey in self.journeys.values()) else list(found.items())

    @cached_property
    def answer(self) -> Verdict | None:
        """By when the authority generally answers, while the approval is awaited."""
        if not self.adoption.waits:
            return None
        return application_answer(received=self.adoption.adopted_on, book=self.book)


def progress_of(adoptions: Sequence[Adoption], on: date, books: Mapping[UUID, Rulebook]) -> dict[int, AdoptionProgress]:
    """Return how far several adoptions have come, by their key. Five queries whatever their number."""
    found = {adoption.pk: AdoptionProgress(adoption, on) for adoption in adoptions}
    groups = list(_with_groups(AdoptedGroup.objects.filter(adoption__in=adoptions))) if adoptions else []
    journeys = journeys_of(subjects=[group for group in groups if group.is_new])
    for pk, progress in found.items():
        progress.book = books[progress.adoption.plan.park.public_id]
        progress.groups = [group for group in groups if group.adoption_id == pk]
        progress.journeys = {
            group.public_id: journeys[group.public_id] for group in progress.new_groups if group.public_id in journeys
        }
    return found


def _with_groups(groups: QuerySet[AdoptedGroup]) -> QuerySet[AdoptedGroup]:
    return groups.select_related("organization").prefetch_related("units__enterprise")
