"""Lists by consent (自愿名单): opened with a purpose, everybody asked first, left at any time with effect at once."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.members.choices import InvitationState, ListKind, Membership
from runwu.members.models import ListInvitation, PartyMember, VoluntaryList
from runwu.organizations.models import Organization

_ALLOWED = {
    InvitationState.AGREED: (InvitationState.ASKED, InvitationState.DECLINED, InvitationState.WITHDRAWN),
    InvitationState.DECLINED: (InvitationState.ASKED,),
    InvitationState.WITHDRAWN: (InvitationState.AGREED,),
}


@transaction.atomic
def open_list(  # noqa: PLR0913 -- what everybody is told when asked
    *, organization: Organization, kind: ListKind, name: str, purpose: str, seen_by: str, by: User, on: date
) -> VoluntaryList:
    """Open a list that nobody has to be on (建立自愿名单)."""
    row = VoluntaryList(
        organization=organization, kind=kind, name=name.strip(), purpose=purpose.strip(), seen_by=seen_by.strip(),
        path=organization.path, opened_on=on, opened_by=by.public_id,
    )  # fmt: skip
    row.full_clean(exclude=["organization"])
    row.save()
    audit.log(by, "members.list.opened", row, path=row.path, kind=row.kind)
    return row


@transaction.atomic
def ask_member(
    *, voluntary_list: VoluntaryList, member: PartyMember, by: User, on: date, by_word: bool = False
) -> ListInvitation:
    """Ask a member (征求本人意见); `by_word` records what a member without account agreed to in person.

    Nobody is asked twice. Raises UserError for a closed list, an ended membership, a word in place of an account.
    """
    row = VoluntaryList.objects.select_for_update(no_key=True).get(pk=voluntary_list.pk)
    member = PartyMember.objects.select_related("person").get(pk=member.pk)
    rule = _("列入自愿名单要先征得本人同意，同一个名单只问一次。")
    if row.closed_on is not None:
        raise UserError(_("这个名单已经停用。"), rule=rule, now=_("请另建名单。"))
    if member.membership != Membership.ACTIVE:
        raise UserError(_("这名同志现在不是党员。"), rule=rule, now=_("请核对。"))
    if by_word and member.person.user_id is not None:
        raise UserError(
            _("本人有账号，由本人登录后答复。"), rule=rule, now=_("请不勾选“当面同意”，发出征求意见后等本人答复。")
        )
    if ListInvitation.objects.filter(voluntary_list=row, member=member).exists():
        raise Conflict(_("这名党员已经问过。"), rule=rule, now=_("改主意由本人提出，请不要再问。"))
    asked = ListInvitation.objects.create(
        voluntary_list=row, member=member, asked_on=on, asked_by=by.public_id, by_word=by_word,
        state=InvitationState.AGREED if by_word else InvitationState.ASKED, agreed_on=on if by_word else None,
    )  # fmt: skip
    _log(by, "asked", asked)
    return asked


@transaction.atomic
def answer_invitation(*, invitation: ListInvitation, state: InvitationState, by: User, on: date) -> None:
    """Write the person's answer down: agreed, declined, or taken back (本人答复), with effect at once.

    Raises Conflict where it does not follow from how things stand, or the list is closed.
    """
    rows = ListInvitation.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("voluntary_list", "member__person").get(pk=invitation.pk)
    closed = state is InvitationState.AGREED and row.voluntary_list.closed_on is not None
    if closed or row.state not in _ALLOWED[state]:
        raise Conflict(_("这个名单已经停用，或者你已经答复过。"), now=_("请刷新页面，按现在的状态办理。"))
    row.state, row.by_word = state, False
    row.agreed_on = on if state is InvitationState.AGREED else row.agreed_on
    row.ended_on = None if state is InvitationState.AGREED else on
    row.save()
    _log(by, state.value, row)


@transaction.atomic
def withdraw_by_word(*, invitation: ListInvitation, by: User, on: date) -> None:
    """Take a member without account off a list, as the person said in person (本人当面撤回)."""
    if invitation.member.person.user_id is not None:
        raise UserError(_("本人有账号，由本人登录后撤回。"), now=_("请告诉本人在“我的名单”里撤回。"))
    answer_invitation(invitation=invitation, state=InvitationState.WITHDRAWN, by=by, on=on)


@transaction.atomic
def close_list(*, voluntary_list: VoluntaryList, by: User, on: date) -> None:
    """Close a list (停用): nobody stands on it any more."""
    row = VoluntaryList.objects.select_for_update(no_key=True).get(pk=voluntary_list.pk)
    if row.closed_on is not None:
        raise Conflict(_("这个名单已经停用。"), now=_("请刷新页面查看。"))
    row.closed_on = on
    row.save(update_fields=["closed_on"])
    audit.log(by, "members.list.closed", row, path=row.path, kind=row.kind)


def _log(by: User, what: str, row: ListInvitation) -> None:
    member = row.member
    audit.log(
        by, f"members.list.{what}", row, path=member.path, restricted=member.restricted, member=member.public_id,
        list=row.voluntary_list.public_id,
    )  # fmt: skip
