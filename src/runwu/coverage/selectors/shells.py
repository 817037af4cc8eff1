"""Registered enterprises of which nobody knows whether they operate, with the signs known of them (疑似空壳)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Case, Count, F, IntegerField, Q, Value, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _

from runwu.coverage.selectors.marks import Rows, registered
from runwu.coverage.selectors.policies import books_of
from runwu.enterprises.choices import Stage
from runwu.enterprises.models import Enterprise, Park
from runwu.rules.rulebook import ParameterInForce, Rulebook
from runwu.rules.surveys import SIGNS, ShellClass, ShellScale, shell_scale


@dataclass(frozen=True, slots=True)
class Shell:
    """One enterprise with its score and what it is made of."""

    enterprise: Enterprise
    score: int
    kind: ShellClass
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class Setting:
    """A sign or a limit as it stands: its words, its weight, and who set it."""

    words: str
    weight: int
    parameter: ParameterInForce


def book_of(park: Park, *, on: date) -> Rulebook:
    """Return the rules of a park. One query."""
    return books_of([park], on=on)[park.pk]


def settings_of(book: Rulebook) -> list[Setting]:
    """List what each sign weighs with where the value is from, then the limits of the classes."""
    scale = shell_scale(book=book)
    signs = [Setting(scale.words(sign), scale.weight(sign), book.parameter(f"surveys.{sign}")) for sign in SIGNS]
    limits = (
        (_("%s的最低分") % ShellClass.SHELL.label, scale.shell_from, "shell_from"),
        (_("%s的最高分") % ShellClass.OPERATING.label, -scale.operating_from, "operating_from"),
    )
    return [*signs, *(Setting(words, limit, book.parameter(f"surveys.{name}")) for words, limit, name in limits)]


def conditions(park: Park, scale: ShellScale) -> Mapping[str, Q]:
    """Return under which condition each sign is known of a row."""
    crowded = Enterprise.objects.filter(park=park).exclude(address="").order_by().values("address")
    crowded = crowded.annotate(number=Count("pk")).filter(number__gte=scale.firms).values("address")
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


def candidates(*, park: Park, today: date, scale: ShellScale) -> Rows:
    """List the registered enterprises of unknown operation with their score and one column per sign."""
    rows = registered(Enterprise.objects.filter(park=park), on=today, today=today)
    rows = rows.filter(Q(is_operating__isnull=True))
    known = conditions(park, scale)
    flags = {f"sign_{key}": _flag(condition) for key, condition in known.items()}
    found: Rows = rows.annotate(**flags).annotate(shell_score=_score(scale))
    return found


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _score(scale: ShellScale) -> Combinable:
    parts = [
        Case(
            When(Q(**{f"sign_{sign}": True}), then=Value(scale.weight(sign))),
            default=Value(0),
            output_field=IntegerField(),
        )
        for sign in SIGNS
    ]
    total: Combinable = parts[0]
    for part in parts[1:]:
        total = total + part
    return total


def of_class(kind: ShellClass, scale: ShellScale) -> Q:
    """Return the condition under which candidates belong to a class; it says what `ShellScale.of` says."""
    if kind is ShellClass.SHELL:
        return Q(shell_score__gte=scale.shell_from)
    if kind is ShellClass.OPERATING:
        return Q(shell_score__lte=-scale.operating_from)
    return Q(shell_score__gt=-scale.operating_from, shell_score__lt=scale.shell_from)


def class_sizes(*, park: Park, today: date, scale: ShellScale) -> dict[ShellClass, int]:
    """Return how many candidates there are of each class. One query."""
    rows = candidates(park=park, today=today, scale=scale).order_by()
    found = rows.aggregate(**{kind.value: Count("pk", filter=of_class(kind, scale)) for kind in ShellClass})
    return {kind: found[kind.value] for kind in ShellClass}


def shells(*, park: Park, today: date, scale: ShellScale, number: int = 50) -> list[Shell]:
    """List the candidates with the most signs first. One query."""
    rows = candidates(park=park, today=today, scale=scale).select_related("grid")
    return [shell_of(row, scale) for row in rows.order_by(F("shell_score").desc(), "name", "pk")[:number]]


def shell_of(row: Enterprise, scale: ShellScale) -> Shell:
    """Return a candidate with its class and its reasons in words."""
    found = [sign for sign in SIGNS if getattr(row, f"sign_{sign}")]
    score = scale.score(set(found))
    return Shell(row, score, scale.of(score), [scale.words(sign) for sign in found])
