"""What differs between SQLite and PostgreSQL when many rows are written at once (方言): COPY or executemany.

Everything else speaks Django's ORM. Values come column by column; the same call gives the same rows on both.
"""

from runwu.core.dialect.blanks import blank
from runwu.core.dialect.rows import (
    insert_batches,
    insert_columns,
    insert_rows,
    reserve_ids,
    room_for_many,
    update_columns,
)

__all__ = ["blank", "insert_batches", "insert_columns", "insert_rows", "reserve_ids", "room_for_many", "update_columns"]
