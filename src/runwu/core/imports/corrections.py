"""The workbook of rows to correct (可改正的表), and the blank one to fill (空白表样)."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from runwu.core.imports.kinds import ImportKind, kind_of
from runwu.core.imports.rows import RowReport, Weight
from runwu.core.imports.staged import staged_rows
from runwu.core.models import ImportBatch, RowOutcome
from runwu.core.workbooks import ColumnSpec, Correction, write_corrections


def corrections_file(batch: ImportBatch) -> IO[Any]:
    """Return the rows with errors as a workbook that can be imported again as it is; columns carry our own names."""
    kind = kind_of(batch.kind)
    used = _used_columns(batch, kind)
    target = TemporaryFile()  # noqa: SIM115 -- the response closes it
    write_corrections(target, [spec.title for spec in used], _corrections(batch, used))
    target.seek(0)
    return target


def corrections_name(batch: ImportBatch) -> str:
    """Return the file name of the workbook of rows to correct."""
    return f"{Path(str(batch.file_name)).stem}-待改正.xlsx"


def _used_columns(batch: ImportBatch, kind: ImportKind) -> list[ColumnSpec]:
    held = {entry["key"] for entry in batch.columns}
    return [spec for spec in kind.specs if spec.key in held or spec.required]


def _corrections(batch: ImportBatch, used: list[ColumnSpec]) -> Iterator[Correction]:
    for staged in staged_rows(batch, (RowOutcome.ERROR,)):
        if staged.row is not None:
            yield Correction(
                staged.number, [staged.row.raw.get(spec.key, "") for spec in used], list(_explained(staged.report))
            )


def _explained(report: RowReport) -> Iterator[str]:
    for remark in report.remarks:
        if remark.weight is Weight.ERROR:
            yield f"{remark.happened}{remark.now}"


def blank_file(kind: ImportKind) -> IO[Any]:
    """Return a blank workbook with the columns of a kind and one example row, which imports skip."""
    target = TemporaryFile()  # noqa: SIM115 -- the response closes it
    write_blank(target, kind.specs)
    target.seek(0)
    return target


def write_blank(target: IO[Any], specs: tuple[ColumnSpec, ...]) -> None:
    """Write the headings, required ones marked, with an example below."""
    import xlsxwriter

    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("填写")
        text = book.add_format({"num_format": "@"})
        strong = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        for column, spec in enumerate(specs):
            sheet.set_column(column, column, max(10, 2 * len(spec.title) + 4), text)
            sheet.write_string(0, column, f"*{spec.title}" if spec.required else spec.title, strong)
            sheet.write_string(1, column, f"例：{spec.example}" if spec.example else "", text)
        sheet.freeze_panes(1, 0)
