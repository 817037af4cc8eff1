"""Dual check-in: one report, both sides count it once; nobody restricted is shown to the community."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, UserError
from runwu.members.check_ins.selectors import check_ins
from runwu.members.models import DualCheckIn
from runwu.members.services.check_ins import Report, end_report, report_branch, report_member, withdraw_report
from tests.world import World

pytestmark = pytest.mark.django_db(databases="__all__")


def reported(world: World, who: str = "full", **told: Any) -> DualCheckIn:
    """Report a member of the first branch to the branch next door, which stands for a community."""
    known: dict[str, Any] = {"since": world.day, "community": world.near.next_branch}
    report = Report(**(known | told))
    member = getattr(world.members, who)
    return report_member(member=member, report=report, by=world.cast.secretary, on=world.day, by_member=False)


def seen(world: World, who: str) -> list[DualCheckIn]:
    """List what somebody sees."""
    return list(check_ins(scope=scope_of(getattr(world.cast, who), world.day)))


@pytest.mark.parametrize("who", ["secretary", "next_secretary", "staff"])
def test_both_sides_see_the_same_report_once(world: World, who: str) -> None:
    row = reported(world)

    assert seen(world, who) == [row]


@pytest.mark.parametrize(
    ("who", "knows"), [("secretary", True), ("officer", False), ("next_secretary", False), ("staff", False)]
)
def test_a_restricted_member_is_never_shown_to_the_community(world: World, who: str, knows: bool) -> None:
    reported(world, "restricted")

    assert bool(seen(world, who)) is knows


def test_the_same_report_is_not_made_twice(world: World) -> None:
    reported(world)

    with pytest.raises(Conflict):
        reported(world)

    assert DualCheckIn.objects.count() == 1


def test_after_its_end_it_can_be_made_again(world: World) -> None:
    row = reported(world, since=world.day - timedelta(days=9))
    end_report(check_in=row, ended_on=world.day, by=world.cast.secretary, on=world.day)

    reported(world)

    assert DualCheckIn.objects.open().count() == 1


@pytest.mark.parametrize("since", [date(2026, 12, 31), date(1990, 1, 1)])
def test_a_day_to_come_or_before_the_admission_is_refused(world: World, since: date) -> None:
    world.members.full.admitted_on = date(2010, 7, 1)
    world.members.full.save(update_fields=["admitted_on"])

    with pytest.raises(UserError):
        reported(world, since=since)

    assert not DualCheckIn.objects.exists()


def test_nobody_reports_to_the_own_branch(world: World) -> None:
    with pytest.raises(UserError, match="就是所在党组织"):
        reported(world, community=world.near.branch)


def test_a_branch_reports_as_a_whole(world: World) -> None:
    report = Report(since=world.day, community_label="示例社区")

    row = report_branch(organization=world.near.branch, report=report, by=world.cast.secretary, on=world.day)

    assert (row.who, row.to_name, seen(world, "next_secretary")) == (world.near.branch.label, "示例社区", [])


def test_a_member_reports_on_the_own_page_and_ends_it(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.member)
    yesterday = world.day - timedelta(days=1)
    data = {"community": "示例社区", "since": yesterday.isoformat(), "offer": "周末值班"}

    page = client.post(reverse("me:check-ins"), data, follow=True)
    row = DualCheckIn.objects.get()
    client.post(reverse("me:check-in-end", args=[row.public_id]))

    row.refresh_from_db()
    assert "示例社区" in page.content.decode()
    assert (row.by_member, row.valid_to) == (True, world.day)


def test_a_report_of_today_is_taken_back_and_leaves_nothing(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.member)
    for who, address in ((client, "me:check-in-end"), (client_as(world.cast.secretary), "members:check-in")):
        client.post(reverse("me:check-ins"), {"community": "示例社区", "since": world.day.isoformat(), "offer": ""})
        row = DualCheckIn.objects.get()
        page = who.post(reverse(address, args=[row.public_id]), {"day": world.day.isoformat()}, follow=True)

        assert "报到已撤回" in page.content.decode()
        assert not DualCheckIn.objects.exists()


def test_a_report_that_has_counted_is_not_taken_back(world: World) -> None:
    report = Report(since=world.day - timedelta(days=1), community_label="示例社区")
    row = report_branch(organization=world.near.branch, report=report, by=world.cast.secretary, on=world.day)

    with pytest.raises(Conflict, match="已经计入"):
        withdraw_report(check_in=row, by=world.cast.secretary, on=world.day)


def test_a_refusal_keeps_what_was_typed(world: World, client_as: ClientAs) -> None:
    address = reverse("members:check-in-open", args=[world.members.full.public_id])

    answer = client_as(world.cast.secretary).post(address, {"community": "示例社区", "since": "2027-01-01"})

    assert answer.status_code == 422
    assert "报到日期晚于今天" in answer.content.decode()
    assert 'value="示例社区"' in answer.content.decode()
