"""Say what rows of the enterprise workbook would do (企业台账核对)."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from runwu.core.imports import FieldChange, ImportContext, ImportRow, Remark, RowBlock, RowReport
from runwu.core.imports.batches import GOOD
from runwu.core.imports.rows import error, judged, warning
from runwu.coverage.imports.firms import differences as diff
from runwu.coverage.imports.firms.drafts import Draft
from runwu.coverage.imports.firms.index import load_index
from runwu.coverage.imports.firms.known import KnownFirms, load_known
from runwu.coverage.imports.firms.quick import QuickChecker
from runwu.coverage.imports.firms.remarks import vet
from runwu.coverage.imports.firms.repeats import CODE, NAME, NUMBER, Repeats
from runwu.coverage.imports.firms.wishes import FirmWish, read_wish
from runwu.coverage.imports.firms.world import load_world
from runwu.enterprises.models import Enterprise
from runwu.members.imports.names import branch_key, folded
from runwu.organizations.choices import UnitRole


class FirmChecker:
    """Checks rows in the order of the sheet and remembers the enterprises and own branches it saw.

    Plain rows are judged together, the others one by one; `closely`, all of them. Where rows are written next, it
    keeps what they ask for.
    """

    def __init__(self, context: ImportContext, *, closely: bool = False) -> None:
        self._context = context
        self._world = load_world(context)
        self.index = load_index(self._world.park)
        self._repeats = Repeats()
        self._quick = QuickChecker(context, self._world, self.index, self._repeats, nothing=closely)
        self._own: dict[str, int] = {}
        self.drafts: list[Draft] = []
        self.wishes: list[FirmWish] = []

    def check(self, block: RowBlock) -> list[RowReport]:
        """Return one report per row. Seven queries."""
        quick = self._quick.judge(block)
        if quick.draft:
            self.drafts.append(quick.draft)
        odd = self._check_closely([block.row(at) for at in quick.odd])
        reports = {**quick.reports, **dict(zip(quick.odd, odd, strict=True))}
        return [reports[at] for at in range(len(block))]

    def _check_closely(self, rows: Sequence[ImportRow]) -> list[RowReport]:
        wishes = [read_wish(row, self._context) for row in rows]
        said = [list(vet(row, wish, self._world.park, self._context)) for row, wish in zip(rows, wishes, strict=True)]
        known = load_known(wishes, self.index)
        reports = [self._report(wish, remarks, known) for wish, remarks in zip(wishes, said, strict=True)]
        if self._context.writes:
            self.wishes += [wish for wish, report in zip(wishes, reports, strict=True) if report.outcome in GOOD]
        return reports

    def _report(self, wish: FirmWish, remarks: list[Remark], known: KnownFirms) -> RowReport:
        firm = known.match(wish)
        remarks += [*self._twice(wish), *self._identity(wish, firm), *self._own_twice(wish)]
        remarks += [*diff.branch_remarks(wish, self._world), *diff.instructor_remarks(wish, self._world)]
        located = firm.located if firm else None
        has_point = "latitude" in wish.fields
        remarks += diff.place_remarks(wish.places, self._world, has_point=has_point, located=located)
        changes: list[FieldChange] = []
        if firm is not None:
            remarks += diff.outdated(wish, known.facts.get(firm.pk, []))
            remarks += diff.approved_elsewhere(wish, firm, known, self._world)
            changes = list(self._changes(wish, firm, known))
        return judged(
            wish.row,
            label=wish.fields.get("short_name") or wish.name,
            remarks=tuple(remarks),
            changes=tuple(changes),
            known=firm is not None,
            summary=self._summary(wish),
        )

    def _changes(self, wish: FirmWish, firm: Enterprise, known: KnownFirms) -> Iterator[FieldChange]:
        yield from diff.field_changes(wish, firm)
        yield from diff.fact_changes(wish, known.facts.get(firm.pk, []))
        if (change := diff.unit_change(wish, firm, known, self._world)) is not None:
            yield change
        yield from self._contact_changes(wish, firm, known)
        yield from diff.mass_changes(wish, firm, known)

    def _contact_changes(self, wish: FirmWish, firm: Enterprise, known: KnownFirms) -> Iterator[FieldChange]:
        wish.instructors = tuple(n for n in wish.instructors if len(self._world.instructors.get(folded(n), [])) == 1)
        yield from diff.contact_changes(wish, firm, known)

    def _summary(self, wish: FirmWish) -> str:
        staff = wish.row.values.get("staff")
        where = wish.places.get("building") or wish.places.get("grid") or ""
        parts = [_("新企业"), where, _("职工 %s") % staff if staff is not None else ""]
        return _("，").join(part for part in parts if part)

    def _twice(self, wish: FirmWish) -> Iterator[Remark]:
        """Report an enterprise that an earlier row holds: same code or number, or same name without another code."""
        found = self._repeats.found.get(wish.row.number)
        if found is not None:
            key, first = found
            said = _("与第 %(row)d 行是同一家：%(what)s相同。") % {"row": first, "what": _KEY_NAMES[key]}
            yield error("twice", said, _("请留其中一行。"), other=first)

    def _identity(self, wish: FirmWish, firm: Enterprise | None) -> Iterator[Remark]:
        if firm is not None and firm.park_id != self._world.park.pk:
            yield error(
                "other_park",
                _("这个代码已登记在%s。") % firm.park.name,
                _("请核对代码；企业搬迁的，请先由原园区办理迁出。"),
                key="credit_code",
            )
        elif firm is None and not {"credit_code", "provisional_number"} & set(wish.fields):
            if not any(remark.key == "credit_code" for remark in wish.row.remarks) and not wish.row.raw.get(
                "credit_code"
            ):
                said = _("没有统一社会信用代码，也没有园区临时编号。")
                yield error(
                    "no_key",
                    said,
                    _("请照营业执照补代码；还没有的填园区临时编号。"),
                    key="credit_code provisional_number",
                )
        elif firm is None and folded(wish.name) in self.index.by_name:
            yield warning(
                "namesake", _("园区里已有同名企业，代码不同，将另记一家。"), _("请核对代码。"), key="credit_code"
            )

    def _own_twice(self, wish: FirmWish) -> Iterator[Remark]:
        if wish.branch is None or wish.branch.role is not UnitRole.OWN:
            return
        first = self._own.setdefault(branch_key(wish.branch.name), wish.row.number)
        if first != wish.row.number:
            said = _("第 %d 行也把这个党组织填作单独组建。") % first
            yield error("own_twice", said, _("两家合建的请都改填“联合组建”。"), key="formation")


_KEY_NAMES = {CODE: "统一社会信用代码", NUMBER: "园区临时编号", NAME: "企业名称"}
