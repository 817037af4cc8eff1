"""Which members go along with an adopted plan, and how: by the same document or by a transfer (随迁党员)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from runwu.core.models.base import in_force
from runwu.coverage.services.groups import DraftGroup
from runwu.enterprises.models import Enterprise, Workplace
from runwu.members.choices import Belonging, Membership
from runwu.members.models import PartyMember
from runwu.organizations import paths
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization
from runwu.people.ordering import by_name

PRIMARY = (Form.COMMITTEE, Form.COMPREHENSIVE_COMMITTEE, Form.WORKING_COMMITTEE)
_MOVING = (Belonging.REGISTERED, Belonging.NOT_TRANSFERRED)


@dataclass(frozen=True, slots=True)
class DraftMove:
    """One member of an enterprise whose branch changes; the target is named by the group's host."""

    member: PartyMember
    enterprise: Enterprise
    host: str
    source: Organization | None
    by_document: bool


def draft_moves(groups: Iterable[DraftGroup], *, committee: Organization, on: date) -> tuple[DraftMove, ...]:
    """Return the members who go along, each once (随迁名单). Two queries.

    Restricted members and those placed without employer are never listed: nothing here may tell that they exist,
    and their own branch and committee look after their affiliation. Floating members stay where they chose to count.
    """
    wanted = {unit.enterprise.pk: group for group in groups for unit in group.units}
    rows = _members_at(wanted, on)
    line = committees_above([*_paths(rows), *_paths_of(wanted.values()), committee.path])
    moves: dict[int, DraftMove] = {}
    for row in rows:
        member, group = row.person.membership, wanted[row.enterprise_id]
        if member.pk in moves or _stays(member, group):
            continue
        target = group.organization.path if group.organization else committee.path
        source = member.organization if member.belonging == Belonging.REGISTERED else None
        same = source is not None and line.get(source.path) == line.get(target)
        moves[member.pk] = DraftMove(member, row.enterprise, group.host, source, same)
    return tuple(moves.values())


def _members_at(enterprises: Iterable[int], on: date) -> list[Workplace]:
    rows = Workplace.objects.filter(
        in_force(on),
        enterprise_id__in=list(enterprises),
        person__membership__membership=Membership.ACTIVE,
        person__membership__belonging__in=_MOVING,
        person__membership__restricted=False,
        person__membership__without_employer=False,
    )
    return list(
        rows.select_related("enterprise", "person__membership__organization")
        .defer("person__birth_date", "person__phone", "person__identity_tail")
        .order_by("enterprise__name", *by_name("person__"), "pk")
    )


def _stays(member: PartyMember, group: DraftGroup) -> bool:
    return group.organization is not None and member.organization_id == group.organization.pk


def _paths(rows: Sequence[Workplace]) -> list[str]:
    return [row.person.membership.organization.path for row in rows if row.person.membership.organization]


def _paths_of(groups: Iterable[DraftGroup]) -> list[str]:
    return [group.organization.path for group in groups if group.organization]


def committees_above(wanted: Iterable[str]) -> Mapping[str, str]:
    """Return the nearest primary committee at or above each path: {path: the committee's path}. One query."""
    lines = {path: (*paths.ancestors(path), path) for path in wanted if path}
    known = set(
        Organization.objects.filter(
            path__in={one for line in lines.values() for one in line}, form__in=PRIMARY
        ).values_list("path", flat=True)
    )
    return {path: max((one for one in line if one in known), default="", key=len) for path, line in lines.items()}
