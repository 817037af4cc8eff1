"""A plan as its review page shows it: six lines per alternative, groups with reasons, who is left, what changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.coverage.choices import Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.selectors.edit_lines import EditLines
from runwu.coverage.selectors.left_lines import left_out_lines, need_lines
from runwu.coverage.selectors.part_lines import PartLine, part_lines
from runwu.coverage.selectors.proof_lines import ended_words, proof_words
from runwu.coverage.selectors.reason_lines import Clause, clauses_of
from runwu.coverage.selectors.review_groups import GroupLine, Names, group_line
from runwu.coverage.selectors.six_lines import six_lines
from runwu.coverage.selectors.twins import twin_of
from runwu.coverage.services.decisions import Decisions, decisions_of
from runwu.planning.joint_branches.legality import PARAMETERS
from runwu.planning.joint_branches.plan import LeftCode
from runwu.rules.rulebook import Rulebook

SAYINGS = {
    Profile.NEAR: gettext_lazy("距离近，少变动"),
    Profile.CHAIN: gettext_lazy("同一产业链在一起"),
    Profile.STABLE: gettext_lazy("有人离开也不散"),
}


@dataclass
class AlternativeReview:
    """One alternative as the page shows it."""

    row: PlanAlternative
    names: Names
    approximate: Mapping[str, str]
    twin: Profile | None = None
    book: Rulebook | None = None

    @property
    def profile(self) -> Profile:
        """Which of the three it is."""
        return Profile(self.row.profile)

    @property
    def saying(self) -> str | Promise:
        """What it looks for, in a few words; or which one before it came to the same branches."""
        if self.twin:
            return _("与“%(name)s”相同") % {"name": self.twin.label}
        return SAYINGS[self.profile]

    @property
    def report(self) -> Mapping[str, Any]:
        """The stored report."""
        return self.row.report  # type: ignore[no-any-return]

    @cached_property
    def groups(self) -> tuple[GroupLine, ...]:
        """The branches in the order of their letters."""
        locked = self.decisions.locked
        limits = self.row.plan.instance.get("parameters")
        return tuple(
            group_line(self.names, group, self.approximate, locked, limits=limits, book=self.book)
            for group in self.report["groups"]
        )

    @cached_property
    def decisions(self) -> Decisions:
        """What people settled about it."""
        return decisions_of(self.row)

    @property
    def carried(self) -> Mapping[str, Any]:
        """What it took over from the plan before: as_of, kept, dropped with the reasons; nothing where it took none."""
        found = self.row.computed.get("carried", {})
        return found if found.get("kept") or found.get("dropped") else {}

    @cached_property
    def edits(self) -> EditLines:
        """What people changed. Two queries."""
        return EditLines(self.row, self.names)

    @cached_property
    def lines(self) -> tuple[tuple[str, str, str, bool], ...]:
        """The six lines in which alternatives are compared: label, figure, denominator, whether to mark it."""
        return six_lines(self.groups, longest=self.longest, changed=self.changed)

    @property
    def longest(self) -> str:
        """The longest way of all."""
        ways = [group.longest for group in self.groups]
        return _("%(way)s 米") % {"way": f"{max(ways):,}"} if ways else "—"

    @property
    def changed(self) -> int:
        """How many enterprises leave the joint branch that they have today."""
        return len(self.changes)

    @cached_property
    def parts(self) -> tuple[PartLine, ...]:
        """The five parts of the score with their places in the bar."""
        return part_lines(self.report["parts"])

    @property
    def proof(self) -> str:
        """What is known about how good it is, in one sentence."""
        return proof_words(self.report, by_hand=self.edits.by_hand, carried=self.carried.get("kept", 0))

    @property
    def ended(self) -> str:
        """Why the computation ended."""
        return ended_words(self.report)

    @cached_property
    def left(self) -> tuple[Mapping[str, Any], ...]:
        """Who is left to the catch-all because the conditions are missing, and why."""
        return tuple(row for row in self._caught if not row["by_person"])

    def with_needs(self, rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return some of those left with what would bring each in."""
        needs = need_lines(self.row, [row["id"] for row in rows], self.approximate, self.book)
        return [{**row, "needs": needs.get(row["id"], [])} for row in rows]

    @cached_property
    def caught(self) -> tuple[Mapping[str, Any], ...]:
        """Who is left to the catch-all because a person said so, and why."""
        return tuple(row for row in self._caught if row["by_person"])

    @cached_property
    def _caught(self) -> list[Mapping[str, Any]]:
        reasons = self.decisions.caught
        return [
            {
                "id": row["unit"],
                "name": self.names[row["unit"]],
                "why": reasons.get(row["unit"]) or row["text"],
                "by_person": row["code"] == LeftCode.PERSON,
            }
            for row in self.report["left"]
        ]

    @property
    def set_aside(self) -> list[Mapping[str, str]]:
        """Who takes no part this time because a person said so, and why."""
        return [{"id": key, "name": self.names[key], "why": why} for key, why in self.decisions.left_out.items()]

    @property
    def pairs(self) -> list[Mapping[str, str]]:
        """The requirements that hold in this alternative alone."""
        return [
            {"a": pair.a, "b": pair.b, "kind": pair.kind, "reason": pair.reason}
            | {"first": self.names[pair.a], "second": self.names[pair.b]}
            for pair in self.decisions.wishes.pairs
        ]

    @property
    def broken(self) -> list[Mapping[str, Any]]:
        """The rules that the groups break as they stand, until the rest is computed anew."""
        rows = [row for row in self.report["broken"] if not row["soft"]]
        return [{**row, "clauses": clauses_of(self.book, PARAMETERS.get(row["rule"], ""))} for row in rows]

    @cached_property
    def changes(self) -> tuple[Mapping[str, str], ...]:
        """The enterprises that leave the joint branch they have today, with where they go."""
        return tuple(self._change(change) for change in self.report["changes"] if change["kind"] != "joins")

    @property
    def joining(self) -> int:
        """How many enterprises without a joint branch today get one."""
        return sum(change["kind"] == "joins" for change in self.report["changes"])

    @cached_property
    def forming_own(self) -> tuple[Mapping[str, Any], ...]:
        """Enterprises without a branch and with members enough for their own (应当单独成立)."""
        least = self.row.plan.instance["parameters"]["min_full"]
        units = self.names.units.values()
        return tuple(unit for unit in units if unit["full_members"] >= least and unit["today"] is None)

    @cached_property
    def own_branches(self) -> tuple[Mapping[str, Any], ...]:
        """Those of them that take nobody in."""
        hosts = {group.host for group in self.groups}
        return tuple(unit for unit in self.forming_own if unit["id"] not in hosts)

    def _place(self, host: str | None) -> str:
        return self.names[host] if host else _("大党委兜底")

    def _change(self, change: Mapping[str, Any]) -> dict[str, str]:
        name, today = self.names[change["unit"]], self.names.today.get(change["today"], "—")
        return {"name": name, "today": today, "then": self._place(change["host"])}


@dataclass
class PlanReview:
    """A whole plan as its review page shows it; two queries beside the plan's own.

    With a `book` reasons carry their clauses, and the left ones what would bring them in.
    """

    plan: FormationPlan
    shown: Profile
    book: Rulebook | None = None

    @cached_property
    def names(self) -> Names:
        """All names."""
        return Names.of(self.plan)

    @cached_property
    def alternatives(self) -> tuple[AlternativeReview, ...]:
        """The three alternatives in their fixed order."""
        rows = {row.profile: row for row in self.plan.alternatives.select_related("plan")}
        shown = [rows[profile] for profile in Profile if profile in rows]
        approximate = self.plan.notes.get("approximate", {})
        return tuple(
            AlternativeReview(row, self.names, approximate, twin=twin_of(row, shown), book=self.book) for row in shown
        )

    @property
    def current(self) -> AlternativeReview:
        """The alternative that the page shows in full."""
        return next(one for one in self.alternatives if one.profile == self.shown)

    @cached_property
    def figures(self) -> dict[str, int]:
        """How many enterprises, full members and existing branches take part."""
        units = self.plan.instance.get("units", ())
        return {
            "units": len(units),
            "full": sum(unit["full_members"] for unit in units),
            "branches": len(self.plan.instance.get("branches", ())),
            "approximate": sum(unit["id"] in self.plan.notes.get("approximate", {}) for unit in units),
        }

    @cached_property
    def left_out(self) -> list[dict[str, Any]]:
        """Enterprises with members that the plan does not look at, each with the reason and the clause behind it."""
        return left_out_lines(self.plan, self.book)

    @property
    def own_clauses(self) -> Sequence[Clause]:
        """The clause under which an enterprise forms its own branch."""
        return clauses_of(self.book, "formation.min_full_members")
