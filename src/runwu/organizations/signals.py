"""What apps above may listen to."""

from django.dispatch import Signal

organizations_placed = Signal()  # paths: dict[organization id, new path], sent inside the transaction
