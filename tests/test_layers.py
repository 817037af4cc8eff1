"""The layers of the architecture hold, and no app is left out of them."""

import re
from pathlib import Path

from django.conf import settings

from tests.test_foreign_keys_point_downwards import HEIGHTS

PACKAGE = Path(settings.PACKAGE_DIR)


def test_every_package_of_the_project_has_a_layer() -> None:
    packages = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}

    assert packages - HEIGHTS.keys() == set()


def test_every_installed_app_of_ours_is_a_layer() -> None:
    apps = {name.removeprefix("runwu.") for name in settings.RUNWU_APPS}

    assert apps <= HEIGHTS.keys()


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    drawers = re.compile(r"^(utils?|helpers?|common|misc)(\.py)?$")

    assert [str(path) for path in PACKAGE.rglob("*") if drawers.match(path.name)] == []
