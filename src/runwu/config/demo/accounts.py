"""One account for each role of the demo park (演示账号); impossible outside demo mode."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.services import RoleRequest, grant_role, link_person
from runwu.accounts.models import User
from runwu.config.demo.firms import FIRMS
from runwu.config.demo.people import LAW
from runwu.config.setup import SetUp
from runwu.core.crypto import hmac_sm3
from runwu.enterprises.models import Enterprise, GridCell, Park
from runwu.members.models import PartyMember
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Organization, Post
from runwu.people.models import Person


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account as the terminal shows it."""

    user: str
    password: str
    role: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A role with its place, and the person it belongs to."""

    user: str
    name: str
    role: Role
    person: Person | None = None
    organization: Organization | None = None
    with_below: bool = False
    enterprise: Enterprise | None = None
    park: Park | None = None
    grid: GridCell | None = None


def demo_password(user: str) -> str:
    """Return the password of a demo account: its own for each installation, and the same at every start."""
    return hmac_sm3(settings.SECRET_KEY.encode(), b"demo-account", user.encode()).hex()[:12]


def open_officer(found: SetUp, today: date) -> User:
    """Open the account that loads the workbooks: the committee's organisation officer."""
    seat = Seat(
        "committee-officer", "示组委", Role.COMMITTEE_OFFICER, organization=found.working_committee, with_below=True
    )
    return open_seat(seat, today)


def open_accounts(found: SetUp, today: date) -> None:
    """Open an account for every other role."""
    for seat in (*_offices(found), *platform_seats(), *_of_branches(), *_of_firms(), *_of_grids(found)):
        open_seat(seat, today)


def _offices(found: SetUp) -> Iterator[Seat]:
    line = {"organization": found.working_committee, "with_below": True}
    above = {"organization": found.superior, "with_below": True}
    yield Seat("party-affairs", "示党务", Role.PARTY_AFFAIRS, **line)  # type: ignore[arg-type]
    yield Seat("committee-clerk", "示文书", Role.COMMITTEE_CLERK, organization=found.committee, with_below=True)
    yield Seat("organization-department", "示组织", Role.ORGANIZATION_DEPARTMENT, **above)  # type: ignore[arg-type]
    yield Seat("social-work-department", "示社工", Role.SOCIAL_WORK_DEPARTMENT, **above)  # type: ignore[arg-type]
    yield Seat("industry-authority", "示行业", Role.INDUSTRY_AUTHORITY, **above)  # type: ignore[arg-type]
    yield Seat("leader", "示领导", Role.LEADER, **line)  # type: ignore[arg-type]
    yield Seat("service-unit", "示服务", Role.SERVICE_UNIT, **line)  # type: ignore[arg-type]


def platform_seats() -> Iterator[Seat]:
    """Yield the three platform roles, which one account never holds together."""
    yield Seat("system-admin", "示系统", Role.SYSTEM_ADMINISTRATOR)
    yield Seat("security-admin", "示安全", Role.SECURITY_ADMINISTRATOR)
    yield Seat("audit-admin", "示审计", Role.AUDIT_ADMINISTRATOR)


def _of_branches() -> Iterator[Seat]:
    """Yield the secretaries of two branches (one of them knows a restricted member), and an ordinary member."""
    for user, name in (("branch-secretary", FIRMS[0].branch), ("branch-secretary-2", LAW)):
        post = Post.objects.select_related("person").get(organization__name=name, kind=PostKind.SECRETARY)
        yield Seat(user, post.person.name, Role.BRANCH_SECRETARY, post.person, organization=post.organization)
    branch = Organization.objects.get(name=FIRMS[0].branch)
    yield Seat("dues-officer", "示党费", Role.DUES_OFFICER, organization=branch)
    rows = PartyMember.objects.filter(organization__name=FIRMS[0].branch, person__posts__isnull=True)
    member = rows.select_related("person").order_by("pk")[0]
    yield Seat("member", member.person.name, Role.MEMBER, member.person)


def _of_firms() -> Iterator[Seat]:
    firm = Enterprise.objects.get(name=FIRMS[0].name)
    liaison, instructor = (
        firm.coverage_contacts.select_related("person").get(kind=kind).person for kind in ("liaison", "instructor")
    )
    yield Seat("liaison", liaison.name, Role.LIAISON, liaison, enterprise=firm)
    yield Seat("instructor", instructor.name, Role.INSTRUCTOR, instructor, enterprise=firm)
    yield Seat("owner", "示出资", Role.OWNER, enterprise=firm)


def _of_grids(found: SetUp) -> Iterator[Seat]:
    grid = GridCell.objects.filter(park=found.park).order_by("name")[0]
    yield Seat("grid-worker", "示网格", Role.GRID_WORKER, grid=grid)


def open_seat(seat: Seat, today: date) -> User:
    """Open one account with its role."""
    user = User(username=seat.user, display_name=seat.name, is_demo=True)
    user.set_password(demo_password(seat.user))
    user.full_clean()
    user.save()
    if seat.person is not None:
        link_person(user=user, person=seat.person, by=None)
    request = RoleRequest(
        role=seat.role,
        valid_from=today,
        organization=seat.organization,
        with_below=seat.with_below,
        enterprise=seat.enterprise,
        park=seat.park,
        grid=seat.grid,
    )
    grant_role(user=user, request=request, by=None, scope=None)
    return user


_PLACES = tuple(f"assignments__{place}" for place in ("enterprise", "grid", "organization", "park"))


def listed_accounts() -> tuple[DemoAccount, ...]:
    """Return the demo accounts with their passwords, the park's staff first."""
    rows = {user.username: user for user in User.objects.filter(is_demo=True).prefetch_related(*_PLACES)}
    ordered = sorted(rows.values(), key=lambda user: (user.username != "party-affairs", user.pk))
    return tuple(DemoAccount(user.username, demo_password(user.username), _roles(user)) for user in ordered)


def _roles(user: User) -> str:
    return "、".join(_role(row) for row in user.assignments.all())


def _role(row: RoleAssignment) -> str:
    return f"{Role(row.role).label}（{row.place_label}）" if row.place_label else str(Role(row.role).label)
