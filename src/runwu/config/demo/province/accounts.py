"""Accounts of the demo province (演示账号): above the parks, and in three of them."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from runwu.access.choices import Role
from runwu.accounts.models import User
from runwu.config.demo.accounts import Seat, open_seat, platform_seats
from runwu.config.setup import SetUp
from runwu.coverage.models import CoverageContact
from runwu.enterprises.models import GridCell
from runwu.members.models import PartyMember
from runwu.organizations.choices import Form, PostKind
from runwu.organizations.models import Organization, Post

STAFFED = ("示例北湾石化开发区", "示例椰风软件园", "示例湖畔教育试验区")
"""Parks with accounts of their own: a producing one, the largest one, the smallest one."""
_LOADER = "province-officer"


def open_loader(superior: Organization, today: date) -> User:
    """Open the account that loads the workbooks, or return it: the organisation officer above all parks."""
    return User.objects.filter(username=_LOADER, is_demo=True).first() or open_seat(
        Seat(_LOADER, "示省组委", Role.COMMITTEE_OFFICER, organization=superior, with_below=True), today
    )


@transaction.atomic
def open_accounts(superior: Organization, parks: list[SetUp], today: date) -> None:
    """Open the other accounts, those of them that are not there yet."""
    staffed = [found for found in parks if found.park.name in STAFFED]
    of_parks = [seat for number, found in enumerate(staffed, 1) for seat in _of_park(found, number)]
    known = set(User.objects.values_list("username", flat=True))
    for seat in (*_above(superior), *of_parks, *platform_seats()):
        if seat.user not in known:
            open_seat(seat, today)


def _above(superior: Organization) -> Iterator[Seat]:
    for user, name, role in (
        ("organization-department", "示组织", Role.ORGANIZATION_DEPARTMENT),
        ("social-work-department", "示社工", Role.SOCIAL_WORK_DEPARTMENT),
        ("industry-authority", "示行业", Role.INDUSTRY_AUTHORITY),
        ("leader", "示领导", Role.LEADER),
        ("service-unit", "示服务", Role.SERVICE_UNIT),
    ):
        yield Seat(user, name, role, organization=superior, with_below=True)


def _of_park(found: SetUp, number: int) -> Iterator[Seat]:
    line = found.working_committee
    yield Seat(f"party-affairs-{number}", "示党务", Role.PARTY_AFFAIRS, organization=line, with_below=True)
    yield Seat(f"committee-officer-{number}", "示组委", Role.COMMITTEE_OFFICER, organization=line, with_below=True)
    grid = GridCell.objects.filter(park=found.park).order_by("name").first()
    if grid is not None:
        yield Seat(f"grid-worker-{number}", "示网格", Role.GRID_WORKER, grid=grid)
    yield from _of_branches(found, number)
    yield from _of_firms(found, number)


def _of_branches(found: SetUp, number: int) -> Iterator[Seat]:
    posts = Post.objects.filter(organization__park=found.park, organization__form=Form.BRANCH, kind=PostKind.SECRETARY)
    post = posts.select_related("person", "organization").order_by("organization_id").first()
    if post is None:
        return
    secretary = post.person
    yield Seat(
        f"branch-secretary-{number}", secretary.name, Role.BRANCH_SECRETARY, secretary, organization=post.organization
    )
    plain = PartyMember.objects.filter(organization=post.organization, person__posts__isnull=True, restricted=False)
    member = plain.select_related("person").order_by("pk").first()
    if member is not None:
        yield Seat(f"member-{number}", member.person.name, Role.MEMBER, member.person)


def _of_firms(found: SetUp, number: int) -> Iterator[Seat]:
    contacts = CoverageContact.objects.open().filter(enterprise__park=found.park, person__user__isnull=True)
    for kind, role in (("liaison", Role.LIAISON), ("instructor", Role.INSTRUCTOR)):
        one = contacts.filter(kind=kind).select_related("person", "enterprise").order_by("pk").first()
        if one is not None:
            yield Seat(f"{kind}-{number}", one.person.name, role, one.person, enterprise=one.enterprise)
            if kind == "liaison":
                yield Seat(f"owner-{number}", "示出资", Role.OWNER, enterprise=one.enterprise)
