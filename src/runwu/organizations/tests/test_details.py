from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conftest import ClientAs
from runwu.core.errors import UserError
from runwu.core.models import AuditEntry
from runwu.organizations.choices import Form, Sector
from runwu.organizations.models import Approval, Organization
from runwu.organizations.services.details import Details, correct_details
from tests.world import SINCE, World

PAPER = "示例党组织信息采集表"


def _details(organization: Organization, **more: object) -> Details:
    given = {
        "code": organization.code, "short_name": organization.short_name, "sector": organization.sector,
        "established_on": organization.established_on, "document": PAPER, **more,
    }  # fmt: skip
    return Details(**given)  # type: ignore[arg-type]


def _refusal(world: World, organization: Organization, **more: object) -> str:
    with pytest.raises(UserError) as refused:
        correct_details(organization=organization, details=_details(organization, **more), by=world.cast.staff)
    message = refused.value.message
    assert (message.happened, message.rule, message.now) > ("", "", "")
    return message.happened


def _address(organization: Organization) -> str:
    return f"/organizations/{organization.public_id}/details/"


def _typed(**more: str) -> dict[str, str]:
    return {
        "code": "350900-001", "short_name": "示例春分支部", "sector": "community",
        "established_on": "2020-03-01", "document": PAPER, **more,
    }  # fmt: skip


def _page(client: Client, organization: Organization) -> str:
    return client.get(f"/organizations/{organization.public_id}/").content.decode()


def test_what_was_corrected_stands_on_the_page_and_in_its_history(world: World, client_as: ClientAs) -> None:
    client, branch = client_as(world.cast.staff), world.near.branch

    answer = client.post(_address(branch), _typed())

    branch.refresh_from_db()
    assert (answer.status_code, branch.code, branch.sector, branch.established_on) == (
        302, "350900-001", Sector.COMMUNITY, date(2020, 3, 1),
    )  # fmt: skip
    page = _page(client, branch)
    assert "编码 350900-001" in page
    assert "组织编码由“没有登记”改为“350900-001”" in page
    assert "领域由“没有登记”改为“社区”" in page
    assert PAPER in page
    entry = AuditEntry.objects.get(action="organizations.organization.corrected")
    assert sorted(entry.fields) == ["code", "established_on", "sector"]


def test_a_code_finds_the_organisation(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    client.post(_address(world.near.branch), _typed())

    found = client.get("/organizations/list/", {"q": "350900-001"}).content.decode()

    assert world.near.branch.name in found
    assert world.near.next_branch.name not in found


def test_a_code_belongs_to_one(world: World) -> None:
    Organization.objects.filter(pk=world.far.branch.pk).update(code="A-1")

    assert "已经登记给别的党组织" in _refusal(world, world.near.branch, code="a-1")


def test_a_short_name_is_one_in_a_park(world: World) -> None:
    taken = world.near.next_branch.short_name

    assert "本园区已有简称" in _refusal(world, world.near.branch, short_name=taken)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"code": "编码 1"}, "有别的字符"),
        ({"document": " "}, "没有写依据文件"),
        ({"established_on": timezone.localdate() + timedelta(days=4000)}, "还没有到"),
        ({"established_on": SINCE + timedelta(days=1)}, "晚于这个组织已有的登记"),
    ],
)
def test_what_can_not_be_is_refused_in_three_parts(world: World, more: dict[str, object], words: str) -> None:
    assert words in _refusal(world, world.near.branch, **more)


def test_a_committee_has_no_sector(world: World) -> None:
    assert "不填所在领域" in _refusal(world, world.near.committee, sector=Sector.SOCIAL)


def test_the_day_of_an_approval_stands(world: World) -> None:
    paper = Approval.objects.create(
        number="示例委〔2020〕1号", issued_on=SINCE, authority="示例市委", recorded_by=world.cast.staff.public_id
    )
    Organization.objects.filter(pk=world.near.branch.pk).update(approval=paper)
    world.near.branch.refresh_from_db()

    assert "批复写明" in _refusal(world, world.near.branch, established_on=date(2020, 3, 1))


def test_what_somebody_changed_meanwhile_is_shown_before_it_is_overwritten(world: World, client_as: ClientAs) -> None:
    client, branch = client_as(world.cast.staff), world.near.branch
    opened = client.get(_address(branch)).content.decode()
    seen = opened.split('name="seen" value="')[1].split('"')[0]
    Organization.objects.filter(pk=branch.pk).update(code="B-2")

    answer = client.post(_address(branch), _typed(seen=seen))

    branch.refresh_from_db()
    assert (answer.status_code, branch.code) == (409, "B-2")


def test_a_committee_is_asked_for_no_sector(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get(_address(world.near.committee)).content.decode()

    assert 'name="code"' in page
    assert 'name="sector"' not in page
    assert world.near.committee.form == Form.COMPREHENSIVE_COMMITTEE
