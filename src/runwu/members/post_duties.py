"""Posts of who has left the organisation (任职待核实): nothing ends by itself, somebody has to decide."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.scope import Capability, Scope
from runwu.members.choices import Membership
from runwu.members.models import Affiliation
from runwu.members.services.passing_names import BOUND_TO_BRANCH
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Post
from runwu.rules.periods import in_words

_SETTLING = 10  # minutes


@register_duties
def posts_left_behind(scope: Scope, _on: date) -> Sequence[Duty]:
    """Return the posts whose holders' affiliation has moved on to elsewhere. One query, none for who can't end posts."""
    if not (scope.may(Capability.EDIT_ORGANIZATIONS) and scope.may(Capability.SEE_MEMBERS)):
        return []
    left = Affiliation.objects.filter(
        member__person=OuterRef("person"), organization=OuterRef("organization"), valid_to__gt=OuterRef("valid_from")
    )
    rows = Post.objects.open().filter(
        Exists(left),
        scope.paths(Capability.EDIT_ORGANIZATIONS, "organization__path"),
        scope.paths(Capability.SEE_MEMBERS, "organization__path"),
        kind__in=BOUND_TO_BRANCH, organization__state=OrganizationState.ACTIVE, person__sealed=False,
        person__membership__membership=Membership.ACTIVE, person__membership__restricted=False,
    )  # fmt: skip
    elsewhere = rows.exclude(person__membership__path__startswith=F("organization__path"))
    latest = left.order_by("-valid_to").values("valid_to")[:1]
    return [_duty(post) for post in elsewhere.annotate(left_on=latest).select_related("person", "organization")]


def _duty(post: Post) -> Duty:
    left_on: date = post.left_on  # type: ignore[attr-defined]
    kind, one = post.get_kind_display(), post.organization
    return Duty(
        key=f"members.post:{post.public_id}:left:{left_on:%Y%m%d}",
        title=_("核实任职：%(kind)s %(name)s 已转出") % {"kind": kind, "name": post.person.name},
        why=_(
            "%(day)s组织关系从%(branch)s转走，%(kind)s仍在册。已决定离任的，登记离任并按程序补选；转错的，先更正组织关系。"
        )
        % {"day": in_words(left_on), "branch": one.label, "kind": kind},
        url=reverse("organizations:post-end", args=[post.public_id]),
        action=_("登记离任"),
        due=left_on,
        remark=one.label,
        minutes=_SETTLING,
    )
