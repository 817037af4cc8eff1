"""The members behind a branch of a plan (成组的党员): the rows of its figures, for whoever may know them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from runwu.core.scope import Scope
from runwu.coverage.models import PlanAlternative
from runwu.enterprises.models import Workplace
from runwu.members.choices import Standing
from runwu.members.selectors import counted_rows


@dataclass(frozen=True, slots=True)
class GroupMembers:
    """The enterprises of one branch and their members on a day; `full` is what the plan counted on the day of its facts.

    letter: of the branch, empty where the enterprise stands alone; enterprises: by the planner's ids.
    """

    letter: str
    enterprises: Mapping[str, Mapping[str, Any]]
    rows: Sequence[Workplace]

    @property
    def full(self) -> int:
        """How many full members the plan counted."""
        return sum(unit["full_members"] for unit in self.enterprises.values())

    @property
    def listed(self) -> int:
        """How many full members the rows are."""
        return sum(row.person.membership.standing == Standing.FULL for row in self.rows)


def group_members(
    *, scope: Scope, alternative: PlanAlternative, unit: str, on: date, others: Collection[str] = ()
) -> GroupMembers | None:
    """Return the members of the branch in which an enterprise of a plan stands; None for one it does not know.

    As of today, not of the day of the facts: who left since and who is 限组织内知悉 since must not differ here.
    One that the plan did not look at has its members as well, none of whom it counted.
    One query. An enterprise that takes others in belongs to its branch; one that is left stands alone.
    others: further enterprises of the plan that a reason counts together with this one, whatever branch they stand in.
    """
    plan = alternative.plan
    left_out = {row["id"]: {**row, "full_members": 0} for row in plan.notes.get("left_out", ())}
    units = left_out | {row["id"]: row for row in plan.instance.get("units", ())}
    if unit not in units or not units.keys() >= set(others):
        return None
    groups = () if others else alternative.report["groups"]
    group = next((one for one in groups if unit in (*one["units"], one["host"])), None)
    named = (unit, *others) if group is None else (group["host"], *group["units"])
    chosen = [key for key in dict.fromkeys(named) if key in units]
    rows = counted_rows(scope=scope, park=plan.park, enterprises=chosen, on=on)
    return GroupMembers("" if group is None else group["letter"], {key: units[key] for key in chosen}, list(rows))
