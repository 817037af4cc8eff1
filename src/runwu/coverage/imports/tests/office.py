"""Import ledgers in tests the way an office does; the steps are those of the member registers."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from runwu.accounts.models import User
from runwu.core.models import ImportBatch
from runwu.enterprises.models import Park
from runwu.members.imports.tests import office
from runwu.members.imports.tests.office import DAY, Golden, changes, commit, golden, words

FIRM_HEAD = ("企业名称", "园区临时编号", "职工人数")


def upload(path: Path, *, by: User, park: Park, kind: str = "enterprises", as_of: date = DAY) -> ImportBatch:
    """Upload a ledger of enterprises and have it read at once."""
    return office.upload(path, by=by, park=park, kind=kind, as_of=as_of)


def sheet(path: Path, *rows: Sequence[Any], head: Sequence[str] = FIRM_HEAD) -> Path:
    """Write a workbook of one sheet with a header in its first row."""
    return office.sheet(path, *rows, head=head)


__all__ = ["DAY", "Golden", "changes", "commit", "golden", "sheet", "upload", "words"]
