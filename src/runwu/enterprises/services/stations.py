"""Stations on record (站点登记): opened, corrected, closed; contacts by consent alone; who works at one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.core.facts import changes_between, record_changes
from runwu.enterprises.models import Station, StationContact, StationWork
from runwu.people.models import Person


@transaction.atomic
def record_station(*, station: Station, by: User, on: date) -> Station:
    """Put a station on record (登记站点). Raises UserError for a day to come, ValidationError for fields that can't be."""
    if station.valid_from > on:
        raise _day_to_come()
    station.recorded_by = by.public_id
    station.full_clean()
    station.save()
    _log(by, "recorded", station)
    return station


@transaction.atomic
def correct_station(*, station: Station, values: Mapping[str, Any], by: User, on: date) -> Station:
    """Correct a station (更正站点); the values before stay on record. Raises as `record_station` does, Conflict once closed."""
    row = _open(station)
    old = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    if row.valid_from > on:
        raise _day_to_come()
    row.full_clean()
    row.save()
    record_changes(changes_between(row, old), source=row.source, source_date=on, by=by.public_id)
    _log(by, "corrected", row)
    return row


@transaction.atomic
def close_station(*, station: Station, last: date, by: User, on: date) -> Station:
    """Close a station on a day (停用站点): contacts are withdrawn at once, who works there no longer does.

    Raises UserError for a day to come or not after it opened, Conflict once closed.
    """
    row = _open(station)
    if last > on or last <= row.valid_from:
        raise UserError(
            _("停用日期晚于今天，或者不晚于启用日期。"), rule=_("按实际停用的日期登记。"), now=_("请核对日期。")
        )
    for contact in row.contacts.open():
        _forget(contact, on)
    for work in StationWork.objects.open().filter(station=row):
        _leave(work, last)
    row.valid_to = last
    row.save(update_fields=["valid_to"])
    _log(by, "closed", row)
    return row


@transaction.atomic
def add_contact(*, contact: StationContact, by: User, on: date) -> StationContact:
    """Record who agreed to be contacted (登记联系人). Raises UserError for a consent of a day to come, Conflict once closed."""
    row = _open(contact.station)
    if contact.valid_from > on or contact.valid_from < row.valid_from:
        raise UserError(
            _("同意日期晚于今天，或者早于站点启用。"),
            rule=_("先经本人同意，再登记联系方式。"),
            now=_("请核对本人表示同意的日期。"),
        )
    contact.recorded_by = by.public_id
    contact.full_clean()
    contact.save()
    _log(by, "contact_added", row)
    return contact


@transaction.atomic
def withdraw_contact(*, contact: StationContact, by: User, on: date) -> None:
    """Withdraw a consent (撤回同意): name and phone are gone at once. Raises Conflict where it was withdrawn before."""
    row = StationContact.objects.select_for_update(of=("self",)).select_related("station__park").get(pk=contact.pk)
    if row.valid_to is not None:
        raise Conflict(_("同意已经撤回。"), rule=_("撤回一次就生效。"), now=_("请刷新页面查看。"))
    _forget(row, on)
    _log(by, "contact_withdrawn", row.station)


@transaction.atomic
def work_at(*, person: Person, station: Station | None, since: date, by: User, on: date) -> StationWork | None:
    """Record at which station somebody works from a day on, or at none any more (登记从业站点).

    Raises UserError for a day to come, before the station opened or before the present one began.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    held = StationWork.objects.select_for_update(of=("self",)).open().filter(person=person).first()
    target = _open(station) if station else None
    if since > on or (held and since < held.valid_from) or (target and since < target.valid_from):
        raise UserError(
            _("日期晚于今天，或者早于站点启用、早于现在的从业站点开始。"),
            rule=_("按实际从业的日期登记，已经记录的不改写。"),
            now=_("请核对日期。"),
        )
    if held and target and held.station_id == target.pk:
        return held
    if held:
        _leave(held, since)
    return (
        StationWork.objects.create(person=person, station=target, valid_from=since, recorded_by=by.public_id)
        if target
        else None
    )


def _leave(work: StationWork, on: date) -> None:
    """End somebody's work at a station; what began that day never was."""
    if work.valid_from >= on:
        work.delete()
        return
    work.valid_to = on
    work.save(update_fields=["valid_to"])


def _forget(contact: StationContact, on: date) -> None:
    contact.name, contact.phone, contact.valid_to = "", "", max(on, contact.valid_from)
    contact.save(update_fields=["name", "phone", "valid_to"])


def _open(station: Station) -> Station:
    row = Station.objects.select_for_update(of=("self",), no_key=True).select_related("park").get(pk=station.pk)
    if row.valid_to is not None:
        raise Conflict(
            _("“%s”已经停用。") % row.name, rule=_("停用的站点不再办理。"), now=_("重新启用的，请另行登记站点。")
        )
    return row


def _day_to_come() -> UserError:
    return UserError(_("启用日期晚于今天。"), rule=_("站点启用以后登记。"), now=_("请核对日期。"))


def _log(by: User, act: str, station: Station) -> None:
    audit.log(by, f"enterprises.station.{act}", station, place=station.park.public_id)
