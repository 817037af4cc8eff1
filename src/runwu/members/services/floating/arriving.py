"""Registering a guest from outside (登记流入): the person and membership as told, the affiliation stays elsewhere."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.pinyin import initials_of
from runwu.members.choices import Belonging, Standing
from runwu.members.models import FloatingStay, PartyMember
from runwu.members.services.floating.stays import Stay, begin_stay
from runwu.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Who comes: what the branch needs to know, and no more."""

    name: str
    gender: str = ""
    standing: Standing = Standing.FULL
    admitted_on: date | None = None


@transaction.atomic
def register_guest(*, guest: Guest, stay: Stay, by: User, on: date) -> FloatingStay:
    """Register somebody who floats in from outside, with the period (登记流入). Raises UserError as `begin_stay` does."""
    person = Person(name=guest.name, initials=initials_of(guest.name, limit=50), gender=guest.gender)
    person.full_clean()
    person.save()
    path = stay.host.path if stay.host else ""
    member = PartyMember(
        person=person,
        standing=guest.standing,
        belonging=Belonging.FLOATING_IN,
        path=path,
        admitted_on=guest.admitted_on,
    )
    member.full_clean()
    member.save()
    audit.log(by, "members.floating.arrived", member, path=path)
    return begin_stay(member=member, stay=stay, by=by, on=on)
