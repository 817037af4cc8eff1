"""Branches that rows name, and which enterprises they cover (写入党组织和覆盖关系)."""

from collections.abc import Sequence

from runwu.core.dialect import insert_rows
from runwu.core.imports import ImportContext
from runwu.core.pinyin import initials_of
from runwu.coverage.imports.firms.differences import target_of, unit_change
from runwu.coverage.imports.firms.known import KnownFirms
from runwu.coverage.imports.firms.wishes import BranchWish, FirmWish
from runwu.coverage.imports.firms.world import ParkWorld
from runwu.enterprises.models import Enterprise
from runwu.members.imports.names import branch_key
from runwu.organizations.choices import Form, Sector, UnitRole
from runwu.organizations.models import Organization, OrganizationUnit
from runwu.organizations.services import place_all

Pair = tuple[FirmWish, Enterprise]


def write_units(context: ImportContext, pairs: Sequence[Pair], known: KnownFirms, world: ParkWorld) -> None:
    """Set up the branches that rows name for the first time, and put the enterprises under them."""
    add_branches([wish.branch for wish, _firm in pairs if wish.branch], world)
    closed, replaced, created = [], [], []
    for wish, firm in pairs:
        if wish.branch is None or unit_change(wish, firm, known, world) is None:
            continue
        held = known.units.get(firm.pk)
        fresh = _unit(wish.branch, target_of(wish, world), firm)
        if held is None:
            created.append(fresh)
        elif held.valid_from >= context.as_of:
            held.organization, held.role = fresh.organization, fresh.role
            replaced.append(held)
        else:
            held.valid_to = fresh.valid_from = max(fresh.valid_from, context.as_of)
            closed.append(held)
            created.append(fresh)
    OrganizationUnit.objects.bulk_update(closed, ["valid_to"], batch_size=500)
    OrganizationUnit.objects.bulk_update(replaced, ["organization", "role"], batch_size=500)
    insert_rows(created)


def _unit(branch: BranchWish, target: Organization | None, firm: Enterprise) -> OrganizationUnit:
    return OrganizationUnit(organization=target, enterprise=firm, role=branch.role, valid_from=branch.since)


def add_branches(branches: Sequence[BranchWish], world: ParkWorld) -> None:
    """Set up branches that the park does not have, below its committee. Four statements whatever their number."""
    new: dict[str, BranchWish] = {}
    for branch in branches:
        key = branch_key(branch.name)
        if branch.name and key not in world.organizations and branch.role is not UnitRole.FALLBACK:
            new.setdefault(key, branch)
    if not new:
        return
    rows = Organization.objects.bulk_create(_organization(branch, world) for branch in new.values())
    # one day for all: a branch of later date is not in force before it all the same
    place_all(places=[(row, world.committee) for row in rows], on=min(branch.since for branch in new.values()))
    world.organizations.update(zip(new, rows, strict=True))


def _organization(branch: BranchWish, world: ParkWorld) -> Organization:
    joint = branch.role in (UnitRole.HOST, UnitRole.MEMBER)
    return Organization(
        name=branch.name,
        initials=initials_of(branch.name),
        form=Form.JOINT_BRANCH if joint else Form.BRANCH,
        sector=Sector.ENTERPRISE,
        park=world.park,
        established_on=branch.established,
    )
