"""Who passes on with a part of an organisation, by name and why (随同转移的名单), and which posts that leaves behind."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.models.base import in_force
from runwu.core.registries import Consequence
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Workplace
from runwu.members import selectors
from runwu.members.choices import Membership, Standing
from runwu.members.models import PartyMember
from runwu.members.services.passing import members_to_pass
from runwu.members.services.sizes import place_of
from runwu.members.telling import listed
from runwu.organizations.choices import ELECTED_POSTS, PostKind
from runwu.organizations.handover import Handover
from runwu.organizations.models import Post
from runwu.organizations.paths import in_subtree
from runwu.organizations.post_work import by_rank
from runwu.rules.counts import MemberCounts
from runwu.rules.formation import survives_departure
from runwu.rules.verdict import Outcome

NAMED = 50  # members named one by one before the list of members has to be opened
BOUND_TO_BRANCH = (*ELECTED_POSTS, PostKind.GROUP_LEADER)  # held by who belongs to it, not by who leaves


def who_passes(scope: Scope, handover: Handover) -> list[Consequence]:
    """Name whom a viewer knows of those who pass on: all, or with a part ticked or along with an enterprise.

    At most five queries.
    """
    if handover.takes_all:
        return _all(scope, handover)
    rows = selectors.visible(scope=scope).filter(pk__in=members_to_pass(handover).values("pk"))
    members = list(rows.order_by("person__initials", "person__name", "pk"))
    ticked = [one for one in members if one.public_id in handover.members]
    along = [one for one in members if one.public_id not in handover.members]
    lines = [Consequence(_("其中逐人勾选的"), "、".join(map(_named, ticked)))] if ticked else []
    if along:
        label = _("其中没有勾选、因在上列企业工作随同转移的")
        lines.append(Consequence(label, "、".join(_working(along, handover))))
    return [*lines, *_posts_left(scope, handover, members), *_who_stays(scope, handover, members)]


def _all(scope: Scope, handover: Handover) -> list[Consequence]:
    """Name those who pass on with a whole organisation, of whom that ends the first; the list of members has them all."""
    rows = selectors.visible(scope=scope).filter(pk__in=members_to_pass(handover).values("pk"))
    more = reverse("members:list") + f"?organization={handover.source.public_id}" if handover.ends else ""
    return named(rows, scope=scope, label=_("其中逐个是"), more=more)


def named(rows: QuerySet[PartyMember], *, scope: Scope, label: str, more: str) -> list[Consequence]:
    """Return one line that names members: the first with the address of all, or all of them without one. One query.

    Of a restricted member beyond the own branch that is the name alone.
    """
    ordered = listed(rows, scope=scope, asked={}).order_by("person__initials", "person__name", "pk")
    found = list(ordered[: NAMED + 1] if more else ordered)
    shown = found[:NAMED] if more else found
    items = tuple((_told(one), reverse("members:page", args=[one.public_id])) for one in shown)
    words = _("前 %d 名如下，其余见名单") % NAMED if len(shown) < len(found) else _("姓名如下")
    return [Consequence(label, words, items, more if len(shown) < len(found) else "")] if found else []


def _told(row: Any) -> str:
    standing = f"（{row.get_standing_display()}）" if row.with_standing else ""
    return f"{row.person.full_name}{standing}"


def _who_stays(scope: Scope, handover: Handover, members: Sequence[PartyMember]) -> list[Consequence]:
    """Say how many open members stay where others leave, and what the rules say; whether that is enough, people decide."""
    if not members:
        return []
    rows = (
        selectors.visible(scope=scope).filter(organization=handover.source).exclude(pk__in=[one.pk for one in members])
    )
    rows = rows.filter(membership=Membership.ACTIVE, restricted=False)
    found = rows.aggregate(n=Count("pk"), full=Count("pk", filter=Q(standing=Standing.FULL)))
    words = _("%(n)d 名，其中正式党员 %(full)d 名；不含限组织内知悉的") % found
    verdict = survives_departure(
        MemberCounts(full=found["full"]), book=rulebook(on=handover.on, **place_of(handover.source))
    )
    if verdict.outcome is not Outcome.ALLOWED:
        words += _("。%s：要不要撤销或者调整，由批准它的党组织决定") % verdict.title
    return [Consequence(_("转走后“%s”还有的党员") % handover.source.label, words)]


def _named(member: PartyMember) -> str:
    return f"{member.person.name}（{member.get_standing_display()}）"


def _working(members: Sequence[PartyMember], handover: Handover) -> list[str]:
    """Name members with the enterprise with which they go."""
    people = [one.person_id for one in members]
    work = Workplace.objects.filter(in_force(handover.on), person__in=people, enterprise__in=handover.enterprises)
    firms = dict(work.order_by("-pk").values_list("person_id", "enterprise__name"))
    return [f"{one.person.name}（{one.get_standing_display()}，{firms.get(one.person_id, '')}）" for one in members]


def _posts_left(scope: Scope, handover: Handover, members: Sequence[PartyMember]) -> list[Consequence]:
    """Name the posts in the source of who leaves it: they stay on record until somebody decides about them."""
    if not scope.reaches_path(Capability.SEE_MEMBERS, handover.source.path):
        return []
    here = Q(organization=handover.source) | Q(kind=PostKind.GROUP_LEADER)
    rows = Post.objects.open().filter(
        here, in_subtree(handover.source.path, "organization__path"), kind__in=BOUND_TO_BRANCH,
        person__in=[one.person_id for one in members], person__sealed=False,
    )  # fmt: skip
    posts = list(rows.select_related("person").order_by(by_rank(), "pk"))
    if not posts:
        return []
    names = "、".join(f"{post.get_kind_display()} {post.person.name}" for post in posts)
    words = (
        _("%s。组织关系转走，任职不自动终止：请由有权的党组织决定离任和接任，再在组织页登记；登记前待办里有提示")
        % names
    )
    if any(post.kind == PostKind.SECRETARY for post in posts):
        words += _("。离任后“%s”没有书记") % handover.source.label
    return [Consequence(_("转走的人在“%s”的任职") % handover.source.label, words)]
