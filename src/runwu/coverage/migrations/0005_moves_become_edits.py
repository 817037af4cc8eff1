from typing import Any

from django.db import migrations


def write_edits(apps: Any, _schema_editor: Any) -> None:
    """Write every move of an alternative as an edit; undone ones were not kept."""
    edits = apps.get_model("coverage", "PlanEdit").objects
    for alternative in apps.get_model("coverage", "PlanAlternative").objects.exclude(moves=[]).iterator():
        moves = alternative.moves
        afterwards = [*(move["before"] for move in moves[1:]), alternative.assignment]
        for number, (move, after) in enumerate(zip(moves, afterwards, strict=True), 1):
            changed = [unit for unit, host in move["before"].items() if after.get(unit) != host]
            row = edits.create(
                alternative=alternative, number=number, kind="moved" if move["to"] else "caught", unit=move["unit"],
                other=move["to"] or "", delta=move["delta"], warnings=move["warnings"], made_by=move["by"],
                before={unit: move["before"][unit] for unit in changed}, after={unit: after[unit] for unit in changed},
            )  # fmt: skip
            edits.filter(pk=row.pk).update(made_at=move["at"])


class Migration(migrations.Migration):
    dependencies = [("coverage", "0004_manual_edits_of_plans")]

    operations = [migrations.RunPython(write_edits, migrations.RunPython.noop)]
