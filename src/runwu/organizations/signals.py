"""What apps above may listen to."""

from django.dispatch import Signal

subtree_moved = Signal()  # old_path, new_path: of the organisation that moved; sent inside the transaction
