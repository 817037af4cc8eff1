"""Every test has keys, files and anchors of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def place(settings: Settings, tmp_path: Path) -> Path:
    """Keep what lies outside the database in a folder of the test."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.RUNWU_KEY_FILE = tmp_path / "keys.toml"
    settings.RUNWU_BACKUP_KEY_FILE = tmp_path / "backup-key.toml"
    settings.RUNWU_EXCHANGE_KEY_FILE = tmp_path / "exchange-key.toml"
    settings.RUNWU_ANCHOR_FILE = tmp_path / "anchors.txt"
    return tmp_path
