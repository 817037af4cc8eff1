"""What the ledger knows of the enterprises of some rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from runwu.coverage.imports.firms.index import FirmIndex
from runwu.coverage.imports.firms.wishes import FirmWish
from runwu.coverage.models import CoverageContact, MassOrganization
from runwu.enterprises.models import Enterprise, EnterpriseFact
from runwu.members.imports.names import folded
from runwu.organizations.models import OrganizationUnit


@dataclass(slots=True)
class KnownFirms:
    """Enterprises by primary key, and the open rows that hang on them, by enterprise."""

    index: FirmIndex
    firms: dict[int, Enterprise] = field(default_factory=dict)
    facts: dict[int, list[EnterpriseFact]] = field(default_factory=dict)
    units: dict[int, OrganizationUnit] = field(default_factory=dict)
    contacts: dict[int, list[CoverageContact]] = field(default_factory=dict)
    mass: dict[int, list[MassOrganization]] = field(default_factory=dict)

    def match(self, wish: FirmWish) -> Enterprise | None:
        """Return the enterprise that a row speaks of."""
        found = _match(wish, self.index)
        return None if found is None else self.firms.get(found)


def load_known(wishes: Sequence[FirmWish], index: FirmIndex, *, lock: bool = False) -> KnownFirms:
    """Return what is known of the enterprises that rows name, locked where they are about to be written.

    Five queries whatever their number, none for new ones.
    """
    known = KnownFirms(index)
    ids = {found for wish in wishes if (found := _match(wish, index)) is not None}
    if not ids:
        return known
    rows = Enterprise.objects.select_related("grid", "building", "chain", "park")
    known.firms = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).in_bulk(ids)
    for fact in EnterpriseFact.objects.filter(enterprise_id__in=ids):
        known.facts.setdefault(fact.enterprise_id, []).append(fact)
    units = OrganizationUnit.objects.open().filter(enterprise_id__in=ids).select_related("organization", "approval")
    known.units = {unit.enterprise_id: unit for unit in units}
    contacts = CoverageContact.objects.open().filter(enterprise_id__in=ids, person__sealed=False)
    for contact in contacts.select_related("person"):
        known.contacts.setdefault(contact.enterprise_id, []).append(contact)
    for row in MassOrganization.objects.open().filter(enterprise_id__in=ids):
        known.mass.setdefault(row.enterprise_id, []).append(row)
    return known


def _match(wish: FirmWish, index: FirmIndex) -> int | None:
    code, number = wish.fields.get("credit_code"), wish.fields.get("provisional_number")
    return index.match(code, number, folded(wish.name))
