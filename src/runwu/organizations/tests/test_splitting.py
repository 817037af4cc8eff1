import re
from datetime import date

import pytest

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.core.rulebooks import rulebook
from runwu.enterprises.models import Enterprise
from runwu.members.models import PartyMember
from runwu.organizations.choices import Form, OrganizationState, PostKind, UnitRole
from runwu.organizations.handover import followers
from runwu.organizations.models import Organization, OrganizationUnit, Post, Restructuring
from runwu.organizations.services import Paper, Part, dissolve, split, take_back, upgrade
from runwu.organizations.services.splitting import handovers_of
from runwu.rules.counts import MemberCounts
from tests.world import World

ON = date(2026, 11, 18)
PAPER = Paper(number="示例委〔2026〕2号", issued_on=date(2026, 11, 16), authority="示例市委", on=ON)
NAME = "中共示例青禾电子支部"


def _part(world: World) -> Part:
    return Part(name=NAME, enterprises=frozenset({world.near.covered.pk}))


def _split(world: World) -> Restructuring:
    return split(organization=world.near.branch, part=_part(world), paper=PAPER, by=world.cast.staff)


def _upgrade(world: World, *parts: Part) -> Restructuring:
    return upgrade(
        organization=world.near.branch, form=Form.GENERAL_BRANCH, parts=parts, members=MemberCounts(full=60),
        paper=PAPER, by=world.cast.staff, book=rulebook(on=ON),
    )  # fmt: skip


def _two(world: World) -> tuple[Part, Part]:
    return _part(world), Part(name="中共示例春分第一支部", rest=True)


def test_who_works_at_a_chosen_enterprise_goes_to_the_new_branch(world: World) -> None:
    _split(world)

    new = Organization.objects.get(name=NAME)
    assert set(new.members.all()) == {
        world.members.full, world.members.second, world.members.third, world.members.probationary,
    }  # fmt: skip
    assert new.units.open().get().enterprise == world.near.covered
    assert new.path.startswith(world.near.committee.path)


def test_a_restricted_member_stays_where_who_must_know_looks_after_them(world: World) -> None:
    _split(world)

    assert list(world.near.branch.members.all()) == [world.members.restricted]


def test_single_members_may_be_chosen(world: World) -> None:
    chosen = [world.members.full, world.members.second, world.members.third]
    part = Part(name=NAME, members=frozenset(one.public_id for one in chosen))

    split(organization=world.near.branch, part=part, paper=PAPER, by=world.cast.staff)

    assert set(Organization.objects.get(name=NAME).members.all()) == set(chosen)
    assert not Organization.objects.get(name=NAME).units.exists()


def test_too_few_full_members_are_refused_by_the_clause(world: World) -> None:
    part = Part(name=NAME, members=frozenset({world.members.full.public_id}))

    with pytest.raises(RuleRefused) as refused:
        split(organization=world.near.branch, part=part, paper=PAPER, by=world.cast.staff)

    assert "支部工作条例" in "".join(refused.value.verdict.chips)
    assert not Organization.objects.filter(name=NAME).exists()


def test_nothing_chosen_is_refused(world: World) -> None:
    with pytest.raises(UserError, match="没有选转到新支部"):
        split(organization=world.near.branch, part=Part(name=NAME), paper=PAPER, by=world.cast.staff)


def test_a_name_that_is_taken_is_refused(world: World) -> None:
    part = Part(name=world.near.next_branch.name, enterprises=frozenset({world.near.covered.pk}))

    with pytest.raises(UserError, match="已有叫"):
        split(organization=world.near.branch, part=part, paper=PAPER, by=world.cast.staff)


def test_a_committee_is_not_split(world: World) -> None:
    with pytest.raises(UserError, match="不能这样调整"):
        split(organization=world.near.committee, part=_part(world), paper=PAPER, by=world.cast.officer)


def test_a_split_taken_back_leaves_the_branch_as_it_was(world: World) -> None:
    before = sorted(PartyMember.objects.values_list("pk", "organization", "path"))
    act = _split(world)

    take_back(restructuring=act, by=world.cast.staff)

    assert sorted(PartyMember.objects.values_list("pk", "organization", "path")) == before
    assert world.near.branch.units.open().get().enterprise == world.near.covered
    assert Organization.objects.get(name=NAME).state == OrganizationState.WITHDRAWN


def test_a_split_is_not_taken_back_once_the_new_branch_has_a_secretary(world: World) -> None:
    act = _split(world)
    Post.objects.create(
        organization=Organization.objects.get(name=NAME), person=world.members.second.person,
        kind=PostKind.SECRETARY, valid_from=world.day,
    )  # fmt: skip

    with pytest.raises(Conflict, match="成立后又登记了：任职"):
        take_back(restructuring=act, by=world.cast.staff)


def test_an_upgraded_branch_leads_branches_that_have_all_its_members(world: World) -> None:
    _upgrade(world, *_two(world))

    world.near.branch.refresh_from_db()
    rest = Organization.objects.get(name="中共示例春分第一支部")
    assert world.near.branch.form == Form.GENERAL_BRANCH
    assert not world.near.branch.members.exists()
    assert list(rest.members.all()) == [world.members.restricted]
    assert rest.path.startswith(world.near.branch.path)
    assert not OrganizationUnit.objects.open().filter(organization=world.near.branch).exists()


def test_a_general_branch_over_one_branch_is_refused_by_the_clause(world: World) -> None:
    with pytest.raises(RuleRefused, match="不能成立党总支"):
        _upgrade(world, Part(name=NAME, rest=True))


def test_an_upgrade_taken_back_gives_the_branch_its_form_and_members(world: World) -> None:
    before = sorted(PartyMember.objects.values_list("pk", "organization", "path"))
    act = _upgrade(world, *_two(world))

    take_back(restructuring=act, by=world.cast.staff)

    world.near.branch.refresh_from_db()
    assert world.near.branch.form == Form.BRANCH
    assert sorted(PartyMember.objects.values_list("pk", "organization", "path")) == before


def test_a_general_branch_becomes_a_committee_with_what_is_below(world: World) -> None:
    _upgrade(world, *_two(world))
    general = Organization.objects.get(pk=world.near.branch.pk)

    upgrade(
        organization=general, form=Form.COMMITTEE, parts=[], members=MemberCounts(full=100), paper=PAPER,
        by=world.cast.staff, book=rulebook(on=ON),
    )  # fmt: skip

    general.refresh_from_db()
    assert general.form == Form.COMMITTEE


def test_what_was_founded_by_a_split_may_be_dissolved_later(world: World) -> None:
    _split(world)
    later = Paper(number="示例委〔2026〕3号", issued_on=world.day, authority="示例市委", on=world.day)

    dissolve(
        organization=Organization.objects.get(name=NAME), successor=world.near.branch, paper=later, by=world.cast.staff
    )

    assert world.near.branch.members.count() == 5


def test_the_page_shows_what_the_rules_say_before_it_is_confirmed(world: World, client_as: ClientAs) -> None:
    client, address = client_as(world.cast.staff), f"/organizations/{world.near.branch.public_id}/upgrade/"
    data = {
        "form": "general_branch", "rest_name": "中共示例春分第一支部", "name": NAME,
        "enterprises": [str(world.near.covered.public_id)], "number": "示例委〔2026〕2号", "issued_on": "2026-11-16",
        "authority": "示例市委", "on": "2026-11-18",
    }  # fmt: skip

    words = client.post(address, data).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', words)
    client.post(address, {**data, "confirmed": "1", "seen": seen[1] if seen else ""})

    world.near.branch.refresh_from_db()
    assert "党员人数少于成立党总支的一般规定" in words
    assert words.count("4 名，其中预备党员 1 名") == 1
    assert words.count(f"1 家：{world.near.covered.name}") == 1
    assert world.near.branch.form == Form.GENERAL_BRANCH


def test_members_to_choose_from_never_show_a_restricted_one(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.officer).get(f"/organizations/{world.near.branch.public_id}/split/").content.decode()

    assert "示例党员甲（正式党员）" in page
    assert "示例密迎冬" not in page


def _joint(world: World, *more: Enterprise) -> None:
    """Let the branch be a joint one that its own enterprise leads."""
    branch = world.near.branch
    OrganizationUnit.objects.filter(organization=branch, enterprise=world.near.covered).update(role=UnitRole.HOST)
    Organization.objects.filter(pk=branch.pk).update(form=Form.JOINT_BRANCH)
    for firm in more:
        OrganizationUnit.objects.create(
            organization=branch, enterprise=firm, role=UnitRole.MEMBER, valid_from=date(2026, 3, 1)
        )
    branch.refresh_from_db()


def _roles(world: World) -> dict[str, str]:
    return dict(
        OrganizationUnit.objects.open().filter(organization=world.near.branch).values_list("enterprise__name", "role")
    )


def test_a_joint_branch_whose_leading_enterprise_leaves_is_led_by_the_next(world: World) -> None:
    other = Enterprise.objects.create(park=world.near.park, name="示例秋分仓储有限公司", provisional_number="示例-9")
    _joint(world, world.near.uncovered, other)
    before = _roles(world)

    act = _split(world)

    assert _roles(world) == {world.near.uncovered.name: UnitRole.HOST, other.name: UnitRole.MEMBER}
    assert Organization.objects.get(pk=world.near.branch.pk).form == Form.JOINT_BRANCH

    take_back(restructuring=act, by=world.cast.staff)

    assert _roles(world) == before


def test_a_joint_branch_with_one_enterprise_left_is_a_branch(world: World) -> None:
    _joint(world, world.near.uncovered)
    before = _roles(world)

    act = _split(world)

    assert _roles(world) == {world.near.uncovered.name: UnitRole.OWN}
    assert Organization.objects.get(pk=world.near.branch.pk).form == Form.BRANCH

    take_back(restructuring=act, by=world.cast.staff)

    assert _roles(world) == before
    assert Organization.objects.get(pk=world.near.branch.pk).form == Form.JOINT_BRANCH


def test_the_preview_says_what_is_left_behind(world: World) -> None:
    _joint(world, world.near.uncovered)
    found = handovers_of(world.near.branch, [_part(world)], PAPER, world.cast.staff)

    lines = [line for one in followers for line in one.preview(scope_of(world.cast.staff, world.day), found[0])]

    words = {line.label: line.words for line in lines}
    assert "由联合党支部改为党支部" in words[f"“{world.near.branch.label}”还覆盖的企业"]
    left = words[f"转走后“{world.near.branch.label}”还有的党员"]
    assert "0 名" in left
    assert "由批准它的党组织决定" in left
