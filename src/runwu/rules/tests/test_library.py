"""The library as a whole: pure, documented, and its examples true."""

from __future__ import annotations

import doctest
import pkgutil
import subprocess
import sys
from importlib import import_module

import pytest

import runwu.rules
from runwu.rules.handbook import render
from runwu.rules.parameters import packaged_parameters

MODULES = [
    module.name for module in pkgutil.walk_packages(runwu.rules.__path__, "runwu.rules.") if ".tests" not in module.name
]


def loaded_by(statement: str) -> set[str]:
    """Run a statement in a fresh interpreter and list the packages it loads."""
    code = f"{statement}; import sys; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["runwu.rules", *MODULES])
def test_the_examples_are_true(module: str) -> None:
    assert doctest.testmod(import_module(module)).failed == 0


def test_no_module_loads_django() -> None:
    assert "django" not in loaded_by(f"import {', '.join(MODULES)}")


def test_importing_the_package_loads_none_of_its_modules() -> None:
    code = "import sys, runwu.rules; print([name for name in sys.modules if name.startswith('runwu.rules.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", runwu.rules.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(runwu.rules, name).__name__ == name


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = runwu.rules.no_such_name


@pytest.mark.parametrize("key", packaged_parameters().keys())
def test_the_handbook_holds_every_parameter(key: str) -> None:
    assert f"`{key}`" in render()


def test_the_handbook_lists_what_is_still_to_be_confirmed() -> None:
    still_open = render().partition("\n## 还要核对的")[2].partition("## ")[0]

    assert "formation.joint_max_units" in still_open
    assert "formation.min_full_members" not in still_open
