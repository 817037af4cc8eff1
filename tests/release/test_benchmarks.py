"""Each benchmark of imports and exports still does what it measures; how long it takes is nobody's business here."""

import importlib
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from runwu.config.setup import set_up_park

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
ROWS = 200


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let benchmarks use the database of the tests instead of one of their own."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    scene = importlib.import_module("stage.scene")
    park = {"name": "示例园区", "region": "460000", "kind": "county", "user_name": "bench", "display_name": "示春分"}
    monkeypatch.setattr(scene, "set_up", lambda: set_up_park(**park))
    return scene


@pytest.mark.django_db(transaction=True, databases="__all__")
@pytest.mark.parametrize("name", ["import_ledger", "import_members", "export_ledger"])
def test_a_benchmark_does_ours_and_the_baseline_and_prints_their_ratio(
    stage: Any, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    benchmark: Any = importlib.import_module(name)

    benchmark._run(Namespace(rows=ROWS, baseline_rows=0), tmp_path)

    assert "times ours" in capsys.readouterr().out.splitlines()[-1]
