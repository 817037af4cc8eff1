"""Load the demo park: committees, workbooks through the real importers, accounts, a plan (演示数据)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from runwu.accounts.models import User
from runwu.config.demo.accounts import DemoAccount, listed_accounts, open_accounts, open_officer
from runwu.config.demo.dues import load_dues
from runwu.config.demo.sheets import CENTRE, write_firms, write_instructors, write_members
from runwu.config.setup import SetUp, add_park
from runwu.core.errors import UserError
from runwu.core.imports import Place, kind_of
from runwu.core.imports.command import ImportResult, import_file
from runwu.core.jobs.worker import run_worker
from runwu.coverage.choices import PlanState
from runwu.coverage.models import FormationPlan
from runwu.coverage.services.plans import request_plan
from runwu.enterprises.choices import CoordinateSystem, ParkKind
from runwu.enterprises.models import Park

PARK = "示例园区"
_REGION = "460000"
Report = Callable[[str], object]


class DemoNotAllowed(RuntimeError):
    """Somebody tried to load the demo into an installation that is not one."""


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demo consists of."""

    park: Park
    accounts: tuple[DemoAccount, ...]
    imports: tuple[ImportResult, ...] = ()


def load_demo(report: Report = print, *, today: date | None = None) -> DemoResult:
    """Load the demo park where it is not loaded yet, and return it with the accounts.

    Raises DemoNotAllowed outside demo mode: no installation in earnest gets accounts whose passwords are printed.
    """
    if not settings.DEMO:
        raise DemoNotAllowed("演示数据只能装进演示环境（RUNWU_DEMO=1）。")
    park = Park.objects.filter(name=PARK).first()
    if park is not None:
        return DemoResult(park, listed_accounts())
    return _load(report, today or timezone.localdate())


def _load(report: Report, today: date) -> DemoResult:
    with transaction.atomic():
        found, imports = _load_facts(report, today)
    _plan(found.park, today, report)
    return DemoResult(found.park, listed_accounts(), imports)


def _load_facts(report: Report, today: date) -> tuple[SetUp, tuple[ImportResult, ...]]:
    """Load everything that the plan is computed from, all or nothing."""
    found = add_park(name=PARK, region=_REGION, kind=ParkKind.COUNTY, superior_name="中共示例县委员会")
    found.park.latitude, found.park.longitude = CENTRE
    found.park.coordinate_system = CoordinateSystem.GCJ02  # that of the map from which its office takes coordinates
    found.park.save(update_fields=["latitude", "longitude", "coordinate_system"])
    officer = open_officer(found, today)
    imports = _import_all(found.park, officer, today, report)
    open_accounts(found, today)
    report(f"{PARK}：账号已开通")
    load_dues(today)
    report(f"{PARK}：党费已核定，按月收到上月")
    return found, imports


def _import_all(park: Park, officer: User, today: date, report: Report) -> tuple[ImportResult, ...]:
    """Write the workbooks and import them; they stay in the data folder, to be tried again by hand."""
    folder = Path(settings.DATA_DIR) / "demo"
    steps = (
        ("instructors", write_instructors(folder / "党建指导员名册.xlsx", today)),
        ("enterprises", write_firms(folder / "企业台账.xlsx", today)),
        ("members", write_members(folder / "党员名册.xlsx", today)),
    )
    return tuple(import_one(kind, path, park, officer, report) for kind, path in steps)


def import_one(kind: str, path: Path, park: Park, officer: User, report: Report) -> ImportResult:
    """Import one workbook as an account; nothing of a demo may stay unread."""
    place = Place(park.public_id, park.name)
    with path.open("rb") as file:
        result = import_file(kind=kind_of(kind), place=place, file=File(file, path.name), by=officer)
    report(str(result))
    if result.errors or result.unread:
        raise UserError(f"演示用的{path.name}没有全部读进来。", now="请删除数据文件夹里的数据库后重试。")
    return result


def _plan(park: Park, today: date, report: Report) -> None:
    """Compute a plan for what is uncovered, and stop before anybody adopts it."""
    staff = User.objects.get(username="party-affairs")
    plan = request_plan(park=park, on=today, by=staff)
    plan.refresh_from_db()
    if plan.state != PlanState.READY:
        run_worker(until_idle=True, with_chores=False)
    done = FormationPlan.objects.get(pk=plan.pk)
    report(f"{PARK}：联合党支部组建建议{PlanState(done.state).label}")
