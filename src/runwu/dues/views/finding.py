"""What every page of dues begins with: the branch in reach, the month, the member, the tabs."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest
from runwu.core.scope import Capability
from runwu.dues.selectors import branches, keeps
from runwu.members.choices import Belonging, Membership
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization
from runwu.organizations.terms import book_of
from runwu.people.ordering import name_key
from runwu.rules.periods import Month
from runwu.rules.rulebook import Rulebook


def branch(request: ScopedRequest, public_id: UUID, capability: Capability = Capability.SEE_DUES) -> Organization:
    """Return a branch whose dues are in reach, or 404."""
    return get_object_or_404(branches(scope=request.scope, capability=capability), public_id=public_id)


def kept(request: ScopedRequest, public_id: UUID) -> Organization:
    """Return a branch whose dues somebody keeps, or 404."""
    return branch(request, public_id, Capability.KEEP_DUES)


def payers(organization: Organization) -> list[PartyMember]:
    """Return today's members of a branch who pay here, by name. One query."""
    rows = PartyMember.objects.filter(
        organization=organization, membership=Membership.ACTIVE, belonging=Belonging.REGISTERED
    ).select_related("person")
    return sorted(rows, key=lambda one: name_key(one.person))


def payer(organization: Organization, public_id: UUID) -> PartyMember:
    """Return whoever pays or has paid dues in a branch, or 404; for which months, the sheet says.

    Months from before a transfer stay here; who left and is restricted meanwhile is not named any more.
    """
    rows = PartyMember.objects.filter(Q(organization=organization) | Q(restricted=False), frozen="")
    held = rows.filter(affiliations__organization=organization).distinct()
    return get_object_or_404(held.select_related("person"), public_id=public_id)


def payer_today(organization: Organization, public_id: UUID) -> PartyMember:
    """Return a member of a branch who pays here today, or 404."""
    rows = PartyMember.objects.filter(
        organization=organization, membership=Membership.ACTIVE, belonging=Belonging.REGISTERED
    )
    return get_object_or_404(rows.select_related("person"), public_id=public_id)


def month_at(year: int, month: int, on: date) -> date:
    """Return the first day of a month of an address; 404 for none, UserError for one to come."""
    try:
        first = date(year, month, 1)
    except ValueError:
        raise Http404 from None
    if first > on:
        raise UserError(
            _("%(year)d 年 %(month)d 月还没有到。") % {"year": year, "month": month},
            rule=_("党员按月交纳党费。"),
            now=_("请打开本月或以前的月份；按季交纳的在单笔收据里登记。"),
        )
    return first


def book(request: ScopedRequest, organization: Organization) -> Rulebook:
    """Return today's rules where a branch stands."""
    return book_of(organization, request.on)


def attempted(form: Form, act: Callable[[], Any]) -> Any:
    """Do what a form asks for; what a person can mend stands beside the form, and nothing was done."""
    try:
        return act()
    except UserError as error:
        if error.status != 422:
            raise
        form.add_error(None, str(error))
        return None


def frame(request: ScopedRequest, organization: Organization, here: str) -> dict[str, Any]:
    """Return what the pages of one branch share: the tabs, and whether amounts are shown."""
    keeper = keeps(scope=request.scope, organization=organization)
    month = Month.containing(request.on)
    tabs = [
        ("month", _("按月收缴"), reverse("dues:month", args=[organization.public_id, month.year, month.number])),
        ("receipts", _("收据"), reverse("dues:receipts", args=[organization.public_id])),
        ("arrears", _("欠交"), reverse("dues:arrears", args=[organization.public_id])),
    ]
    if keeper:
        tabs[1:1] = [("tables", _("核定表"), reverse("dues:tables", args=[organization.public_id]))]
        tabs += [("money", _("上缴下拨"), reverse("dues:money", args=[organization.public_id]))]
    items = [{"label": label, "url": url, "current": key == here} for key, label, url in tabs]
    return {"organization": organization, "keeper": keeper, "tabs": items}
