"""Opening further, and closing again (公开范围): a dated consent of the person alone, with effect at once."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.members.models import PartyMember
from runwu.people.models import Audience, Consent


@transaction.atomic
def open_to(*, member: PartyMember, audience: Audience, by: User, on: date) -> None:
    """Open a membership to an audience from today on (同意公开); open already, nothing changes.

    Raises UserError when somebody else asks, or the audience knows by the rules anyway.
    """
    member = _own(member, by)
    if audience is Audience.PARK and not member.restricted:
        raise UserError(
            _("园区党务工作人员按规定已能看到你的姓名和支部，不需要另行同意。"),
            rule=_("公开范围只用于规定之外的知悉。"),
            now=_("不希望园区知道的，可向所在支部提出限组织内知悉。"),
        )
    if Consent.objects.open().filter(person=member.person_id, audience=audience).exists():
        return
    Consent.objects.create(person_id=member.person_id, audience=audience, valid_from=on, recorded_by=by.public_id)
    _keep(member, audience, opened=True)
    _log(by, "members.consent.opened", member, audience)


@transaction.atomic
def close_to(*, member: PartyMember, audience: Audience, by: User, on: date) -> None:
    """Take a consent back (收回同意), with effect at once; one given today is deleted, the log keeps both acts.

    Raises UserError when somebody else asks.
    """
    member = _own(member, by)
    rows = Consent.objects.select_for_update().open().filter(person=member.person_id, audience=audience)
    row = rows.first()
    if row is None:
        return
    if row.valid_from >= on:
        row.delete()
    else:
        row.valid_to = on
        row.save(update_fields=["valid_to"])
    _keep(member, audience, opened=False)
    _log(by, "members.consent.closed", member, audience)


@transaction.atomic
def confirm_restriction(*, member: PartyMember, by: User) -> None:
    """Confirm that a mark from a sheet is one's own wish (本人确认限组织内知悉). Raises UserError where there is none."""
    member = _own(member, by)
    if not member.restricted:
        raise UserError(_("你的登记没有限组织内知悉的标记。"), now=_("需要的，请向所在支部提出。"))
    member.restriction_confirmed = True
    member.save(update_fields=["restriction_confirmed", "updated_at"])
    audit.log(by, "members.restriction.confirmed", member, path=member.path, restricted=True)


def _own(member: PartyMember, by: User) -> PartyMember:
    """Lock the member's row; nobody decides for another person."""
    locked = PartyMember.objects.select_for_update(of=("self",), no_key=True).select_related("person")
    member = locked.get(pk=member.pk)
    if member.person.user_id != by.pk:
        raise UserError(_("公开范围只由本人决定。"), now=_("请由本人登录办理。"))
    return member


def _keep(member: PartyMember, audience: Audience, *, opened: bool) -> None:
    if audience is Audience.PARK:
        member.opened_to_park = opened
        member.save(update_fields=["opened_to_park", "updated_at"])


def _log(by: User, action: str, member: PartyMember, audience: Audience) -> None:
    audit.log(by, action, member, path=member.path, restricted=member.restricted, audience=audience.value)
