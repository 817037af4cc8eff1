"""The member's own dues (我的党费): what was approved, what was paid, what is open."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from runwu.core.guards import ScopedRequest, signed_in
from runwu.core.rulebooks import rulebook
from runwu.dues.models import DuesLine, DuesReduction
from runwu.dues.selectors import arrears_among, own_elsewhere, own_receipts, sheet, spans
from runwu.dues.selectors.money import is_large
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization
from runwu.rules.dues import unpaid
from runwu.rules.periods import Month


def _own(request: ScopedRequest) -> PartyMember:
    rows = PartyMember.objects.select_related("person", "organization__park")
    return get_object_or_404(rows, person=request.scope.person_id)


@signed_in
@require_GET
def own_dues(request: ScopedRequest) -> HttpResponseBase:
    """Show the person's own lines, receipts, payments elsewhere and arrears; others, that nothing is registered."""
    if request.scope.person_id is None:
        raise Http404
    if not PartyMember.objects.filter(person=request.scope.person_id).exists():
        return render(request, "dues/own_none.html")
    member = _own(request)
    approved = DuesLine.objects.filter(member=member, table__approved_on__isnull=False)
    lines = list(approved.select_related("table__organization").order_by("-starts", "-pk"))
    places = Organization.objects.filter(affiliations__member=member).distinct()
    now = Month.containing(request.on).first
    first = min([now, *(row.starts for row in lines)])
    rows = sheet(organizations=list(places), first=first, last=now, member=member, own=True)
    found = arrears_among(rows, on=request.on)
    book = rulebook(on=request.on)
    running = next((row for row in found if row.run), None)
    verdict = unpaid(len(running.run), has_reason=running.has_reason, book=book) if running else None
    context = {
        "member": member,
        "lines": lines[:12],
        "reductions": DuesReduction.objects.filter(member=member, withdrawn_on__isnull=True)[:12],
        "receipts": own_receipts(member=member)[:36],
        "elsewhere": own_elsewhere(member=member)[:12],
        "arrears": [(row, spans(row.months)) for row in found],
        "now": now,
        "this_month": next((row.months[now] for row in rows if now in row.months), None),
        "verdict": verdict,
        "source": book.source("dues.paid_at_own_branch"),
    }
    return render(request, "dues/own.html", context)


@signed_in
@require_GET
def own_receipt(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show one of the person's own receipts to print."""
    member = _own(request)
    receipt = get_object_or_404(own_receipts(member=member), public_id=public_id)
    context = {
        "receipt": receipt,
        "name": member.person.full_name,
        "large": is_large(receipt, rulebook(on=request.on)),
        "back": reverse("own-dues:page"),
    }
    return render(request, "dues/receipt.html", context)
