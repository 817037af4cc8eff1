"""Hours, concentrated training and short lessons (教育培训): duties of the organization that offers them.

Nothing here may feed an assessment of a person: every answer on hours says so and cites the clause.
"""

from runwu.rules.training.hours import TrainingRole, hours_offered, sessions_offered
from runwu.rules.training.lessons import LessonKind, lesson_length
from runwu.rules.training.newcomers import new_member_training, new_secretary_training

__all__ = [
    "LessonKind",
    "TrainingRole",
    "hours_offered",
    "lesson_length",
    "new_member_training",
    "new_secretary_training",
    "sessions_offered",
]
