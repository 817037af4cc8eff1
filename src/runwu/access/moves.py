"""Who gains and who loses sight of an organisation that moves (谁看得到的变化)."""

from collections import Counter
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.core.registries import Consequence, move_consequences
from runwu.core.scope import Scope
from runwu.organizations.paths import ancestors


@move_consequences.register
def who_sees(_scope: Scope, path: str, parent_path: str) -> Sequence[Consequence]:
    """Say which roles above the old and the new line lose and gain sight of what moves. Two queries."""
    before, after = set(ancestors(path)), {*ancestors(parent_path), parent_path}
    return [
        Consequence(_("不再看得到的账号"), _roles(before - after)),
        Consequence(_("开始看得到的账号"), _roles(after - before)),
    ]


def _roles(paths: set[str]) -> str:
    """Return roles with their places and how many accounts hold them, in words."""
    rows = RoleAssignment.objects.on(timezone.localdate()).filter(organization__path__in=paths, with_below=True)
    found = Counter(rows.order_by("organization__path", "role").values_list("role", "organization__name"))
    words = [
        _("%(role)s（%(place)s）%(n)d 个") % {"role": Role(r).label, "place": p, "n": n} for (r, p), n in found.items()
    ]
    return "；".join(words) or _("没有")
