"""Members in the command box; sealed names are found by nobody."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.listing import holds
from runwu.core.registries import Hit, register_search
from runwu.core.scope import Scope
from runwu.members import selectors
from runwu.people.ordering import by_name


@register_search
def search_members(scope: Scope, words: str, limit: int) -> list[Hit]:
    """Find open members by name or pinyin initials."""
    condition = holds("person__name", words) | Q(person__initials__startswith=words.lower())
    found = selectors.visible(scope=scope).filter(condition, restricted=False).order_by(*by_name("person__"))[:limit]
    return [
        Hit(
            kind=_("党员"),
            title=member.person.name,
            detail=f"{member.get_standing_display()} · {member.organization.name if member.organization else '—'}",
            url=reverse("members:page", args=[member.public_id]),
            icon="users",
        )
        for member in found
    ]
