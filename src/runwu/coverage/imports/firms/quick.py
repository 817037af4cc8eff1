"""Judge the plain rows of a block together (成批核对): new ones, and known ones that change nothing.

Every other row is left to the checker that looks at rows one by one; both say the same of a row.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from runwu.core.imports import ImportContext, Remark, RowBlock, RowReport
from runwu.core.models import RowOutcome
from runwu.coverage.imports.firms import differences as diff
from runwu.coverage.imports.firms.cells import MASS, CellReader, FirmColumns
from runwu.coverage.imports.firms.drafts import Draft, draft_of
from runwu.coverage.imports.firms.index import FirmIndex
from runwu.coverage.imports.firms.memory import Memory
from runwu.coverage.imports.firms.remarks import began_later
from runwu.coverage.imports.firms.repeats import Repeats
from runwu.coverage.imports.firms.standing import load_standing
from runwu.coverage.imports.firms.told import ToldFacts, told_facts
from runwu.coverage.imports.firms.wishes import PLACES
from runwu.coverage.imports.firms.world import ParkWorld
from runwu.enterprises.choices import Located

Remarks = tuple[Remark, ...]
Where = tuple[str | None, str | None, str | None, bool, bool, str | None]


@dataclass(slots=True)
class Judged:
    """The reports of plain rows by position, the positions of the others, and what new rows ask for."""

    reports: dict[int, RowReport] = field(default_factory=dict)
    odd: list[int] = field(default_factory=list)
    draft: Draft | None = None


class QuickChecker:
    """Judges blocks of one import in the order of the sheet; with `nothing`, it leaves every row to the other."""

    def __init__(
        self, context: ImportContext, world: ParkWorld, index: FirmIndex, repeats: Repeats, *, nothing: bool = False
    ) -> None:
        self._nothing = nothing
        self._context, self._index, self._repeats = context, index, repeats
        self._cells = CellReader(context, world.park)
        self._places = Memory[tuple[str, str], Remark | None](lambda place: diff.new_place(*place, world))
        self._points = Memory[str, Remark](diff.without_point)
        self._hints = Memory[Where, Remarks](self._said_of)
        self._late: Remarks = (began_later(),)
        self._new, self._comma = _("新企业"), _("，")
        self._staff = Memory[Any, str](lambda staff: _("职工 %s") % staff)

    def judge(self, block: RowBlock) -> Judged:
        """Return what can be said of a block at once. Two queries, none where all rows are new."""
        columns = self._cells.read(block)
        columns.odd.update(self._repeats.note(columns.keys))
        columns.odd.update(range(len(block)) if self._nothing else ())
        facts = told_facts(columns, self._context)
        known = self._matched(columns)
        standing = load_standing({pk for pk in known.values() if pk is not None})
        judged = Judged()
        new = [at for at in range(len(block)) if at not in columns.odd and known[at] is None]
        for at in new:
            judged.reports[at] = self._report(columns, facts, at, None)
        for at, pk in known.items():
            if pk is not None and at not in columns.odd and standing.is_said_by(columns, facts, at, pk):
                judged.reports[at] = self._report(columns, facts, at, standing.located[pk])
        judged.odd = [at for at in range(len(block)) if at not in judged.reports]
        judged.draft = draft_of(columns, facts, new) if new and self._context.writes else None
        return judged

    def _matched(self, columns: FirmColumns) -> dict[int, int | None]:
        """Return the enterprise of each plain row; a row without a key or with a namesake is no longer plain."""
        keys, index = columns.keys, self._index
        found: dict[int, int | None] = {}
        rows = zip(keys.codes, keys.provisional, keys.names, strict=True)
        for at, (code, number, name) in enumerate(rows):
            pk = found[at] = index.match(code, number, name)
            if (pk is None and (not (code or number) or name in index.by_name)) or (
                pk is not None and (pk in index.elsewhere or self._touches(columns, at))
            ):
                columns.odd.add(at)
        return found

    def _touches(self, columns: FirmColumns, at: int) -> bool:
        values = columns.block.values
        return any(values[key][at] is not None for key in MASS if key in values)

    def _report(self, columns: FirmColumns, facts: ToldFacts, at: int, located: str | None) -> RowReport:
        fields, places, known = columns.fields, columns.places, located is not None
        grid, building, chain = places["grid"][at], places["building"][at], places["chain"][at]
        has_point = fields["latitude"][at] is not None
        remarks = self._hints[grid, building, chain, at in facts.late, has_point, located]
        said = columns.block.remarks.get(at)
        label = fields["short_name"][at] or fields["name"][at]
        remarks = (*said, *remarks) if said else remarks
        if known:
            return RowReport(RowOutcome.SAME, label, remarks)
        return RowReport(
            RowOutcome.NEW, label, remarks, (), self._summary(building or grid, columns.column("staff")[at])
        )

    def _said_of(self, where: Where) -> Remarks:
        """Return what is said of a day of no use and of the place, as `vet` and `place_remarks` do; equal remarks are one."""
        *names, late, has_point, located = where
        told = [(key, name) for key, name in zip(PLACES, names, strict=True) if name is not None]
        found = [*(self._late if late else ()), *filter(None, map(self._places.__getitem__, told))]
        kind = next((name for name in ("building", "grid") if name in dict(told)), "")
        if not has_point and located != Located.COORDINATES and (kind or located is None):
            found.append(self._points[kind])
        return tuple(found)

    def _summary(self, where: str | None, staff: Any) -> str:
        parts = (self._new, where, None if staff is None else self._staff[staff])
        return self._comma.join([part for part in parts if part])
