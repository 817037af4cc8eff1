"""Foreign keys follow the layers that imports follow: import-linter doesn't see those given as strings."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, Model

PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def layers() -> dict[str, int]:
    """Return the height of each app, the lowest layer being 0; apps of one layer have the same height."""
    contracts = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    rows = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {app: height for height, row in enumerate(reversed(rows)) for app in re.findall(r"\w+", row)}


HEIGHTS = layers()


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("runwu.")]


def relations() -> Iterator[tuple[str, str, str]]:
    """Yield each relation of our models: its name, the app it stands in, the app it points to."""
    for model in own_models():
        for field in (*model._meta.fields, *model._meta.many_to_many):
            if isinstance(field, ForeignKey | ManyToManyField):
                yield f"{model._meta.label}.{field.name}", model._meta.app_label, field.related_model._meta.app_label  # type: ignore[union-attr]


@pytest.mark.parametrize(("name", "app", "points_to"), list(relations()))
def test_a_foreign_key_stays_in_its_app_or_points_to_one_below(name: str, app: str, points_to: str) -> None:
    assert app == points_to or HEIGHTS.get(points_to, -1) < HEIGHTS[app], name


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_model_stands_in_an_app_that_has_a_layer(model: type[Model]) -> None:
    assert model._meta.app_label in HEIGHTS


def test_core_points_to_no_other_app_of_ours() -> None:
    upwards = [name for name, app, points_to in relations() if app == "core" and points_to != "core"]

    assert upwards == []
