"""What the importer knows of a park before it looks at single enterprises."""

from dataclasses import dataclass, field

from runwu.core.imports import ImportContext
from runwu.coverage.choices import ContactKind
from runwu.coverage.models import CoverageContact
from runwu.enterprises.models import Building, Chain, GridCell, Park
from runwu.members.imports.names import branch_key, folded
from runwu.organizations import selectors as organizations
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization
from runwu.people.models import Person


@dataclass(slots=True)
class ParkWorld:
    """A park's places, organisations and contacts by name; what an import adds is noted here as well."""

    park: Park
    committee: Organization | None
    grids: dict[str, GridCell] = field(default_factory=dict)
    buildings: dict[str, Building] = field(default_factory=dict)
    chains: dict[str, Chain] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    instructors: dict[str, list[Person]] = field(default_factory=dict)
    liaisons: dict[str, Person] = field(default_factory=dict)


def load_world(context: ImportContext) -> ParkWorld:
    """Return what is known of the park of an import. Seven queries."""
    park = Park.objects.get(public_id=context.place)
    world = ParkWorld(park, organizations.committee_of_park(park=park, on=context.today))
    world.grids = {folded(row.name): row for row in GridCell.objects.filter(park=park)}
    world.buildings = {folded(row.name): row for row in Building.objects.filter(park=park)}
    world.chains = {folded(row.name): row for row in Chain.objects.all()}
    _note_organizations(world)
    for post in organizations.instructors(park=park, on=context.today):
        world.instructors.setdefault(folded(post.person.name), []).append(post.person)
    _note_liaisons(world)
    return world


def _note_organizations(world: ParkWorld) -> None:
    standing = (OrganizationState.ACTIVE, OrganizationState.PENDING)
    for row in Organization.objects.filter(park=world.park, state__in=standing).order_by("-pk"):
        for name in (row.short_name, row.name):
            if name:
                world.organizations[branch_key(name)] = row


def _note_liaisons(world: ParkWorld) -> None:
    rows = CoverageContact.objects.open().filter(kind=ContactKind.LIAISON, enterprise__park=world.park)
    for contact in rows.select_related("person"):
        if not contact.person.sealed:
            world.liaisons[folded(contact.person.name)] = contact.person
