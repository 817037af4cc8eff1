"""Who looked (谁看过): masked fields that were opened, pages of restricted members, names that departments asked for."""

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
from runwu.members.models import Disclosure, PartyMember
from runwu.members.own.reaching import reach_of

LOOKED_SHOWN = 50
PAGE = "page"
_FIELDS = {"phone": "手机", "birth_date": "出生日期", PAGE: "党员页面"}


@dataclass(frozen=True, slots=True)
class Looked:
    """One opening: when, who, what, and why where a reason was asked for."""

    at: datetime
    who: str
    what: str
    reason: str


def looked(*, member: PartyMember) -> Sequence[Looked]:
    """Return who looked at a member, the latest first. At most five queries."""
    rows = list(Disclosure.objects.filter(member=member)[:LOOKED_SHOWN])
    asked = list(_names_asked(member))
    known = User.objects.filter(public_id__in={row.seen_by for row in rows} | {one.actor for one in asked})
    names = dict(known.values_list("public_id", "display_name"))
    found = [Looked(row.seen_at, _name(names, row.seen_by), "、".join(_words(row.fields)), row.reason) for row in rows]
    found += [Looked(one.at, _name(names, one.actor), _("打开了名单：姓名、类别和支部"), _reason(one)) for one in asked]
    return sorted(found, key=lambda one: one.at, reverse=True)[:LOOKED_SHOWN]


def _name(names: dict[UUID, str], account: UUID | None) -> str:
    return names.get(account, "") if account and account in names else _("已停用的账号")


def _reason(entry: AuditEntry) -> str:
    code = str(entry.extra.get("reason", ""))
    return str(NameReason(code).label) if code in NameReason.values else ""


def _names_asked(member: PartyMember) -> Iterator[AuditEntry]:
    """Yield when departments above opened the names among which the member's was; restricted ones are never among them."""
    if member.restricted:
        return
    reach = reach_of(member.organization)
    held: dict[UUID, list[tuple[date, date | None]]] = {}
    rows = RoleAssignment.objects.filter(reach, role__in=asking_roles())
    for account, since, until in rows.values_list("user__public_id", "valid_from", "valid_to"):
        held.setdefault(account, []).append((since, until))
    entries = AuditEntry.objects.filter(action=ASKED, actor__in=held).order_by("-id")[:LOOKED_SHOWN] if held else ()
    for entry in entries:
        day = timezone.localdate(entry.at)
        if any(since <= day and (until is None or day < until) for since, until in held[entry.actor or UUID(int=0)]):
            yield entry


def _words(fields: Sequence[str]) -> Iterator[str]:
    for name in fields:
        yield _FIELDS.get(name, name)
