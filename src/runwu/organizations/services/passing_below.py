"""Organisations below, posts and relations (下级组织、任职、横向关系) when an organisation ends."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from runwu.core.errors import Conflict
from runwu.core.registries import Consequence
from runwu.core.scope import Capability, Scope
from runwu.organizations.choices import OrganizationState, PostKind, may_stand_below
from runwu.organizations.handover import Follower, Handover, Kept, followers
from runwu.organizations.models import Organization, OrganizationEdge, OrganizationRelation, Post
from runwu.organizations.services.moves import hang_back, rehang
from runwu.organizations.services.passing_days import refuse_later
from runwu.organizations.services.refusals import cannot_lead

PASSING_POSTS = (PostKind.INSTRUCTOR, PostKind.LIAISON, PostKind.SERVICE_OFFICER, PostKind.PARTY_AFFAIRS)
_PASSING_FIELDS = (
    "person_id",
    "kind",
    "concurrent_position",
    "enterprise_id",
    "management_level",
    "allowance",
    "decided_by",
    "document",
)
_STANDING = (OrganizationState.ACTIVE, OrganizationState.PENDING)


def edges_below(organization: Organization) -> QuerySet[OrganizationEdge, Any]:
    """Return the lines to the organisations that stand directly below."""
    rows = OrganizationEdge.objects.open().filter(parent=organization, child__state__in=_STANDING)
    return rows.select_related("child", "parent").order_by("pk")


def _preview(scope: Scope, handover: Handover) -> Sequence[Consequence]:
    if not handover.ends:
        return []
    below = [edge.child.name for edge in edges_below(handover.source)]
    words = _("%(n)d 个：%(names)s") % {"n": len(below), "names": "、".join(below)} if below else _("没有")
    lines = [Consequence(_("改由承接组织领导的下级组织"), words)]
    if scope.reaches_path(Capability.SEE_MEMBERS, handover.source.path):
        rows = Post.objects.open().filter(organization=handover.source, person__sealed=False)
        posts = list(rows.select_related("person").order_by("kind", "pk"))
        lines += [
            Consequence(_("随组织撤销终止的任职"), _named(one for one in posts if one.kind not in PASSING_POSTS)),
            Consequence(
                _("转到承接组织的指导员、联络员、企业服务专员、专职党务工作者"),
                _named(one for one in posts if one.kind in PASSING_POSTS),
            ),
        ]
    if ending := _relations(handover).count():
        lines.append(Consequence(_("终止的指导、联盟、结对关系"), _("%d 项") % ending))
    return lines


def _named(posts: Iterable[Post]) -> str:
    """Name posts with who holds them."""
    names = [f"{post.get_kind_display()} {post.person.name}" for post in posts]
    return _("%(n)d 项：%(names)s") % {"n": len(names), "names": "、".join(names)} if names else _("没有")


def _check(handover: Handover) -> None:
    if not handover.ends:
        return
    below = edges_below(handover.source)
    misfits = [edge.child for edge in below if not may_stand_below(edge.child.form, handover.target.form)]
    if misfits:
        raise cannot_lead(handover.source, handover.target, misfits)
    refuse_later(below, handover, _("下级组织的隶属关系"))
    refuse_later(Post.objects.open().filter(organization=handover.source), handover, _("任职"), same_day=True)
    refuse_later(_relations(handover), handover, _("横向关系"), same_day=True)


def _move(handover: Handover) -> Kept:
    if not handover.ends:
        return []
    return [
        *[
            rehang(edge, handover.target, on=handover.on, document=handover.document, approval=handover.approval)
            for edge in edges_below(handover.source)
        ],
        *[_end_post(post, handover) for post in Post.objects.open().filter(organization=handover.source)],
        *_end_relations(handover),
    ]


def _end_post(post: Post, handover: Handover) -> dict[str, Any]:
    Post.objects.filter(pk=post.pk).update(valid_to=handover.on, end_document=handover.document)
    if post.kind not in PASSING_POSTS:
        return {"post": post.pk, "opened": None}
    opened = Post.objects.create(
        organization=handover.target,
        valid_from=handover.on,
        **{name: getattr(post, name) for name in _PASSING_FIELDS},
    )
    return {"post": post.pk, "opened": opened.pk}


def _relations(handover: Handover) -> QuerySet[OrganizationRelation, Any]:
    either = Q(source=handover.source) | Q(target=handover.source)
    return OrganizationRelation.objects.open().filter(either)


def _end_relations(handover: Handover) -> Kept:
    ids = list(_relations(handover).values_list("pk", flat=True))
    OrganizationRelation.objects.filter(pk__in=ids).update(valid_to=handover.on, end_document=handover.document)
    return [{"relations": ids}] if ids else []


def _take_back(handover: Handover, kept: Kept) -> None:
    for one in reversed(kept):
        if "relations" in one:
            OrganizationRelation.objects.filter(pk__in=one["relations"]).update(valid_to=None, end_document="")
        elif "post" in one:
            _reopen_post(one)
        else:
            hang_back(one, under=handover.target, on=handover.on)


def _reopen_post(one: dict[str, Any]) -> None:
    if one["opened"] and not Post.objects.open().filter(pk=one["opened"]).delete()[0]:
        raise Conflict(
            _("转到承接组织的任职此后又有变动。"),
            rule=_("别人据此办理之后，先撤回后来的办理。"),
            now=_("请先撤回后来的任职登记，再撤回本次调整。"),
        )
    Post.objects.filter(pk=one["post"]).update(valid_to=None, end_document="")


def _since(organization: Organization) -> date | None:
    days = Post.objects.filter(organization=organization).order_by("valid_from").values_list("valid_from", flat=True)
    return days.first()


followers.register(
    Follower(key="below", preview=_preview, check=_check, move=_move, take_back=_take_back, since=_since)
)
