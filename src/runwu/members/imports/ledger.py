"""Hold an export of a mandated member system against the register (对账): nothing of a member is written."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.imports import (
    Choice,
    FieldChange,
    GoodRows,
    ImportContext,
    ImportKind,
    ImportOption,
    NextStep,
    Remark,
    RowBlock,
    RowReport,
    register_kind,
)
from runwu.core.imports.rows import error, hint, judged, warning
from runwu.core.models import RowOutcome
from runwu.core.scope import Scope
from runwu.core.workbooks import ColumnSpec, Kind
from runwu.members.choices import Gap, Ledger
from runwu.members.imports.checker import subject_of
from runwu.members.imports.columns import MEMBER_COLUMNS
from runwu.members.imports.dates import told_remarks
from runwu.members.imports.differences import Subject, member_changes
from runwu.members.imports.known import KnownPeople, load_known
from runwu.members.imports.places import account_scope, park_places
from runwu.members.imports.then import Then, belonged, called, left, left_since, load_then
from runwu.members.imports.vetting import vet
from runwu.members.imports.wishes import MemberWish, read_wish
from runwu.members.imports.world import load_world
from runwu.members.models import Discrepancy, PartyMember, Reconciliation, Transfer
from runwu.members.models.reconciliations import as_stored
from runwu.members.reconciliations import in_words
from runwu.members.selectors import reads_whole
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Organization
from runwu.people.models import Person
from runwu.rules.privacy.fields import mask_phone

_READ = ("name", "birth", "identity", "phone", "standing", "admitted", "converted", "branch", "post")
_OWN_WORRIES = frozenset({"short_probation", "gender_differs", "identity_region"})  # of the register, not of this file
_YEAR = re.compile(  # 2025年, 2025, 202506, 20250630, 2025-06-30; never a part of a longer number
    r"(?<!\d)(20\d\d)(?:(?=\s*年)|(?:[-_./]?(?:0?[1-9]|1[0-2])(?:[-_./]?(?:0?[1-9]|[12]\d|3[01]))?)?(?!\d))"
)
LEDGER_COLUMNS = (
    *(spec for spec in MEMBER_COLUMNS if spec.key in _READ),
    ColumnSpec(
        "floating", "是否流动党员", ("流动党员", "流动情况", "流动标识", "是否流出"), kind=Kind.BOOLEAN, example="否"
    ),
    ColumnSpec(
        "counted_on", "统计日期", ("数据日期", "截止日期", "统计截止日期"), kind=Kind.DATE, example="2026-06-30"
    ),
)

SYSTEM = ImportOption(
    key="ledger",
    label=gettext_lazy("哪个系统导出的"),
    choices=tuple(Choice(str(code), label) for code, label in Ledger.choices),
    help=gettext_lazy("每个系统的列分开记，下次同一个系统的导出不再问。"),
    named=Ledger.OTHER,
    name_label=gettext_lazy("系统名称"),
)


@dataclass(frozen=True, slots=True)
class _Found:
    """Whom a row speaks of; of whom nobody is found, why not, and by which transfer that one has left since."""

    subject: Subject
    why: str = ""
    left: Transfer | None = None


class LedgerChecker:
    """Compares rows with the register as of the day of the export, and keeps what differs where it is written next."""

    def __init__(self, context: ImportContext) -> None:
        self._context = context
        self._world = load_world(context)
        self._told = years_told(context.source)
        self._dated: set[int] = set()
        self.found: list[Discrepancy] = []
        self.matched: set[int] = set()
        self.rows = 0
        self._names = Counter[str]()

    def check(self, block: RowBlock) -> list[RowReport]:
        """Return one report per row. Fourteen queries."""
        wishes = [read_wish(row, self._context) for row in block.rows()]
        said = [[one for one in self._vetted(wish) if one.code not in _OWN_WORRIES] for wish in wishes]
        self._dated |= {day.year for wish in wishes if (day := _counted_on(wish)) is not None}
        known = load_known(wishes, self._context, by_name=True)
        self._names.update(wish.name for wish in wishes)
        then = load_then(known.members.values(), self._context.as_of)
        gone, scope = left_since((wish.name for wish in wishes), self._context), self._context.scope
        known.paths = {
            person: branch.path
            for person, member in known.members.items()
            if (branch := then.branch(member, scope)) is not None
        }
        found = [self._found(wish, known, gone) for wish in wishes]
        return [
            self._report(one, remarks, [] if one.left else list(gaps_of(one.subject, then, scope)))
            for one, remarks in zip(found, said, strict=True)
        ]

    def _vetted(self, wish: MemberWish) -> Iterator[Remark]:
        """Yield what is wrong with a row by itself: the register is compared with it, not asked about it."""
        yield from vet(wish, self._context)
        yield from told_remarks(wish, self._world.book)

    def _found(self, wish: MemberWish, known: KnownPeople, gone: Mapping[str, Sequence[Transfer]]) -> _Found:
        """Return whom a row speaks of; of whom the register finds nobody, why not."""
        subject = subject_of(wish, known, self._world)
        if subject.member is not None:
            return _Found(subject)
        member, why = namesake(wish, known, self._context.scope, alone=self._names[wish.name] == 1)
        if member is None:
            return _Found(subject, why, left(wish, gone))
        return _Found(replace(subject, person=member.person, member=member))

    def _report(self, found: _Found, remarks: list[Remark], gaps: list[Discrepancy]) -> RowReport:
        subject = found.subject
        remarks += [
            *self._other_year(subject.wish), *_unknown_branch(subject), *_branch_alone(subject, self._context.scope), *_left(found)
        ]  # fmt: skip
        report = judged(
            subject.wish.row,
            label=subject.wish.name,
            remarks=tuple(remarks),
            changes=tuple(_both_sides(one) for one in gaps),
            known=subject.member is not None or found.left is not None,
            summary=found.why,
        )
        if self._context.writes:
            self.rows += not any(one.code == "other_year" for one in report.remarks)
            self.found += gaps if report.outcome != RowOutcome.ERROR else []
            self.matched |= {subject.member.pk} if subject.member else set()
        return report

    def _other_year(self, wish: MemberWish) -> Iterator[Remark]:
        """Refuse what is of another year than the day that it is held against: by the row, the rows around it, the name."""
        year, day = self._context.as_of.year, _counted_on(wish)
        told = {day.year} if day is not None else self._dated or self._told
        if told and year not in told:
            said = _("这份导出是 %(theirs)d 年的，对账按 %(ours)d 年。") % {"theirs": max(told), "ours": year}
            now = _("请导出同一年的名册，或者更正“数据截至”。")
            if day is None and not self._dated:
                now = _("请导出同一年的名册，或者更正“数据截至”；文件名里的年份不是数据的年份的，改了文件名再上传。")
            yield error("other_year", said, now, key="counted_on")


def years_told(name: str) -> set[int]:
    """Return the years that the name of a file tells.

    >>> years_told("202506党员名册"), years_told("名册 2025-06-30"), years_told("2025年6月"), years_told("名册2025")
    ({2025}, {2025}, {2025}, {2025})
    >>> years_told("名册12025"), years_told("138202500"), years_told("名册")
    (set(), set(), set())
    """
    return {int(year) for year in _YEAR.findall(name)}


def _counted_on(wish: MemberWish) -> date | None:
    day = wish.row.values.get("counted_on")
    return day if isinstance(day, date) else None


def namesake(wish: MemberWish, known: KnownPeople, scope: Scope, *, alone: bool) -> tuple[PartyMember | None, str]:
    """Return the one member of a name in another branch, where nothing speaks against it and a fact besides the name agrees.

    Nobody is taken for somebody else by name alone: then the row says what is missing. `alone`: no other row so far is
    about this name. Of whom the uploader knows by name only, nothing but name and branch is asked.
    """
    found = [(one, known.members[one.pk]) for one in known.by_name.get(wish.name, ()) if one.pk in known.members]
    if not found:
        return None, _("你能看到的名册里没有叫这个姓名的党员。")
    if len(found) > 1 or not alone:
        return None, _("同名的不止一人，分不清是哪一名。导出里带上出生日期或者公民身份号码，就能对上人。")
    person, member = found[0]
    read = reads_whole(scope=scope, member=member)
    if read and _apart(wish, person):
        return None, _("有一名同名党员，出生日期或者公民身份号码不同，按两个人列出。")
    if not read or not _agrees(wish, person, member):
        branch = member.organization.label if member.organization else _("别处")
        said = _("“%s”有一名同名党员，没有出生日期、入党日期或者手机对得上，不能认定是同一个人。")
        return None, said % branch
    member.person = person
    return member, ""


def _apart(wish: MemberWish, person: Person) -> bool:
    """Tell whether number or birth date speak of two persons; a month alone only by its year."""
    if person.identity_index and wish.identity_index and person.identity_index != wish.identity_index:
        return True
    if person.born_on is None or wish.birth is None:
        return False
    exact = wish.row.precision.get("birth", "day") == "day"
    return person.born_on != wish.birth if exact else person.born_on.year != wish.birth.year


def _agrees(wish: MemberWish, person: Person, member: PartyMember) -> bool:
    """Tell whether the day of admission or the phone number is the same on both sides."""
    exact = wish.row.precision.get("admitted", "day") == "day"
    admitted = wish.admitted is not None and exact and wish.admitted == member.admitted_on
    return admitted or bool(person.phone and wish.phone == person.phone)


def _unknown_branch(subject: Subject) -> Iterator[Remark]:
    if subject.wish.branch and subject.branch is None:
        said = _("本系统里没有“%s”这个党支部。") % subject.wish.branch
        yield warning("unknown_branch", said, _("名称写错的请改正；没有写错的照样比对。"), key="branch")


def _branch_alone(subject: Subject, scope: Scope) -> Iterator[Remark]:
    if subject.member is not None and not reads_whole(scope=scope, member=subject.member):
        yield hint("branch_alone", _("限组织内知悉，只比对了所在党支部。"))


def _left(found: _Found) -> Iterator[Remark]:
    if found.left is not None and found.left.accepted_on is not None:
        yield hint("left_since", _("%s 起组织关系已转出，当日在这里，不算差异。") % found.left.accepted_on.isoformat())


def _both_sides(gap: Discrepancy) -> FieldChange:
    return FieldChange(str(Gap(gap.kind).label), in_words(gap.kind, gap.ours), in_words(gap.kind, gap.theirs))


def gaps_of(subject: Subject, then: Then, scope: Scope) -> Iterator[Discrepancy]:
    """Yield in what a row differs from the register of its day, not yet stored; what a row does not tell is no difference.

    Of a restricted member whom the uploader knows by name, the branch alone is compared.
    """
    wish, member = subject.wish, subject.member
    if member is None:
        yield Discrepancy(name=wish.name, kind=Gap.ONLY_THERE, theirs=wish.branch, organization=subject.branch)
        return
    held = then.branch(member, scope)
    about = {"name": wish.name, "member": member, "organization": held}
    if not any(called(one, wish.branch) for one in (held, then.branches.get(member.pk))):
        yield Discrepancy(**about, kind=Gap.BRANCH, ours=held.name if held else "", theirs=wish.branch)
    if not reads_whole(scope=scope, member=member):
        return
    was = then.standings.get(member.pk, member.standing)
    if wish.standing and wish.standing != was:
        yield Discrepancy(**about, kind=Gap.STANDING, ours=as_stored(was), theirs=as_stored(wish.standing))
    for name, value in member_changes(wish, member).items():
        if name in (Gap.ADMITTED, Gap.CONVERTED):
            yield Discrepancy(**about, kind=name, ours=as_stored(getattr(member, name)), theirs=as_stored(value))
    for kind, ours, theirs in (*_floating(subject, then.away), *_posts(subject, held, then), *_phones(subject)):
        yield Discrepancy(**about, kind=kind, ours=ours, theirs=theirs)


def _floating(subject: Subject, away: frozenset[int]) -> Iterator[tuple[Gap, str, str]]:
    theirs = subject.wish.row.values.get("floating")
    if isinstance(theirs, bool) and subject.member is not None and (ours := subject.member.pk in away) != theirs:
        yield Gap.FLOATING, _flow(ours), _flow(theirs)


def _flow(away: bool) -> str:
    return _("流出") if away else _("未流动")


def _posts(subject: Subject, held: Organization | None, then: Then) -> Iterator[tuple[Gap, str, str]]:
    """Compare the posts in the own branch; words that nobody can read are told as such by the row."""
    member, theirs = subject.member, {*subject.wish.posts}
    if member is None or not theirs:
        return
    posts = then.posts.get(member.pk, [])
    ours = {PostKind(one.kind) for one in posts if held is not None and one.organization_id == held.pk}
    if ours != theirs:
        yield Gap.POST, _named(ours), _named(theirs)


def _named(kinds: set[PostKind]) -> str:
    return "、".join(sorted(str(kind.label) for kind in kinds))


def _phones(subject: Subject) -> Iterator[tuple[Gap, str, str]]:
    """Compare numbers; what is kept of them are their ends."""
    person, theirs = subject.person, subject.wish.phone
    if person is not None and theirs and person.phone != theirs:
        yield Gap.PHONE, mask_phone(person.phone) if person.phone else "", mask_phone(theirs)


def write_ledger(context: ImportContext, rows: GoodRows) -> Mapping[str, int]:
    """Store what differs; the register is not touched. Runs inside a transaction.

    Rows that were mended after the others had been written go to the same reconciliation; they were counted with it.
    """
    checker = rows.checker
    if not isinstance(checker, LedgerChecker):
        raise TypeError(checker)
    made = Reconciliation.objects.filter(batch=context.batch).first()
    if made is None:
        made, found = _opened(context, checker), [*checker.found, *_missing(context, checker)]
    else:
        mended = made.discrepancies.filter(kind=Gap.ONLY_HERE, ruling="", member__in=checker.matched)
        mended.delete()
        found = checker.found
    for one in found:
        one.reconciliation = made
    Discrepancy.objects.bulk_create(found, batch_size=500)
    by = User.objects.get(public_id=context.uploader)
    audit.log(
        by, "members.reconciliation.made", made, place=context.place, restricted=True, rows=made.rows, gaps=len(found)
    )
    return {"new": 0, "changed": 0, "gaps": len(found)}


def _opened(context: ImportContext, checker: LedgerChecker) -> Reconciliation:
    return Reconciliation.objects.create(
        park=load_world(context).park, ledger=Ledger(SYSTEM.chosen(context.options)),
        ledger_name=SYSTEM.name(context.options), as_of=context.as_of, batch=context.batch,
        made_by=context.uploader, made_on=context.today, rows=checker.rows,
    )  # fmt: skip


def _missing(context: ImportContext, checker: LedgerChecker) -> Iterator[Discrepancy]:
    """Yield the members whom the register holds for the day of the export and the export does not."""
    for member, held in belonged(context):
        if member.pk not in checker.matched:
            yield Discrepancy(
                name=member.person.full_name, member=member, organization=held, kind=Gap.ONLY_HERE,
                ours=held.name if held else "",
            )  # fmt: skip


def _made(batch: UUID) -> str:
    """Return where the reconciliation of a batch is read. One query."""
    made = Reconciliation.objects.filter(batch=batch).values_list("public_id", flat=True).first()
    return reverse("members:reconciliation", args=[made]) if made else ""


LEDGER = register_kind(
    ImportKind(
        key="ledger",
        title=gettext_lazy("法定名册对账"),
        unit=gettext_lazy("人"),
        specs=LEDGER_COLUMNS,
        places=park_places,
        scope_of=account_scope,
        checker=LedgerChecker,
        write=write_ledger,
        options=(SYSTEM,),
        columns_by=SYSTEM.key,
        note=gettext_lazy(
            "只列出两边不同的地方，不新增、不更改党员登记。结果只有上传的人、接手的人看得到。公民身份号码只用来认出同一个人，电话只留头尾。"
        ),
        order=9,
        next_steps=(NextStep(gettext_lazy("看差异"), "members:reconciliations"),),
        day_note=gettext_lazy("别的年份的导出不比对。"),
        compares=True,
        outcomes={
            RowOutcome.CHANGED: gettext_lazy("两边不同"),
            RowOutcome.NEW: Gap.ONLY_THERE.label,
            RowOutcome.SAME: gettext_lazy("两边一致"),
        },
        made=_made,
    )
)
