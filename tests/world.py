"""The named cast (角色表): two parks, their organisations, firms and people, and one account per role.

Everybody is invented: firms, branches and people are called after seasons, plants and ordinals.
`build_world(restricted=False)` is the same world without the one restricted member, for the leak test.
"""

from dataclasses import dataclass, fields
from datetime import date

from django.contrib.auth.hashers import make_password

from runwu.access.choices import Role
from runwu.access.services import RoleRequest, grant_role, link_person
from runwu.accounts.models import User
from runwu.core import audit
from runwu.enterprises.choices import Operating, ParkKind, Stage
from runwu.enterprises.models import Enterprise, GridCell, Park, Workplace
from runwu.members.choices import Belonging, Route, Standing, TransferState
from runwu.members.models import FloatingStay, PartyMember, RestrictionContact, Transfer, TransferLetter
from runwu.members.services import AffiliationInput, affiliate
from runwu.organizations.choices import Form, PostKind, UnitRole
from runwu.organizations.models import Organization, OrganizationUnit, Post
from runwu.organizations.services import establish
from runwu.people.models import Person

DAY = date(2026, 11, 20)
SINCE = date(2024, 3, 1)
PASSWORD = "只在测试里用的口令-2026"
RESTRICTED_NAME = "示例密迎冬"


@dataclass(frozen=True, slots=True)
class ParkWorld:
    """A park with its committee, two branches next door to each other, and three firms."""

    park: Park
    committee: Organization
    branch: Organization
    next_branch: Organization
    covered: Enterprise
    next_covered: Enterprise
    uncovered: Enterprise
    grid: GridCell


@dataclass(frozen=True, slots=True)
class Members:
    """The members: three full ones of one firm, a probationary, a floating, one of the far park, a restricted one."""

    full: PartyMember
    second: PartyMember
    third: PartyMember
    probationary: PartyMember
    floating: PartyMember
    far: PartyMember
    restricted: PartyMember | None


@dataclass(frozen=True, slots=True)
class Cast:
    """One account per role; all of the near park unless the name says otherwise."""

    provincial_officer: User
    social_worker: User
    authority: User
    staff: User
    far_staff: User
    officer: User
    clerk: User
    secretary: User
    next_secretary: User
    dues_officer: User
    far_dues_officer: User
    liaison: User
    owner: User
    member: User
    instructor: User
    grid_worker: User
    service_unit: User
    leader: User
    system_administrator: User
    security_administrator: User
    audit_administrator: User
    newcomer: User


@dataclass(frozen=True, slots=True)
class World:
    """Everything a test needs to know by name."""

    day: date
    superior: Organization
    near: ParkWorld
    far: ParkWorld
    members: Members
    cast: Cast


CAST = tuple(one.name for one in fields(Cast))


def build_world(*, restricted: bool = True) -> World:
    """Build the world as it stands on `DAY`, with or without the restricted member."""
    superior = _organization("示例市委", Form.SUPERIOR_COMMITTEE, None, None)
    near = _park("甲", superior, ("春分", "谷雨"), ("青禾电子", "白露包装", "霜降物流"))
    far = _park("乙", superior, ("立夏", "小满"), ("芒种食品", "处暑机械", "寒露化工"))
    members = _members(near, far)
    cast = _cast(superior, near, far, members.full)
    if restricted:
        members = _with_restricted(members, near)
    return World(day=DAY, superior=superior, near=near, far=far, members=members, cast=cast)


def _organization(name: str, form: Form, park: Park | None, parent: Organization | None) -> Organization:
    organization = Organization(name=f"中共{name}", short_name=name, form=form, park=park, established_on=SINCE)
    return establish(organization=organization, parent=parent, on=SINCE, by=None)


def _park(ordinal: str, superior: Organization, branches: tuple[str, str], firms: tuple[str, str, str]) -> ParkWorld:
    park = Park.objects.create(name=f"示例{ordinal}园区", kind=ParkKind.CITY, region="350900")
    committee = _organization(f"示例{ordinal}园区综合党委", Form.COMPREHENSIVE_COMMITTEE, park, superior)
    first, second = (_organization(f"示例{name}支部", Form.BRANCH, park, committee) for name in branches)
    grid = GridCell.objects.create(park=park, name=f"{ordinal}一网格")
    covered, next_covered, uncovered = (_firm(park, name, number) for number, name in enumerate(firms, 1))
    Enterprise.objects.filter(pk__in=(covered.pk, uncovered.pk)).update(grid=grid)
    for organization, enterprise in ((first, covered), (second, next_covered)):
        OrganizationUnit.objects.create(
            organization=organization, enterprise=enterprise, role=UnitRole.OWN, valid_from=SINCE
        )
    return ParkWorld(park, committee, first, second, covered, next_covered, uncovered, grid)


def _firm(park: Park, name: str, number: int) -> Enterprise:
    return Enterprise.objects.create(
        park=park,
        name=f"示例{name}有限公司",
        short_name=f"示例{name}",
        provisional_number=f"{park.name[2]}{number:03}",
        stage=Stage.PRODUCTION,
        operating=Operating.YES,
        staff=30 * number,
    )


def _members(near: ParkWorld, far: ParkWorld) -> Members:
    floating = _member("示例流动丁", near.next_branch, near.next_covered, belonging=Belonging.FLOATING_IN)
    FloatingStay.objects.create(member=floating, home_label="示例外地支部", host=near.next_branch, valid_from=SINCE)
    return Members(
        full=_member("示例党员甲", near.branch, near.covered),
        second=_member("示例党员乙", near.branch, near.covered),
        third=_member("示例党员丙", near.branch, near.covered),
        probationary=_member("示例预备戊", near.branch, near.covered, standing=Standing.PROBATIONARY),
        floating=floating,
        far=_member("示例远方己", far.branch, far.covered),
        restricted=None,
    )


def _member(
    name: str,
    branch: Organization,
    enterprise: Enterprise,
    *,
    standing: Standing = Standing.FULL,
    belonging: Belonging = Belonging.REGISTERED,
    restricted: bool = False,
) -> PartyMember:
    named = {"sealed": True, "sealed_name": name} if restricted else {"name": name, "initials": "sl"}
    person = Person.objects.create(**named, birth_date="1994-05-06", phone="00000000000")
    member = PartyMember.objects.create(
        person=person,
        standing=standing,
        belonging=belonging,
        admitted_on=SINCE,
        restricted=restricted,
        restriction_confirmed=restricted,
    )
    affiliate([AffiliationInput(member=member, organization=branch, since=SINCE)])
    Workplace.objects.create(person=person, enterprise=enterprise, valid_from=SINCE)
    return member


def _with_restricted(members: Members, near: ParkWorld) -> Members:
    """Add the restricted member: of the first branch, working at the firm without a branch."""
    restricted = _member(RESTRICTED_NAME, near.branch, near.uncovered, restricted=True)
    RestrictionContact.objects.create(member=restricted, person=members.full.person, valid_from=SINCE)
    _restricted_transfer(restricted, near)
    audit.log(None, "members.contacts.opened", restricted, path=restricted.path, restricted=True, fields=["phone"])
    known = {one.name: getattr(members, one.name) for one in fields(members)}
    return Members(**{**known, "restricted": restricted})


def _restricted_transfer(restricted: PartyMember, near: ParkWorld) -> None:
    """Send the restricted member to a branch elsewhere, by a letter that is overdue: only the own branch asks about it."""
    limits = {"opened_on": date(2026, 6, 1), "remind_on": date(2026, 6, 11), "due_on": date(2026, 8, 30)}
    transfer = Transfer.objects.create(
        member=restricted, source=near.branch, target_label="示例外地支部", route=Route.LETTER,
        state=TransferState.SENT, reason="工作单位变动", **limits,
    )  # fmt: skip
    issued, until = limits["opened_on"], limits["due_on"]
    TransferLetter.objects.create(transfer=transfer, number="示例密 1", issued_on=issued, valid_until=until)


def _cast(superior: Organization, near: ParkWorld, far: ParkWorld, full: PartyMember) -> Cast:
    password = make_password(PASSWORD)
    cast = Cast(**{name: User(username=name, display_name=f"示例{name}", password=password) for name in CAST})
    User.objects.bulk_create(getattr(cast, name) for name in CAST)
    link_person(user=cast.member, person=Person.objects.get(pk=full.person_id), by=None)
    for user, asked in (
        (cast.provincial_officer, _over(Role.ORGANIZATION_DEPARTMENT, superior)),
        (cast.social_worker, _over(Role.SOCIAL_WORK_DEPARTMENT, superior)),
        (cast.authority, RoleRequest(role=Role.INDUSTRY_AUTHORITY, park=near.park, valid_from=SINCE)),
        (cast.staff, _over(Role.PARTY_AFFAIRS, near.committee)),
        (cast.far_staff, _over(Role.PARTY_AFFAIRS, far.committee)),
        (cast.officer, _over(Role.COMMITTEE_OFFICER, near.committee)),
        (cast.clerk, _over(Role.COMMITTEE_CLERK, near.committee)),
        (cast.secretary, _over(Role.BRANCH_SECRETARY, near.branch)),
        (cast.next_secretary, _over(Role.BRANCH_SECRETARY, near.next_branch)),
        (cast.dues_officer, _over(Role.DUES_OFFICER, near.branch)),
        (cast.far_dues_officer, _over(Role.DUES_OFFICER, far.branch)),
        (cast.liaison, RoleRequest(role=Role.LIAISON, enterprise=near.covered, valid_from=SINCE)),
        (cast.owner, RoleRequest(role=Role.OWNER, enterprise=near.covered, valid_from=SINCE)),
        (cast.member, RoleRequest(role=Role.MEMBER, valid_from=SINCE)),
        (cast.instructor, RoleRequest(role=Role.INSTRUCTOR, enterprise=near.uncovered, valid_from=SINCE)),
        (cast.grid_worker, RoleRequest(role=Role.GRID_WORKER, grid=near.grid, valid_from=SINCE)),
        (cast.service_unit, RoleRequest(role=Role.SERVICE_UNIT, park=near.park, valid_from=SINCE)),
        (cast.leader, RoleRequest(role=Role.LEADER, park=near.park, valid_from=SINCE)),
        (cast.system_administrator, RoleRequest(role=Role.SYSTEM_ADMINISTRATOR, valid_from=SINCE)),
        (cast.security_administrator, RoleRequest(role=Role.SECURITY_ADMINISTRATOR, valid_from=SINCE)),
        (cast.audit_administrator, RoleRequest(role=Role.AUDIT_ADMINISTRATOR, valid_from=SINCE)),
    ):
        grant_role(user=user, request=asked, by=None, scope=None)
    for branch, member in ((near.branch, full),):
        Post.objects.create(organization=branch, person=member.person, kind=PostKind.SECRETARY, valid_from=SINCE)
    return cast


def _over(role: Role, organization: Organization) -> RoleRequest:
    return RoleRequest(role=role, organization=organization, with_below=True, valid_from=SINCE)
