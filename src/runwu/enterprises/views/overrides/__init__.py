"""Pages on which a park administrator sets a park's own value of a rule: preview, save, correct, end, undo."""

from runwu.enterprises.views.overrides.acts import override_correct, override_end, override_record, override_undo
from runwu.enterprises.views.overrides.papers import override_file, override_paper

__all__ = [
    "override_correct",
    "override_end",
    "override_file",
    "override_paper",
    "override_record",
    "override_undo",
]
