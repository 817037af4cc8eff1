"""The collection form of one member: looked at, and handed out as .docx, on record (党员信息采集表)."""

import tempfile
from uuid import UUID

from django.db import transaction
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from runwu.core.documents import write_form
from runwu.core.guards import ScopedRequest, require
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.members import collection
from runwu.members.choices import ProvisionBasis, ProvisionKind
from runwu.members.models import PartyMember
from runwu.members.provision_forms import CollectionHandingForm
from runwu.members.services.provisions import Handing, note_provision
from runwu.members.views.provisions import found_complete

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require(Capability.OPEN_MEMBER_CONTACTS, Capability.SEE_MEMBER_CONTACTS)
@require_http_methods(["GET", "POST"])
def collection_form(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show what the form holds, as this person may see it, and hand it out; in clear with recipient, ground and reason."""
    member, book = found_complete(request, public_id), rulebook(on=request.on)
    own = request.scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, member.path)
    form = CollectionHandingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _paper(request, member, form)
    entries = collection.asked(member=member, clear=own, on=request.on, book=book)
    context = {"member": member, "form": form, "entries": entries, "own": own}
    return render(request, "members/collection_form.html", context, status=422 if form.errors else 200)


def _paper(request: ScopedRequest, member: PartyMember, form: CollectionHandingForm) -> FileResponse:
    said, book = form.cleaned_data, rulebook(on=request.on)
    entries = collection.asked(member=member, clear=said["clear"], on=request.on, book=book)
    handing = Handing(
        kind=ProvisionKind.FORM, fields=collection.FIELDS, recipient=said["recipient"].strip(),
        basis=ProvisionBasis(said["basis"]), reason=said["reason"].strip(),
    )  # fmt: skip
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- FileResponse closes it
    with transaction.atomic():
        write_form(collection.sheet(entries, on=request.on), file)
        note_provision(members=[member.pk], handing=handing, by=request.user)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=_("党员信息采集表.docx"), content_type=DOCX)
    response["Cache-Control"] = "private, no-store"
    return response
