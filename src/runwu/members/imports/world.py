"""What the importer of members knows of a park before it looks at single members."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from runwu.core.imports import ImportContext
from runwu.core.rulebooks import rulebook
from runwu.enterprises.models import Enterprise, Park
from runwu.members.imports.names import branch_key, folded, spellings
from runwu.organizations import selectors as organizations
from runwu.organizations.choices import OrganizationState, PostKind
from runwu.organizations.models import Organization, Post, Term
from runwu.rules.rulebook import Rulebook


@dataclass(slots=True)
class MemberWorld:
    """A park's organisations and enterprises by name, and who are secretaries; what an import adds is noted as well.

    `deputies` counts those in office whose names are open, `terms` are those on record, both by organisation.

    `secretaries` holds the persons of open posts; `hidden` those of them whom the uploader need not know.
    """

    park: Park
    committee: Organization | None
    book: Rulebook
    organizations: dict[str, Organization] = field(default_factory=dict)
    firms: dict[str, Enterprise | None] = field(default_factory=dict)
    secretaries: dict[int, Post] = field(default_factory=dict)
    deputies: Counter[int] = field(default_factory=Counter)
    terms: dict[int, list[Term]] = field(default_factory=dict)

    def firm(self, name: str) -> Enterprise | None:
        """Return the enterprise of a name, short name or code; None where there is none, or more than one."""
        return self.firms.get(folded(name))


def load_world(context: ImportContext) -> MemberWorld:
    """Return what is known of the park of an import. Five queries."""
    park = Park.objects.get(public_id=context.place)
    book = rulebook(on=context.today, place=park.public_id, region=park.region)
    world = MemberWorld(park, organizations.committee_of_park(park=park, on=context.today), book)
    standing = (OrganizationState.ACTIVE, OrganizationState.PENDING)
    for row in Organization.objects.filter(park=park, state__in=standing).order_by("-pk"):
        for name in (row.short_name, row.name):
            if name:
                world.organizations[branch_key(name)] = row
    rows = Post.objects.open().filter(organization__park=park, kind__in=(PostKind.SECRETARY, PostKind.DEPUTY))
    for post in rows.select_related("person"):
        if post.kind == PostKind.SECRETARY:
            world.secretaries[post.organization_id] = post
        elif not post.person.sealed:
            world.deputies[post.organization_id] += 1
    for term in Term.objects.filter(organization__park=park):
        world.terms.setdefault(term.organization_id, []).append(term)
    return world


def load_firms(world: MemberWorld, names: Iterable[str]) -> None:
    """Find the enterprises that rows name by name, short name, code or number. Four queries, only for new names."""
    wanted = {name for name in names if name and folded(name) not in world.firms}
    if not wanted:
        return
    written = {spelling for name in wanted for spelling in spellings(name)}
    world.firms.update({folded(name): None for name in wanted})
    for column in ("short_name", "name", "provisional_number", "credit_code"):
        found: dict[str, list[Enterprise]] = {}
        for firm in Enterprise.objects.filter(park=world.park, **{f"{column}__in": written}):
            found.setdefault(folded(getattr(firm, column)), []).append(firm)
        world.firms.update({key: firms[0] for key, firms in found.items() if len(firms) == 1})
