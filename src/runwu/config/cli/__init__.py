"""The command line (`runwu`): what an office, an operator and a test run without a browser."""

from runwu.config.cli.main import main

__all__ = ["main"]
