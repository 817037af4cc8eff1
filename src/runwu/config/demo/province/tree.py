"""The committees of the demo province, and the forms of organisation that no workbook sets up (示例组织)."""

from datetime import date

from runwu.config.demo.province.parks import SUPERIOR, DemoPark
from runwu.config.setup import SetUp
from runwu.core.pinyin import initials_of
from runwu.enterprises.models import Park
from runwu.organizations.choices import Form, Sector
from runwu.organizations.models import Organization
from runwu.organizations.services import establish, place_all


def add_superior(today: date) -> Organization:
    """Set up the committee above all parks."""
    row = Organization(name=SUPERIOR, initials=initials_of(SUPERIOR), form=Form.SUPERIOR_COMMITTEE)
    return establish(organization=row, parent=None, on=today, by=None)


def add_forms(park: DemoPark, found: SetUp, today: date) -> int:
    """Set up what a ledger does not list: general branch, chain organisations, functional and floating branches."""
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
    return len(rows)


def _row(name: str, form: Form, park: Park) -> Organization:
    return Organization(name=name, initials=initials_of(name), form=form, sector=Sector.ENTERPRISE, park=park)
