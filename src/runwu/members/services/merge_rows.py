"""Moving the rows of a member that goes to the one that is kept, so that each step can be taken back (转移相关记录)."""

from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from runwu.core.models.base import DatedModel
from runwu.members import merging
from runwu.members.models import FloatingStay, LandingStep, PartyMember
from runwu.members.services import merge_periods as periods
from runwu.members.services import merge_refusals as refusals


@dataclass(slots=True)
class Moved:
    """What was done, row by row: changes are (model, key, {column: [before, after]}), the others whole rows or names."""

    changed: list[tuple[str, int, dict[str, list[str | None]]]] = field(default_factory=list)
    aside: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    named: list[tuple[str, str, int]] = field(default_factory=list)  # model and column, former id, key
    words: list[dict[str, str]] = field(default_factory=list)
    rows: int = 0
    ended: int = 0

    def told(self) -> dict[str, Any]:
        """Return what taking back needs."""
        kept = asdict(self)
        return {name: kept[name] for name in ("changed", "aside", "named")}


def move(kept: PartyMember, absorbed: PartyMember) -> Moved:
    """Move every row that hangs on a member or its person to the kept one. Raises UserError; callers are in a transaction."""
    done = Moved()
    for period in periods.planned(kept, absorbed):
        _give_way(period, done)
    for column, row in list(merging.hanging_on(absorbed)):
        target = kept.pk if column.related_model is PartyMember else kept.person_id
        values: dict[str, Any] = {column.attname: target}
        setattr(row, column.attname, target)
        if _collides(row):
            values["valid_to"] = _ended(row)
            done.ended += row._meta.label_lower not in merging.UNTOLD
        _change(row, values, done)
        done.rows += row._meta.label_lower not in merging.UNTOLD
    for one, other in ((absorbed, kept), (absorbed.person, kept.person)):
        done.named += _rename(one, other)
    return done


def _give_way(period: periods.Period, done: Moved) -> None:
    if period.moves_whole:
        return
    done.words.append(periods.in_words(period))
    if period.left is not None:
        start, end = period.left
        _change(period.row, {"valid_from": start, "valid_to": end}, done)
        return
    if same := periods.other_sides(period):
        _change(same[0], same[1], done)
    if isinstance(period.row, FloatingStay):
        _steps_give_way(period, done)
    _set_aside(period.row, done)


def _steps_give_way(period: periods.Period, done: Moved) -> None:
    """Hand the soft steps of a period that gives way to the one that covers it, as far as it has none of the kind."""
    held = period.covered_by[0]
    there = set(held.steps.values_list("kind", flat=True))
    aside = []
    for step in period.row.steps.all():
        if step.kind in there:
            aside.append(step)
        else:
            _change(step, {"stay_id": held.pk}, done)
    done.aside.append((period.row._meta.label_lower, merging.columns(period.row)))
    for step in aside:
        _set_aside(step, done)


def _set_aside(row: models.Model, done: Moved) -> None:
    if not isinstance(row, FloatingStay):  # its own columns stand before those of its steps
        done.aside.append((row._meta.label_lower, merging.columns(row)))
    row.__class__._default_manager.filter(pk=row.pk).delete()


def _ended(row: models.Model) -> Any:
    """End the open row that a person has once; closed ones that collide need somebody to settle them first."""
    if not isinstance(row, DatedModel) or row.valid_to is not None:
        raise refusals.both_open(type(row))
    row.valid_to = max(timezone.localdate(), row.valid_from + timedelta(days=1))
    if _collides(row):
        raise refusals.both_open(type(row))
    return row.valid_to


def _collides(row: models.Model) -> bool:
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError:
        return True
    return False


def _change(row: models.Model, values: dict[str, Any], done: Moved) -> None:
    """Write the columns and note what they were; what only the database refuses is told in words."""
    before = merging.columns(type(row)._default_manager.get(pk=row.pk), names=values)
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**values)
    except IntegrityError as error:
        raise refusals.both_open(type(row)) from error
    after = merging.columns(type(row)._default_manager.get(pk=row.pk), names=values)
    done.changed.append((row._meta.label_lower, row.pk, {name: [before[name], after[name]] for name in values}))


def _rename(one: models.Model, other: models.Model) -> list[tuple[str, str, int]]:
    """Hand over the rows that name an object by its public id."""
    found = []
    for model, kind, name in merging.NAMED:
        former = str(one.public_id)  # type: ignore[attr-defined]
        rows = model._default_manager.filter(**{kind: one._meta.label_lower, name: former})
        found += [(f"{model._meta.label_lower}.{name}", former, pk) for pk in rows.values_list("pk", flat=True)]
        rows.update(**{name: str(other.public_id)})  # type: ignore[attr-defined]
    return found


def move_back(told: dict[str, Any]) -> None:
    """Take a move back: changes in reverse, where the columns are still as the merge left them, then what was set aside.

    A row that was changed again since keeps that change. One query or two per row.
    """
    for label, pk, held in reversed(told["changed"]):
        model = apps.get_model(label)
        row = model._default_manager.filter(pk=pk).first()
        if row is None or model is LandingStep:
            continue
        now = merging.columns(row, names=held)
        values = {name: before for name, (before, after) in held.items() if now[name] == after}
        if values:
            model._default_manager.filter(pk=pk).update(**merging.restored(model, values))
    for label, texts in told["aside"]:
        model = apps.get_model(label)
        model(**merging.restored(model, texts)).save(force_insert=True)
    for label, pk, held in told["changed"]:
        if label == LandingStep._meta.label_lower:
            LandingStep.objects.filter(pk=pk, stay_id=held["stay_id"][1]).update(stay_id=held["stay_id"][0])
    for named, former, pk in told["named"]:
        label, name = named.rsplit(".", 1)
        apps.get_model(label)._default_manager.filter(pk=pk).update(**{name: former})
