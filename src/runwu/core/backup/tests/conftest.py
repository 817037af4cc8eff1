"""Every test has keys, files and anchors of its own."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.world import World, build_world


@pytest.fixture(autouse=True)
def place(settings: Settings, tmp_path: Path) -> Path:
    """Keep what lies outside the database in a folder of the test."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.DATA_DIR = tmp_path
    settings.RUNWU_KEY_FILE = tmp_path / "keys.toml"
    settings.RUNWU_BACKUP_KEY_FILE = tmp_path / "backup-key.toml"
    settings.RUNWU_ANCHOR_FILE = tmp_path / "anchors.txt"
    return tmp_path


@pytest.fixture
def world(place: Path, db: None, day: date) -> World:
    """Build the named cast under the test's own keys."""
    return build_world()
