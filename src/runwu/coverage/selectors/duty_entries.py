"""Entries about fallback duties in reach, and who a duty may be handed to (兜底登记)."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from runwu.core.scope import Capability, Scope
from runwu.coverage.models import CoverageContact, DutyEntry
from runwu.enterprises.models import Enterprise, Park
from runwu.organizations.models import Organization, Post
from runwu.organizations.selectors import in_force_on
from runwu.people.models import Person


def entries(*, scope: Scope) -> QuerySet[DutyEntry]:
    """List the entries of the parks in reach."""
    found = DutyEntry.objects.filter(scope.parks(Capability.PLAN))
    return found.select_related("park", "organization", "person")


def firms_of(entry: DutyEntry) -> list[Enterprise]:
    """Return the enterprises of an entry, those where it ended something included. One query."""
    wrote = Q(duty_holders__entry=entry) | Q(duty_holders__ended_by=entry) | Q(duty_holders__withdrawn_by=entry)
    return list(Enterprise.objects.filter(wrote).distinct().order_by("name", "pk"))


def holding_organizations(*, park: Park, on: date) -> QuerySet[Organization]:
    """List the organisations of a park that a duty may be handed to."""
    return Organization.objects.filter(in_force_on(on), park=park).order_by("path", "pk")


def holding_people(*, park: Park, on: date) -> QuerySet[Person]:
    """List who may be named for a duty: whoever holds a post in the park or looks after an enterprise, by name."""
    posts = Post.objects.on(on).filter(person=OuterRef("pk"), organization__park=park)
    contacts = CoverageContact.objects.on(on).filter(person=OuterRef("pk"), enterprise__park=park)
    return Person.objects.filter(Exists(posts) | Exists(contacts), sealed=False).order_by("name", "pk")
