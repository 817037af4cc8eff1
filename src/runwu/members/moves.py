"""What the move of an organisation brings about for members."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from runwu.core.registries import Consequence, move_consequences
from runwu.core.scope import Scope
from runwu.members import selectors
from runwu.organizations.paths import in_subtree


@move_consequences.register
def members_who_move(scope: Scope, path: str, _parent_path: str) -> Sequence[Consequence]:
    """Say how many members this person may know of move along. One query."""
    number = selectors.visible(scope=scope).filter(in_subtree(path)).count()
    return [Consequence(_("随同调整的党员"), _("%d 名（组织关系不变，仍在原支部）") % number)]
