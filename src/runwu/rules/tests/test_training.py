"""Training: edges of hours and dates, and that no assessment ever reads them."""

from __future__ import annotations

import ast
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

import runwu
from runwu.rules import OverrideError, Rulebook, RuleInputError, packaged_parameters
from runwu.rules.overrides import Override
from runwu.rules.periods import Year
from runwu.rules.registry import readers
from runwu.rules.training import (
    LessonKind,
    TrainingRole,
    hours_offered,
    lesson_length,
    new_member_training,
    new_secretary_training,
    sessions_offered,
)

TRAINING_KEYS = [key for parameter in packaged_parameters() if (key := parameter.key).startswith("training.")]
ASSESSING = ("assessment", "points", "casework", "coverage", "enterprises", "eligibility")


def imported_by(folder: Path) -> set[str]:
    """List the modules and names that the Python files of a folder or file import."""
    sources = [folder, *folder.rglob("*.py")] if folder.is_dir() else [folder.with_suffix(".py")]
    trees = [ast.parse(source.read_text("utf-8")) for source in sources if source.is_file()]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    plain = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    return plain | {
        f"{node.module}.{name.name}" for node in nodes if isinstance(node, ast.ImportFrom) for name in node.names
    }


@pytest.mark.parametrize("key", TRAINING_KEYS)
def test_a_training_figure_is_read_by_training_rules_alone(key: str) -> None:
    assert {reader.partition(".")[0] for reader in readers(key)} == {"training"}


@pytest.mark.parametrize("topic", ASSESSING)
def test_nothing_that_assesses_imports_training(topic: str) -> None:
    found = imported_by(Path(str(files("runwu.rules"))) / topic)
    in_app = imported_by(Path(str(files(runwu))) / topic)

    assert not [name for name in found | in_app if name.startswith("runwu.rules.training")]


@pytest.mark.parametrize("exempt", [True, False])
@pytest.mark.parametrize("hours", [0, 31, 32])
def test_every_answer_on_hours_says_that_it_measures_nobody(book: Rulebook, hours: int, exempt: bool) -> None:
    verdict = hours_offered(TrainingRole.MEMBER, hours, Year(2025, 1), exempt=exempt, book=book)

    assert verdict.allowed
    assert "training.not_for_assessment" in [reason.key for reason in verdict.reasons]


def test_a_park_cannot_make_hours_a_measure_of_persons() -> None:
    override = Override(
        key="training.not_for_assessment", value=False, valid_from=date(2026, 2, 1), document="示例通知"
    )

    with pytest.raises(OverrideError, match="硬性规定"):
        Rulebook(on=date(2026, 11, 23), overrides=(override,))


@pytest.mark.parametrize(
    ("on", "outcome"), [(date(2025, 12, 31), "allowed"), (date(2026, 1, 1), "advised"), (date(2028, 2, 29), "advised")]
)
def test_hours_are_missing_only_after_the_year(on: date, outcome: str) -> None:
    assert hours_offered(TrainingRole.MEMBER, 31, Year(2025, 1), book=Rulebook(on=on)).outcome == outcome


@pytest.mark.parametrize(
    ("took_office", "by"),
    [
        (date(2025, 8, 31), date(2026, 2, 28)),
        (date(2025, 12, 31), date(2026, 6, 30)),
        (date(2024, 2, 29), date(2024, 8, 29)),
    ],
)
def test_half_a_year_ends_on_the_same_day_or_the_last(book: Rulebook, took_office: date, by: date) -> None:
    assert new_secretary_training(took_office=took_office, book=book).due == by


def test_impossible_facts_are_errors(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="-1"):
        hours_offered(TrainingRole.MEMBER, -1, Year(2026, 1), book=book)
    with pytest.raises(RuleInputError, match="-1"):
        sessions_offered(-1, Year(2026, 1), book=book)
    with pytest.raises(RuleInputError, match="晚于今天"):
        new_secretary_training(took_office=date(2026, 11, 24), book=book)
    with pytest.raises(RuleInputError, match="晚于今天"):
        new_member_training(admitted=date(2026, 1, 1), trained=date(2026, 11, 24), book=book)
    with pytest.raises(RuleInputError, match="一分钟"):
        lesson_length(LessonKind.MICRO, 0, book=book)
