from datetime import date

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, UserError
from runwu.members.models import Affiliation
from runwu.organizations.choices import Form, OrganizationState
from runwu.organizations.history import history_of
from runwu.organizations.models import FormerName, Organization, OrganizationUnit, Restructuring
from runwu.organizations.services import Paper, found_by_merging, move, rename, take_back
from tests.world import World

ON = date(2026, 11, 18)
PAPER = Paper(number="示例委〔2026〕1号", issued_on=date(2026, 11, 16), authority="示例市委", on=ON)
NEW = "中共示例清明支部委员会"


def _rename(world: World, name: str = NEW, paper: Paper = PAPER) -> Restructuring:
    return rename(
        organization=world.near.branch, name=name, short_name="示例清明支部", paper=paper, by=world.cast.staff
    )


def _found(world: World, name: str = NEW) -> Restructuring:
    sources = [world.near.branch, world.near.next_branch]
    return found_by_merging(sources=sources, name=name, paper=PAPER, by=world.cast.staff)


def _list(world: World, client_as: ClientAs, query: str = "") -> str:
    return client_as(world.cast.staff).get(f"/organizations/list/{query}").content.decode()


def test_a_renamed_organization_bears_its_former_name_on_days_before(world: World, client_as: ClientAs) -> None:
    old = world.near.branch.name
    _rename(world)

    now, before, since = (_list(world, client_as, query) for query in ("", "?on=2026-11-17", "?on=2026-11-18"))

    assert (NEW in now, old in now) == (True, False)
    assert (NEW in before, old in before) == (False, True)
    assert (NEW in since, old in since) == (True, False)


def test_the_list_of_a_past_day_is_exported_with_the_names_of_that_day(world: World, client_as: ClientAs) -> None:
    _rename(world)

    answer = client_as(world.cast.staff).get("/organizations/list/?on=2026-11-17&export=xlsx")

    assert (answer.status_code, answer.headers["Content-Type"].endswith("sheet")) == (200, True)


@pytest.mark.parametrize("address", ["organizations:tree", "organizations:post-list"])
def test_tree_and_posts_of_a_past_day_tell_the_name_of_that_day(
    world: World, client_as: ClientAs, address: str
) -> None:
    old = world.near.branch.name
    _rename(world)

    page = client_as(world.cast.staff).get(reverse(address), {"on": "2026-11-17"}).content.decode()

    assert (NEW in page, old in page) == (False, True)


def test_the_history_tells_both_names_and_the_paper(world: World) -> None:
    old = world.near.branch.name
    _rename(world)
    world.near.branch.refresh_from_db()

    (latest, *_rest) = history_of(organization=world.near.branch, scope=scope_of(world.cast.staff, world.day))

    assert latest.title == f"更名为{NEW}，原名{old}"
    assert PAPER.number in latest.details


def test_a_renaming_is_taken_back_on_the_same_day(world: World) -> None:
    old = world.near.branch.name

    take_back(restructuring=_rename(world), by=world.cast.staff)

    world.near.branch.refresh_from_db()
    assert (world.near.branch.name, FormerName.objects.count()) == (old, 0)


def test_an_earlier_renaming_is_not_taken_back_before_the_later_one(world: World) -> None:
    first = _rename(world)
    _rename(world, "中共示例谷雨支部委员会", Paper(number="2号", issued_on=ON, authority="示例", on=world.day))

    with pytest.raises(Conflict):
        take_back(restructuring=first, by=world.cast.staff)


@pytest.mark.parametrize("name", ["own", "next"])
def test_a_name_that_stays_or_is_taken_is_refused(world: World, name: str) -> None:
    names = {"own": world.near.branch.name, "next": world.near.next_branch.name}

    with pytest.raises(UserError):
        _rename(world, names[name])

    assert not Restructuring.objects.exists()


def test_a_name_does_not_begin_before_the_present_one(world: World) -> None:
    _rename(world)

    with pytest.raises(UserError, match="开始使用"):
        _rename(world, "中共示例谷雨支部委员会")


def test_the_page_shows_what_renaming_means_before_it_is_done(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    address = reverse("organizations:rename", args=[world.near.branch.public_id])
    given = {
        "name": NEW,
        "short_name": "",
        "number": "1号",
        "issued_on": "2026-11-16",
        "authority": "示例",
        "on": "2026-11-18",
    }

    page = client.post(address, given)
    assert not Restructuring.objects.exists()
    client.post(address, {**given, "confirmed": "1", "seen": page.context["seen"]})

    world.near.branch.refresh_from_db()
    assert "历史时点仍显示原名称" in page.content.decode()
    assert world.near.branch.name == NEW


def test_two_branches_become_a_newly_named_one_that_has_everything(world: World) -> None:
    members = Affiliation.objects.open().filter(organization__in=[world.near.branch, world.near.next_branch]).count()
    units = OrganizationUnit.objects.open().filter(organization__in=[world.near.branch, world.near.next_branch]).count()

    act = _found(world)

    new = Organization.objects.get(name=NEW)
    states = {
        one.state for one in Organization.objects.filter(pk__in=[world.near.branch.pk, world.near.next_branch.pk])
    }
    assert act.organization == new
    assert states == {OrganizationState.DISSOLVED}
    assert Affiliation.objects.open().filter(organization=new).count() == members
    assert OrganizationUnit.objects.open().filter(organization=new).count() == units
    assert (new.form, new.established_on, new.approval) == (Form.JOINT_BRANCH, ON, act.approval)


def test_the_histories_of_all_three_tell_of_the_merger(world: World) -> None:
    new = _found(world).organization
    scope = scope_of(world.cast.staff, world.day)

    titles = [history_of(organization=one, scope=scope)[0].title for one in (world.near.branch, new)]

    assert titles[0] == f"与别的组织合并成立{NEW}"
    assert "合并成立" in "".join(one.title for one in history_of(organization=new, scope=scope))


def test_a_merger_into_a_new_one_is_taken_back_as_if_it_had_not_been(world: World) -> None:
    before = {one.pk: one.members.count() for one in (world.near.branch, world.near.next_branch)}

    take_back(restructuring=_found(world), by=world.cast.staff)

    rows = Organization.objects.filter(pk__in=before, state=OrganizationState.ACTIVE)
    assert {one.pk: one.members.count() for one in rows} == before
    assert Organization.objects.get(name=NEW).state == OrganizationState.WITHDRAWN


def test_one_alone_or_a_taken_name_is_refused(world: World) -> None:
    with pytest.raises(UserError, match="一同合并"):
        found_by_merging(sources=[world.near.branch], name=NEW, paper=PAPER, by=world.cast.staff)
    with pytest.raises(UserError, match="已有"):
        _found(world, world.near.committee.name)

    assert not Restructuring.objects.exists()


def test_organizations_under_different_parents_do_not_merge_into_a_new_one(world: World) -> None:
    general = Organization.objects.get(pk=world.near.committee.pk)
    move(organization=world.near.next_branch, parent=world.superior, on=date(2026, 11, 1), document="示例", by=None)

    with pytest.raises(UserError, match="同一个上级"):
        _found(world)

    assert general.state == OrganizationState.ACTIVE


def test_the_page_shows_who_passes_on_before_the_merger(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    address = reverse("organizations:found", args=[world.near.branch.public_id])
    given = {
        "name": NEW, "sources": [str(world.near.next_branch.public_id)], "number": "1号", "issued_on": "2026-11-16",
        "authority": "示例", "on": "2026-11-18",
    }  # fmt: skip

    page = client.post(address, given)
    answer = client.post(address, {**given, "confirmed": "1", "seen": page.context["seen"]})

    assert f"1 家：{world.near.covered.name}" in page.content.decode()
    assert (answer.status_code, Organization.objects.filter(name=NEW).count()) == (302, 1)
