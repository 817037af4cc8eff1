"""Restriction set and lifted (限组织内知悉): by the person's recorded wish and the branch's decision.

What protects takes effect as it is asked for and waits for the branch afterwards; what opens waits for the branch, and
from a paper for its file and for another person than the one who recorded it.
"""

from datetime import date
from typing import Any

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import attachments, audit
from runwu.core.errors import Conflict, UserError
from runwu.core.pinyin import initials_of
from runwu.members.choices import OPENING_WISHES, WishKind, WishState
from runwu.members.models import PartyMember, RestrictionWish
from runwu.members.services.locking import locked_person
from runwu.members.services.own_accounts import name_own_accounts
from runwu.members.services.restriction_contacts import end_contacts
from runwu.organizations.models import Post
from runwu.people.models import Audience, Consent

_BACK = {WishKind.RESTRICT: WishKind.LIFT, WishKind.APART: WishKind.JOIN}


@transaction.atomic
def record_wish(  # noqa: PLR0913 -- what a paper says, and the paper
    *,
    member: PartyMember,
    kind: WishKind,
    wished_on: date,
    by: User,
    on: date,
    on_paper: bool,
    paper: File[Any] | None = None,
) -> RestrictionWish:
    """Record what a member wishes (登记本人意愿): by the person, or by the secretary from a signed paper with its file.

    A restriction and a placement without employer hold from now on; where the name stands in the open with a post, from
    the decision. Raises UserError where nothing would change, the day is to come or a paper that opens has no file;
    Conflict while another wish waits.
    """
    member = _locked(member)
    if on_paper == (member.person.user_id == by.pk):
        raise UserError(_("意愿由本人提出；代为登记的，须有本人签字的书面申请。"), now=_("请由本人登录提出。"))
    if on_paper and kind in OPENING_WISHES and member.person.user_id is not None:
        raise UserError(
            _("本人有账号，放宽知悉范围由本人登录提出。"),
            rule=_("没有本人的意愿，谁也不能放宽知悉范围。"),
            now=_("请本人在“谁能看到我”里提出，支部再决定。"),
        )
    if on_paper and kind in OPENING_WISHES and paper is None:
        raise UserError(
            _("没有附上本人签字的书面申请。"),
            rule=_("没有账号的，放宽知悉范围凭本人签字的原件办理。"),
            now=_("请扫描原件一并上传。"),
        )
    if wished_on > on:
        raise UserError(_("本人提出日期晚于今天。"), now=_("请核对日期。"))
    if not _changes(member, kind):
        raise UserError(_("登记已经是这样：%s。") % kind.label, now=_("不需要再提。"))
    try:
        with transaction.atomic():
            wish = RestrictionWish.objects.create(
                member=member, kind=kind, wished_on=wished_on, on_paper=on_paper, recorded_by=by.public_id
            )
    except IntegrityError as error:
        raise Conflict(_("已有一件意愿正等支部决定。"), now=_("要改的，请先撤回前一件。")) from error
    if paper is not None:
        _attach(wish, member, paper, by)
    if kind not in OPENING_WISHES and not (kind is WishKind.RESTRICT and _in_the_open(member, on)):
        _take_effect(member, kind, on)
        wish.at_once = True
        wish.save(update_fields=["at_once"])
    wish.member = member
    _log(by, "members.wish.recorded", wish)
    return wish


def _attach(wish: RestrictionWish, member: PartyMember, paper: File[Any], by: User) -> None:
    stored = attachments.store(
        paper, owner=wish, name=paper.name or "", kind="members.wish", uploaded_by=by.public_id, path=member.path,
        restricted=True,
    )  # fmt: skip
    wish.attachment = stored.public_id
    wish.save(update_fields=["attachment"])


@transaction.atomic
def withdraw_wish(*, wish: RestrictionWish, by: User, on: date) -> None:
    """Take one's own wish back before it is decided (撤回意愿), with what it brought about. Raises Conflict when decided."""
    row = _waiting(wish)
    member = _locked(row.member)
    _undo(row, member, on)
    row.state = WishState.WITHDRAWN
    row.save(update_fields=["state"])
    row.member = member
    _log(by, "members.wish.withdrawn", row)


@transaction.atomic
def decide_wish(*, wish: RestrictionWish, grant: bool, basis: str, by: User, on: date) -> None:
    """Record the branch's decision about a wish, and let it take effect at once (支部决定).

    Raises UserError without reasons, where the person holds a post in the open, for one's own wish, and where something
    opens by a paper that is not filed or that the same person recorded; Conflict when it was decided or withdrawn meanwhile.
    """
    row = _waiting(wish)
    member = _locked(row.member)
    if member.person.user_id == by.pk:
        raise UserError(
            _("这是你自己的意愿。"),
            rule=_("本人的意愿由支部决定，不由本人决定。"),
            now=_("请由本支部另一名有书记权限的负责人办理；没有的，由上级党委的组织委员办理。"),
        )
    if not basis.strip():
        raise UserError(_("还没有写决定和理由。"), now=_("请写明支部哪天怎样决定，不同意的写明理由。"))
    if _opens(row, grant=grant):
        _require_two(row, by, grant=grant)
    if not grant:
        _undo(row, member, on)
    elif not row.at_once:
        _take_effect(member, WishKind(row.kind), on)
    row.state = WishState.GRANTED if grant else WishState.REFUSED
    row.basis, row.decided_on, row.decided_by = basis.strip(), on, by.public_id
    row.save(update_fields=["state", "basis", "decided_on", "decided_by"])
    row.member = member
    _log(by, f"members.wish.{row.state}", row)


def _opens(row: RestrictionWish, *, grant: bool) -> bool:
    """Tell whether more people know afterwards: a granted wish to open, or a refusal of what holds already."""
    return row.kind in OPENING_WISHES if grant else row.at_once


def _require_two(row: RestrictionWish, by: User, *, grant: bool) -> None:
    """Insist on the filed paper and on a second person where something opens that the person did not ask for online."""
    if not row.on_paper:
        return
    if grant and row.attachment is None:
        raise UserError(
            _("这份书面申请没有附上原件。"),
            rule=_("放宽知悉范围凭本人签字的原件办理，登记本身什么也不改变。"),
            now=_("请答复不同意并说明缺原件，再凭原件重新登记。"),
        )
    if row.recorded_by == by.public_id:
        raise UserError(
            _("这份书面申请是你登记的。"),
            rule=_("放宽知悉范围，登记和决定由两个人分别办理。"),
            now=_("请由本支部另一名有书记权限的负责人核对原件后办理；没有的，由上级党委的组织委员办理。"),
        )


def _undo(row: RestrictionWish, member: PartyMember, on: date) -> None:
    """Take back what a wish brought about when it was asked, where it still holds."""
    kind = WishKind(row.kind)
    if row.at_once and not _changes(member, kind):
        _take_effect(member, _BACK[kind], on)


def _in_the_open(member: PartyMember, on: date) -> bool:
    return Post.objects.on(on).filter(person=member.person_id).exists()


def _locked(member: PartyMember) -> PartyMember:
    rows = PartyMember.objects.select_for_update(of=("self",), no_key=True).select_related("person")
    return rows.get(pk=member.pk)


def _waiting(wish: RestrictionWish) -> RestrictionWish:
    rows = RestrictionWish.objects.select_for_update(of=("self",), no_key=True).select_related("member")
    row = rows.get(pk=wish.pk)
    if row.state != WishState.ASKED:
        raise Conflict(_("这件意愿已经办结：%s。") % row.get_state_display(), now=_("请刷新页面查看。"))
    return row


def _changes(member: PartyMember, kind: WishKind) -> bool:
    held = member.restricted if kind in (WishKind.RESTRICT, WishKind.LIFT) else member.without_employer
    return held != (kind in (WishKind.RESTRICT, WishKind.APART))


def _take_effect(member: PartyMember, kind: WishKind, on: date) -> None:
    if kind in (WishKind.APART, WishKind.JOIN):
        member.without_employer = kind is WishKind.APART
        member.save(update_fields=["without_employer", "updated_at"])
    elif kind is WishKind.RESTRICT:
        _seal(member, on)
    else:
        _unseal(member, on)


def _seal(member: PartyMember, on: date) -> None:
    """Restrict a member: the name goes into its encrypted column, without pinyin; consents end and may be given anew."""
    person = locked_person(member)
    if _in_the_open(member, on):
        raise UserError(
            _("本人现有公开的任职，任职名单上有姓名。"),
            rule=_("限组织内知悉的，姓名不出现在任何名单上。"),
            now=_("请先按规定办理职务变动，再决定。"),
        )
    person.sealed, person.sealed_name, person.name, person.initials = True, person.name, "", ""
    person.save(update_fields=["sealed", "sealed_name", "name", "initials"])
    _close(Consent.objects.open().filter(person=person), on)
    member.restricted = member.restriction_confirmed = True
    member.opened_to_park = False
    member.save(update_fields=["restricted", "restriction_confirmed", "opened_to_park", "updated_at"])
    name_own_accounts([person.pk])


def _unseal(member: PartyMember, on: date) -> None:
    """Lift a restriction: the name stands in clear again, consents for the park's staff have no more use."""
    person = locked_person(member)
    person.sealed, person.name, person.sealed_name = False, person.sealed_name, ""
    person.initials = initials_of(person.name, limit=50)
    person.save(update_fields=["sealed", "sealed_name", "name", "initials"])
    _close(Consent.objects.open().filter(person=person, audience=Audience.PARK), on)
    member.restricted = member.restriction_confirmed = member.opened_to_park = False
    member.save(update_fields=["restricted", "restriction_confirmed", "opened_to_park", "updated_at"])
    end_contacts(member=member, on=on)
    name_own_accounts([person.pk])


def _close(opened: QuerySet[Consent], on: date) -> None:
    """End consents as of a day; one given that day never was."""
    opened.filter(valid_from__gte=on).delete()
    opened.filter(valid_from__lt=on).update(valid_to=on)


def _log(by: User, action: str, wish: RestrictionWish) -> None:
    member = wish.member
    audit.log(by, action, wish, path=member.path, restricted=True, member=member.public_id, kind=wish.kind)
