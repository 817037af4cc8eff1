"""Who sees what before and after (看得到的变化): compared per account and per thing to be seen, told by role and place."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from runwu.core.scope import Capability as C  # noqa: N817 -- the table below reads better with it
from runwu.core.scope import Grant, Scope

Seen = dict[UUID | None, dict["Thing", Grant]]
"""What accounts see at one place, each thing with the grant that gives it."""


class Thing(StrEnum):
    """What there is to be seen of an organisation and its members, the most telling last."""

    PAGE = "page"
    ASKED_NAMES = "asked_names"
    NAMES = "names"
    RESTRICTED = "restricted"
    OPENED_CONTACTS = "opened_contacts"
    CONTACTS = "contacts"
    DUES_STATE = "dues_state"
    DUES = "dues"
    RESERVES = "reserves"


_GIVEN_BY = {
    Thing.PAGE: {C.SEE_ORGANIZATIONS},
    Thing.ASKED_NAMES: {C.ASK_FOR_NAMES, C.SEE_MEMBERS},
    Thing.NAMES: {C.SEE_MEMBERS},
    Thing.RESTRICTED: {C.SEE_RESTRICTED},
    Thing.OPENED_CONTACTS: {C.OPEN_MEMBER_CONTACTS, C.SEE_MEMBER_CONTACTS},
    Thing.CONTACTS: {C.SEE_MEMBER_CONTACTS},
    Thing.DUES_STATE: {C.SEE_DUES_STATE, C.SEE_DUES, C.KEEP_DUES},
    Thing.DUES: {C.KEEP_DUES},
    Thing.RESERVES: {C.KEEP_RESERVES},
}
_PART_OF = {
    Thing.ASKED_NAMES: Thing.NAMES,
    Thing.OPENED_CONTACTS: Thing.CONTACTS,
    Thing.DUES_STATE: Thing.DUES,
}  # not told beside what holds it
ABOUT_MEMBERS = tuple(one for one in Thing if one not in (Thing.PAGE, Thing.RESERVES))


def seen_at(path: str, scopes: Iterable[Scope], things: Collection[Thing] = tuple(Thing)) -> Seen:
    """Return what accounts see of an organisation at a path; who sees nothing is left out."""
    found = {scope.user_id: _seen(path, scope, things) for scope in scopes}
    return {user: seen for user, seen in found.items() if seen}


def _seen(path: str, scope: Scope, things: Collection[Thing]) -> dict[Thing, Grant]:
    seen: dict[Thing, Grant] = {}
    for thing in things:
        for capability in sorted(_GIVEN_BY[thing]):
            if thing not in seen and scope.reaches_path(capability, path):
                alone = (Scope(user_id=None, on=scope.on, grants=(grant,)) for grant in scope.grants)
                seen[thing] = next(one.grants[0] for one in alone if one.reaches_path(capability, path))
    return seen


def lost(before: Seen, after: Seen) -> Seen:
    """Return what accounts no longer see; what they see by another grant afterwards is not lost."""
    left = {
        user: {thing: grant for thing, grant in seen.items() if thing not in after.get(user, {})}
        for user, seen in before.items()
    }
    return {user: seen for user, seen in left.items() if seen}


def in_words(seen: Seen, *, with_things: bool = True) -> str:
    """Return roles with their places, how many accounts hold them, and what they see."""
    rows = [row for things in seen.values() for row in _by_grant(things, with_things)]
    found = Counter(rows)
    words = [
        _("%(role)s（%(place)s）%(n)d 个") % {"role": role, "place": place, "n": n}
        + (f"：{'、'.join(_label(one) for one in things)}" if things else "")
        for (_path, role, place, things), n in sorted(found.items())
    ]
    return "；".join(words) or _("没有")


def by_role(seen: Seen) -> str:
    """Return roles and how many accounts hold them, without places: those may lie beyond what a viewer sees."""
    found = Counter((grant.role, grant.role_label) for things in seen.values() for grant in [*things.values()][:1])
    words = [_("%(role)s %(n)d 个") % {"role": label, "n": n} for (_role, label), n in sorted(found.items())]
    return "；".join(words) or _("没有")


def _by_grant(things: dict[Thing, Grant], with_things: bool) -> Sequence[tuple[str, str, str, tuple[Thing, ...]]]:
    """Return what one account sees as rows: path, role, place, and the things that this role gives."""
    rows: dict[tuple[str, str, str], list[Thing]] = {}
    for thing, grant in things.items():
        if _PART_OF.get(thing) not in things:
            rows.setdefault((grant.path or "", grant.role_label, grant.place_label), []).append(thing)
    return [(*row, tuple(named) if with_things else ()) for row, named in rows.items()]


def _label(thing: Thing) -> str:
    return {
        Thing.PAGE: _("组织页"),
        Thing.ASKED_NAMES: _("说明事由后的党员姓名"),
        Thing.NAMES: _("党员姓名"),
        Thing.RESTRICTED: _("限组织内知悉的党员"),
        Thing.OPENED_CONTACTS: _("逐个打开的手机和出生日期"),
        Thing.CONTACTS: _("手机和出生日期"),
        Thing.DUES_STATE: _("党费是否交清"),
        Thing.DUES: _("党费金额"),
        Thing.RESERVES: _("后备人选"),
    }[thing]
