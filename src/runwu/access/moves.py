"""Who gains and who loses sight when an organisation moves, or a relation begins or ends (谁看得到的变化)."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.policies import POLICIES
from runwu.core.models.base import in_force
from runwu.core.registries import Consequence, RelationSight, move_consequences, relation_consequences
from runwu.core.scope import Capability, Scope
from runwu.organizations.models import Organization
from runwu.organizations.paths import ancestors

_SEE_ORGANIZATIONS = [role for role, policy in POLICIES.items() if Capability.SEE_ORGANIZATIONS in policy.capabilities]


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


@relation_consequences.register
def who_sees_the_other(_scope: Scope, sight: RelationSight) -> Sequence[Consequence]:
    """Say which roles gain or lose the name, form and leading contacts of the other end; no members. Two queries.

    Roles and numbers alone: the places that they are held over may lie beyond what the viewer sees.
    """
    source, target = _reaching(sight.source_path), _reaching(sight.target_path)
    label = _("不再看到“%s”的账号") if sight.ends else _("开始看到“%s”名称、形式和负责人的账号")
    return [
        Consequence(label % sight.target, _numbers(source, without=target)),
        Consequence(label % sight.source, _numbers(target, without=source)),
        Consequence(_("看到对方党员、人数和下级组织的账号"), _("没有变化：这种关系不是隶属，不扩大权限范围。")),
    ]


def _reaching(path: str) -> list[tuple[int, str]]:
    """Return (account, role) of those who reach the page of an organisation: on it, above it, or by its park."""
    today = timezone.localdate()
    park = Organization.objects.filter(path=path).values("park")
    reach = Q(organization__path=path) | Q(organization__path__in=ancestors(path), with_below=True)
    rows = RoleAssignment.objects.filter(in_force(today), reach | Q(park__in=park), role__in=_SEE_ORGANIZATIONS)
    return list(rows.order_by("role", "user_id").values_list("user_id", "role").distinct())


def _numbers(rows: Sequence[tuple[int, str]], *, without: Collection[tuple[int, str]]) -> str:
    others = {user for user, _role in without}
    found = Counter(role for user, role in rows if user not in others)
    words = [_("%(role)s %(n)d 个") % {"role": Role(role).label, "n": n} for role, n in found.items()]
    return "；".join(words) or _("没有")
