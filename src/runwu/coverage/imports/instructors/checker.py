"""Say what rows of the instructor workbook would do (指导员名册核对)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.imports import FieldChange, ImportContext, ImportRow, Remark, RowBlock, RowReport
from runwu.core.imports.rows import error, judged, warning
from runwu.coverage.imports.instructors.profiles import Told, profile_changes, read_profile
from runwu.coverage.imports.instructors.register import changes_of, load_register
from runwu.members.imports.names import folded
from runwu.organizations.models import Post
from runwu.rules.identifiers import Problem, read_mobile_number

_LONGEST = {"name": 50, "unit": 50}
_YOUNGEST = 18


class InstructorChecker:
    """Checks rows in the order of the sheet and remembers the instructors it saw."""

    def __init__(self, context: ImportContext) -> None:
        self._context = context
        self._register = load_register(context)
        self._seen: dict[tuple[str, str], int] = {}

    def check(self, block: RowBlock) -> list[RowReport]:
        """Return one report per row. No query beyond the register's."""
        return [self._report(row) for row in block.rows()]

    def _report(self, row: ImportRow) -> RowReport:
        remarks = [*vet(row, self._context), *self._twice(row), *self._committee()]
        row, said = with_phone(row)
        remarks += said
        post = self._register.match(row)
        told = read_profile(row, self._register.profiles)
        remarks += told.remarks
        changes = tuple(self._changes(row, post, told)) if post else ()
        return judged(
            row,
            label=row.text("name"),
            remarks=tuple(remarks),
            changes=changes,
            known=post is not None,
            summary=_("新指导员") + (f"，{row.text('unit')}" if row.text("unit") else ""),
        )

    def _changes(self, row: ImportRow, post: Post, told: Told) -> Iterator[FieldChange]:
        profiles = self._register.profiles
        yield from changes_of(row, post)
        yield from profile_changes(told, profiles.of(post.person), profiles)

    def _committee(self) -> Iterator[Remark]:
        if self._register.committee is None:
            yield error(
                "no_committee",
                _("园区还没有党委，指导员无处任职。"),
                _("请核对园区；没有党委的请联系系统管理员。"),
            )

    def _twice(self, row: ImportRow) -> Iterator[Remark]:
        birth = row.values.get("birth")
        key = (folded(row.text("name")), birth.isoformat() if isinstance(birth, date) else "")
        first = self._seen.setdefault(key, row.number)
        if first != row.number and row.text("name"):
            yield error(
                "twice", _("与第 %d 行是同一个人：姓名和出生日期相同。") % first, _("请留其中一行。"), other=first
            )


def vet(row: ImportRow, context: ImportContext) -> Iterator[Remark]:
    """Yield what is wrong with a row by itself."""
    for key, limit in _LONGEST.items():
        if len(row.text(key)) > limit:
            yield error("too_long", _("这一格太长了。"), _("请缩到 %d 字以内。") % limit, key=key)
    birth, since = row.values.get("birth"), row.values.get("since")
    if isinstance(birth, date) and birth > context.today:
        yield error("born_later", _("出生日期在今天以后。"), _("请核对出生日期。"), key="birth")
    elif isinstance(birth, date) and context.today.year - birth.year < _YOUNGEST:
        yield error("too_young", _("按出生日期还没有成年。"), _("请核对出生日期。"), key="birth")
    if birth is None and row.values.get("age") is not None:
        yield warning("age_alone", _("只有年龄，推不出出生日期，"), _("年龄不写入；请补出生日期。"), key="birth")
    if isinstance(since, date) and since > context.as_of:
        yield error("since_later", _("聘任日期晚于数据截至日期。"), _("请核对日期。"), key="since")


def with_phone(row: ImportRow) -> tuple[ImportRow, list[Remark]]:
    """Return the row with its phone number as the register keeps it, left out where it is none."""
    text = row.text("phone")
    if not text:
        return row, []
    found = read_mobile_number(row.raw.get("phone") or text)
    if isinstance(found, Problem):
        said = warning("phone", f"{found.happened}，", _("手机这一格不写入。"), key="phone")
        return replace(row, values={**row.values, "phone": None}), [said]
    return replace(row, values={**row.values, "phone": found.number}), []
