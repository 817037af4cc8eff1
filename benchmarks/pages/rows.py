"""Thirteen parks with many enterprises, written straight into the tables: what list pages are measured on."""

from itertools import count
from typing import Any

PARKS = 13
USER = "bench"
PASSWORD = "bench-bench-bench"  # noqa: S105 -- the database is thrown away


def fill(enterprises: int) -> None:
    """Fill an empty, migrated database: parks with enterprises, and an account of the department above them."""
    parks = _parks()
    chains = _chains()
    numbers = count(1)
    for index, park in enumerate(parks):
        _enterprises(park, chains, enterprises // PARKS + (index < enterprises % PARKS), numbers)


def _parks() -> list[Any]:
    from django.utils import timezone

    from runwu.access.choices import Role
    from runwu.access.services import RoleRequest, open_account_with_role
    from runwu.accounts.models import User
    from runwu.enterprises.models import Park
    from runwu.organizations.choices import Form
    from runwu.organizations.models import Organization
    from runwu.organizations.services import establish

    today = timezone.localdate()
    top = establish(
        organization=Organization(name="基准省委", form=Form.SUPERIOR_COMMITTEE), parent=None, on=today, by=None
    )
    parks = [Park.objects.create(name=f"基准园区{n}", region="460000", kind="county") for n in range(PARKS)]
    for park in parks:
        working = Organization(name=f"中共{park.name}工作委员会", form=Form.WORKING_COMMITTEE, park=park)
        establish(organization=working, parent=top, on=today, by=None)
    request = RoleRequest(role=Role.ORGANIZATION_DEPARTMENT, valid_from=today, organization=top, with_below=True)
    open_account_with_role(username=USER, display_name="示基准", request=request, by=None, scope=None)
    user = User.objects.get(username=USER)
    user.set_password(PASSWORD)
    user.must_change_password, user.one_time_until = False, None
    user.is_staff = user.is_superuser = True  # for the admin's list beside ours; ours asks for roles alone
    user.save()
    return parks


def _chains() -> list[Any]:
    from runwu.enterprises.models import Chain

    return Chain.objects.bulk_create([Chain(name=f"基准链{n}") for n in range(12)])


def _enterprises(park: Any, chains: list[Any], many: int, numbers: Any) -> None:
    from runwu.core.pinyin import initials_of
    from runwu.enterprises.choices import Operating, Stage
    from runwu.enterprises.models import Building, Enterprise, GridCell

    grids = GridCell.objects.bulk_create([GridCell(park=park, name=f"第{n}网格") for n in range(30)])
    buildings = [Building(park=park, grid=grids[n % 30], name=f"{n}号厂房") for n in range(150)]
    buildings = Building.objects.bulk_create(buildings)
    stages, operating = list(Stage), list(Operating)
    letters = initials_of("基准企业有限公司")
    rows = (
        Enterprise(
            park=park,
            provisional_number=f"J-{n}",
            name=f"基准企业{n * 7919 % 1_000_003:07d}有限公司",
            initials=letters,
            grid=grids[n % 30],
            building=buildings[n % 150],
            chain=chains[n % 12],
            stage=stages[n % len(stages)],
            operating=operating[n % len(operating)],
            staff=n * 31 % 400 if n % 5 else None,
            above_designated=n % 9 == 0,
        )
        for n in (next(numbers) for _ in range(many))
    )
    Enterprise.objects.bulk_create(rows, batch_size=5000)
