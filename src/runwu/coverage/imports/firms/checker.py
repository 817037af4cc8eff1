"""Say what rows of the enterprise workbook would do (企业台账核对)."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from runwu.core.imports import FieldChange, ImportContext, ImportRow, Remark, RowReport
from runwu.core.imports.rows import error, judged, warning
from runwu.coverage.imports.firms import differences as diff
from runwu.coverage.imports.firms.known import KnownFirms, load_known
from runwu.coverage.imports.firms.remarks import vet
from runwu.coverage.imports.firms.wishes import FirmWish, read_wish
from runwu.coverage.imports.firms.world import load_world
from runwu.enterprises.models import Enterprise
from runwu.members.imports.names import branch_key, folded
from runwu.organizations.choices import UnitRole


class FirmChecker:
    """Checks rows in the order of the sheet and remembers the enterprises and own branches it saw."""

    def __init__(self, context: ImportContext) -> None:
        self._context = context
        self._world = load_world(context)
        self._seen: dict[tuple[str, str], int] = {}
        self._own: dict[str, int] = {}

    def check(self, rows: Sequence[ImportRow]) -> list[RowReport]:
        """Return one report per row. Seven queries."""
        wishes = [read_wish(row, self._context) for row in rows]
        said = [list(vet(row, wish, self._world.park, self._context)) for row, wish in zip(rows, wishes, strict=True)]
        known = load_known(wishes, self._world)
        return [self._report(wish, remarks, known) for wish, remarks in zip(wishes, said, strict=True)]

    def _report(self, wish: FirmWish, remarks: list[Remark], known: KnownFirms) -> RowReport:
        firm = known.match(wish, self._world.park.pk)
        remarks += [*self._twice(wish), *self._identity(wish, firm, known), *self._own_twice(wish)]
        remarks += [*diff.branch_remarks(wish, self._world), *diff.instructor_remarks(wish, self._world)]
        remarks += diff.place_remarks(wish, self._world, firm)
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
        for key in _keys(wish):
            first = self._seen.setdefault(key, wish.row.number)
            if first != wish.row.number:
                said = _("与第 %(row)d 行是同一家：%(what)s相同。") % {"row": first, "what": _KEY_NAMES[key[0]]}
                yield error("twice", said, _("请留其中一行。"), other=first)
                return

    def _identity(self, wish: FirmWish, firm: Enterprise | None, known: KnownFirms) -> Iterator[Remark]:
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
        elif firm is None and folded(wish.name) in known.by_name:
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


_KEY_NAMES = {"code": "统一社会信用代码", "number": "园区临时编号", "name": "企业名称"}


def _keys(wish: FirmWish) -> Iterator[tuple[str, str]]:
    code, number = wish.fields.get("credit_code"), wish.fields.get("provisional_number")
    if code:
        yield "code", code
    if number:
        yield "number", number
    if wish.name and not code:
        yield "name", folded(wish.name)
    elif wish.name:
        yield "name", f"{folded(wish.name)} {code}"
