import re
from datetime import date

import pytest
from django.test import Client

from conftest import ClientAs
from runwu.core.errors import UserError
from runwu.members.models import Affiliation
from runwu.members.services import AffiliationInput, affiliate
from runwu.organizations.choices import Form, OrganizationState, PostKind
from runwu.organizations.models import Organization, Post
from runwu.organizations.services import Paper, close, establish, take_back
from runwu.rules.counts import MemberCounts
from tests.world import SINCE, World

PAPER = Paper(number="示例委〔2026〕5号", issued_on=date(2026, 11, 16), authority="示例市委", on=date(2026, 11, 18))
DATA = {"number": PAPER.number, "issued_on": "2026-11-16", "authority": PAPER.authority, "on": "2026-11-18"}
NOBODY = MemberCounts(full=0, probationary=0)


def _empty(world: World) -> Organization:
    branch = Organization(name="示例空支部", form=Form.BRANCH, park=world.near.park, established_on=SINCE)
    return establish(organization=branch, parent=world.near.committee, on=SINCE, by=None)


def _confirm(client: Client, address: str) -> str:
    words = client.post(address, DATA).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', words)
    client.post(address, {**DATA, "confirmed": "1", "seen": seen[1] if seen else ""})
    return words


def test_an_empty_organisation_ends_without_a_successor(world: World, client_as: ClientAs) -> None:
    branch, client = _empty(world), client_as(world.cast.staff)

    words = _confirm(client, f"/organizations/{branch.public_id}/dissolve/")

    branch.refresh_from_db()
    assert branch.state == OrganizationState.DISSOLVED
    assert "没有承接组织" in words
    assert "撤销，没有承接组织" in client.get(f"/organizations/{branch.public_id}/").content.decode()


def test_what_still_has_members_needs_a_successor(world: World, client_as: ClientAs) -> None:
    answer = client_as(world.cast.staff).post(f"/organizations/{world.near.branch.public_id}/dissolve/", DATA)

    assert answer.status_code == 422
    assert "还有党员、任职、覆盖企业" in answer.content.decode()


def test_what_has_an_open_post_needs_a_successor(world: World) -> None:
    branch = _empty(world)
    Post.objects.create(
        organization=branch, person=world.members.full.person, kind=PostKind.INSTRUCTOR, valid_from=SINCE
    )

    with pytest.raises(UserError, match="还有任职。"):
        close(organization=branch, members=NOBODY, paper=PAPER, by=world.cast.staff)


def test_what_leads_others_needs_a_successor(world: World) -> None:
    with pytest.raises(UserError, match="还有下级组织。"):
        close(organization=world.near.committee, members=NOBODY, paper=PAPER, by=world.cast.staff)


def test_a_restricted_member_goes_to_the_one_above_and_nothing_tells_of_it(world: World, client_as: ClientAs) -> None:
    branch = _empty(world)
    assert world.members.restricted is not None
    affiliate([AffiliationInput(world.members.restricted, branch, date(2026, 1, 1))])

    words = _confirm(client_as(world.cast.staff), f"/organizations/{branch.public_id}/dissolve/")

    branch.refresh_from_db()
    held = Affiliation.objects.open().get(member=world.members.restricted)
    assert branch.state == OrganizationState.DISSOLVED
    assert held.organization == world.near.committee
    assert "1 名" not in words


def test_it_is_taken_back_the_same_day(world: World) -> None:
    branch = _empty(world)
    act = close(organization=branch, members=NOBODY, paper=PAPER, by=world.cast.staff)

    take_back(restructuring=act, by=world.cast.staff)

    branch.refresh_from_db()
    assert branch.state == OrganizationState.ACTIVE


def test_a_root_needs_a_successor(world: World) -> None:
    root = Organization(name="示例根", form=Form.BRANCH, park=world.near.park, established_on=SINCE)
    establish(organization=root, parent=None, on=SINCE, by=None)

    with pytest.raises(UserError, match="没有上级组织"):
        close(organization=root, members=NOBODY, paper=PAPER, by=world.cast.staff)
