"""Load the demo province: thirteen parks, their workbooks through the real importers, accounts, plans (演示省)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from runwu.accounts.models import User
from runwu.config.demo.accounts import listed_accounts
from runwu.config.demo.loading import DemoNotAllowed, DemoResult, Report, import_one
from runwu.config.demo.province.accounts import open_accounts, open_loader
from runwu.config.demo.province.branches import Branch, Cast, branches_of
from runwu.config.demo.province.firms import Firm, firms_of
from runwu.config.demo.province.lines import guide_chains, guide_industry
from runwu.config.demo.province.members import Wanted, members_of
from runwu.config.demo.province.parks import FLOATING_SHARE, MEMBERS, PARKS, REGION, DemoPark
from runwu.config.demo.province.plans import plan_parks
from runwu.config.demo.province.sheets import CENTRE, write_firms, write_instructors, write_members
from runwu.config.demo.province.tree import add_forms, add_superior, known_park
from runwu.config.demo.province.words import spread
from runwu.config.setup import SetUp, add_park
from runwu.coverage.services.tallies import renew_due_tallies
from runwu.enterprises.choices import CoordinateSystem
from runwu.organizations.models import Organization

SEED = 1
_SMALLEST_FIRMS, _SMALLEST_BRANCHES = 60, 5


@dataclass(frozen=True, slots=True)
class Share:
    """What one park gets of the whole: its enterprises and members, numbered within the province."""

    park: DemoPark
    first_firm: int
    first_member: int
    wanted: Wanted


def load_province(
    report: Report = print, *, scale: float = 1.0, seed: int = SEED, today: date | None = None, plans: bool = True
) -> DemoResult:
    """Load of the demo province what is not loaded yet; the same seed and scale give the same facts.

    Each park is loaded whole or not at all, so an interrupted start is taken up at the park where it ended.
    Raises DemoNotAllowed outside demo mode.
    """
    if not settings.DEMO:
        raise DemoNotAllowed("演示数据只能装进演示环境（RUNWU_DEMO=1）。")
    day = today or timezone.localdate()
    with transaction.atomic():
        superior = add_superior(day)
        officer = open_loader(superior, day)
    found = [
        known_park(share.park, superior) or _load_park(share, superior, officer, seed=seed, today=day, report=report)
        for share in shares(scale)
    ]
    guide_industry(found, superior, officer, day)
    open_accounts(superior, found, day)
    if plans:
        plan_parks(found, officer, day, report)
    renew_due_tallies()  # so that the first look at the board over parks is as quick as any
    return DemoResult(found[0].park, listed_accounts())


def shares(scale: float) -> list[Share]:
    """Divide enterprises, members and floating members among the parks; sums are exact at every scale."""
    parks = [_scaled(park, scale) for park in PARKS]
    members = max(len(parks) * 30, round(MEMBERS * scale))
    floating = spread(round(members * FLOATING_SHARE), [park.firms**0.5 for park in parks])
    formal = spread(members - sum(floating), [park.branches for park in parks])
    found, firm, member = [], 1, 0
    for park, moving, staying in zip(parks, floating, formal, strict=True):
        found.append(Share(park, firm, member, Wanted(staying, moving)))
        firm, member = firm + park.firms, member + moving + staying
    return found


def _scaled(park: DemoPark, scale: float) -> DemoPark:
    firms = max(_SMALLEST_FIRMS, round(park.firms * scale)) if scale < 1 else park.firms
    return replace(park, firms=firms, branches=max(_SMALLEST_BRANCHES, round(park.branches * min(1.0, scale * 4))))


@transaction.atomic
def _load_park(share: Share, superior: Organization, officer: User, *, seed: int, today: date, report: Report) -> SetUp:
    """Load one park, all or nothing."""
    park, dice = share.park, Random(f"{seed}/{share.park.name}")  # noqa: S311 -- made-up facts, the same for a seed
    found = add_park(name=park.name, region=REGION, kind=park.kind, superior=superior)
    found.park.latitude, found.park.longitude = CENTRE
    found.park.coordinate_system = CoordinateSystem.GCJ02
    found.park.save(update_fields=["latitude", "longitude", "coordinate_system"])
    add_forms(park, found, today)
    firms = firms_of(park, park.firms, share.first_firm, dice)
    branches, cast = branches_of(park, firms, park.branches, dice)
    for kind, path in _write(share, firms, branches, cast, dice=dice, today=today):
        import_one(kind, path, found.park, officer, lambda line: report(f"{park.name}：{line}"))
    guide_chains(park, found, officer, today)
    return found


def _write(
    share: Share, firms: list[Firm], branches: list[Branch], cast: Cast, *, dice: Random, today: date
) -> Iterator[tuple[str, Path]]:
    """Write the workbooks of a park one after the other; they stay in the data folder, to be tried again by hand."""
    title, style = share.park.name, share.first_firm % 6
    folder = Path(settings.DATA_DIR) / "demo" / title
    yield "instructors", write_instructors(folder / "党建指导员名册.xlsx", title, cast.instructors, today)
    yield "enterprises", write_firms(folder / "企业台账.xlsx", title, firms, style)
    people = members_of(share.park, branches, cast, share.wanted, first=share.first_member, today=today, dice=dice)
    yield "members", write_members(folder / "党员名册.xlsx", title, people, style, today)
