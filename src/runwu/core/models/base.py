"""What models of every app are built from: public ids, valid time, and the query set of dated rows."""

import uuid
from datetime import date
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Expression, F, Q
from django.utils.translation import gettext_lazy as _

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class PublicModel(models.Model):
    """A row that pages, exports and other apps name by an id that tells nothing."""

    public_id = models.UUIDField(_("编号"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


def in_force(on: date | Expression, prefix: str = "") -> Q:
    """Return the condition “valid on this day”; `valid_to` is the first day on which it no longer holds."""
    still = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    return Q(**{f"{prefix}valid_from__lte": on}) & still


class DatedQuerySet(models.QuerySet[M_co]):
    """Rows with valid time (有效期), half-open: from `valid_from` up to, not including, `valid_to`."""

    def on(self, day: date) -> Self:
        """Keep the rows that hold on a day."""
        return self.filter(in_force(day))

    def open(self) -> Self:
        """Keep the rows without an end."""
        return self.filter(valid_to__isnull=True)

    def overlapping(self, start: date, end: date | None) -> Self:
        """Keep the rows that share at least one day with [start, end)."""
        found = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=start))
        return found if end is None else found.filter(valid_from__lt=end)


class DatedModel(models.Model):
    """A fact that holds for a time; what once was true is closed, not deleted."""

    valid_from = models.DateField(_("起"))
    valid_to = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Tell whether the row holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def ends_after_start(name: str) -> models.CheckConstraint:
    """Return the constraint that a dated row ends after it starts."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
        name=name,
        violation_error_message=_("结束日期要晚于开始日期。请核对两个日期。"),
    )


def choice_constraint(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """Return the constraint that a status column holds one of its codes."""
    values: list[Any] = list(choices.values)
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)
