"""Who gains and who loses sight when an organisation moves, or a relation begins or ends (谁看得到的变化)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from runwu.access.changing_sight import Thing, by_role, in_words, lost, seen_at
from runwu.access.selectors import after_move, scopes_reaching
from runwu.core.registries import Consequence, RelationSight, move_consequences, relation_consequences
from runwu.core.scope import Scope
from runwu.organizations.models import Organization
from runwu.organizations.paths import LABEL_WIDTH


@move_consequences.register
def who_sees(scope: Scope, path: str, parent_path: str) -> Sequence[Consequence]:
    """Say which accounts lose and gain sight of what moves, and of what of it. Three queries.

    Both sides are asked of the scopes that decide on every page: once as they are, once as they will be after the move.
    """
    parks = dict(Organization.objects.filter(path__in=[path, parent_path]).values_list("path", "park"))
    scopes = scopes_reaching([path, parent_path], scope.on)
    new = parent_path + path[-LABEL_WIDTH:]
    park = parks.get(parent_path) or parks.get(path)
    before, after = seen_at(path, scopes), seen_at(new, after_move(scopes, old=path, new=new, park=park))
    return [
        Consequence(_("不再看得到的账号"), in_words(lost(before, after))),
        Consequence(_("开始看得到的账号"), in_words(lost(after, before))),
    ]


@relation_consequences.register
def who_sees_the_other(scope: Scope, sight: RelationSight) -> Sequence[Consequence]:
    """Say which roles gain or lose the name, form and leading contacts of the other end; no members. Two queries.

    Roles and numbers alone: the places that they are held over may lie beyond what the viewer sees.
    """
    scopes = scopes_reaching([sight.source_path, sight.target_path], scope.on)
    source, target = (seen_at(path, scopes, [Thing.PAGE]) for path in (sight.source_path, sight.target_path))
    label = _("不再看到“%s”的账号") if sight.ends else _("开始看到“%s”名称、形式和负责人的账号")
    return [
        Consequence(label % sight.target, by_role(lost(source, target))),
        Consequence(label % sight.source, by_role(lost(target, source))),
        Consequence(_("看到对方党员、人数和下级组织的账号"), _("没有变化：这种关系不是隶属，不扩大权限范围。")),
    ]
