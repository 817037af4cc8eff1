"""Organisations in the command box."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.listing import holds
from runwu.core.registries import Hit, register_search
from runwu.core.scope import Scope
from runwu.organizations import selectors


@register_search
def search_organizations(scope: Scope, words: str, limit: int) -> list[Hit]:
    """Find organisations by name, code or pinyin initials."""
    condition = holds("name", words) | Q(initials__startswith=words.lower()) | Q(code=words)
    found = selectors.visible(scope=scope).filter(condition).order_by("name")[:limit]
    return [
        Hit(
            kind=_("党组织"),
            title=one.name,
            detail=f"{one.get_form_display()} · {one.get_state_display()}",
            url=reverse("organizations:page", args=[one.public_id]),
            icon="sitemap",
        )
        for one in found
    ]
