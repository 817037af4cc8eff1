"""Posts of who has left the organisation (任职待核实): nothing ends by itself, somebody has to decide."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.scope import Capability, Scope
from runwu.members.choices import Membership
from runwu.members.models import Affiliation, PartyMember
from runwu.members.services.passing_names import BOUND_TO_BRANCH
from runwu.organizations.choices import LED_FROM_ELSEWHERE, Form, OrganizationState
from runwu.organizations.models import Post
from runwu.rules.periods import in_words

_SETTLING = 10  # minutes


@register_duties
def posts_left_behind(scope: Scope, _on: date) -> Sequence[Duty]:
    """Return the posts whose holders' affiliation has moved on to elsewhere. One query, none for who can't end posts.

    The affiliation of a committee's officer lies at a branch below, that of a group's leader at the branch above. Where
    leaders come from elsewhere, their affiliation says nothing.
    """
    if not (scope.may(Capability.EDIT_ORGANIZATIONS) and scope.may(Capability.SEE_MEMBERS)):
        return []
    left = Affiliation.objects.filter(
        _belongs("organization__"), member__person=OuterRef("person"), valid_to__gt=OuterRef("valid_from")
    )
    here = PartyMember.objects.filter(_belongs("organization__"), person=OuterRef("person"))
    rows = Post.objects.open().filter(
        Exists(left),
        scope.paths(Capability.EDIT_ORGANIZATIONS, "organization__path"),
        scope.paths(Capability.SEE_MEMBERS, "organization__path"),
        kind__in=BOUND_TO_BRANCH, organization__state=OrganizationState.ACTIVE, person__sealed=False,
        person__membership__membership=Membership.ACTIVE, person__membership__restricted=False,
    )  # fmt: skip
    elsewhere = rows.exclude(organization__form__in=LED_FROM_ELSEWHERE).filter(~Exists(here))
    latest = left.order_by("-valid_to", "-pk")
    found = elsewhere.annotate(left_on=latest.values("valid_to")[:1], left_from=latest.values("organization__name")[:1])
    return [_duty(post) for post in found.select_related("person", "organization").order_by("pk")]


def _belongs(prefix: str) -> Q:
    """Return the condition that an affiliation lies where a post asks for it: there or below, of a group above it."""
    group = {f"{prefix}child_edges__child": OuterRef("organization"), f"{prefix}child_edges__valid_to__isnull": True}
    below = Q(**{f"{prefix}path__startswith": OuterRef("organization__path")})
    return below | Q(**group, **{f"{prefix}child_edges__child__form": Form.GROUP})


def _duty(post: Post) -> Duty:
    left_on: date = post.left_on  # type: ignore[attr-defined]
    kind, one = post.get_kind_display(), post.organization
    return Duty(
        key=f"members.post:{post.public_id}:left:{left_on:%Y%m%d}",
        title=_("核实任职：%(kind)s %(name)s 已转出") % {"kind": kind, "name": post.person.name},
        why=_(
            "%(day)s组织关系从%(branch)s转走，%(kind)s仍在册。已决定离任的，登记离任并按程序补选；转错的，先更正组织关系。"
        )
        % {"day": in_words(left_on), "branch": post.left_from, "kind": kind},  # type: ignore[attr-defined]
        url=reverse("organizations:post-end", args=[post.public_id]),
        action=_("登记离任"),
        due=left_on,
        remark=one.label,
        minutes=_SETTLING,
    )
