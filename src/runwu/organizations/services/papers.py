"""The approval itself as a file (批复原件): kept encrypted beside its number and date."""

from typing import Any

from django.core.files import File
from django.db import transaction

from runwu.accounts.models import User
from runwu.core import attachments, audit
from runwu.organizations.models import Approval, Organization
from runwu.organizations.services.tree import park_id


@transaction.atomic
def attach_paper(*, approval: Approval, organization: Organization, file: File[Any], by: User) -> Approval:
    """Keep the file of an approval, encrypted (附上批复原件); a later one takes its place, the former stays stored."""
    approval = Approval.objects.select_for_update().get(pk=approval.pk)
    place, path = park_id(organization), organization.path
    stored = attachments.store(
        file,
        owner=approval,
        name=file.name or "",
        kind="organizations.approval",
        uploaded_by=by.public_id,
        place=place,
        path=path,
    )
    approval.attachment = stored.public_id
    approval.save(update_fields=["attachment"])
    audit.log(by, "organizations.approval.paper_added", approval, place=place, path=path, digest=stored.digest)
    return approval
