"""Transfers as lists, as the file of one, as papers, and as the member reads the own ones (组织关系转接)."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from runwu.core.guards import ScopedRequest, require, signed_in
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.members import transfers as selectors
from runwu.members.letters import paper_of
from runwu.members.models import PartyMember, Transfer, TransferLetter
from runwu.members.services.contacts import note_opening
from runwu.members.services.provisions import noting_export
from runwu.members.transfer_tables import LetterFilter, LetterTable, TransferFilter, TransferTable


@require(Capability.SEE_MEMBERS)
@require_GET
def transfer_list(request: ScopedRequest) -> HttpResponseBase:
    """List the transfers in reach, on either side."""
    page = ListPage(
        name="transfers",
        title=_("组织关系转接"),
        queryset=selectors.visible(scope=request.scope),
        table=TransferTable,
        default_sort="-opened_on",
        filterset=TransferFilter,
        unit=_("件"),
        as_values=False,
        may_export=True,
        on_export=noting_export(Transfer, "member_id"),
        empty=Empty(why=_("没有符合条件的转接。从党员页面“转出组织关系”开始；外来的介绍信用“登记转入”。")),
    )
    acts = request.scope.may(Capability.TRANSFER_MEMBERS)
    return list_response(request, page, template="members/transfer_list.html", context={"acts": acts})


@require(Capability.SEE_MEMBERS)
@require_GET
def letter_register(request: ScopedRequest) -> HttpResponseBase:
    """List the letters that were issued or came with a member, with what became of the receipt (介绍信登记簿)."""
    page = ListPage(
        name="transfer_letters",
        title=_("介绍信登记簿"),
        queryset=selectors.register(scope=request.scope),
        table=LetterTable,
        default_sort="-issued_on",
        filterset=LetterFilter,
        unit=_("封"),
        as_values=False,
        may_export=True,
        on_export=noting_export(TransferLetter, "transfer__member_id"),
        empty=Empty(why=_("还没有登记过介绍信。选“组织关系介绍信”方式转出，或者凭介绍信登记转入时登记。")),
    )
    return list_response(request, page, template="members/letter_register.html")


def found(request: ScopedRequest, public_id: UUID) -> Transfer:
    """Return a transfer in reach, or 404."""
    return get_object_or_404(selectors.visible(scope=request.scope), public_id=public_id)


@require(Capability.SEE_MEMBERS)
@require_GET
def transfer_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show one transfer as both sides read it."""
    transfer = found(request, public_id)
    note_opening(member=transfer.member, by=request.user, on=request.on)
    file = selectors.file_of(transfer=transfer, scope=request.scope, on=request.on)
    return render(request, "members/transfer.html", {"transfer": transfer, "file": file})


@require(Capability.TRANSFER_MEMBERS)
@require_GET
def transfer_letter(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show the three parts of a letter to print, whole or onto the printed form (套打); to who accepted it, the receipt."""
    transfer = found(request, public_id)
    file = selectors.file_of(transfer=transfer, scope=request.scope, on=request.on)
    if file.letter is None or not (file.sends or file.may_print_receipt):
        raise Http404
    context = {
        "transfer": transfer, "paper": paper_of(transfer, file.letter), "fill": "fill" in request.GET,
        "receipt_alone": not file.sends,
    }  # fmt: skip
    return render(request, "members/transfer_letter.html", context)


@signed_in
@require_GET
def own_transfers(request: ScopedRequest) -> HttpResponseBase:
    """Show somebody the own affiliation and its transfers."""
    member = PartyMember.objects.filter(person_id=request.scope.person_id or 0).select_related("organization").first()
    if member is None:
        raise Http404
    context = {
        "member": member,
        "transfers": list(selectors.own(person_id=member.person_id)),
        "affiliations": list(member.affiliations.select_related("organization").order_by("-valid_from")),
    }
    return render(request, "members/own_transfers.html", context)
