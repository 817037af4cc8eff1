"""A park's own values of rules: recorded with the document, corrected, ended, undone on the same day (本园区取值)."""

from runwu.enterprises.services.overrides.acts import correct_override, end_override, record_override, undo_override
from runwu.enterprises.services.overrides.inputs import OverrideInput, check_end, check_input
from runwu.enterprises.services.overrides.versions import shown_value, standing_version

__all__ = [
    "OverrideInput",
    "check_end",
    "check_input",
    "correct_override",
    "end_override",
    "record_override",
    "shown_value",
    "standing_version",
    "undo_override",
]
