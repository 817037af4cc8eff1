"""Handing over (承接): what one organisation passes on to another, and who moves it.

Each app says with a `Follower` what of its own hangs on an organisation: what a page shows beforehand, what speaks
against it, how it is moved in the act's transaction, and how it goes back on the same day.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from runwu.accounts.models import User
from runwu.core.registries import Consequence, Registry
from runwu.core.scope import Scope
from runwu.organizations.models import Approval, Organization
from runwu.rules.counts import MemberCounts
from runwu.rules.verdict import Verdict

Kept = list[dict[str, Any]]
"""How rows were before they moved: running ids and dates, never a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What passes from `source` to `target` from a day on, by a document.

    With `ends` the source is dissolved and everything passes on. Otherwise only what belongs to `enterprises` (their
    ids) and the `members` chosen by public id; with `rest`, all units and members that nobody else got.
    """

    source: Organization
    target: Organization
    on: date
    document: str
    by: User
    ends: bool = False
    rest: bool = False
    sets_up: bool = False  # one of several that an organisation is set up from: the rules are asked about all together
    enterprises: frozenset[int] = frozenset()
    members: frozenset[UUID] = frozenset()
    after: tuple["Handover", ...] = ()  # what passes to others before the rest does
    approval: Approval | None = None  # on record once the act is carried out; a preview has none

    @property
    def takes_all(self) -> bool:
        """Whether every unit and member of the source passes on."""
        return self.ends or self.rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """What one app moves along.

    `preview` says what a viewer may know of it, `check` raises a UserError that stops the act, `move` returns how it
    was, `take_back` restores that and raises Conflict where others have built on it. `review` asks the rules about an
    organisation as it is, `advise` about what would come of it; `choices` lists what may be chosen for a part that
    splits off: (public id, words). `holds` names what hangs on an organisation now, of what everybody may know;
    `since` tells the first day of anything on record there; `undone` ends what only few may know of, at one that never
    was. `count` tells how many members of organisations a viewer may know of by standing, `left` how many people one has
    at all, guests included, `passing` how many open members pass on, by the enterprise with which they go (None: chosen
    one by one), `sight` who will see an organisation at a path, `where` to which organisations the open members belong
    who work at enterprises, as far as a viewer may know.
    """

    key: str
    move: Callable[[Handover], Kept]
    take_back: Callable[[Handover, Kept], None]
    preview: Callable[[Scope, Handover], Sequence[Consequence]] = lambda _scope, _handover: ()
    check: Callable[[Handover], None] = lambda _handover: None
    review: Callable[[Scope, Organization, date], Sequence[Verdict]] = lambda _scope, _organization, _on: ()
    advise: Callable[[Scope, Sequence[Handover]], Sequence[Verdict]] = lambda _scope, _handovers: ()
    choices: Callable[[Scope, Organization, date], Sequence[tuple[str, str]]] = lambda _scope, _source, _on: ()
    since: Callable[[Organization], date | None] = lambda _organization: None
    holds: Callable[[Organization], Sequence[str]] = lambda _organization: ()
    undone: Callable[[Organization], None] = lambda _organization: None
    count: Callable[[Scope, Sequence[Organization]], MemberCounts] | None = None
    left: Callable[[Scope, Organization], int] = lambda _scope, _organization: 0
    passing: Callable[[Handover], Mapping[int | None, MemberCounts]] | None = None
    sight: Callable[[str], Sequence[Consequence]] = lambda _path: ()
    where: Callable[[Scope, Collection[int]], Sequence[Organization]] = lambda _scope, _enterprises: ()


followers: Registry[Follower] = Registry()


def members_known(scope: Scope, organizations: Sequence[Organization]) -> MemberCounts:
    """Return how many members of organisations a viewer may know of."""
    found = (follower.count(scope, organizations) for follower in followers if follower.count)
    return next(found, MemberCounts(full=None))


def people_left(scope: Scope, organization: Organization) -> MemberCounts:
    """Return how many people an organisation still has, as far as a viewer may know of them; whatever their standing."""
    return MemberCounts(full=sum(follower.left(scope, organization) for follower in followers))


def members_passing(handovers: Sequence[Handover]) -> dict[int | None, MemberCounts]:
    """Return how many open members pass on together, by the enterprise with which they go; None: chosen one by one."""
    found: dict[int | None, MemberCounts] = {}
    for one in handovers:
        for follower in followers:
            for firm, counts in (follower.passing(one) if follower.passing else {}).items():
                found[firm] = added(found.get(firm, MemberCounts(full=0)), counts)
    return found


def added(one: MemberCounts, other: MemberCounts) -> MemberCounts:
    """Add two known counts."""
    return MemberCounts(full=(one.full or 0) + (other.full or 0), probationary=one.probationary + other.probationary)
