"""Normalize the values of cells, one kind per module (单元格归一)."""
