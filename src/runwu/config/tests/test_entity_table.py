"""The table of entities in docs/architecture.md says what the models say."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from runwu.core.crypto.fields import EncryptedField

PAGE = Path(__file__).resolve().parents[4] / "docs" / "architecture.md"
OURS = [model for model in apps.get_models() if model.__module__.startswith("runwu.")]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


LINES = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
ROWS = {cells[0]: cells for cells in map(_cells, LINES) if len(cells) == 5}


def test_each_model_stands_in_the_table_and_nothing_else() -> None:
    listed = sorted(set(ROWS) - {"Entity"})

    assert listed == sorted(model.__name__ for model in OURS)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_app_time_and_encryption_are_as_the_table_says(model: type[models.Model]) -> None:
    _name, app, dated, encrypted, _who = ROWS[model.__name__]
    names = {field.name for field in model._meta.fields}
    hidden = [field.name for field in model._meta.fields if isinstance(field, EncryptedField)]

    assert app.split()[0] == model._meta.app_label
    assert (dated == "yes") == ({"valid_from", "valid_to"} <= names)
    assert [name for name in hidden if name not in encrypted.replace(",", " ").split()] == []
