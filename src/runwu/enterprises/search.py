"""Enterprises in the command box."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.listing import holds
from runwu.core.registries import Hit, register_search
from runwu.core.scope import Scope
from runwu.enterprises import selectors


@register_search
def search_enterprises(scope: Scope, words: str, limit: int) -> list[Hit]:
    """Find enterprises by name, short name, code or pinyin initials."""
    condition = holds("name", words) | holds("short_name", words) | Q(initials__startswith=words.lower())
    code = Q(credit_code__istartswith=words) | Q(provisional_number=words)
    found = selectors.visible(scope=scope).filter(condition | code).order_by("name")[:limit]
    return [
        Hit(
            kind=_("企业"),
            title=firm.name,
            detail=" · ".join(filter(None, (firm.key, firm.park.name, firm.grid.name if firm.grid else ""))),
            url=reverse("enterprises:file", args=[firm.public_id]),
            icon="building-factory",
        )
        for firm in found
    ]
