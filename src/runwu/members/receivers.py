"""What members keep in step with: the paths of their organisations."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.dispatch import receiver

from runwu.members.models import MergeProposal
from runwu.organizations.paths import in_subtree, moved_path
from runwu.organizations.signals import subtree_moved


@receiver(subtree_moved)
def follow_organizations(sender: Any, *, old_path: str, new_path: str, **_kwargs: Any) -> None:
    """Copy the new paths of moved organisations onto whatever hangs on them, in one statement a column."""
    for model, column in columns_of_paths():
        rows = model._default_manager.filter(in_subtree(old_path, column))
        rows.update(**{column: moved_path(old_path, new_path, column)})
    _follow_agreements(old_path, new_path)


def columns_of_paths() -> Iterator[tuple[type[models.Model], str]]:
    """Yield every column of members in which a path is kept, found from the models, so that a new one follows too."""
    for model in apps.get_app_config("members").get_models():
        for field in model._meta.concrete_fields:
            if field.name == "path" or field.name.endswith("_path"):
                yield model, field.name


def _follow_agreements(old_path: str, new_path: str) -> None:
    """Keep the agreements of branches to open proposals of a merge: they are kept by the branch's path."""
    for row in MergeProposal.objects.exclude(agreed=[]):
        agreed = [new_path + path[len(old_path) :] if path.startswith(old_path) else path for path in row.agreed]
        if agreed != row.agreed:
            row.agreed = agreed
            row.save(update_fields=["agreed"])
