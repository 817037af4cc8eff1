"""From the rows of two workbooks to a problem, by the same steps as from the database."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from uuid import NAMESPACE_URL, UUID, uuid5

from runwu.coverage.imports.firms.wishes import FirmWish
from runwu.coverage.offline.reading import Books
from runwu.coverage.services.instances import PlanFacts, Sources, assemble
from runwu.coverage.services.unit_facts import Site, site_of
from runwu.enterprises.choices import FactKind, Located, Operating
from runwu.enterprises.models import Building, Chain, Enterprise, GridCell, Park
from runwu.members.choices import Belonging, Standing
from runwu.members.imports.names import branch_key, folded
from runwu.members.imports.wishes import MemberWish
from runwu.members.selectors import MemberCount
from runwu.organizations.choices import Form, UnitRole
from runwu.organizations.models import Organization, OrganizationUnit
from runwu.rules.rulebook import Rulebook

# Nothing here is ever saved: the models serve as the shapes that every other step of a plan expects.


@dataclass
class Ledger:
    """The enterprises and branches of two workbooks, numbered in their order."""

    park: Park
    firms: dict[int, Enterprise]
    organizations: dict[int, Organization]
    covered: dict[int, OrganizationUnit]
    sites: dict[int, Site]


def ledger_of(books: Books, park: Park) -> Ledger:
    """Return the enterprises with their places, and the branches that cover them."""
    grids = _grids(books.firms)
    buildings = _buildings(books.firms, grids)
    firms = {pk: _firm(pk, wish, park, grids, buildings) for pk, wish in enumerate(books.firms, 1)}
    named = dict.fromkeys(branch_key(wish.branch.name) for wish in books.firms if wish.branch and wish.branch.name)
    numbers = {key: pk for pk, key in enumerate(named, 1)}
    ledger = Ledger(park, firms, {}, {}, {})
    for pk, wish in enumerate(books.firms, 1):
        ledger.sites[pk] = site_of(firms[pk], _operating(wish))
        if wish.branch and wish.branch.name:
            number = numbers[branch_key(wish.branch.name)]
            branch = ledger.organizations.setdefault(number, _organization(number, wish))
            ledger.covered[pk] = OrganizationUnit(
                pk=pk, organization=branch, enterprise=firms[pk], role=wish.branch.role
            )
    return ledger


def facts_of(books: Books, ledger: Ledger, *, on: date, keeps_joint_branches: bool, book: Rulebook) -> PlanFacts:
    """Put the problem together. Restricted members never count in a plan, here no more than on a page."""
    counted = [wish for wish in books.members if _counts(wish)]
    firm_of = _firm_finder(ledger)
    at_firm: dict[int, list[MemberWish]] = defaultdict(list)
    for wish in counted:
        if (pk := firm_of.get(folded(wish.work.get("workplace", "")))) is not None:
            at_firm[pk].append(wish)
    branch_numbers = {branch_key(row.name): pk for pk, row in ledger.organizations.items()}

    def members_of(branches: Iterable[int], chosen: set[int]) -> Mapping[int, Mapping[str, int]]:
        beside: dict[int, Counter[str]] = {pk: Counter() for pk in branches}
        for wish in counted:
            number = branch_numbers.get(branch_key(wish.branch))
            if number in beside and firm_of.get(folded(wish.work.get("workplace", ""))) not in chosen:
                beside[number][_standing(wish)] += 1
        return beside

    sources = Sources(
        counts={pk: _count(wishes) for pk, wishes in at_firm.items()},
        covered=ledger.covered,
        sites=ledger.sites,
        members_of=members_of,
    )
    return assemble(sources, park=ledger.park, on=on, keeps_joint_branches=keeps_joint_branches, book=book)


def _counts(wish: MemberWish) -> bool:
    """Tell whether a member counts: open, linked to the employer, affiliated here (who.md)."""
    registered = wish.belonging in (None, Belonging.REGISTERED)
    return registered and not wish.restricted and not wish.without_employer


def _standing(wish: MemberWish) -> str:
    return wish.standing or Standing.FULL


def _count(wishes: Sequence[MemberWish]) -> MemberCount:
    full = sum(_standing(wish) == Standing.FULL for wish in wishes)
    return MemberCount(full, len(wishes) - full)


def _firm_finder(ledger: Ledger) -> dict[str, int]:
    """Return the enterprises by the names that a register may use."""
    found: dict[str, int] = {}
    for pk, firm in ledger.firms.items():
        for name in (firm.name, firm.short_name):
            if name:
                found.setdefault(folded(name), pk)
    return found


def _firm(
    pk: int, wish: FirmWish, park: Park, grids: Mapping[str, GridCell], buildings: Mapping[str, Building]
) -> Enterprise:
    located = Located.COORDINATES if "latitude" in wish.fields else Located.NONE
    return Enterprise(
        pk=pk,
        public_id=_public_id("firm", wish.fields.get("credit_code") or wish.name),
        park=park,
        name=wish.name,
        short_name=wish.fields.get("short_name", ""),
        latitude=wish.fields.get("latitude"),
        longitude=wish.fields.get("longitude"),
        located=located,
        grid=grids.get(folded(wish.places.get("grid", ""))),
        building=buildings.get(folded(wish.places.get("building", ""))),
        chain=Chain(pk=1, name=wish.places["chain"]) if "chain" in wish.places else None,
    )


def _organization(pk: int, wish: FirmWish) -> Organization:
    assert wish.branch is not None  # noqa: S101 -- the caller has asked
    form = Form.BRANCH if wish.branch.role is UnitRole.OWN else Form.JOINT_BRANCH
    key = branch_key(wish.branch.name)
    return Organization(pk=pk, public_id=_public_id("branch", key), name=wish.branch.name, form=form)


def _operating(wish: FirmWish) -> str:
    told = next((fact.value for fact in wish.facts if fact.kind is FactKind.OPERATING), Operating.UNKNOWN)
    return str(told)


def _grids(wishes: Sequence[FirmWish]) -> dict[str, GridCell]:
    """Return the grid cells by name, each in the middle of the enterprises whose coordinates are told."""
    return {
        key: GridCell(pk=1, name=rows[0].places["grid"], **_middle(rows))
        for key, rows in _named(wishes, "grid").items()
    }


def _buildings(wishes: Sequence[FirmWish], grids: Mapping[str, GridCell]) -> dict[str, Building]:
    """Return the buildings by name, in the grid cell that the first row with one tells."""
    found = {}
    for key, rows in _named(wishes, "building").items():
        grid = next((grids[folded(wish.places["grid"])] for wish in rows if "grid" in wish.places), None)
        found[key] = Building(pk=1, name=rows[0].places["building"], grid=grid, **_middle(rows))
    return found


def _named(wishes: Sequence[FirmWish], place: str) -> dict[str, list[FirmWish]]:
    found: dict[str, list[FirmWish]] = defaultdict(list)
    for wish in wishes:
        if place in wish.places:
            found[folded(wish.places[place])].append(wish)
    return found


def _middle(wishes: Sequence[FirmWish]) -> dict[str, float]:
    known = [wish.fields for wish in wishes if "latitude" in wish.fields]
    if not known:
        return {}
    return {axis: round(fmean(fields[axis] for fields in known), 6) for axis in ("latitude", "longitude")}


def _public_id(kind: str, key: str) -> UUID:
    """Return an id that the same firm or branch has every time, so that the same workbooks give the same plan."""
    return uuid5(NAMESPACE_URL, f"runwu:{kind}:{folded(key)}")
