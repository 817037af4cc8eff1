"""Import a register of members, with preview and row errors: ours, and django-import-export doing the same.

Both check identity numbers, find branches and enterprises, and write persons (encrypted columns and blind indexes),
members, affiliations, workplaces and posts. Run `python benchmarks/import_members.py [--rows N]`.
"""

from argparse import Namespace
from pathlib import Path
from typing import Any

from import_ledger import staged, written
from stage import roster, scene

ROWS = 6_000


def _run(told: Namespace, folder: Path) -> None:
    found = scene.set_up()
    _found_enterprises(found.park)
    path = scene.workbook_of("roster", folder / "名册.xlsx", told.rows)
    written(
        staged(scene.workbook_of("roster", folder / "预热.xlsx", 20), found.park, "members")
    )  # as a worker is: warm
    _empty()
    batch, staging = scene.timed(lambda: staged(path, found.park, "members"))
    writing = scene.took(lambda: written(batch))
    scene.line("ours: upload, read, check, stage", staging, str({k: v for k, v in batch.counts.items() if v}))
    scene.line("ours: check again, write, log", writing, f"peak {scene.peak_megabytes():.0f} MB")
    again = scene.took(lambda: staged(path, found.park, "members"))
    scene.line("ours: the same file again", again)
    _empty()
    from stage import import_export

    count = told.baseline_rows or told.rows
    import_export.import_members(scene.workbook_of("roster", folder / "预热.xlsx", 20), found.park)
    _empty()
    fewer = scene.workbook_of("roster", folder / "名册2.xlsx", count)
    theirs = scene.took(lambda: import_export.import_members(fewer, found.park)).scaled(told.rows / count)
    ours = staging + writing
    scene.line("django-import-export: preview, write", theirs, f"takes {theirs.over(ours)} times ours")


def _found_enterprises(park: Any) -> None:
    from runwu.enterprises.models import Enterprise

    Enterprise.objects.bulk_create(
        Enterprise(park=park, name=f"示例企业{number}有限公司", provisional_number=f"基准-{number}")
        for number in range(roster.FIRMS)
    )


def _empty() -> None:
    """Take all persons away; the branches stay."""
    from runwu.enterprises.models import Workplace
    from runwu.members.models import Affiliation, PartyMember
    from runwu.organizations.models import Post
    from runwu.people.models import Person

    for model in (Affiliation, Workplace, Post, PartyMember):
        model.objects.all()._raw_delete("default")  # type: ignore[attr-defined]
    Person.objects.all()._raw_delete("default")  # type: ignore[attr-defined]


if __name__ == "__main__":
    scene.run_on_each_database(__file__, __doc__ or "", ROWS, _run)
