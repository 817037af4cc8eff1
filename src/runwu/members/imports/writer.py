"""Write the good rows of the member workbook, set-based (写入党员名册)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.imports import GoodRows, ImportContext
from runwu.core.jobs import current_job
from runwu.members.imports.belonging import write_belonging
from runwu.members.imports.branches import add_branches
from runwu.members.imports.checker import MemberChecker, subject_of
from runwu.members.imports.known import KnownPeople, hidden_of, load_known
from runwu.members.imports.people import write_people
from runwu.members.imports.wishes import MemberWish
from runwu.members.imports.work import write_posts, write_workplaces
from runwu.members.imports.world import MemberWorld, load_firms, load_world
from runwu.members.models import PartyMember

_CHUNK = 2000


@dataclass(slots=True)
class Tally:
    """What was written, as the log may tell it: restricted members are counted in entries of their own."""

    new: int = 0
    changed: int = 0
    restricted: list[PartyMember] = field(default_factory=list)
    held: list[PartyMember] = field(default_factory=list)


def write_members(context: ImportContext, rows: GoodRows) -> Mapping[str, int]:
    """Write rows and return how many open members are new and how many changed. Runs inside a transaction."""
    if not isinstance(rows.checker, MemberChecker):
        raise TypeError(rows.checker)
    world, wishes = load_world(context), rows.checker.wishes
    tally = Tally()
    for start in range(0, len(wishes), _CHUNK):
        _write_chunk(context, wishes[start : start + _CHUNK], world, tally)
        current_job().report(start)
    _log_restricted(context, tally)
    return {"new": tally.new, "changed": tally.changed}


def _write_chunk(context: ImportContext, wishes: Sequence[MemberWish], world: MemberWorld, tally: Tally) -> None:
    known = load_known(wishes, context)
    hidden = hidden_of(wishes, known, world)
    tally.held += hidden.values()
    load_firms(world, (wish.work.get("workplace", "") for wish in wishes))
    kept = [wish for wish in wishes if wish.row.number not in hidden]
    _count(wishes, known, world, tally)
    _write(context, kept, known, world, tally)


def _count(wishes: Iterable[MemberWish], known: KnownPeople, world: MemberWorld, tally: Tally) -> None:
    """Count as the preview did: a row about somebody the uploader need not know is a new one."""
    for wish in wishes:
        subject = subject_of(wish, known, world)
        if wish.restricted or (subject.member is not None and subject.member.restricted):
            continue
        if subject.member is None:
            tally.new += 1
        else:
            tally.changed += 1


def _write(
    context: ImportContext, wishes: Sequence[MemberWish], known: KnownPeople, world: MemberWorld, tally: Tally
) -> None:
    add_branches(wishes, world, context)
    subjects = [subject_of(wish, known, world) for wish in wishes]
    subjects = write_people(context, subjects)
    write_belonging(context, subjects)
    write_workplaces(context, subjects, known)
    write_posts(context, subjects, known, world)
    tally.restricted += [one.member for one in subjects if one.member is not None and one.member.restricted]


def _log_restricted(context: ImportContext, tally: Tally) -> None:
    """Write down what concerns restricted members, for those alone who must know them."""
    by = User.objects.get(public_id=context.uploader)
    for action, members in (
        ("members.restricted.imported", tally.restricted),
        ("members.restricted.import_held", [member for member in tally.held if member.restricted]),
        ("members.member.import_held", [member for member in tally.held if not member.restricted]),
    ):
        for member in members:
            audit.log(by, action, member, path=member.path, restricted=member.restricted, batch=context.batch)
