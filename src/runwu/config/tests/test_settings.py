import os
import subprocess
import sys
from pathlib import Path

import pytest


def _start(tmp_path: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("RUNWU_", "DJANGO_", "DATABASE_"))
    }
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        env={
            **kept,
            "DJANGO_SETTINGS_MODULE": "runwu.config.settings.production",
            "RUNWU_DATA_DIR": str(tmp_path),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_production_does_not_start_without_a_secret_key(tmp_path: Path) -> None:
    assert "RUNWU_SECRET_KEY" in _start(tmp_path).stderr


@pytest.mark.slow
def test_production_does_not_start_in_demo_mode(tmp_path: Path) -> None:
    assert "RUNWU_DEMO" in _start(tmp_path, RUNWU_SECRET_KEY="x" * 50, RUNWU_DEMO="1").stderr


@pytest.mark.slow
def test_production_starts_with_a_key(tmp_path: Path) -> None:
    started = _start(tmp_path, RUNWU_SECRET_KEY="x" * 50)

    assert started.returncode == 0, started.stderr
