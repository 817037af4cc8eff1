"""Previews name whom and what they move (预览逐个写明)."""

import re

import pytest

from conftest import ClientAs
from runwu.core.registries import Consequence
from runwu.coverage.choices import DutyAct
from runwu.coverage.models import DutyEntry, DutyHolder
from runwu.members.services import passing_names
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization
from runwu.organizations.services import establish
from tests.world import RESTRICTED_NAME, SINCE, World

PAPER = {"number": "示例委〔2026〕11号", "issued_on": "2026-11-16", "authority": "示例市委", "on": "2026-11-18"}


def _duty(world: World) -> None:
    entry = DutyEntry.objects.create(
        park=world.near.park, code="work", act=DutyAct.HAND_OVER, organization=world.near.branch, document="示例纪要",
        since=SINCE, recorded_by=world.cast.staff.public_id, recorded_on=SINCE,
    )  # fmt: skip
    DutyHolder.objects.create(enterprise=world.near.uncovered, code="work", entry=entry, valid_from=SINCE)


def _preview(world: World, client_as: ClientAs, act: str, *, by: str = "staff") -> str:
    branch, other = world.near.branch, world.near.next_branch
    asked: dict[str, tuple[Organization, dict[str, object]]] = {
        "dissolve": (branch, {"successor": other.public_id}),
        "merge": (other, {"sources": [branch.public_id]}),
        "found": (other, {"sources": [branch.public_id], "name": "中共示例新设支部"}),
    }
    one, data = asked[act]
    answer = client_as(getattr(world.cast, by)).post(f"/organizations/{one.public_id}/{act}/", {**PAPER, **data})
    return answer.content.decode()


@pytest.mark.parametrize("act", ["dissolve", "merge", "found"])
def test_members_and_duties_that_pass_on_are_named_with_links(world: World, client_as: ClientAs, act: str) -> None:
    _duty(world)

    page = _preview(world, client_as, act)

    assert f'href="/members/{world.members.second.public_id}/"' in page
    assert "示例预备戊（预备党员）" in page
    assert f'href="/coverage/duties/enterprises/{world.near.uncovered.public_id}/"' in page
    assert RESTRICTED_NAME not in page


def test_members_of_an_organisation_that_moves_are_named(world: World, client_as: ClientAs) -> None:
    general = Organization(name="示例总支", form=Form.GENERAL_BRANCH, park=world.near.park)
    establish(organization=general, parent=world.near.committee, on=SINCE, by=None)
    address, data = f"/organizations/{world.near.branch.public_id}/move/", {"parent": general.public_id, **PAPER}

    page = client_as(world.cast.staff).post(address, data).content.decode()

    assert "随同调整的党员姓名" in page
    assert f'href="/members/{world.members.second.public_id}/"' in page
    assert RESTRICTED_NAME not in page


def test_a_restricted_member_is_named_without_standing_for_who_must_know(world: World, client_as: ClientAs) -> None:
    page = _preview(world, client_as, "dissolve", by="officer")

    assert f">{RESTRICTED_NAME}</a>" in page


def test_of_many_the_first_are_named_and_the_list_has_all(
    world: World, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing_names, "NAMED", 2)

    page = _preview(world, client_as, "dissolve")

    assert "前 2 名如下，其余见名单" in page
    assert f'href="/members/?organization={world.near.branch.public_id}"' in page
    assert "示例预备戊" not in page


def test_the_signed_preview_holds_no_name_but_tells_them_apart() -> None:
    one, other = (Consequence("党员", "1 名", ((name, ""),)) for name in ("示例甲", "示例乙"))

    assert one.seen != other.seen
    assert re.fullmatch(r"1 名 [0-9a-f]{16}", one.seen)
