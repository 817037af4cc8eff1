"""The demo park (示例园区): a fictional park with the figures of a real one, loaded through the real importers."""

from runwu.config.demo.accounts import DemoAccount
from runwu.config.demo.loading import DemoNotAllowed, DemoResult, load_demo

__all__ = ["DemoAccount", "DemoNotAllowed", "DemoResult", "load_demo"]
