"""Who looked (谁看过): masked fields that were opened, pages of restricted members, names that departments asked for,
and what was handed out: lists, workbooks, collection forms, letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.access.models import RoleAssignment
from runwu.access.naming import ASKED, NameReason, asking_roles
from runwu.accounts.models import User
from runwu.core.models import AuditEntry
from runwu.members.choices import Frozen, WishKind, WishState
from runwu.members.models import Disclosure, PartyMember
from runwu.members.own.deletions import record_of
from runwu.members.own.reaching import reach_of
from runwu.members.provisions import in_words

LOOKED_SHOWN = 50
PAGE = "page"


@dataclass(frozen=True, slots=True)
class Looked:
    """One opening: when, who, what, and why where a reason was asked for."""

    at: datetime
    who: str
    what: str
    reason: str


def looked(*, member: PartyMember, most: int | None = LOOKED_SHOWN) -> Sequence[Looked]:
    """Return who looked at a member, the latest first; all with None. At most six queries."""
    rows = list(Disclosure.objects.filter(member=member).select_related("provision")[:most])
    asked = list(_names_asked(member, most))
    known = User.objects.filter(public_id__in={row.seen_by for row in rows} | {one.actor for one in asked})
    names = dict(known.values_list("public_id", "display_name"))
    found = [Looked(row.seen_at, _name(names, row.seen_by), _what(row), _why(row)) for row in rows]
    hidden = _hidden_since(member)
    found += [Looked(one.at, _name(names, one.actor), _opened(one, hidden), _reason(one)) for one in asked]
    return sorted(found, key=lambda one: one.at, reverse=True)[:most]


def _name(names: dict[UUID, str], account: UUID | None) -> str:
    return names.get(account, "") if account and account in names else _("已停用的账号")


def _what(row: Disclosure) -> str:
    if row.provision is None:
        return in_words(row.fields)
    told = {"kind": row.provision.get_kind_display(), "fields": in_words(row.fields)}
    words = _("%(kind)s：%(fields)s") % told
    if not row.provision.recipient:
        return words
    return _("%(what)s，提供给%(who)s") % {"what": words, "who": row.provision.recipient}


def _why(row: Disclosure) -> str:
    if row.provision is None or not row.provision.reason:
        return row.reason
    return _("%(reason)s（%(basis)s）") % {"reason": row.provision.reason, "basis": row.provision.get_basis_display()}


def _opened(entry: AuditEntry, hidden: date | None) -> str:
    if hidden is None or timezone.localdate(entry.at) < hidden:
        return _("打开了名单：姓名、类别和支部")
    return _("打开了名单；限组织内知悉的不在名单上，没有看到你")


def _hidden_since(member: PartyMember) -> date | None:
    """Return since when a restricted member stands on no list; the first day where the mark came with the register."""
    if not member.restricted:
        return None
    if member.frozen == Frozen.OPEN:
        stored = record_of(member)
        return timezone.localdate(stored.answered_at) if stored and stored.answered_at else date.min
    wish = member.wishes.filter(kind=WishKind.RESTRICT, state__in=(WishState.ASKED, WishState.GRANTED)).first()
    if wish is None:
        return date.min
    return wish.wished_on if wish.at_once else (wish.decided_on or date.min)


def _reason(entry: AuditEntry) -> str:
    code = str(entry.extra.get("reason", ""))
    return str(NameReason(code).label) if code in NameReason.values else ""


def _names_asked(member: PartyMember, most: int | None) -> Iterator[AuditEntry]:
    """Yield when departments above opened the names of a place to which the member belongs."""
    reach = reach_of(member.organization)
    held: dict[UUID, list[tuple[date, date | None]]] = {}
    rows = RoleAssignment.objects.filter(reach, role__in=asking_roles())
    for account, since, until in rows.values_list("user__public_id", "valid_from", "valid_to"):
        held.setdefault(account, []).append((since, until))
    entries = AuditEntry.objects.filter(action=ASKED, actor__in=held).order_by("-id")[:most] if held else ()
    for entry in entries:
        day = timezone.localdate(entry.at)
        if any(since <= day and (until is None or day < until) for since, until in held[entry.actor or UUID(int=0)]):
            yield entry
