"""Import ledgers of enterprises by size: rows per second of each step, beside reading the cells alone.

Run `python benchmarks/import_enterprises.py [rows …]`; 110000 is a whole province. Every run uses a new SQLite file.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIZES = (2_000, 20_000)
HEAD = (
    "企业名称",
    "园区临时编号",
    "网格",
    "厂房",
    "经度",
    "纬度",
    "职工人数",
    "生产状态",
    "投产时间",
    "是否在营",
    "规上",
    "产业链",
)


def main(sizes: list[int]) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        _start(Path(folder))
        print(
            f"{'rows':>8}{'cells s':>9}{'stage s':>9}{'ratio':>7}{'write s':>9}{'ratio':>7}{'again s':>9}{'rows/s':>8}{'MB':>7}"
        )
        for number, rows in enumerate(sizes):
            print(_row(Path(folder), number, rows), flush=True)


def _start(folder: Path) -> None:
    os.environ.update(
        DJANGO_SETTINGS_MODULE="runwu.config.settings.dev", RUNWU_DATA_DIR=str(folder), RUNWU_LOG_LEVEL="ERROR"
    )
    import django

    django.setup()
    from runwu.config.cli.server import migrate

    migrate()


def _row(folder: Path, number: int, rows: int) -> str:
    from runwu.config.setup import set_up_park

    found = set_up_park(
        name=f"示例园区{number}", region="460000", kind="county", user_name=f"bench{number}", display_name="示春分"
    )
    path = _ledger(folder / f"台账-{number}.xlsx", rows, number)
    cells = _seconds(lambda: _read_alone(path))
    batch, stage = _timed(lambda: _staged(path, found.park, f"bench{number}"))
    write = _seconds(lambda: _commit(batch))
    again = _seconds(lambda: _staged(path, found.park, f"bench{number}"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    speed = rows / (stage + write)
    figures = f"{rows:>8}{cells:>9.1f}{stage:>9.1f}{stage / cells:>7.1f}{write:>9.1f}{write / cells:>7.1f}"
    return f"{figures}{again:>9.1f}{speed:>8.0f}{memory:>7.0f}"


def _ledger(path: Path, rows: int, number: int) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("在册")
        sheet.write_row(0, 0, HEAD)
        for row in range(1, rows + 1):
            sheet.write_row(row, 0, _cells(row, number))
    return path


def _cells(row: int, number: int) -> tuple[Any, ...]:
    place = f"网格{row % 40}", f"厂房{row % 400}", 110 + row % 100 / 10_000, 20 + row % 90 / 10_000
    return (
        f"示例企业{number}之{row}有限公司", f"基准{number}-{row}", *place, f"{row % 300}人", "投产", f"202{row % 5}.{1 + row % 12}",
        "是" if row % 3 else "否", "否", f"示例链{row % 12}",
    )  # fmt: skip


def _read_alone(path: Path) -> None:
    from runwu.core.workbooks import choose_table, open_workbook, read_rows, recognize
    from runwu.coverage.imports.firms.columns import ENTERPRISE_COLUMNS

    with open_workbook(path) as book:
        table = choose_table(book, ENTERPRISE_COLUMNS).table
        for _parsed in read_rows(table, recognize(table.columns, ENTERPRISE_COLUMNS)):
            pass


def _staged(path: Path, park: Any, user_name: str) -> Any:
    from django.core.files import File
    from django.utils import timezone

    from runwu.accounts.models import User
    from runwu.core.imports import Place, kind_of
    from runwu.core.imports.reading import read_batch
    from runwu.core.imports.uploading import start_import

    with path.open("rb") as file:
        batch = start_import(
            kind=kind_of("enterprises"),
            place=Place(park.public_id, park.name),
            file=File(file),
            name=path.name,
            as_of=timezone.localdate(),
            by=User.objects.get(username=user_name),
            in_background=False,
        )
    read_batch(batch=str(batch.public_id))
    batch.refresh_from_db()
    return batch


def _commit(batch: Any) -> None:
    from runwu.core.imports.committing import commit_batch
    from runwu.core.models import BatchState, ImportBatch

    ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.COMMITTING)
    commit_batch(batch=str(batch.public_id))


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


def _seconds(work: Callable[[], Any]) -> float:
    return _timed(work)[1]


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
