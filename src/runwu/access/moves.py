"""Who gains and who loses sight when an organisation moves, or a relation begins or ends (谁看得到的变化)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from runwu.access.changing_sight import Seen, Thing, by_role, in_words, lost, seen_at
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
    """Say which roles gain or lose what the relation shows of the other end; no members. Two queries.

    Roles and numbers alone: the places that they are held over may lie beyond what the viewer sees.
    """
    scopes = scopes_reaching([sight.source_path, sight.target_path], scope.on)
    found: list[Consequence] = []
    for thing, of_target, of_source in (
        (Thing.PAGE, sight.of_target, sight.of_source),
        (Thing.NAMES, sight.leads_of_target, sight.leads_of_source),
    ):
        source, target = (seen_at(path, scopes, [thing]) for path in (sight.source_path, sight.target_path))
        found += _told(sight.target, of_target, lost(source, target), ends=sight.ends)
        found += _told(sight.source, of_source, lost(target, source), ends=sight.ends)
    unchanged = _("没有变化：这种关系不是隶属，不扩大权限范围。")
    return [*found, Consequence(_("看到对方党员、党员人数和下级组织的账号"), unchanged)]


def _told(other: str, what: str, seeing: Seen, *, ends: bool) -> list[Consequence]:
    """Return the line about one side, or nothing where nothing of the other is shown there."""
    label = _("不再看到“%(other)s”%(what)s的账号") if ends else _("开始看到“%(other)s”%(what)s的账号")
    return [Consequence(label % {"other": other, "what": what}, by_role(seeing))] if what else []
