"""Columns that repeat the latest dated value: do they still say the same?"""

from collections.abc import Iterator

from runwu.enterprises.choices import FactKind
from runwu.enterprises.models import Enterprise, EnterpriseFact
from runwu.enterprises.services.facts import from_text
from runwu.members.models import Affiliation, PartyMember
from runwu.organizations import paths
from runwu.organizations.models import Organization, OrganizationEdge


def differences() -> list[str]:
    """Return one line per column that differs from its dated rows, by public id."""
    return [*_facts(), *_affiliations(), *_paths()]


def _facts() -> Iterator[str]:
    firms = Enterprise.objects.in_bulk()
    for row in EnterpriseFact.objects.open().iterator(chunk_size=2000):
        kind, firm = FactKind(row.kind), firms[row.enterprise_id]
        if getattr(firm, kind.value) != from_text(kind, row.value):
            yield f"企业 {firm.public_id} 的“{kind.label}”与事实不一致"


def _affiliations() -> Iterator[str]:
    held = dict(Affiliation.objects.open().values_list("member_id", "organization_id"))
    for member in PartyMember.objects.select_related("organization").iterator(chunk_size=2000):
        expected = held.get(member.pk)
        if member.organization_id != expected or (member.organization and member.path != member.organization.path):
            yield f"党员 {member.public_id} 的所在组织与组织关系不一致"


def _paths() -> Iterator[str]:
    parents = dict(OrganizationEdge.objects.open().values_list("child_id", "parent_id"))
    known = Organization.objects.in_bulk()
    for organization in known.values():
        parent = known.get(parents.get(organization.pk) or 0)
        if organization.path != paths.below(parent.path if parent else "", organization.pk):
            yield f"组织 {organization.public_id} 的位置与隶属关系不一致"
