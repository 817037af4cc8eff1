"""Collection forms of one member or of many: looked at, and handed out as .docx, on record (党员信息采集表)."""

import tempfile
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from runwu.core.documents import write_forms
from runwu.core.downloads import DOCX, handed_out
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.listing.counts import counted
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.members import collection
from runwu.members.choices import ProvisionBasis, ProvisionKind
from runwu.members.models import PartyMember
from runwu.members.provision_forms import CollectionFormsForm, CollectionHandingForm
from runwu.members.services.provisions import Handing, note_provision
from runwu.members.views.provisions import chosen_members, found_complete
from runwu.people.ordering import by_name

FORMS_AT_ONCE = 100  # what one request writes in a few seconds, and more than a branch has


@require(Capability.OPEN_MEMBER_CONTACTS, Capability.SEE_MEMBER_CONTACTS)
@require_http_methods(["GET", "POST"])
def collection_form(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show what the form holds, as this person may see it, and hand it out; in clear with recipient, ground and reason."""
    member, book = found_complete(request, public_id), rulebook(on=request.on)
    own = request.scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, member.path)
    form = CollectionHandingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _paper(request, [member], form)
    entries = collection.asked(member=member, clear=own, on=request.on, book=book)
    context = {"member": member, "form": form, "entries": entries, "own": own}
    return render(request, "members/collection_form.html", context, status=422 if form.errors else 200)


@require(Capability.OPEN_MEMBER_CONTACTS, Capability.SEE_MEMBER_CONTACTS)
@require_http_methods(["GET", "POST"])
def collection_forms(request: ScopedRequest) -> HttpResponseBase:
    """Ask how the forms of the members that the list leaves are handed out, and hand them out in one file."""
    form = CollectionFormsForm(request.POST or None, own_branch=request.scope.may(Capability.SEE_MEMBER_CONTACTS))
    rows, chosen = chosen_members(request)
    if request.method == "POST" and form.is_valid():
        return _paper(request, _few(rows, with_restricted=form.cleaned_data.get("with_restricted", False)), form)
    context = {
        "form": form, "people": counted(rows.filter(restricted=False), cap=FORMS_AT_ONCE + 1), "chosen": chosen,
        "query": request.GET.urlencode(), "limit": FORMS_AT_ONCE,
    }  # fmt: skip
    return render(request, "members/collection_forms.html", context, status=422 if form.errors else 200)


def _few(rows: QuerySet[PartyMember], *, with_restricted: bool) -> list[PartyMember]:
    """Return the members whose forms go into one file. Raises UserError for nobody, and for more than one file takes."""
    rows = rows if with_restricted else rows.filter(restricted=False)
    ordered = rows.select_related("person", "organization").order_by("organization__name", *by_name("person__"), "pk")
    members = list(ordered[: FORMS_AT_ONCE + 1])
    if not members:
        raise UserError(
            _("名单上没有可以打印采集表的党员。"), rule=_("按名单上的筛选打印。"), now=_("请回到党员名单重新筛选。")
        )
    if len(members) > FORMS_AT_ONCE:
        raise UserError(
            _("采集表超过 %d 份，没有生成。") % FORMS_AT_ONCE,
            rule=_("一次只提供这次工作用得到的人。"),
            now=_("请先在党员名单上按组织筛选，再分次打印。"),
        )
    return members


def _paper(
    request: ScopedRequest, members: Sequence[PartyMember], form: CollectionHandingForm | CollectionFormsForm
) -> FileResponse:
    said, book = form.cleaned_data, rulebook(on=request.on)
    entries = collection.asked_of_all(members=members, clear=said["clear"], on=request.on, book=book)
    handing = Handing(
        kind=ProvisionKind.FORM, fields=collection.FIELDS, recipient=said["recipient"].strip(),
        basis=ProvisionBasis(said["basis"]), reason=said["reason"].strip(),
    )  # fmt: skip
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- FileResponse closes it
    with transaction.atomic():
        write_forms([collection.sheet(one, on=request.on) for one in entries], file)
        note_provision(members=[one.pk for one in members], handing=handing, by=request.user)
    return handed_out(file, _("党员信息采集表.docx"), DOCX)
