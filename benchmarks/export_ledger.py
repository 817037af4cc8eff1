"""Export the list of enterprises as a workbook, all columns and all rows: ours and django-import-export's.

Both join the places; ours also writes down in the log who exported how much. Run
`python benchmarks/export_ledger.py [--rows N] [--database sqlite|postgresql]`; 110000 rows are a whole province.
"""

from argparse import Namespace
from pathlib import Path

from stage import scene
from stage.scene import workbook_of

ROWS = 11_000


def _run(told: Namespace, folder: Path) -> None:
    found = scene.set_up()
    from stage import floor, import_export

    floor.import_ledger(workbook_of("ledger", folder / "台账.xlsx", told.rows), found.park)
    ours = scene.took(lambda: _export(folder / "ours.xlsx"))
    memory = scene.peak_megabytes()
    scene.line("ours: query, workbook, log", ours, f"{_megabytes(folder / 'ours.xlsx')}, peak {memory:.0f} MB")
    theirs = scene.took(lambda: import_export.export_ledger(folder / "theirs.xlsx"))
    note = f"{_megabytes(folder / 'theirs.xlsx')}, takes {theirs.over(ours)} times ours"
    scene.line("django-import-export: query, workbook", theirs, note)


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB"


def _export(path: Path) -> None:
    """Ask the list page for its workbook, have it written as the worker does, and fetch it as its owner."""
    from django.utils import timezone, translation

    from runwu.access.selectors import scope_of
    from runwu.accounts.models import User
    from runwu.core.attachments import open_plain
    from runwu.core.exports.asking import ask_for_export
    from runwu.core.exports.writing import write_export
    from runwu.core.listing.replay import Again, listing_at
    from runwu.core.models import Attachment

    by = User.objects.get(username="bench")
    with translation.override("zh-hans"):
        listing = listing_at(Again("/enterprises/", user=by, scope=scope_of(by, on=timezone.localdate())))
        if listing is None:
            raise SystemExit("The list of enterprises does not answer.")
        export = ask_for_export(listing, by=by)
        write_export(export=str(export.public_id))
    export.refresh_from_db()
    with path.open("wb") as file:
        file.writelines(open_plain(Attachment.objects.get(public_id=export.attachment)))


if __name__ == "__main__":
    scene.run_on_each_database(__file__, __doc__ or "", ROWS, _run)
