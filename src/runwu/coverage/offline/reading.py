"""Read the two workbooks as the importers do: the same columns, synonyms and checks of a row by itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.core.imports import ImportContext, ImportRow, Remark, Weight
from runwu.core.scope import NOBODY
from runwu.core.workbooks import ColumnSpec, choose_table, open_workbook, read_rows, recognize
from runwu.coverage.imports.firms.columns import ENTERPRISE_COLUMNS
from runwu.coverage.imports.firms.remarks import vet
from runwu.coverage.imports.firms.wishes import FirmWish
from runwu.coverage.imports.firms.wishes import read_wish as read_firm
from runwu.enterprises.models import Park
from runwu.members.imports.columns import MEMBER_COLUMNS
from runwu.members.imports.names import folded
from runwu.members.imports.wishes import MemberWish
from runwu.members.imports.wishes import read_wish as read_member

W = TypeVar("W", FirmWish, MemberWish)
_NOBODY = UUID(int=0)


@dataclass
class Books:
    """What two workbooks hold: good rows, and a sentence for each row that was left out. No person's name in them."""

    firms: list[FirmWish] = field(default_factory=list)
    members: list[MemberWish] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def read_books(enterprises: Path, members: Path, *, park: Park, on: date) -> Books:
    """Read the enterprise ledger and the member register (企业台账、党员名册).

    Raises WorkbookRefused for a file that is no workbook, UserError for one without a required column.
    """
    books, context = Books(), _context(on)
    for row in _rows(enterprises, ENTERPRISE_COLUMNS):
        firm = read_firm(row, context)
        _keep(books, books.firms, firm, [*row.remarks, *vet(row, firm, park, context)], _("企业台账"))
    for row in _rows(members, MEMBER_COLUMNS):
        _keep(books, books.members, read_member(row, context), row.remarks, _("党员名册"))
    books.firms = _once(books.firms, _firm_key, books, _("企业台账"))
    books.members = _once(books.members, _member_key, books, _("党员名册"))
    return books


def _context(on: date) -> ImportContext:
    return ImportContext(
        batch=_NOBODY, place=_NOBODY, as_of=on, today=on, source="", uploader=_NOBODY, scope=NOBODY, options={}
    )


def _rows(path: Path, specs: Sequence[ColumnSpec]) -> Iterator[ImportRow]:
    with open_workbook(path) as book:
        table = choose_table(book, specs).table
        mapping = recognize(table.columns, specs)
        if not mapping.ready:
            missing = "、".join(spec.title for spec in mapping.missing)
            raise UserError(
                _("%(file)s里没有认出“%(columns)s”这一列，或有两列认成同一项。")
                % {"file": path.name, "columns": missing or "—"},
                rule=_("按表头认列。"),
                now=_("请把表头改成这个名称，每项只留一列，再运行一次。"),
            )
        yield from (ImportRow.of(parsed) for parsed in read_rows(table, mapping))


def _keep(books: Books, kept: list[W], wish: W, remarks: Sequence[Remark], sheet: str) -> None:
    errors = [remark for remark in remarks if remark.weight is Weight.ERROR]
    if errors:
        words = " ".join(f"{error.happened}{error.now}" for error in errors)
        books.left_out.append(
            _("%(sheet)s第 %(row)s 行：%(words)s") % {"sheet": sheet, "row": wish.row.number, "words": words}
        )
    else:
        kept.append(wish)


def _once(wishes: list[W], key_of: Callable[[W], object], books: Books, sheet: str) -> list[W]:
    """Keep the first of rows about the same firm or person."""
    first: dict[object, W] = {}
    for wish in wishes:
        same = first.setdefault(key_of(wish), wish)
        if same is not wish:
            said = _("%(sheet)s第 %(row)s 行：与第 %(first)s 行重复，没有读入。")
            books.left_out.append(said % {"sheet": sheet, "row": wish.row.number, "first": same.row.number})
    return list(first.values())


def _firm_key(wish: FirmWish) -> object:
    return wish.fields.get("credit_code") or wish.fields.get("provisional_number") or folded(wish.name)


def _member_key(wish: MemberWish) -> object:
    """Return the identity number where it is told, else name, birth date and branch."""
    return wish.row.text("identity") or (*wish.keys, folded(wish.branch))
