"""Which organisations a scope sees, the tree on a day, and who holds which post."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from runwu.core import registries
from runwu.core.models.base import in_force
from runwu.core.registries import Consequence
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Park
from runwu.organizations import paths
from runwu.organizations.choices import BRANCH_FORMS, STANDING, Form, OrganizationState, PostKind, may_stand_below
from runwu.organizations.models import Organization, OrganizationEdge, OrganizationPath, OrganizationUnit, Post
from runwu.organizations.post_work import by_rank, with_work

SHOWN_BEFORE = 20  # former posts on the page of an organisation; the list has them all


def visible(*, scope: Scope, capability: Capability = Capability.SEE_ORGANIZATIONS) -> QuerySet[Organization]:
    """List the organisations in reach, dissolved ones included."""
    return Organization.objects.filter(scope.paths(capability)).select_related("park", "approval")


def in_force_on(on: date, prefix: str = "") -> Q:
    """Return the condition “set up and not yet dissolved on this day”, for rows hanging on one with a prefix."""
    started = Q(**{f"{prefix}established_on__isnull": True}) | Q(**{f"{prefix}established_on__lte": on})
    living = Q(**{f"{prefix}dissolved_on__isnull": True}) | Q(**{f"{prefix}dissolved_on__gt": on})
    return started & living & Q(**{f"{prefix}state__in": (OrganizationState.ACTIVE, OrganizationState.DISSOLVED)})


def _first_later(on: date, owner: str, rows: QuerySet[Any]) -> Q:
    """Return the condition “began later, but is the first on record of one that stood already on this day”.

    Who was entered without the day of its founding is placed from the day of entry on: before, it stood in that place.
    """
    earlier = rows.filter(**{owner: OuterRef(owner)}, valid_from__lt=OuterRef("valid_from"))
    return Q(~Exists(earlier), valid_from__gt=on) & in_force_on(on, f"{owner}__")


def lines_on(on: date) -> QuerySet[OrganizationEdge]:
    """List who stood below whom on a day, pending ones included from the day of their report on."""
    rows = OrganizationEdge.objects.all()
    living = in_force_on(on, "child__") | Q(child__state=OrganizationState.PENDING)
    return rows.filter(in_force(on) & living | _first_later(on, "child", rows))


def places_on(on: date) -> QuerySet[OrganizationPath]:
    """List where organisations stood on a day."""
    rows = OrganizationPath.objects.all()
    return rows.filter(in_force(on) | _first_later(on, "organization", rows))


def subtree_on(*, organization: Organization, on: date) -> QuerySet[Organization]:
    """List an organisation and all that stood below it on a day; who has no place of that day stands where it does now.

    One query here.
    """
    then = places_on(on)
    place = then.filter(organization=organization).values_list("path", flat=True).first() or organization.path
    known_then = Q(pk__in=then.filter(paths.in_subtree(place)).values("organization_id"))
    since = paths.in_subtree(place) & ~Exists(then.filter(organization=OuterRef("pk")))
    return Organization.objects.filter(known_then | since)


def branches(*, park: Park, on: date) -> QuerySet[Organization]:
    """List the branches of a park in force on a day."""
    return Organization.objects.filter(in_force_on(on), park=park, form__in=BRANCH_FORMS)


def units_on(*, park: Park, on: date) -> QuerySet[OrganizationUnit]:
    """List which enterprises of a park are covered by which organisation on a day."""
    return (
        OrganizationUnit.objects.on(on)
        .filter(in_force_on(on, "organization__"), enterprise__park=park)
        .select_related("organization", "approval")
    )


def posts_of(*, organizations: Sequence[Organization], kind: PostKind, on: date) -> Mapping[int, Post]:
    """Return who holds a post: {organisation id: post}. One query."""
    rows = Post.objects.on(on).filter(organization__in=organizations, kind=kind).select_related("person")
    return {row.organization_id: row for row in rows}


def instructors(*, park: Park, on: date) -> QuerySet[Post]:
    """List the Party-building instructors (党建指导员) of a park on a day; a sealed one is in no figure and no list."""
    return (
        Post.objects.filter(in_force(on), in_force_on(on, "organization__"), organization__park=park)
        .filter(kind=PostKind.INSTRUCTOR, person__sealed=False)
        .select_related("person")
        .order_by("pk")
    )


def committee_of_park(*, park: Park, on: date) -> Organization | None:
    """Return the committee that branches of a park are formed under: the comprehensive one, else the working one."""
    order = (Form.COMPREHENSIVE_COMMITTEE, Form.COMMITTEE, Form.WORKING_COMMITTEE)
    found = Organization.objects.filter(in_force_on(on), park=park, form__in=order)
    return min(found, key=lambda one: (order.index(Form(one.form)), one.pk), default=None)


def instructors_in_reach(*, scope: Scope, on: date) -> QuerySet[Post]:
    """List the instructors whose members the scope may know by name."""
    reach = scope.paths(Capability.SEE_MEMBERS, "organization__path")
    return (
        Post.objects.on(on)
        .filter(reach, in_force_on(on, "organization__"), kind=PostKind.INSTRUCTOR, person__sealed=False)
        .select_related("person", "organization")
    )


def line_above(*, organization: Organization, scope: Scope, on: date) -> list[Organization]:
    """Return the organisations above one on a day, the root first, as far as they are in reach. Two queries."""
    places = places_on(on).filter(organization=organization).values_list("path", flat=True)
    ids = paths.ids_above(places.first() or organization.path)
    found = {one.pk: one for one in visible(scope=scope).filter(pk__in=ids)}
    return [found[pk] for pk in ids if pk in found]


def below(*, organization: Organization, scope: Scope, on: date) -> list[Organization]:
    """Return the organisations directly below one on a day, as far as they are in reach. One query."""
    edges = lines_on(on).filter(parent=organization).values("child_id")
    return list(visible(scope=scope).filter(pk__in=edges).order_by("name"))


def near(*, organization: Organization, scope: Scope, capability: Capability, on: date) -> list[Organization]:
    """Return an organisation with those above it and directly below it in reach, to step from one to the next.

    What is read does not grow with all that is in reach. Three queries.
    """
    above = line_above(organization=organization, scope=scope, on=on)
    found = [*above, organization, *below(organization=organization, scope=scope, on=on)]
    return [one for one in found if scope.reaches_path(capability, one.path)]


def units_of(*, organization: Organization, on: date) -> list[OrganizationUnit]:
    """Return the enterprises that an organisation covers on a day. One query."""
    rows = OrganizationUnit.objects.on(on).filter(organization=organization)
    return list(rows.select_related("enterprise", "approval").order_by("role", "enterprise__name"))


def posts_on(*, organization: Organization, scope: Scope, on: date) -> list[Post]:
    """Return the posts of an organisation on a day by rank, for viewers entitled to its names. One query."""
    if not scope.reaches_path(Capability.SEE_MEMBERS, organization.path):
        return []
    rows = with_work(Post.objects.on(on).filter(organization=organization, person__sealed=False), on)
    return list(rows.select_related("person").order_by(by_rank(), "valid_from", "pk"))


def posts_before(*, organization: Organization, scope: Scope, on: date) -> list[Post]:
    """Return the newest posts of an organisation that had ended by a day (历任), one more than `SHOWN_BEFORE`. One query."""
    if not scope.reaches_path(Capability.SEE_MEMBERS, organization.path):
        return []
    rows = Post.objects.filter(organization=organization, person__sealed=False, valid_to__lte=on)
    return list(rows.select_related("person", "enterprise").order_by("-valid_to", by_rank(), "pk")[: SHOWN_BEFORE + 1])


def posts_entered(*, organization: Organization, on: date) -> list[Post]:
    """Return the posts of an organisation of which something was entered on a day, for taking it back. One query."""
    rows = Post.objects.filter(
        Q(recorded_on=on) | Q(end_recorded_on=on), organization=organization, person__sealed=False
    )
    return list(rows.select_related("person").order_by("pk"))


def possible_parents(*, organization: Organization, scope: Scope) -> QuerySet[Organization]:
    """List the organisations under which one may be moved: in reach, alive, of a form that has its form below it.

    A group stays with its branch.
    """
    forms = [form for form in Form if may_stand_below(organization.form, form) and organization.form != Form.GROUP]
    return (
        Organization.objects.filter(scope.paths(Capability.EDIT_ORGANIZATIONS))
        .filter(form__in=forms, state=OrganizationState.ACTIVE)
        .exclude(paths.in_subtree(organization.path))
        .order_by("path")
    )


def latest_edge(*, organization: Organization) -> OrganizationEdge | None:
    """Return the line of affiliation in force, or nothing for a root without one. One query."""
    return OrganizationEdge.objects.open().filter(child=organization).select_related("parent").first()


def changing_park(*, organization: Organization, parent: Organization) -> QuerySet[Organization]:
    """List the organisations whose park becomes that of the new parent: those of the same park that stand below."""
    rows = Organization.objects.filter(paths.in_subtree(organization.path), state__in=STANDING)
    if parent.park_id is None or parent.park_id == organization.park_id:
        return rows.none()
    return rows.filter(park=organization.park)


def _other_park(organization: Organization, parent: Organization) -> list[Consequence]:
    """Say which organisations come to another park by a move. One query, and one for the names of the parks."""
    number = changing_park(organization=organization, parent=parent).count()
    if not number:
        return []
    told = {"n": number, "old": organization.park or _("不属于园区"), "new": parent.park}
    words = _("%(n)d 个党组织由“%(old)s”改为“%(new)s”，看板和名单此后按新园区统计；覆盖企业仍按企业所在园区统计") % told
    return [Consequence(_("所属园区"), words)]


def consequences_of_moving(*, organization: Organization, parent: Organization, scope: Scope) -> list[Consequence]:
    """Return what a move would bring about: organisations and enterprises here, the rest from the apps above."""
    below = paths.in_subtree(organization.path)
    number = Organization.objects.filter(below).exclude(state=OrganizationState.DISSOLVED).count()
    covered = OrganizationUnit.objects.open().filter(paths.in_subtree(organization.path, "organization__path"))
    units = covered.count()
    own = [
        Consequence(_("随同调整的党组织"), _("%d 个（含本组织）") % number),
        Consequence(_("随同调整的覆盖企业"), _("%d 家") % units),
        *_other_park(organization, parent),
    ]
    others = (found(scope, organization.path, parent.path) for found in registries.move_consequences)
    return [*own, *(line for lines in others for line in lines)]
