"""Seasons (候鸟季历), greetings (欢迎、欢送) and the link out of season (季外联系), which the member agrees to."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.members.choices import Greeting
from runwu.members.models import FloatingStay, Season
from runwu.members.services.floating.stays import leave_host, locked_stay, log

_COLUMNS = {Greeting.WELCOME: "welcomed_on", Greeting.FAREWELL: "farewelled_on"}


@transaction.atomic
def add_season(*, season: Season, by: User) -> Season:
    """Add a season to the calendar of an organisation (登记季历). Raises ValidationError for days that do not exist."""
    season.full_clean()
    season.save()
    audit.log(by, "members.season.added", season, path=season.organization.path)
    return season


@transaction.atomic
def end_season(*, season: Season, by: User, on: date) -> None:
    """Take a season out of use (停用季历); periods that belong to it keep it."""
    row = Season.objects.select_for_update(of=("self",), no_key=True).select_related("organization").get(pk=season.pk)
    if row.ended_on is None:
        row.ended_on = on
        row.save(update_fields=["ended_on"])
        audit.log(by, "members.season.ended", row, path=row.organization.path)


@transaction.atomic
def note_greeting(*, stay: FloatingStay, kind: Greeting, by: User, on: date) -> None:
    """Note that the letter was handed over or sent (已送达)."""
    row = locked_stay(stay)
    if row.season_id is None:
        raise UserError(
            _("这段流动期不属于任何季历。"), rule=_("欢迎和欢送只为候鸟党员办理。"), now=_("请在登记流动时选季历。")
        )
    setattr(row, _COLUMNS[kind], on)
    row.save(update_fields=[_COLUMNS[kind]])
    log(by, f"members.greeting.{kind}", row)


@transaction.atomic
def agree_link(*, stay: FloatingStay, by: User, on: date) -> None:
    """Record that the member agrees to a link out of season (同意季外联系): by the member, or told to the branch."""
    row = locked_stay(stay)
    if row.season_id is None or row.valid_to is not None:
        raise UserError(
            _("季外联系只在季内商定。"), rule=_("候鸟党员离开前由本人同意。"), now=_("下一季到来时再商定。")
        )
    row.link_agreed_on = row.link_agreed_on or on
    row.save(update_fields=["link_agreed_on"])
    log(by, "members.link.agreed", row)


@transaction.atomic
def end_link(*, stay: FloatingStay, by: User) -> None:
    """End the link out of season (停止季外联系); out of season the branch then forgets the member."""
    row = locked_stay(stay)
    row.link_agreed_on = None
    row.save(update_fields=["link_agreed_on"])
    held = Q(valid_to__isnull=True) | Q(link_agreed_on__isnull=False)
    if not FloatingStay.objects.filter(held, member=row.member_id).exists():
        leave_host(row.member)
    log(by, "members.link.ended", row)
