"""The member's own dues (我的党费): what was approved, what was paid, what is open."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from runwu.core.guards import ScopedRequest, signed_in
from runwu.core.rulebooks import rulebook
from runwu.dues.duties import LOOK_BACK
from runwu.dues.models import DuesLine, DuesReduction
from runwu.dues.selectors import arrears_among, own_elsewhere, own_receipts, sheet
from runwu.dues.selectors.money import is_large
from runwu.members.models import PartyMember
from runwu.rules.dues import unpaid
from runwu.rules.periods import Month, add_months


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
    lines = DuesLine.objects.filter(member=member, table__approved_on__isnull=False)
    places = [member.organization] if member.organization else []
    now = Month.containing(request.on).first
    rows = sheet(organizations=places, first=add_months(now, -LOOK_BACK), last=now, member=member)
    found = arrears_among(rows, on=request.on)
    book = rulebook(on=request.on)
    verdict = unpaid(len(found[0].months), has_reason=found[0].has_reason, book=book) if found else None
    context = {
        "member": member,
        "lines": lines.select_related("table__organization").order_by("-starts", "-pk")[:12],
        "reductions": DuesReduction.objects.filter(member=member)[:12],
        "receipts": own_receipts(member=member)[:36],
        "elsewhere": own_elsewhere(member=member)[:12],
        "arrears": found[0] if found else None,
        "now": now,
        "this_month": next((row.months.get(now) for row in rows), None),
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
