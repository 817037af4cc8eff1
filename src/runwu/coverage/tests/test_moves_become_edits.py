"""Migration 0005: moves that people made before edits were kept become edits (人工调整的迁移); none is lost."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from runwu.core.tests.office import Office, open_branch

pytestmark = pytest.mark.slow
WHO = "6f3c8a52-0d5e-4d0e-9a44-0a4f3a1c2b10"
FIRST = {"a": "a", "b": "a", "c": "a", "d": None}
SECOND = {**FIRST, "d": "a"}
THIRD = {**SECOND, "b": None}
MOVES = [
    {"unit": "d", "to": "a", "before": FIRST, "delta": -2500, "warnings": ["示例：一般不超过"], "by": WHO,
     "at": "2026-11-18T09:30:00+08:00"},
    {"unit": "b", "to": None, "before": SECOND, "delta": 3000, "warnings": [], "by": WHO,
     "at": "2026-11-19T10:00:00+08:00"},
]  # fmt: skip
OLD_ROWS = f"""
from django.core.management import call_command
call_command('migrate', 'coverage', '0004', verbosity=0)
from runwu.core.backup.versions import models_of_database
old = models_of_database()
park = old.get_model('enterprises', 'Park').objects.create(name='示例园区', region='460105')
plan = old.get_model('coverage', 'FormationPlan').objects.create(
    park=park, as_of='2026-11-17', state='ready', created_by={WHO!r})
rows = old.get_model('coverage', 'PlanAlternative').objects
rows.create(plan=plan, profile='near', assignment={THIRD!r}, moves={MOVES!r})
rows.create(plan=plan, profile='chain', assignment={FIRST!r}, moves=[])
call_command('migrate', 'coverage', verbosity=0)
"""
READ = """
import json
from runwu.coverage.models import PlanAlternative, PlanEdit
edits = [
    [one.alternative.profile, one.number, one.kind, one.state, one.unit, one.other, one.delta, one.warnings,
     one.before, one.after, str(one.made_by), one.made_at.isoformat()]
    for one in PlanEdit.objects.order_by('number')
]
print(json.dumps([edits, [[one.profile, one.assignment] for one in PlanAlternative.objects.order_by('pk')]]))
"""


@pytest.fixture
def old_installation(empty_office: Office, tmp_path: Path) -> Iterator[Office]:
    """An installation whose plans were moved by hand before there were edits, brought up to date."""
    branch = open_branch(empty_office, tmp_path / "old")
    branch.run(OLD_ROWS)
    yield branch
    branch.close()


def read(installation: Office) -> Any:
    """Return the edits and the alternatives as they are now."""
    return json.loads(installation.run(READ).splitlines()[-1])


def test_every_move_becomes_an_edit_with_its_way_back(old_installation: Office) -> None:
    edits, alternatives = read(old_installation)

    assert edits == [
        ["near", 1, "moved", "standing", "d", "a", -2500, ["示例：一般不超过"], {"d": None}, {"d": "a"}, WHO,
         "2026-11-18T01:30:00+00:00"],
        ["near", 2, "caught", "standing", "b", "", 3000, [], {"b": "a"}, {"b": None}, WHO,
         "2026-11-19T02:00:00+00:00"],
    ]  # fmt: skip
    assert alternatives == [["near", THIRD], ["chain", FIRST]]
