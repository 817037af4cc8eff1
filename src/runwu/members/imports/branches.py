"""Branches that rows name for the first time (新建党支部)."""

from collections.abc import Sequence

from runwu.core.imports import ImportContext
from runwu.core.pinyin import initials_of
from runwu.members.imports.names import branch_key
from runwu.members.imports.wishes import MemberWish
from runwu.members.imports.world import MemberWorld
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization
from runwu.organizations.services import place_all


def add_branches(wishes: Sequence[MemberWish], world: MemberWorld, context: ImportContext) -> None:
    """Set up the branches that rows name and the park lacks, below its committee. Four statements."""
    new: dict[str, MemberWish] = {}
    for wish in wishes:
        key = branch_key(wish.branch)
        if key not in world.organizations:
            new.setdefault(key, wish)
    if not new:
        return
    rows = Organization.objects.bulk_create(branch_named(wish, world) for wish in new.values())
    place_all(places=[(row, world.committee) for row in rows], on=min(wish.since for wish in wishes))
    world.organizations.update(zip(new, rows, strict=True))


def branch_named(wish: MemberWish, world: MemberWorld) -> Organization:
    """Return the branch that a row names, as it would be set up."""
    return Organization(
        name=wish.branch,
        initials=initials_of(wish.branch),
        form=Form.JOINT_BRANCH if "联合" in wish.branch else Form.BRANCH,
        sector=wish.sector,
        park=world.park,
    )
