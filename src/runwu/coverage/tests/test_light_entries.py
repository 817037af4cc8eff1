"""The light plan is filled where the enterprise is looked at, and a slip goes back on the same day; three a day are enough."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from conftest import ClientAs
from runwu.access.choices import Role
from runwu.access.selectors import scope_of
from runwu.access.services import RoleRequest, grant_role
from runwu.accounts.models import User
from runwu.core.errors import Conflict, UserError
from runwu.coverage.choices import ContactKind, EntryKind, Finding, MassKind
from runwu.coverage.duties import duties
from runwu.coverage.models import CoverageContact, MassOrganization, Visit
from runwu.coverage.selectors.light_plans import light_lines
from runwu.coverage.services.light_plans import (
    end_mass,
    record_liaison,
    record_mass,
    withdraw_activity,
    withdraw_liaison,
)
from runwu.coverage.services.visits import record_visit
from runwu.coverage.tests.contacts_at import look_after
from runwu.coverage.tests.park import DAY, SINCE, PlanPark, firm
from runwu.people.models import Person

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=1)


@pytest.fixture
def worker(office: PlanPark) -> User:
    """A worker of the grid cell that most firms of the park lie in."""
    user = User.objects.create_user("grid", display_name="示例网格")
    asked = RoleRequest(role=Role.GRID_WORKER, grid=office.firms["甲"].grid, valid_from=SINCE)
    grant_role(user=user, request=asked, by=None, scope=None)
    return user


def _words(office: PlanPark, name: str = "甲") -> list[str]:
    lines = light_lines(enterprise=office.firms[name], on=DAY)
    assert lines is not None
    return [line.words for line in lines]


def test_a_liaison_by_name_covers_and_is_one_entry(office: PlanPark) -> None:
    rows = [record_liaison(enterprise=office.firms["甲"], name="示 联络", on=DAY, by=office.staff) for _ in "12"]
    other = record_liaison(enterprise=office.firms["乙"], name="示联络", on=DAY, by=office.staff)

    assert (rows[0], other.person) == (rows[1], rows[0].person)
    assert _words(office)[0] == "企业联络员"


@pytest.mark.parametrize("name", ["", "示", "1380013", "示" * 51, "示<b>"])
def test_what_is_no_name_is_refused(office: PlanPark, name: str) -> None:
    with pytest.raises(UserError):
        record_liaison(enterprise=office.firms["甲"], name=name, on=DAY, by=office.staff)

    assert not CoverageContact.objects.exists()


def test_a_liaison_goes_back_on_the_day_with_the_name(office: PlanPark) -> None:
    record_liaison(enterprise=office.firms["甲"], name="示联络", on=DAY, by=office.staff)

    with pytest.raises(Conflict):
        withdraw_liaison(enterprise=office.firms["甲"], on=NEXT, by=office.staff)
    withdraw_liaison(enterprise=office.firms["甲"], on=DAY, by=office.staff)

    assert not CoverageContact.objects.exists()
    assert not Person.objects.filter(name="示联络").exists()


def test_a_liaison_from_elsewhere_is_not_taken_back_here(office: PlanPark) -> None:
    person = Person.objects.create(name="示旧联络")
    CoverageContact.objects.create(
        enterprise=office.firms["甲"], person=person, kind=ContactKind.LIAISON, valid_from=DAY
    )

    with pytest.raises(Conflict, match="不能在这里撤回"):
        withdraw_liaison(enterprise=office.firms["甲"], on=DAY, by=office.staff)


def test_a_mass_organization_entered_today_never_was(office: PlanPark) -> None:
    record_mass(enterprise=office.firms["甲"], kind=MassKind.WOMEN, on=DAY, by=office.staff)

    ended = [end_mass(enterprise=office.firms["甲"], kind=MassKind.WOMEN, on=DAY, by=office.staff) for _ in "12"]

    assert (ended, MassOrganization.objects.count()) == ([True, False], 0)


def test_an_older_one_ends_and_goes_on_after_a_slip(office: PlanPark) -> None:
    old = MassOrganization.objects.create(enterprise=office.firms["甲"], kind=MassKind.UNION, valid_from=SINCE)
    end_mass(enterprise=office.firms["甲"], kind=MassKind.UNION, on=DAY, by=office.staff)
    old.refresh_from_db()
    ended = old.valid_to

    record_mass(enterprise=office.firms["甲"], kind=MassKind.UNION, on=DAY, by=office.staff)

    old.refresh_from_db()
    assert (ended, old.valid_to, MassOrganization.objects.count()) == (DAY, None, 1)


@pytest.mark.usefixtures("_morning")
def test_the_panel_takes_a_name_and_a_day_and_takes_both_back(office: PlanPark, client: Client) -> None:
    one = office.firms["甲"]
    page = reverse("enterprises:file", args=[one.public_id])

    empty = client.get(page).content.decode()
    client.post(reverse("coverage:liaison-record", args=[one.public_id]), {"name": "示联络"})
    client.post(reverse("coverage:activity-record", args=[one.public_id]), {"day": "2026-10-08"})
    full = client.get(page).content.decode()
    client.post(reverse("coverage:liaison-withdraw", args=[one.public_id]))
    client.post(reverse("coverage:activity-withdraw", args=[one.public_id]), {"day": "2026-10-08"})

    assert 'name="name"' in empty
    assert (full.count(">撤回<"), "2026-10-08" in full, 'name="name"' in full) == (2, True, False)
    assert (CoverageContact.objects.count(), Visit.objects.count()) == (0, 0)


@pytest.mark.usefixtures("_morning")
@pytest.mark.parametrize("day", ["2026-11-21", "0206-10-08", "morgen"])
def test_an_activity_of_an_impossible_day_is_refused(office: PlanPark, client: Client, day: str) -> None:
    answer = client.post(reverse("coverage:activity-record", args=[office.firms["甲"].public_id]), {"day": day})

    assert (answer.status_code, Visit.objects.count()) == (422, 0)


def test_an_activity_of_an_earlier_entry_stays(office: PlanPark) -> None:
    entry = Visit.objects.create(
        enterprise=office.firms["甲"],
        kind=EntryKind.ACTIVITY,
        made_on=date(2026, 10, 8),
        recorded_by=office.staff.public_id,
    )
    Visit.objects.filter(pk=entry.pk).update(recorded_at="2026-10-08T09:00+08:00")

    with pytest.raises(Conflict):
        withdraw_activity(enterprise=office.firms["甲"], made_on=entry.made_on, by=office.staff)


def test_a_visit_takes_the_name_of_the_liaison(office: PlanPark, client: Client) -> None:
    address = reverse("coverage:visit-record", args=[office.firms["甲"].public_id])

    refused = client.post(address, {"finding": "operating", "liaison": "138"})
    client.post(address, {"finding": "operating", "liaison": "示联络"})

    assert (refused.status_code, Visit.objects.count()) == (422, 1)
    assert CoverageContact.objects.get().person.name == "示联络"


@pytest.mark.usefixtures("_morning")
def test_three_a_day_and_then_it_is_enough(office: PlanPark, worker: User, client_as: ClientAs) -> None:
    firms = [firm(office.park, f"新{number}", grid=office.firms["甲"].grid) for number in range(5)]
    client, told = client_as(worker), []
    for one in firms[:4]:
        scope = scope_of(worker, DAY)
        told.append([duty.title for duty in duties(scope, DAY)])
        record_visit(enterprise=one, finding=Finding.NOBODY, on=DAY, by=worker)

    page = client.get(reverse("coverage:visits")).content.decode()

    assert told == [["走访 3 家企业"], ["走访 2 家企业"], ["走访 1 家企业"], []]
    assert "今天的走访已经够了" in page
    assert "示例新4" in page.split("之后")[1]


@pytest.mark.usefixtures("_morning")
def test_park_staff_see_firms_without_a_cell_and_have_no_round(office: PlanPark, client: Client) -> None:
    firm(office.park, "无格")
    cell = office.park.grid_cells.get()

    shown = [
        client.get(reverse("coverage:visits"), {"grid": choice} if choice else {}).content.decode()
        for choice in ("", "none", str(cell.public_id))
    ]

    assert ["示例无格" in page for page in shown] == [True, True, False]
    assert not [duty for duty in duties(scope_of(office.staff, DAY), DAY) if duty.key.startswith("coverage.visits")]
    assert client.get(reverse("coverage:visits"), {"grid": "nowhere"}).status_code == 404


@pytest.mark.usefixtures("_morning")
def test_an_instructor_sees_the_firms_of_every_cell(
    office: PlanPark, people: dict[str, Person], client_as: ClientAs
) -> None:
    elsewhere, here = firm(office.park, "远"), firm(office.park, "近", grid=office.firms["甲"].grid)
    look_after(people["示导近"], elsewhere, here)
    user = User.objects.create_user("instructor", display_name="示例指导员", person=people["示导近"])
    for one in (elsewhere, here):
        asked = RoleRequest(role=Role.INSTRUCTOR, enterprise=one, valid_from=SINCE)
        grant_role(user=user, request=asked, by=None, scope=None)

    page = client_as(user).get(reverse("coverage:visits")).content.decode()

    assert ("示例远" in page, "示例近" in page) == (True, True)
