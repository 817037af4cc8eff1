"""A floating period that was typed wrongly (更正、撤回登记): on the same day, by who recorded it, with the reason."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry
from runwu.members import merging
from runwu.members.choices import Belonging, Counting, Mistake
from runwu.members.models import FloatingStay, PartyMember
from runwu.members.services.floating.stays import (
    BEGUN,
    Stay,
    locked_stay,
    log,
    require_apart,
    require_dates,
    require_places,
)


def mends(*, stay: FloatingStay, by: User, on: date) -> bool:
    """Tell whether somebody recorded a period on this day; the log knows. One query."""
    rows = AuditEntry.objects.filter(subject_type=stay._meta.label_lower, subject_id=str(stay.public_id), action=BEGUN)
    entry = rows.order_by("-id").values("actor", "at").first()
    return entry is not None and entry["actor"] == by.public_id and timezone.localdate(entry["at"]) == on


@transaction.atomic
def correct_stay(*, stay: FloatingStay, told: Stay, mistake: Mistake, by: User, on: date) -> FloatingStay:
    """Put right what was typed about a period (更正流动期): places, days, reason. Nothing else of the member changes.

    Raises UserError for another person or day and for what cannot be, Conflict where something was built on it.
    """
    row = locked_stay(stay)
    _require_mendable(row, by, on)
    require_places(told)
    require_dates(row.member, told, on)
    require_apart(row.member, told, but=row)
    row.home, row.home_label, row.host, row.host_label = told.home, told.home_label, told.host, told.host_label
    row.reason, row.activity_place, row.season = told.reason, told.activity_place, told.season
    row.valid_from, row.valid_to = told.since, told.until
    row.full_clean(exclude=["member"])
    row.save()
    if row.member.belonging == Belonging.FLOATING_IN and row.host is not None and row.valid_to is None:
        _place(row.member, row.host.path)
    log(by, "members.floating.corrected", row, mistake=mistake.value)
    return row


@transaction.atomic
def take_back_stay(*, stay: FloatingStay, mistake: Mistake, by: User, on: date) -> None:
    """Take the record of a period back (撤回登记); a guest of whom nothing else is known goes with it.

    Raises UserError for another person or day, Conflict where something was built on it.
    """
    row = locked_stay(stay)
    _require_mendable(row, by, on)
    log(by, "members.floating.taken_back", row, mistake=mistake.value)
    member = row.member
    FloatingStay.objects.filter(pk=row.pk).delete()
    if member.belonging != Belonging.FLOATING_IN or member.organization_id is not None:
        return
    if not any(merging.hanging_on(member)) and member.person.user_id is None:
        person = member.person
        member.delete()
        person.delete()
        return
    held = member.floating_stays.filter(host__isnull=False, link_agreed_on__isnull=False).select_related("host")
    linked = held.order_by("-valid_from").first()
    _place(member, linked.host.path if linked and linked.host else "")


def _place(member: PartyMember, path: str) -> None:
    member.path = path
    member.save(update_fields=["path", "updated_at"])


def _require_mendable(row: FloatingStay, by: User, on: date) -> None:
    if not mends(stay=row, by=by, on=on):
        raise UserError(
            _("这段流动期不是你今天登记的。"),
            rule=_("登记当天由登记人更正或者撤回；以后历史保留。"),
            now=_("已经过了当天的，结束这一段，再登记正确的一段。"),
        )
    if built := _built(row, on):
        raise Conflict(
            _("登记以后，已经%s。") % built,
            rule=_("有了后续办理的登记，不更正、不撤回。"),
            now=_("请结束这一段，再登记正确的一段。"),
        )


def _built(row: FloatingStay, on: date) -> str:
    """Say what was done with a period since it was recorded; nothing where nothing was."""
    if row.steps.exists():
        return _("办理了软着陆五步")
    if row.contacted_on or row.welcomed_on or row.farewelled_on or row.link_agreed_on:
        return _("登记了联系、信件或者季外联系")
    if row.counting != Counting.HOME:
        return _("选定了计入哪一边")
    if not row.member.restricted and row.member.contacts.open().filter(valid_from__gte=on).exists():
        return _("确定了联系人")
    ended = AuditEntry.objects.filter(
        subject_type=row._meta.label_lower, subject_id=str(row.public_id), action="members.floating.ended"
    )
    return _("结束了这段流动期") if ended.exists() else ""
