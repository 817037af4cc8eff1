"""Tables of what is paid (核定表) and what is missing in them."""

from datetime import date

from django.db.models import QuerySet

from runwu.core.scope import Capability, Scope
from runwu.dues.models import DuesLine, DuesTable
from runwu.dues.selectors.reach import is_told
from runwu.members.choices import Belonging, Membership
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization
from runwu.people.ordering import name_key


def tables_of(*, scope: Scope, organization: Organization | None = None) -> QuerySet[DuesTable]:
    """List the tables that somebody keeps, the latest first."""
    rows = DuesTable.objects.filter(scope.paths(Capability.KEEP_DUES, "organization__path"))
    rows = rows.filter(organization=organization) if organization else rows
    return rows.select_related("organization__park")


def draft_of(*, organization: Organization, year: int) -> DuesTable | None:
    """Return the table of a year that waits for approval."""
    return DuesTable.objects.filter(organization=organization, year=year, approved_on__isnull=True).first()


def lines_of(table: DuesTable) -> list[DuesLine]:
    """Return the lines of a table by name. One query."""
    rows = table.lines.select_related("member__person")
    told = [row for row in rows if is_told(row.member, table.organization_id)]
    return sorted(told, key=lambda row: (*name_key(row.member.person), row.pk))


def without_line(table: DuesTable) -> list[PartyMember]:
    """Return today's members of the branch for whom this year no table has a line yet, by name. One query."""
    has = DuesLine.objects.filter(table__organization=table.organization_id, table__year=table.year)
    rows = _members(table).exclude(pk__in=has.values("member_id"))
    return sorted(rows.select_related("person"), key=lambda row: name_key(row.person))


def settled(table: DuesTable) -> list[DuesLine]:
    """Return the lines in force of today's members whom a supplement does not name yet, by name (已核定).

    Their income may have changed since. One query; none for the first table of a year.
    """
    if table.number == 1:
        return []
    named = DuesLine.objects.filter(table=table)
    rows = _approved_lines(table).filter(member__in=_members(table)).exclude(member__in=named.values("member_id"))
    latest = {row.member_id: row for row in rows.select_related("member__person")}
    return sorted(latest.values(), key=lambda row: name_key(row.member.person))


def first_month_of(table: DuesTable) -> date:
    """Return the first month that the branch keeps here in a table's year. One query for a supplement."""
    if table.number == 1:
        return table.first_month
    yearly = DuesTable.objects.filter(organization=table.organization_id, year=table.year, number=1).first()
    return (yearly or table).first_month


def line_in_force(table: DuesTable, member: PartyMember) -> DuesLine | None:
    """Return what another table of the year approved last for a member. One query."""
    return _approved_lines(table).filter(member=member).last()


def _approved_lines(table: DuesTable) -> QuerySet[DuesLine]:
    """List the approved lines of other tables of the year, the one that counts last of each member at the end."""
    rows = DuesLine.objects.filter(table__organization=table.organization_id, table__year=table.year)
    return rows.filter(table__approved_on__isnull=False).exclude(table=table).order_by("starts", "table__number")


def _members(table: DuesTable) -> QuerySet[PartyMember]:
    return PartyMember.objects.filter(
        organization=table.organization_id, membership=Membership.ACTIVE, belonging=Belonging.REGISTERED
    )
