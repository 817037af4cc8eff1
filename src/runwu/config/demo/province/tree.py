"""The committees of the demo province, and the forms of organisation that no workbook sets up (示例组织)."""

from datetime import date

from runwu.config.demo.province.parks import SUPERIOR, DemoPark
from runwu.config.setup import SetUp
from runwu.core.pinyin import initials_of
from runwu.enterprises.choices import ParkKind
from runwu.enterprises.models import Park
from runwu.organizations.choices import Form, Sector
from runwu.organizations.models import Organization
from runwu.organizations.services import establish, place_all


def add_superior(today: date) -> Organization:
    """Set up the committee above all parks, or return it."""
    known = Organization.objects.filter(name=SUPERIOR, form=Form.SUPERIOR_COMMITTEE).first()
    if known is not None:
        return known
    row = Organization(name=SUPERIOR, initials=initials_of(SUPERIOR), form=Form.SUPERIOR_COMMITTEE)
    return establish(organization=row, parent=None, on=today, by=None)


def known_park(demo: DemoPark, superior: Organization) -> SetUp | None:
    """Return a park that an earlier start has loaded, which is whole since each is loaded in one transaction."""
    park = Park.objects.filter(name=demo.name).first()
    if park is None:
        return None
    rows = Organization.objects.filter(park=park).order_by("pk")
    working, committee = (rows.filter(form=form)[0] for form in (Form.WORKING_COMMITTEE, Form.COMPREHENSIVE_COMMITTEE))
    return SetUp(park, superior, working, committee, ())


def add_forms(park: DemoPark, found: SetUp, today: date) -> int:
    """Set up what a ledger does not list: general branch, chain organisations, functional and floating branches.

    A park that a statutory body runs has a leading group, a primary-level committee and a Party group, too.
    """
    named = [
        (f"中共示例{park.word}综合服务支部委员会", Form.BRANCH),
        (f"中共示例{park.word}流动党员支部委员会", Form.FLOATING_BRANCH),
        (f"中共示例{park.word}重点项目临时支部委员会", Form.TEMPORARY_BRANCH),
        (f"中共示例{park.word}志愿服务功能型支部委员会", Form.FUNCTIONAL_BRANCH),
        (f"中共示例{park.word}商务楼宇总支部委员会", Form.GENERAL_BRANCH),
        *((f"中共{chain}{park.word}委员会", Form.CHAIN_ORGANIZATION) for chain in park.chains),
    ]
    rows = Organization.objects.bulk_create(_row(name, form, found.park) for name, form in named)
    place_all(places=[(row, found.committee) for row in rows], on=today)
    return len(rows) + (_add_statutory(park, found, rows[0], today) if park.kind == ParkKind.STATUTORY else 0)


def _add_statutory(park: DemoPark, found: SetUp, branch: Organization, today: date) -> int:
    places = [
        (_row(f"中共示例{park.word}管理局党组", Form.LEADING_GROUP, found.park), found.working_committee),
        (_row(f"中共示例{park.word}骨干企业集团委员会", Form.COMMITTEE, found.park), found.committee),
        (_row(f"中共示例{park.word}综合服务支部第一党小组", Form.GROUP, found.park), branch),
    ]
    places[0][0].sector = Sector.AGENCY
    Organization.objects.bulk_create(row for row, _parent in places)
    place_all(places=places, on=today)
    return len(places)


def _row(name: str, form: Form, park: Park) -> Organization:
    return Organization(name=name, initials=initials_of(name), form=form, sector=Sector.ENTERPRISE, park=park)
