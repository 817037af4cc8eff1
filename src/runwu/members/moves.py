"""What the move of an organisation brings about for members."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Consequence, move_consequences
from runwu.core.scope import Scope
from runwu.members import selectors
from runwu.members.services.passing_names import named
from runwu.organizations.models import Organization
from runwu.organizations.paths import in_subtree


@move_consequences.register
def members_who_move(scope: Scope, path: str, _parent_path: str) -> Sequence[Consequence]:
    """Say how many members this person may know of move along, and name them. Three queries."""
    rows = selectors.visible(scope=scope).filter(in_subtree(path))
    words = _("%d 名（组织关系不变，仍在原支部）") % rows.count()
    one = Organization.objects.get(path=path)
    more = f"{reverse('members:list')}?below={one.public_id}"
    return [
        Consequence(_("随同调整的党员"), words),
        *named(rows, scope=scope, label=_("随同调整的党员姓名"), more=more),
    ]
