"""What is wrong or remarkable in a row of the member workbook, by itself (单行核对)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from runwu.core.imports import ImportContext, Remark
from runwu.core.imports.rows import error, hint, warning
from runwu.members.choices import Belonging, Standing
from runwu.members.imports.wishes import MemberWish, note_identity
from runwu.people.models import Gender
from runwu.rules.identifiers import IdentityNumber, Problem, read_identity_number, read_mobile_number

_LONGEST = {"name": 50, "branch": 100, "position": 50, "home": 100, "decision": 100}


def vet(wish: MemberWish, context: ImportContext) -> Iterator[Remark]:
    """Yield what is wrong with a row by itself, and put checked values into its wish."""
    yield from _required(wish)
    yield from _too_long(wish)
    yield from _identity(wish, context)
    yield from _phone(wish)
    yield from _standing(wish)
    yield from _belonging(wish, context)
    yield from _words(wish)


def _required(wish: MemberWish) -> Iterator[Remark]:
    if not wish.branch:
        said = _("没有填所在党支部，党员不能没有所属组织。")
        yield error("required", said, _("请填所在党支部；组织关系还没转来的，在“组织关系”填“未转入”。"), key="branch")


def _too_long(wish: MemberWish) -> Iterator[Remark]:
    for key, limit in _LONGEST.items():
        length = len(wish.row.text(key))
        if length > limit:
            yield error("too_long", _("这一格有 %d 个字，太长了。") % length, _("请缩到 %d 字以内。") % limit, key=key)


def _identity(wish: MemberWish, context: ImportContext) -> Iterator[Remark]:
    text = wish.row.text("identity")
    if not text:
        return
    found = read_identity_number(text, on=context.today)
    if isinstance(found, Problem):
        yield error(f"identity_{found.kind}", f"{found.happened}。", f"{found.now}。", key="identity")
        return
    note_identity(wish, found.number)
    for problem in found.warnings:
        yield warning("identity_region", f"{problem.happened}。", f"{problem.now}。", key="identity")
    yield from _against_number(wish, found)


def _against_number(wish: MemberWish, found: IdentityNumber) -> Iterator[Remark]:
    """Compare birth date and gender with the number, and take them from it where the row does not tell."""
    exact = wish.row.precision.get("birth", "day") == "day"
    if wish.birth is None or (not exact and wish.birth.year == found.birth.year):
        wish.birth = found.birth
    elif wish.birth != found.birth:
        yield error("birth_differs", _("出生日期与公民身份号码里的不一致。"), _("请对照身份证核对两格。"), key="birth")
    gender = Gender.MALE if found.is_male else Gender.FEMALE
    if wish.gender and wish.gender != gender:
        yield warning("gender_differs", _("性别与公民身份号码里的不一致，"), _("请看一眼是否对。"), key="gender")
    wish.gender = wish.gender or str(gender)


def _phone(wish: MemberWish) -> Iterator[Remark]:
    text = wish.row.text("phone")
    if not text:
        return
    found = read_mobile_number(wish.row.raw.get("phone") or text)
    if isinstance(found, Problem):
        yield warning("phone", f"{found.happened}，", _("手机这一格不写入。"), key="phone")
    else:
        wish.phone = found.number


def _standing(wish: MemberWish) -> Iterator[Remark]:
    told = wish.row.text("standing")
    if told == Standing.PROBATIONARY and wish.converted is not None:
        yield error(
            "probationary_converted",
            _("填的是预备党员，却有转正日期。"),
            _("请核对党员类别和转正日期。"),
            key="standing",
        )


def _belonging(wish: MemberWish, context: ImportContext) -> Iterator[Remark]:
    away = wish.belonging in (Belonging.FLOATING_IN, Belonging.NOT_TRANSFERRED)
    if away and not wish.row.text("home"):
        yield warning("no_home", _("没有填流出地党组织。"), _("知道就补上；不影响写入。"), key="home")
    if wish.since > context.today:
        yield error("since_later", _("转入日期在今天以后。"), _("请核对日期。"), key="since")
    if wish.admitted is not None and wish.since < wish.admitted and wish.row.values.get("since"):
        yield error("since_before_admission", _("转入日期早于入党日期。"), _("请核对两个日期。"), key="since")


def _words(wish: MemberWish) -> Iterator[Remark]:
    for word in wish.strange_posts:
        yield warning(
            "post", _("党内职务“%s”认不出，") % word, _("这一项不写入。可填书记、副书记、组织委员等。"), key="post"
        )
    if wish.restricted:
        said = _("限组织内知悉：写入后只有所在支部和上级党委组织委员看得到，待本人确认。")
        yield hint("restricted", said, key="restricted")
