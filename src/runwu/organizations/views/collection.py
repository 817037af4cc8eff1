"""The collection form of an organisation, handed out as .docx (党组织信息采集表)."""

import tempfile
from typing import cast
from uuid import UUID

from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.documents import write_form
from runwu.core.downloads import DOCX, handed_out
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.organizations import selectors
from runwu.organizations.collection import organization_sheet
from runwu.organizations.models import Post
from runwu.organizations.services.tree import park_id
from runwu.people.handing import noting_people

_COLUMNS = ("name", "posts", "organization")


@require(Capability.SEE_MEMBERS)
@require_GET
def collection_form(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Hand out the form, filled in; whom it names finds it under 谁看过."""
    reach = selectors.visible(scope=request.scope, capability=Capability.SEE_MEMBERS).select_related("approval", "park")
    organization = get_object_or_404(reach, public_id=public_id)
    posts = selectors.posts_on(organization=organization, scope=request.scope, on=request.on)
    sheet = organization_sheet(organization=organization, posts=posts, scope=request.scope, on=request.on)
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- FileResponse closes it
    by = cast("User", request.user)
    with transaction.atomic():
        write_form(sheet, file)
        noting_people(Post)([one.pk for one in posts], _COLUMNS, by)
        audit.log(
            by, "organizations.organization.form_printed", organization, place=park_id(organization),
            path=organization.path,
        )  # fmt: skip
    return handed_out(file, _("党组织信息采集表.docx"), DOCX)
