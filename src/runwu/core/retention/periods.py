"""From which day on rows are old enough to go, by the rules' times of keeping (保存期限)."""

from datetime import date, timedelta

from runwu.core.rulebooks import rulebook
from runwu.rules.privacy import DataCategory, retention_of


def kept_since(category: DataCategory, today: date) -> date:
    """Return the first day whose rows are still kept today, their last day included; older ones may go. One query."""
    book = rulebook(on=today)
    start = today - (retention_of(category, since=today, book=book).until - today)
    while retention_of(category, since=start, book=book).until < today:  # months differ in length
        start += timedelta(days=1)
    while retention_of(category, since=start - timedelta(days=1), book=book).until >= today:
        start -= timedelta(days=1)
    return start
