"""What a row changes of a known enterprise, in words and as values (逐字段比较)."""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from runwu.core.imports import FieldChange, Remark
from runwu.core.imports.rows import error, hint, warning
from runwu.coverage.choices import ContactKind, MassKind
from runwu.coverage.imports.firms.known import KnownFirms
from runwu.coverage.imports.firms.wishes import FactWish, FirmWish
from runwu.coverage.imports.firms.world import ParkWorld
from runwu.enterprises.choices import FactKind, Located, Ownership, VisibilityLevel
from runwu.enterprises.models import Enterprise, EnterpriseFact
from runwu.enterprises.selectors import shown
from runwu.enterprises.services.facts import as_text
from runwu.members.imports.names import branch_key, folded
from runwu.organizations.choices import UnitRole
from runwu.organizations.models import Organization

_TITLES = {
    "latitude": "纬度",
    "longitude": "经度",
    "grid": "网格",
    "building": "厂房",
    "chain": "产业链",
}


def title_of(name: str) -> str:
    """Return what a field of an enterprise is called."""
    return _TITLES.get(name) or str(Enterprise._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def in_words(name: str, value: Any) -> str:
    """Return a value of a field as a person reads it."""
    if value is None or value == "":
        return ""
    words: dict[str, Any] = {"ownership": dict(Ownership.choices), "visibility": dict(VisibilityLevel.choices)}
    return str(words.get(name, {}).get(value, value))


def plain_changes(wish: FirmWish, firm: Enterprise) -> dict[str, Any]:
    """Return the plain fields that differ, with their new values; a sheet never makes an enterprise more open."""
    differ = {name: value for name, value in wish.fields.items() if getattr(firm, name) != value}
    if differ.get("visibility", firm.visibility) < firm.visibility:
        del differ["visibility"]
    return differ


def place_changes(wish: FirmWish, firm: Enterprise) -> dict[str, str]:
    """Return the places that differ, by name."""
    held = {name: getattr(firm, name) for name in wish.places}
    return {name: new for name, new in wish.places.items() if not held[name] or folded(held[name].name) != folded(new)}


def field_changes(wish: FirmWish, firm: Enterprise) -> Iterator[FieldChange]:
    """Yield what changes of plain fields and places."""
    for name, value in {**plain_changes(wish, firm), **place_changes(wish, firm)}.items():
        yield FieldChange(title_of(name), in_words(name, getattr(firm, name)), in_words(name, value))


def fresh_facts(wish: FirmWish, known: Sequence[EnterpriseFact]) -> list[FactWish]:
    """Return the facts that say something new: differing from what is known, and not older than it."""
    latest = {FactKind(row.kind): row for row in known if row.valid_to is None}
    return [fresh for fact in wish.facts if (fresh := _fresh(fact, latest.get(fact.kind), wish)) is not None]


def _fresh(fact: FactWish, known: EnterpriseFact | None, wish: FirmWish) -> FactWish | None:
    if known is None:
        return fact
    if known.value == as_text(fact.value) or known.valid_from > _told_on(wish):
        return None
    since = fact.since if fact.since > known.valid_from else _told_on(wish)
    return FactWish(fact.kind, fact.value, since, fact.source)


def _told_on(wish: FirmWish) -> date:
    """Return the day the sheet speaks for: the latest of its facts' days."""
    return max(fact.since for fact in wish.facts)


def fact_changes(wish: FirmWish, known: Sequence[EnterpriseFact]) -> Iterator[FieldChange]:
    """Yield what changes of dated facts."""
    latest = {FactKind(row.kind): row.value for row in known if row.valid_to is None}
    for fact in fresh_facts(wish, known):
        old = latest.get(fact.kind, "")
        new = shown(fact.kind, as_text(fact.value))
        yield FieldChange(str(fact.kind.label), shown(fact.kind, old) if old else "", new)


def outdated(wish: FirmWish, known: Sequence[EnterpriseFact]) -> Iterator[Remark]:
    """Yield a warning for each fact of which the ledger knows something newer that differs."""
    latest = {FactKind(row.kind): row for row in known if row.valid_to is None}
    for fact in wish.facts:
        row = latest.get(fact.kind)
        if row is not None and row.value != as_text(fact.value) and row.valid_from > _told_on(wish):
            words = {"what": fact.kind.label, "day": row.valid_from, "value": shown(fact.kind, row.value)}
            said = _("台账里“%(what)s”有更新的记录（%(day)s 起为%(value)s），") % words
            yield warning("outdated", said, _("这一格不覆盖它。"), key=fact.kind.value)


def target_of(wish: FirmWish, world: ParkWorld) -> Organization | None:
    """Return the organisation that a row names, the committee for a catch-all without name; None for a new one."""
    if wish.branch is None:
        return None
    if not wish.branch.name:
        return world.committee
    return world.organizations.get(branch_key(wish.branch.name))


def branch_remarks(wish: FirmWish, world: ParkWorld) -> Iterator[Remark]:
    """Yield what is remarkable about the organisation that a row names."""
    if wish.branch is None:
        return
    target = target_of(wish, world)
    if world.committee is None:
        yield error(
            "no_committee",
            _("园区还没有党委，党组织无处隶属。"),
            _("请核对园区；没有党委的请联系系统管理员。"),
            key="branch",
        )
    elif target is None and wish.branch.role is UnitRole.FALLBACK:
        yield error(
            "unknown_committee",
            _("没有“%s”这个党组织可以兜底。") % wish.branch.name,
            _("请填园区党委的名称，或留空。"),
            key="branch",
        )
    elif target is None:
        words = {"name": wish.branch.name, "parent": world.committee.label}
        yield warning(
            "new_branch", _("将新建党组织“%(name)s”，隶属%(parent)s。") % words, _("名称写错的请改正。"), key="branch"
        )


def unit_change(wish: FirmWish, firm: Enterprise, known: KnownFirms, world: ParkWorld) -> FieldChange | None:
    """Return how the coverage of an enterprise changes, or None."""
    if wish.branch is None:
        return None
    held, target = known.units.get(firm.pk), target_of(wish, world)
    same = held is not None and target is not None and held.organization_id == target.pk
    if same and held is not None and held.role == wish.branch.role:
        return None
    name = target.label if target else wish.branch.name
    old = f"{held.organization.label}（{UnitRole(held.role).label}）" if held else ""
    return FieldChange(_("党组织"), old, f"{name}（{wish.branch.role.label}）")


def approved_elsewhere(wish: FirmWish, firm: Enterprise, known: KnownFirms, world: ParkWorld) -> Iterator[Remark]:
    """Refuse to change by import what an approval put in force."""
    held = known.units.get(firm.pk)
    if held is not None and held.approval is not None and unit_change(wish, firm, known, world):
        said = _("这家企业由批复（%s）归入现在的支部。") % held.approval.number
        yield error("approved", said, _("请通过新的批复调整，导入不改；或清空“党组织名称”。"), key="branch")


def contact_changes(wish: FirmWish, firm: Enterprise | None, known: KnownFirms) -> Iterator[FieldChange]:
    """Yield how instructors and liaisons change; a column left empty changes nothing."""
    held = known.contacts.get(firm.pk, []) if firm else []
    for kind, names in ((ContactKind.INSTRUCTOR, wish.instructors), (ContactKind.LIAISON, wish.liaisons)):
        old = [contact.person.name for contact in held if contact.kind == kind]
        if names and {folded(name) for name in names} != {folded(name) for name in old}:
            yield FieldChange(str(kind.label), "、".join(old), "、".join(names))


def mass_changes(wish: FirmWish, firm: Enterprise, known: KnownFirms) -> Iterator[FieldChange]:
    """Yield how mass organisations change."""
    held = {MassKind(row.kind) for row in known.mass.get(firm.pk, [])}
    for kind, there in wish.mass.items():
        if there != (kind in held):
            yield FieldChange(str(kind.label), _("有") if kind in held else _("无"), _("有") if there else _("无"))


def instructor_remarks(wish: FirmWish, world: ParkWorld) -> Iterator[Remark]:
    """Warn of instructors whom the park does not have, or has twice."""
    for name in wish.instructors:
        found = world.instructors.get(folded(name), [])
        if not found:
            said = _("园区的党建指导员里没有“%s”，") % name
            yield warning(
                "unknown_instructor", said, _("这一格不写入。可先导入指导员名册，再导入这份表。"), key="instructor"
            )
        elif len(found) > 1:
            yield warning(
                "two_instructors",
                _("有 %d 名党建指导员叫“%s”，") % (len(found), name),
                _("这一格不写入。"),
                key="instructor",
            )


def place_remarks(
    places: Mapping[str, str], world: ParkWorld, *, has_point: bool, located: str | None
) -> Iterator[Remark]:
    """Say which places an import adds, and where an enterprise without coordinates will stand.

    `located` says where the point of a known enterprise comes from; None is a new one.
    """
    found = (new_place(name, value, world) for name, value in places.items())
    yield from (remark for remark in found if remark is not None)
    kind = next((name for name in ("building", "grid") if name in places), "")
    if not has_point and located != Located.COORDINATES and (kind or located is None):
        yield without_point(kind)


def new_place(name: str, value: str, world: ParkWorld) -> Remark | None:
    """Return what is said of a place that the park does not have yet."""
    known: dict[str, Container[str]] = {"grid": world.grids, "building": world.buildings, "chain": world.chains}
    if folded(value) in known[name]:
        return None
    return hint("new_place", _("将新建%(what)s“%(name)s”。") % {"what": title_of(name), "name": value})


def without_point(kind: str) -> Remark:
    """Return what is said of an enterprise without coordinates: which kind of place it is put at, if any."""
    if kind:
        return hint("located", _("没有坐标，按%s定位。") % title_of(kind))
    return hint("nowhere", _("没有坐标、厂房或网格，地图上没有位置。"))
