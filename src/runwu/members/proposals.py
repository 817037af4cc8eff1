"""Rows about one person that nobody may merge alone (须两人核对的重复): a restricted one beside a row of another branch.

The committee's officer knows name and branch of the restricted row and proposes; the secretary of each restricted
row's branch, who knows it whole, agrees. Nobody else learns that there is anything.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from runwu.core.scope import Capability, Scope
from runwu.members import duplicates
from runwu.members.choices import Membership, ProposalState
from runwu.members.models import MergeProposal, PartyMember
from runwu.members.selectors import known_to, restricted_rows

MOST = 100


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal with both of its rows."""

    row: MergeProposal
    kept: PartyMember
    absorbed: PartyMember


def proposable(*, scope: Scope) -> QuerySet[PartyMember]:
    """List the rows that an officer may propose to merge: restricted ones by name and branch, open ones in reach."""
    named = scope.paths(Capability.SEE_RESTRICTED) & scope.paths(Capability.EDIT_MEMBERS) & restricted_rows()
    open_ones = known_to(scope, Capability.EDIT_MEMBERS) & Q(restricted=False)
    rows = PartyMember.objects.filter(named | open_ones, membership=Membership.ACTIVE)
    return rows.select_related("person", "organization")


def across(*, scope: Scope) -> list[tuple[PartyMember, PartyMember]]:
    """Return pairs of the same name, a restricted one among them, that an officer may propose. Two queries."""
    if not (scope.may(Capability.SEE_RESTRICTED) and scope.may(Capability.EDIT_MEMBERS)):
        return []
    rows = proposable(scope=scope)
    hidden = list(rows.filter(restricted=True).order_by("pk"))
    groups: dict[str, list[PartyMember]] = defaultdict(list)
    for one in hidden:
        groups[one.person.full_name].append(one)
    for one in rows.filter(restricted=False, person__name__in=list(groups)).order_by("pk") if groups else ():
        groups[one.person.full_name].append(one)
    pairs = (pair for group in groups.values() for pair in combinations(group, 2))
    return [pair for pair in pairs if pair[0].restricted or pair[1].restricted][:MOST]


def waiting(*, scope: Scope) -> list[Proposed]:
    """Return the open proposals that wait for somebody's branch, or that this person has made. Two queries."""
    asked = scope.paths(Capability.SEE_MEMBER_CONTACTS) | scope.paths(Capability.SEE_MEMBER_CONTACTS, "second_path")
    rows = MergeProposal.objects.filter(asked | Q(proposed_by=scope.user_id), state=ProposalState.ASKED)[:MOST]
    mine = [row for row in rows if row.proposed_by == scope.user_id or asked_paths(scope, row)]
    members = {one.public_id: one for one in _rows({pk for row in mine for pk in (row.kept, row.absorbed)})}
    return [
        Proposed(row, members[row.kept], members[row.absorbed])
        for row in mine
        if row.kept in members and row.absorbed in members
    ]


def asked_paths(scope: Scope, row: MergeProposal) -> list[str]:
    """Return the branches of a proposal for which somebody answers and has not yet."""
    left = [path for path in row.asked_of if path not in row.agreed]
    return [path for path in left if scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, path)]


def _rows(ids: set[UUID]) -> QuerySet[PartyMember]:
    return PartyMember.objects.filter(public_id__in=ids, frozen="").select_related("person", "organization")


def in_common(first: PartyMember, second: PartyMember) -> list[tuple[str, str]]:
    """Say what two rows have in common, without what they hold."""
    one, other = first.person, second.person
    return [
        (_("姓名"), _alike(one.full_name, other.full_name)),
        (_("出生日期"), _alike(one.birth_date, other.birth_date)),
        (_("手机"), _alike(one.phone_index, other.phone_index)),
        (
            _("公民身份号码"),
            _("不同")
            if duplicates.differ_by_number(first, second)
            else _alike(one.identity_index, other.identity_index),
        ),
        (_("类别"), _alike(first.standing, second.standing)),
        (_("入党日期"), _alike(first.admitted_on, second.admitted_on)),
    ]


def _alike(one: object, other: object) -> str:
    if not one or not other:
        return _("有一行没有登记") if one or other else _("两行都没有登记")
    return _("相同") if one == other else _("不同")
