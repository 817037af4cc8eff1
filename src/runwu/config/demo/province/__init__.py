"""The demo province (示例省): thirteen fictional parks of the kinds and the size of a real province."""

from runwu.config.demo.province.loading import load_province

__all__ = ["load_province"]
