"""A small park for the tests of plans: firms around one road with one or two members each, all invented.

甲 (2 full, grid 东) and 乙 (1) stand 100 m apart, 丙 (1) next to them; 丁 has its own branch (4 full) 300 m away;
戊 (2) and 己 (1) share a joint branch today, 庚 (1) stands 5 km off and nobody reaches it; 辛 (3) ought to form its
own branch; 壬 does not operate. Members of 甲 belong to a branch of the park's committee, those of 乙 to another committee.
"""

from dataclasses import dataclass
from datetime import date

from runwu.access.choices import Role
from runwu.access.services import RoleRequest, grant_role
from runwu.accounts.models import User
from runwu.enterprises.choices import FactKind, Located, ParkKind
from runwu.enterprises.models import Building, Chain, Enterprise, GridCell, Park, Workplace
from runwu.enterprises.services import FactInput, record_facts
from runwu.members.choices import Belonging, Standing
from runwu.members.models import PartyMember
from runwu.members.services import AffiliationInput, affiliate
from runwu.organizations.choices import Form, UnitRole
from runwu.organizations.models import Organization, OrganizationUnit
from runwu.organizations.services import establish
from runwu.people.models import Person

DAY = date(2026, 11, 20)
SINCE = date(2024, 3, 1)
METRE = 1 / 111_195  # degrees of latitude


@dataclass
class PlanPark:
    """The park, its organisations and firms by their ordinal, and the two people of its office."""

    park: Park
    superior: Organization
    committee: Organization
    general: Organization
    elsewhere: Organization
    own: Organization
    joint: Organization
    firms: dict[str, Enterprise]
    staff: User
    officer: User


def build_park() -> PlanPark:
    """Build the park as it stands on `DAY`."""
    superior = organization("示例市委", Form.SUPERIOR_COMMITTEE, None, None)
    park = Park.objects.create(name="示例园区", kind=ParkKind.CITY, region="350900")
    committee = organization("示例园区综合党委", Form.COMPREHENSIVE_COMMITTEE, park, superior)
    other = organization("示例街道党委", Form.COMMITTEE, park, superior)
    general = organization("示例园区机关支部", Form.BRANCH, park, committee)
    elsewhere = organization("示例街道支部", Form.BRANCH, park, other)
    own = organization("示例丁公司支部", Form.BRANCH, park, committee)
    joint = organization("示例戊己联合支部", Form.JOINT_BRANCH, park, committee)
    firms = _firms(park)
    for row, firm, role in (
        (own, "丁", UnitRole.OWN), (joint, "戊", UnitRole.HOST), (joint, "己", UnitRole.MEMBER),
    ):  # fmt: skip
        OrganizationUnit.objects.create(organization=row, enterprise=firms[firm], role=role, valid_from=SINCE)
    _members(firms, general, elsewhere, own, joint)
    staff, officer = (User.objects.create_user(name, display_name=f"示例{name}") for name in ("staff", "officer"))
    for user, held in ((staff, Role.PARTY_AFFAIRS), (officer, Role.COMMITTEE_OFFICER)):
        asked = RoleRequest(role=held, organization=committee, with_below=True, valid_from=SINCE)
        grant_role(user=user, request=asked, by=None, scope=None)
    return PlanPark(park, superior, committee, general, elsewhere, own, joint, firms, staff, officer)


def organization(name: str, form: Form, park: Park | None, parent: Organization | None) -> Organization:
    """Set up an organisation."""
    row = Organization(name=f"中共{name}", short_name=name, form=form, park=park, established_on=SINCE)
    return establish(organization=row, parent=parent, on=SINCE, by=None)


def _firms(park: Park) -> dict[str, Enterprise]:
    grid = GridCell.objects.create(park=park, name="东一", latitude=20.0, longitude=110.0)
    chain = Chain.objects.create(name="示例电子")
    hall = Building.objects.create(park=park, name="1 号厂房", grid=grid, latitude=20.0 + 120 * METRE, longitude=110.0)
    places = {"甲": 0, "乙": 100, "丁": 300, "戊": 600, "己": 700, "庚": 5700, "辛": 450, "壬": 50}
    firms = {name: _firm(park, name, grid, chain, 20.0 + metres * METRE) for name, metres in places.items()}
    firms["丙"] = firm(park, "丙", grid=grid, building=hall)
    operating = [
        FactInput(one.pk, FactKind.OPERATING, "no" if name == "壬" else "yes", SINCE, "示例台账")
        for name, one in firms.items()
    ]
    record_facts(operating, by=None)
    return firms


def _firm(park: Park, name: str, grid: GridCell, chain: Chain, latitude: float) -> Enterprise:
    place = {"latitude": latitude, "longitude": 110.0, "located": Located.COORDINATES}
    return firm(park, name, grid=grid, chain=chain, **place)


def firm(park: Park, name: str, **values: object) -> Enterprise:
    """Set up an enterprise."""
    return Enterprise.objects.create(
        park=park, name=f"示例{name}有限公司", short_name=f"示例{name}", provisional_number=f"示{name}", **values
    )


def _members(
    firms: dict[str, Enterprise], general: Organization, elsewhere: Organization, own: Organization, joint: Organization
) -> None:
    for name, branch, count in (
        ("甲", general, 2), ("乙", elsewhere, 1), ("丙", general, 1), ("丁", own, 4), ("戊", joint, 2),
        ("己", joint, 1), ("庚", general, 1), ("辛", general, 3), ("壬", general, 1),
    ):  # fmt: skip
        for number in range(count):
            member(f"示例{name}{number + 1}号", branch, firms[name])


def member(
    name: str,
    branch: Organization | None,
    enterprise: Enterprise,
    *,
    standing: Standing = Standing.FULL,
    belonging: Belonging = Belonging.REGISTERED,
    restricted: bool = False,
) -> PartyMember:
    """Set up a member with a workplace and, where a branch is given, a formal affiliation."""
    named = {"sealed": True, "sealed_name": name} if restricted else {"name": name}
    row = PartyMember.objects.create(
        person=Person.objects.create(**named), standing=standing, belonging=belonging, restricted=restricted
    )
    if branch is not None:
        affiliate([AffiliationInput(member=row, organization=branch, since=SINCE)])
    Workplace.objects.create(person=row.person, enterprise=enterprise, valid_from=SINCE)
    return row
