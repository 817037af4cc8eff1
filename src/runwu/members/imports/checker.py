"""Say what rows of the member workbook would do (党员名册核对)."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from django.utils.translation import gettext as _

from runwu.core.imports import FieldChange, ImportContext, Remark, RowBlock, RowReport
from runwu.core.imports.batches import GOOD
from runwu.core.imports.rows import error, hint, judged, warning
from runwu.core.scope import Capability
from runwu.members.choices import Standing
from runwu.members.imports import differences as diff
from runwu.members.imports.dates import date_remarks
from runwu.members.imports.differences import Subject
from runwu.members.imports.known import KnownPeople, load_known
from runwu.members.imports.names import branch_key
from runwu.members.imports.offices import OfficeChecker
from runwu.members.imports.periods import HeldPeriods, load_periods, period_remarks
from runwu.members.imports.vetting import vet
from runwu.members.imports.wishes import MemberWish, read_wish
from runwu.members.imports.world import MemberWorld, load_firms, load_world
from runwu.members.models import PartyMember
from runwu.members.selectors import known_to
from runwu.organizations.choices import COMMITTEE_FORMS, PostKind, Sector
from runwu.organizations.models import Organization, Post


class MemberChecker:
    """Checks rows in the order of the sheet and remembers the persons and secretaries it saw.

    Where rows are written next, it keeps what they ask for.
    """

    def __init__(self, context: ImportContext) -> None:
        self._context = context
        self._world = load_world(context)
        self._offices = OfficeChecker(context, self._world)
        self._identities: dict[str, int] = {}
        self._births: dict[tuple[str, str], tuple[int, str]] = {}
        self._alike: dict[tuple[str, str, date], tuple[int, str]] = {}
        self._people: dict[int, int] = {}
        self._secretaries: dict[str, int] = {}
        self._branches: dict[tuple[str, Sector], Remark] = {}
        self._standings = {str(code): str(label) for code, label in Standing.choices}
        self._comma = _("，")
        self.wishes: list[MemberWish] = []

    def check(self, block: RowBlock) -> list[RowReport]:
        """Return one report per row. Eleven queries."""
        rows = block.rows()
        wishes = [read_wish(row, self._context) for row in rows]
        said = [list(vet(wish, self._context)) for wish in wishes]
        known = load_known(wishes, self._context)
        load_firms(self._world, (wish.work.get("workplace", "") for wish in wishes))
        subjects = [subject_of(wish, known, self._world) for wish in wishes]
        held = load_periods(subjects)
        reports = [self._report(subject, remarks, known, held) for subject, remarks in zip(subjects, said, strict=True)]
        if self._context.writes:
            self.wishes += [wish for wish, report in zip(wishes, reports, strict=True) if report.outcome in GOOD]
        return reports

    def _report(self, subject: Subject, remarks: list[Remark], known: KnownPeople, held: HeldPeriods) -> RowReport:
        remarks += chain(
            date_remarks(subject, self._world.book),
            self._twice(subject),
            self._branch(subject),
            self._workplace(subject),
            diff.standing_remarks(subject, self._world),
            diff.belonging_remarks(subject),
            period_remarks(subject, held, self._context),
            self._secretary(subject),
            self._offices.remarks(subject, known),
        )
        changes: tuple[FieldChange, ...] = tuple(diff.changes_of(subject, known, self._world))
        return judged(
            subject.wish.row,
            label=subject.wish.name,
            remarks=tuple(remarks),
            changes=changes,
            known=subject.member is not None,
            summary=self._summary(subject),
        )

    def _summary(self, subject: Subject) -> str:
        standing = self._standings.get(subject.wish.standing, "")
        firm = subject.firm.label if diff.links_employer(subject) and subject.firm else ""
        branch = subject.branch.label if subject.branch else subject.wish.branch
        return self._comma.join([part for part in (standing, branch, firm) if part])

    def _twice(self, subject: Subject) -> Iterator[Remark]:
        """Report a person whom an earlier row holds: the same identity number, else the same name and birth date.

        Two rows may also speak of one person in different ways, and be one only in the register.
        """
        wish, number = subject.wish, subject.wish.row.number
        if wish.identity_index:
            first = self._identities.setdefault(wish.identity_index, number)
            if first != number:
                yield error(
                    "twice", _("与第 %d 行是同一个人：公民身份号码相同。") % first, _("请留其中一行。"), other=first
                )
                return
        key = wish.keys if wish.birth else (wish.name, branch_key(wish.branch))
        first, other = self._births.setdefault(key, (number, wish.identity_index))
        if first != number and wish.name and not (other and wish.identity_index and other != wish.identity_index):
            what = _("姓名和出生日期") if wish.birth else _("姓名和党支部")
            said = _("与第 %(row)d 行是同一个人：%(what)s相同。") % {"row": first, "what": what}
            yield error("twice", said, _("请留其中一行；确是两个人的，请补公民身份号码。"), other=first)
            return
        first = self._people.setdefault(subject.person.pk, number) if subject.person else number
        if first != number:
            said = _("与第 %d 行说的是台账里的同一个人。") % first
            yield error("twice", said, _("请留其中一行；确是两个人的，请补公民身份号码。"), other=first)
            return
        yield from self._maybe_same(wish)

    def _maybe_same(self, wish: MemberWish) -> Iterator[Remark]:
        """Warn of a row that tells the same phone number and day of admission as an earlier one of this name."""
        if not (wish.name and wish.phone and wish.admitted):
            return
        number = wish.row.number
        first, other = self._alike.setdefault((wish.name, wish.phone, wish.admitted), (number, wish.identity_index))
        if first != number and not (other and wish.identity_index):  # two numbers here are two persons
            said = _("可能与第 %d 行是同一个人：姓名、手机和入党日期都相同。") % first
            yield warning("maybe_same", said, _("是同一个人的只留一行；确是两个人的，照常写入。"), key="name")

    def _branch(self, subject: Subject) -> Iterator[Remark]:
        wish, branch, world = subject.wish, subject.branch, self._world
        if not wish.branch:
            return
        if world.committee is None:
            yield error(
                "no_committee",
                _("园区还没有党委，党支部无处隶属。"),
                _("请核对园区；没有党委的请联系系统管理员。"),
                key="branch",
            )
        elif branch is None:
            yield self._new_branch(wish, world.committee)
        elif branch.form in COMMITTEE_FORMS:
            yield error(
                "committee",
                _("“%s”是党委，党员要编入一个党支部。") % branch.label,
                _("请填所在党支部的名称。"),
                key="branch",
            )
        elif not self._context.scope.reaches_path(Capability.IMPORT, branch.path):
            yield error(
                "out_of_reach", _("“%s”不在你的权限范围内。") % branch.label, _("请核对支部名称。"), key="branch"
            )

    def _new_branch(self, wish: MemberWish, parent: Organization) -> Remark:
        """Return what is said of a branch that the park lacks; its members share it."""
        if (wish.branch, wish.sector) not in self._branches:
            words = {"name": wish.branch, "parent": parent.label, "sector": wish.sector.label}
            said = _("将新建党支部“%(name)s”（%(sector)s），隶属%(parent)s。") % words
            remark = warning("new_branch", said, _("名称写错的请改正。"), key="branch")
            self._branches[wish.branch, wish.sector] = remark
        return self._branches[wish.branch, wish.sector]

    def _workplace(self, subject: Subject) -> Iterator[Remark]:
        name = subject.wish.work.get("workplace", "")
        if not name or subject.wish.without_employer:
            return
        if subject.firm is None and subject.wish.sector == Sector.ENTERPRISE:
            said = _("企业台账里没有“%s”，") % name
            yield warning(
                "unknown_firm", said, _("工作单位这一格不写入。请核对名称，或先导入企业台账。"), key="workplace"
            )
        elif subject.firm is None:
            yield hint("outside_firm", _("“%s”不在企业台账里，工作单位不写入。") % name, key="workplace")

    def _secretary(self, subject: Subject) -> Iterator[Remark]:
        """Report a second secretary of one branch, in the sheet or beside the one of the register."""
        wish = subject.wish
        if PostKind.SECRETARY not in wish.posts:
            return
        first = self._secretaries.setdefault(branch_key(wish.branch), wish.row.number)
        held = self._world.secretaries.get(subject.branch.pk) if subject.branch else None
        if first != wish.row.number:
            yield error(
                "two_secretaries",
                _("第 %d 行已是这个支部的书记。") % first,
                _("一个支部只有一名书记，请改正其中一行。"),
                key="post",
            )
        elif held is not None and self._is_other(held, subject):
            yield error("has_secretary", _("这个支部已有书记。"), _("请先结束前任的任职，或改正这一格。"), key="post")

    def _is_other(self, held: Post, subject: Subject) -> bool:
        """Tell whether a post is somebody else's whom the uploader may know."""
        if subject.person is not None and held.person_id == subject.person.pk:
            return False
        return not held.person.sealed or self._knows(held.person_id)

    def _knows(self, person_id: int) -> bool:

        return PartyMember.objects.filter(known_to(self._context.scope), person_id=person_id).exists()


def subject_of(wish: MemberWish, known: KnownPeople, world: MemberWorld) -> Subject:
    """Return a row with the person, branch and enterprise that it speaks of."""
    branch = world.organizations.get(branch_key(wish.branch)) if wish.branch else None
    person = known.match(wish, branch)
    member = known.members.get(person.pk) if person else None
    return Subject(wish, person, member, branch, world.firm(wish.work.get("workplace", "")))
