"""What the ledger knows of the enterprises of a chunk of rows: found by code, number or name."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from runwu.coverage.imports.firms.wishes import FirmWish
from runwu.coverage.imports.firms.world import ParkWorld
from runwu.coverage.models import CoverageContact, MassOrganization
from runwu.enterprises.models import Enterprise, EnterpriseFact
from runwu.members.imports.names import folded, spellings
from runwu.organizations.models import OrganizationUnit


@dataclass(slots=True)
class KnownFirms:
    """Enterprises by their keys, and the open rows that hang on them, by enterprise."""

    by_code: dict[str, Enterprise] = field(default_factory=dict)
    by_number: dict[str, Enterprise] = field(default_factory=dict)
    by_name: dict[str, Enterprise] = field(default_factory=dict)
    facts: dict[int, list[EnterpriseFact]] = field(default_factory=dict)
    units: dict[int, OrganizationUnit] = field(default_factory=dict)
    contacts: dict[int, list[CoverageContact]] = field(default_factory=dict)
    mass: dict[int, list[MassOrganization]] = field(default_factory=dict)

    def match(self, wish: FirmWish, park_id: int) -> Enterprise | None:
        """Return the enterprise that a row speaks of: by code, else by the park's number, else by name.

        A name leads only to an enterprise without another code; one of another park is found by its code alone.
        """
        code, number = wish.fields.get("credit_code"), wish.fields.get("provisional_number")
        if code and code in self.by_code:
            return self.by_code[code]
        found = self.by_number.get(number) if number else None
        found = found or self.by_name.get(folded(wish.name))
        if found is None or (code and found.credit_code and found.credit_code != code):
            return None
        return found


def load_known(wishes: Sequence[FirmWish], world: ParkWorld) -> KnownFirms:
    """Return what is known of the enterprises that rows name. Seven queries whatever their number."""
    known = KnownFirms()
    select = Enterprise.objects.select_related("grid", "building", "chain", "park")
    codes = {wish.fields["credit_code"] for wish in wishes if "credit_code" in wish.fields}
    known.by_code = {str(row.credit_code): row for row in select.filter(credit_code__in=codes)}
    numbers = {wish.fields["provisional_number"] for wish in wishes if "provisional_number" in wish.fields}
    here = select.filter(park=world.park)
    known.by_number = {str(row.provisional_number): row for row in here.filter(provisional_number__in=numbers)}
    names = {name for wish in wishes for name in spellings(wish.name)}
    known.by_name = {folded(row.name): row for row in here.filter(name__in=names)}
    _load_rows(known, {row.pk for part in (known.by_code, known.by_number, known.by_name) for row in part.values()})
    return known


def _load_rows(known: KnownFirms, ids: set[int]) -> None:
    for fact in EnterpriseFact.objects.filter(enterprise_id__in=ids):
        known.facts.setdefault(fact.enterprise_id, []).append(fact)
    units = OrganizationUnit.objects.open().filter(enterprise_id__in=ids).select_related("organization", "approval")
    known.units = {unit.enterprise_id: unit for unit in units}
    contacts = CoverageContact.objects.open().filter(enterprise_id__in=ids, person__sealed=False)
    for contact in contacts.select_related("person"):
        known.contacts.setdefault(contact.enterprise_id, []).append(contact)
    for row in MassOrganization.objects.open().filter(enterprise_id__in=ids):
        known.mass.setdefault(row.enterprise_id, []).append(row)
