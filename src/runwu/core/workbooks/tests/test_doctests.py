"""The examples in the docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

import runwu.core.workbooks as package

MODULES = [
    found.name for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.") if "tests" not in found.name
]


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_module_hold(module: str) -> None:
    result = doctest.testmod(importlib.import_module(module))

    assert result.failed == 0
