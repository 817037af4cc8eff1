"""What members keep in step with: the paths of their organisations."""

from typing import Any

from django.dispatch import receiver

from runwu.members.models import PartyMember
from runwu.organizations.paths import in_subtree, moved_path
from runwu.organizations.signals import subtree_moved


@receiver(subtree_moved)
def follow_organizations(sender: Any, *, old_path: str, new_path: str, **_kwargs: Any) -> None:
    """Copy the new paths of moved organisations onto their members, in one statement."""
    PartyMember.objects.filter(in_subtree(old_path)).update(path=moved_path(old_path, new_path))
