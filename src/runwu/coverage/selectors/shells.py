"""Registered enterprises of which nobody knows whether they operate, with the signs known of them (疑似空壳)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Case, Count, F, IntegerField, Q, Value, When
from django.db.models.expressions import Combinable

from runwu.coverage.selectors.marks import Rows, registered
from runwu.enterprises.choices import Stage
from runwu.enterprises.models import Enterprise, Park
from runwu.planning.surveys import SIGNS, ShellClass, class_of, score_of
from runwu.planning.surveys.signs import LIKELY_OPERATING_TO, LIKELY_SHELL_FROM, SHARED_ADDRESS_FROM


@dataclass(frozen=True, slots=True)
class Shell:
    """One enterprise with its score and what it is made of."""

    enterprise: Enterprise
    score: int
    reasons: Sequence[str]

    @property
    def kind(self) -> ShellClass:
        """What the signs suggest."""
        return class_of(self.score)


def conditions(park: Park) -> Mapping[str, Q]:
    """Return under which condition each sign is known of a row."""
    crowded = Enterprise.objects.filter(park=park).exclude(address="").order_by().values("address")
    crowded = crowded.annotate(number=Count("pk")).filter(number__gte=SHARED_ADDRESS_FROM).values("address")
    return {
        "no_tax": Q(tax_filed=False),
        "no_insurance": Q(insured=False),
        "no_staff": Q(staff=0),
        "suspended": Q(stage=Stage.SUSPENDED),
        "shared_address": Q(address__in=crowded),
        "tax": Q(tax_filed=True),
        "insurance": Q(insured=True),
        "staff": Q(staff__gt=0),
    }


def candidates(*, park: Park, today: date) -> Rows:
    """List the registered enterprises of unknown operation with their score and one column per sign."""
    rows = registered(Enterprise.objects.filter(park=park), on=today, today=today)
    rows = rows.filter(Q(is_operating__isnull=True))
    known = conditions(park)
    flags = {f"sign_{key}": _flag(condition) for key, condition in known.items()}
    found: Rows = rows.annotate(**flags).annotate(shell_score=_score())
    return found


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _score() -> Combinable:
    parts = [
        Case(
            When(Q(**{f"sign_{sign.key}": True}), then=Value(sign.weight)),
            default=Value(0),
            output_field=IntegerField(),
        )
        for sign in SIGNS
    ]
    total: Combinable = parts[0]
    for part in parts[1:]:
        total = total + part
    return total


def of_class(kind: ShellClass) -> Q:
    """Return the condition under which candidates belong to a class; it says what `class_of` says."""
    if kind is ShellClass.SHELL:
        return Q(shell_score__gte=LIKELY_SHELL_FROM)
    if kind is ShellClass.OPERATING:
        return Q(shell_score__lte=LIKELY_OPERATING_TO)
    return Q(shell_score__gt=LIKELY_OPERATING_TO, shell_score__lt=LIKELY_SHELL_FROM)


def class_sizes(*, park: Park, today: date) -> dict[ShellClass, int]:
    """Return how many candidates there are of each class. One query."""
    rows = candidates(park=park, today=today).order_by()
    found = rows.aggregate(**{kind.value: Count("pk", filter=of_class(kind)) for kind in ShellClass})
    return {kind: found[kind.value] for kind in ShellClass}


def shells(*, park: Park, today: date, number: int = 50) -> list[Shell]:
    """List the candidates with the most signs first. One query."""
    rows = candidates(park=park, today=today).select_related("grid").order_by(F("shell_score").desc(), "name", "pk")
    return [shell_of(row) for row in rows[:number]]


def shell_of(row: Enterprise) -> Shell:
    """Return a candidate with its reasons in words."""
    found = [sign for sign in SIGNS if getattr(row, f"sign_{sign.key}")]
    return Shell(row, score_of({sign.key for sign in found}), [sign.words for sign in found])
