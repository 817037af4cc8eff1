"""Assertions of the stages tell what differs."""

import pytest

for name in ("commands", "serving", "stages"):
    pytest.register_assert_rewrite(f"tests.survival.{name}")
