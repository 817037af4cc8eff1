"""What members keep in step with: the paths of their organisations."""

from typing import Any

from django.dispatch import receiver

from runwu.members.models import PartyMember
from runwu.organizations.signals import organizations_placed


@receiver(organizations_placed)
def follow_organizations(sender: Any, *, paths: dict[int, str], **_kwargs: Any) -> None:
    """Copy the new paths of moved organisations onto their members."""
    members = list(PartyMember.objects.filter(organization_id__in=paths).only("pk", "organization_id", "path"))
    for member in members:
        if member.organization_id is not None:
            member.path = paths[member.organization_id]
    PartyMember.objects.bulk_update(members, ["path"], batch_size=500)
