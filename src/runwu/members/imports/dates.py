"""Whether a member's dates can be true together (日期核对): those of the row, and those the register holds beside them."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from runwu.core.imports import Remark
from runwu.core.imports.rows import Weight, error, warning
from runwu.members.imports import differences as diff
from runwu.members.imports.differences import Subject
from runwu.members.imports.wishes import MemberWish
from runwu.rules.membership import MemberDates, dates_in_order
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Outcome, Verdict


def date_remarks(subject: Subject, book: Rulebook) -> Iterator[Remark]:
    """Refuse dates that cannot be, in the row or together with what the register holds of somebody the uploader knows."""
    wish, after = subject.wish, _after(subject)
    alone = list(told_remarks(wish, book))
    if after is None or after == _told(wish) or any(one.weight is Weight.ERROR for one in alone):
        yield from alone
        return
    told_birth = wish.birth is not None and wish.birth == after.birth
    verdict = dates_in_order(after if told_birth else replace(after, birth=None), book=book)
    if verdict.refused:
        yield _refusal(verdict, key=_told_key(wish), registered=True)
    elif not told_birth and dates_in_order(after, book=book).refused:
        yield _against_birth(wish)
    else:
        yield from _advice(verdict)


def told_remarks(wish: MemberWish, book: Rulebook) -> Iterator[Remark]:
    """Refuse dates of a row that cannot be true together, by themselves."""
    verdict = dates_in_order(_told(wish), book=book)
    if verdict.refused:
        yield _refusal(verdict, key="birth" if wish.birth and wish.birth > book.on else "admitted")
    yield from _advice(verdict)


def _told(wish: MemberWish) -> MemberDates:
    return MemberDates(birth=wish.birth, admission=wish.admitted, conversion=wish.converted)


def _advice(verdict: Verdict) -> Iterator[Remark]:
    if verdict.outcome is Outcome.ADVISED:
        said = f"{verdict.title}：{verdict.happened}。"
        yield warning("short_probation", said, f"{verdict.now[0]}。", key="converted")


def _after(subject: Subject) -> MemberDates | None:
    """Return the dates that the register would hold after the row; None where the row changes none of them."""
    wish, person, member = subject.wish, subject.person, subject.member
    if person is None:
        return None
    before = MemberDates(
        birth=person.born_on,
        admission=member.admitted_on if member else None,
        conversion=member.converted_on if member else None,
    )
    new = diff.member_changes(wish, member) if member else diff.wanted_member(wish)
    after = MemberDates(
        birth=wish.birth if "birth_date" in diff.person_changes(wish, person) else before.birth,
        admission=new.get("admitted_on", before.admission),
        conversion=new.get("converted_on", before.conversion),
    )
    return None if after == before else after


def _told_key(wish: MemberWish) -> str:
    """Return the column of the row that speaks against the register."""
    return "admitted" if wish.admitted else "converted" if wish.converted else "birth"


def _refusal(verdict: Verdict, *, key: str, registered: bool = False) -> Remark:
    grounds = "".join(f"（{chip}）" for chip in verdict.chips[:1])
    sums = "".join(f"，{one}" for one in verdict.arithmetic[:1])
    title = _("与登记的日期合起来看，%s") % verdict.title if registered else verdict.title
    return error("dates", f"{title}：{verdict.happened}{sums}{grounds}。", f"{verdict.now[0]}。", key=key)


def _against_birth(wish: MemberWish) -> Remark:
    """Return that the birth date of the register speaks against the row; the day itself is not told."""
    said = _("与登记的出生日期合起来看，入党或转正日期不对：早于出生，或者入党时不满规定年龄。")
    now = _("请对照党员档案核对；登记的出生日期有误的，把正确的填在“出生日期”一格。")
    return error("dates", said, now, key=_told_key(wish))
