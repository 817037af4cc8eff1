"""What the register says about the day of an export (数据截至当日的登记): branch, standing and posts as they were."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from runwu.core.imports import ImportContext
from runwu.core.scope import Scope
from runwu.members import standings, transfers
from runwu.members.choices import Belonging, Membership, TransferState
from runwu.members.imports.names import branch_key
from runwu.members.imports.wishes import MemberWish
from runwu.members.models import Affiliation, FloatingStay, PartyMember, Transfer
from runwu.members.selectors import known_to, named_to, reads_whole
from runwu.organizations.models import Organization, Post


@dataclass(slots=True)
class Then:
    """Branches, standings and posts of a day by member, and who floated out then."""

    branches: dict[int, Organization] = field(default_factory=dict)
    standings: dict[int, str] = field(default_factory=dict)
    posts: dict[int, list[Post]] = field(default_factory=dict)
    away: frozenset[int] = frozenset()

    def branch(self, member: PartyMember, scope: Scope) -> Organization | None:
        """Return where a member belonged that day; today's branch where the register tells no other, or name alone is known."""
        held = self.branches.get(member.pk) if reads_whole(scope=scope, member=member) else None
        return held or member.organization


def load_then(members: Iterable[PartyMember], on: date) -> Then:
    """Return what the register says of members about a day. Four queries."""
    people = {member.person_id: member.pk for member in members}
    ids = list(people.values())
    held = Affiliation.objects.on(on).filter(member_id__in=ids).select_related("organization")
    was = standings.as_of(PartyMember.objects.filter(pk__in=ids), on).values_list("pk", "standing_then")
    stays = FloatingStay.objects.on(on).filter(member_id__in=ids, home__isnull=False)
    then = Then(
        branches={row.member_id: row.organization for row in held},
        standings=dict(was),
        away=frozenset(stays.values_list("member_id", flat=True)),
    )
    for post in Post.objects.on(on).filter(person_id__in=list(people)):
        then.posts.setdefault(people[post.person_id], []).append(post)
    return then


def left_since(names: Iterable[str], context: ImportContext) -> Mapping[str, Sequence[Transfer]]:
    """Return the transfers accepted elsewhere after the day of the export, by name, as far as the uploader reads them.

    Who went beyond reach since then is found by no register search; the old branch's side of the transfer tells it. One
    query.
    """
    rows = transfers.visible(scope=context.scope).filter(
        source__park__public_id=context.place, state=TransferState.DONE, accepted_on__gt=context.as_of,
        member__restricted=False, member__person__name__in=set(names),
    )  # fmt: skip
    found: dict[str, list[Transfer]] = {}
    for row in rows.order_by("accepted_on", "pk"):
        found.setdefault(row.member.person.name, []).append(row)
    return found


def left(wish: MemberWish, gone: Mapping[str, Sequence[Transfer]]) -> Transfer | None:
    """Return the transfer by which the one of a row went after the day of the export: the same name from the same branch."""
    rows = [one for one in gone.get(wish.name, ()) if called(one.source, wish.branch)]
    return rows[0] if len({one.member_id for one in rows}) == 1 else None


def called(organization: Organization | None, words: str) -> bool:
    """Tell whether a row means this organisation, by name or short name; nothing means none."""
    names = {organization.name, organization.label} if organization else {""}
    return branch_key(words) in {branch_key(name) for name in names}


def belonged(context: ImportContext) -> Iterable[tuple[PartyMember, Organization | None]]:
    """Yield who was a member of the park that day, of those whom the uploader knows today, with the branch. Two queries.

    Of whom the uploader knows by name and branch alone nothing but today is told: such members are there while they are
    listed today as well.
    """
    on, scope = context.as_of, context.scope
    here = Affiliation.objects.on(on).filter(organization__park__public_id=context.place)
    here = here.exclude(member__belonging=Belonging.FLOATING_IN, valid_to__isnull=True)
    held = {row.member_id: row.organization for row in here.select_related("organization")}
    today = Q(membership=Membership.ACTIVE, belonging=Belonging.REGISTERED, organization__park__public_id=context.place)
    named = PartyMember.objects.filter(known_to(scope) | named_to(scope) & today)
    rows = named.filter(pk__in=here.values("member_id")).select_related("person", "organization")
    for member in standings.as_of(rows, on).filter(membership_then=Membership.ACTIVE):
        whole = reads_whole(scope=scope, member=member)
        yield member, held.get(member.pk) if whole else member.organization
