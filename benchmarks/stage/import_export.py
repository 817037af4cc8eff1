"""The baseline: django-import-export, previewing and writing the same rows, as its documentation has it.

It validates each row, keeps a difference per row, skips what is unchanged and writes one entry for the act; places are
looked up in dictionaries, which is kinder to it than its own widget. It gets a tidy header, as it cannot find one.
"""

from pathlib import Path
from typing import Any

from stage.ledger import HEAD


def import_ledger(path: Path, park: Any) -> Any:
    """Read the workbook, preview it, and write it."""
    from runwu.enterprises.models import Building, Chain, GridCell
    from stage.resources import enterprise_resource

    data = _dataset(path)
    for column, model, common in ((4, GridCell, {"park": park}), (5, Building, {"park": park}), (9, Chain, {})):
        names = {name for name in data.get_col(column) if name}
        held = set(model.objects.filter(**common).values_list("name", flat=True))
        model.objects.bulk_create([model(name=name, **common) for name in names - held])
    resource = enterprise_resource(park)
    preview = resource.import_data(data, dry_run=True)
    done = resource.import_data(data, dry_run=False)
    _report(preview, done, len(data))
    return done


def export_ledger(path: Path) -> None:
    """Export all enterprises with the columns of our list."""
    from stage.resources import export_resource

    path.write_bytes(export_resource().export().export("xlsx"))


def _dataset(path: Path) -> Any:
    import tablib

    data = tablib.Dataset().load(path.read_bytes(), format="xlsx")
    assert tuple(data.headers) == HEAD, data.headers
    return data


def _report(preview: Any, done: Any, rows: int) -> None:
    if done.has_errors():
        row = next(row for row in done.error_rows)
        raise SystemExit(f"the baseline failed: {row.errors[0].error!r}")
    assert preview.totals["new"] == done.totals["new"], (preview.totals, done.totals)
    assert done.totals["new"] > 0.98 * rows, done.totals


def import_members(path: Path, park: Any) -> Any:
    """Read the register, preview it, and write it; branches and enterprises are there."""
    import tablib

    from stage.people import member_resource

    resource = member_resource(park)
    data = tablib.Dataset().load(path.read_bytes(), format="xlsx")
    preview = resource.import_data(data, dry_run=True)
    done = resource.import_data(data, dry_run=False)
    _report(preview, done, len(data))
    return done
