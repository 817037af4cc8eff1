"""The locks hold what pyproject.toml asks for, each package with its hashes, and no address."""

import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = {**PROJECT["project"]["optional-dependencies"]}
OF_CLUSTERS = EXTRAS.pop("cluster")  # no installation on one machine carries it
RUNTIME = [*PROJECT["project"]["dependencies"], *chain.from_iterable(EXTRAS.values())]
ON_CLUSTERS = [*RUNTIME, *OF_CLUSTERS]
DEVELOPMENT = [*ON_CLUSTERS, *PROJECT["dependency-groups"]["dev"]]
LOCKS = {"runwu.txt": RUNTIME, "cluster.txt": ON_CLUSTERS, "dev.txt": DEVELOPMENT}


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=; ]", requirement)[0].lower().replace("_", "-")


def locked(lock: str) -> set[str]:
    return set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements" / lock).read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize(("lock", "asked"), LOCKS.items())
def test_what_the_project_asks_for_is_locked(lock: str, asked: list[str]) -> None:
    assert {name_of(requirement) for requirement in asked} - locked(lock) == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_every_package_has_a_hash(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")

    assert "://" not in text
    assert [entry for entry in re.split(r"\n(?=\S)", text) if "==" in entry and "--hash=sha256:" not in entry] == []
