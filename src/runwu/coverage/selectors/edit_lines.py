"""The edits of an alternative as its page lists them (人工调整): what, why, who, when, and whether it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.coverage.choices import EditKind, EditState
from runwu.coverage.models import PlanAlternative, PlanEdit
from runwu.coverage.selectors.review_groups import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class EditLine:
    """One edit in words."""

    words: str
    reason: str
    delta: int | None
    warnings: Sequence[str]
    who: str
    at: datetime
    state: EditState

    @property
    def stands(self) -> bool:
        """Whether it is part of the plan as it is now."""
        return self.state is EditState.STANDING

    @property
    def state_label(self) -> str:
        """What became of it."""
        return str(self.state.label)


class EditLines:
    """The edits of an alternative, newest first; one query for them, one for the names of who made them."""

    def __init__(self, row: PlanAlternative, names: Names) -> None:
        self._row, self._names = row, names

    @cached_property
    def _rows(self) -> list[PlanEdit]:
        return list(self._row.edits.order_by("-number")) if self._row.pk else []  # none where nothing is stored

    @property
    def by_hand(self) -> int:
        """How many edits of people stand."""
        return sum(row.stands and row.kind != EditKind.SOLVED for row in self._rows)

    @property
    def may_undo(self) -> bool:
        """Whether there is something to undo."""
        return any(row.stands for row in self._rows)

    @property
    def may_redo(self) -> bool:
        """Whether something was undone last that can be made again."""
        return any(row.state == EditState.UNDONE for row in self._rows)

    @cached_property
    def lines(self) -> list[EditLine]:
        """The edits in words, newest first."""
        who = {row.made_by for row in self._rows}
        people = {user.public_id: user.display_name for user in User.objects.filter(public_id__in=who)} if who else {}
        return [self._line(row, people.get(row.made_by) or _("他人")) for row in self._rows]

    def _line(self, row: PlanEdit, who: str) -> EditLine:
        return EditLine(
            words=self._words(row),
            reason=row.reason,
            delta=row.delta,
            warnings=row.warnings,
            who=who,
            at=row.made_at,
            state=EditState(row.state),
        )

    def _words(self, row: PlanEdit) -> str:
        names = {"unit": self._name(row.unit), "other": self._name(row.other), "kind": EditKind(row.kind).label}
        forms = {
            EditKind.MOVED: _("%(unit)s → %(other)s"),
            EditKind.CAUGHT: _("%(unit)s → 暂由大党委兜底"),
            EditKind.TOGETHER: _("%(unit)s 与 %(other)s 同组"),
            EditKind.APART: _("%(unit)s 与 %(other)s 分开"),
            EditKind.LOCKED: _("锁定 %(other)s 组"),
            EditKind.UNLOCKED: _("解锁 %(other)s 组"),
            EditKind.SOLVED: _("重算其余各组"),
        }
        return forms.get(EditKind(row.kind), _("%(kind)s：%(unit)s %(other)s")) % names

    def _name(self, key: str) -> str:
        return self._names[key] if key else ""
