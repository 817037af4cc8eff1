"""Sending a member on, and registering who comes from outside (转出、登记转入)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.enterprises.models import Workplace
from runwu.members import selectors
from runwu.members.choices import Belonging, Membership
from runwu.members.models import PartyMember
from runwu.members.paid_until import paid_until
from runwu.members.services.transfers import open_transfer, register_arrival
from runwu.members.services.transfers.recording import book_for
from runwu.members.transfer_forms import ArriveForm, OpenForm
from runwu.members.transfers import visible
from runwu.organizations.choices import BRANCH_FORMS
from runwu.organizations.models import OrganizationUnit
from runwu.rules.membership import transfer_targets
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict

_LIMITS = ("membership.letter_days", "membership.transfer_accept_days", "membership.transfer_reminder_days")


def mine(request: ScopedRequest, public_id: UUID) -> PartyMember:
    """Return a member whose affiliation somebody may send or register, or 404."""
    known = selectors.known_to(request.scope, Capability.TRANSFER_MEMBERS)
    reach = request.scope.paths(Capability.TRANSFER_MEMBERS)
    rows = PartyMember.objects.filter(known, reach).select_related("person", "organization__park")
    return get_object_or_404(rows, public_id=public_id)


@require(Capability.TRANSFER_MEMBERS)
def send_member(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask where to and by which route, and send the affiliation on its way."""
    member = mine(request, public_id)
    book = book_for(member.organization, request.on)
    initial = {"sent_on": request.on, **_to_the_host(request, member)}
    known = paid_until(scope=request.scope, member=member)
    form = OpenForm(request.POST or None, scope=request.scope, on=request.on, paid_until=known, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            transfer = open_transfer(member=member, order=form.order(), by=request.user, book=book)
        except UserError as error:
            _beside(form, error)
        else:
            messages.success(request, _("已登记转出。没有接收以前，仍由本支部负责。"))
            return redirect("members:transfer", public_id=transfer.public_id)
    limits = [book.parameter(key) for key in _LIMITS]
    context = {"member": member, "form": form, "limits": limits, "advice": _where_to(member, request, book)}
    return render(request, "members/transfer_open.html", context, status=422 if form.errors else 200)


def _where_to(member: PartyMember, request: ScopedRequest, book: Rulebook) -> Verdict | None:
    """Return where the rules say an affiliation goes, by the member's workplace; nothing without one on record. Two queries.

    Nothing of a member who is restricted or placed without employer is asked of an enterprise.
    """
    if member.restricted or member.without_employer:
        return None
    firms = list(
        Workplace.objects.on(request.on).filter(person=member.person_id).values_list("enterprise_id", flat=True)
    )
    if not firms:
        return None
    units = OrganizationUnit.objects.on(request.on).filter(enterprise__in=firms, organization__form__in=BRANCH_FORMS)
    return transfer_targets(unit_has_organization=units.exists(), book=book)


def _to_the_host(request: ScopedRequest, member: PartyMember) -> dict[str, Any]:
    """Return the organisation that hosts the member now, where the address asks for it (软着陆最后一步)."""
    stay = member.floating_stays.open().select_related("host").first() if "host" in request.GET else None
    if stay is None:
        return {}
    return {"target": stay.host.name if stay.host else stay.host_label, "outside": stay.host is None}


def _beside(form: Form, error: UserError) -> None:
    """Show what a person can mend beside the form with what was typed; everything else has a page of its own."""
    if error.status != 422:
        raise error
    form.add_error(None, str(error))


@require(Capability.TRANSFER_MEMBERS)
def register_transfer(request: ScopedRequest) -> HttpResponseBase:
    """Register a letter or a transfer from outside; the person is not accepted by it."""
    member = _waiting(request)
    initial = {"issued_on": request.on, "target": _hosting(member)}
    form = ArriveForm(
        request.POST or None, scope=request.scope, on=request.on, known=member is not None, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        arrival = form.arrival()
        book = book_for(arrival.target, request.on)
        try:
            transfer = register_arrival(arrival=arrival, member=member, by=request.user, book=book)
        except UserError as error:
            _beside(form, error)
        else:
            messages.success(request, _("已登记转入，待支部接收。"))
            if visible(scope=request.scope).filter(pk=transfer.pk).exists():
                return redirect("members:transfer", public_id=transfer.public_id)
            return redirect("members:transfers")
    context = {"member": member, "form": form}
    return render(request, "members/transfer_arrive.html", context, status=422 if form.errors else 200)


def _waiting(request: ScopedRequest) -> PartyMember | None:
    """Return the member here whose affiliation lies elsewhere, where the address names one."""
    asked = request.GET.get("member", "")
    try:
        public_id = UUID(asked) if asked else None
    except ValueError:
        public_id = UUID(int=0)
    return mine(request, public_id) if public_id else None


def _hosting(member: PartyMember | None) -> UUID | None:
    """Return the branch that hosts a member whose affiliation is elsewhere, as far as it is told."""
    if member is None or member.belonging == Belonging.REGISTERED or member.membership != Membership.ACTIVE:
        return None
    stay = member.floating_stays.open().filter(host__isnull=False).select_related("host").first()
    return stay.host.public_id if stay and stay.host else None
