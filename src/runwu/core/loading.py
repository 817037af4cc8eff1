"""Moments at which rows come back as they once were (恢复), for apps whose triggers judge rows that are written now."""

from django.dispatch import Signal

rows_come_back = Signal()
"""Sent with `using` inside the transaction of a restore, before the first row."""
rows_are_back = Signal()
"""Sent with `using` in the same transaction, after the last one was compared."""
