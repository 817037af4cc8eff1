from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.selectors import scope_of
from runwu.access.services import RoleRequest, grant_role
from runwu.accounts.models import User
from runwu.core.registries import Consequence
from runwu.core.scope import Capability
from runwu.organizations.handover import Handover, followers
from runwu.organizations.models import Organization
from runwu.organizations.selectors import consequences_of_moving
from runwu.organizations.services import move
from tests.world import SINCE, World

LOST, GAINED = "不再看得到", "开始看得到"


def _words(lines: Sequence[Consequence], label: str) -> set[str]:
    """Return the entries of the line whose label begins so; exactly these accounts are named."""
    (found,) = (line.words for line in lines if line.label.startswith(label))
    return set(found.split("；"))


def _moving(world: World, child: Organization, parent: Organization) -> list[Consequence]:
    scope = scope_of(world.cast.provincial_officer, world.day)
    return consequences_of_moving(organization=child, parent=parent, scope=scope)


def _passing(world: World, source: Organization, target: Organization, *, ends: bool = True) -> list[Consequence]:
    by = world.cast.provincial_officer
    handover = Handover(source=source, target=target, on=world.day, document="示例", by=by, ends=ends)
    scope = scope_of(by, world.day)
    return [line for one in followers if one.key == "roles" for line in one.preview(scope, handover)]


def _grant(user: User, role: Role, organization: Organization | None = None, **place: object) -> None:
    request = RoleRequest(role=role, organization=organization, valid_from=SINCE, **place)  # type: ignore[arg-type]
    grant_role(user=user, request=request, by=None, scope=None)


STAFF = "组织页、党员姓名、逐个打开的手机和出生日期、党费是否交清"
OFFICER = "组织页、党员姓名、限组织内知悉的党员、逐个打开的手机和出生日期、党费是否交清、后备人选"


def test_a_move_names_exactly_who_loses_and_who_gains_sight_and_of_what(world: World) -> None:
    lines = _moving(world, world.near.branch, world.far.committee)

    near, far = world.near.committee.label, world.far.committee.label
    assert _words(lines, LOST) == {
        f"园区党务（{near}）1 个：{STAFF}",
        f"党委组织委员（{near}）1 个：{OFFICER}",
        f"党委办公室（{near}）1 个：{STAFF}",
        f"园区领导（{world.near.park}）1 个：组织页",
        f"行业主管部门（{world.near.park}）1 个：组织页、说明事由后的党员姓名",
    }
    assert _words(lines, GAINED) == {f"园区党务（{far}）1 个：{STAFF}"}


def test_what_is_said_of_a_move_is_what_the_scopes_say_afterwards(world: World) -> None:
    _grant(world.cast.newcomer, Role.PARTY_AFFAIRS, park=world.far.park)
    branch, accounts = world.near.branch, list(User.objects.all())

    def seeing() -> set[str]:
        branch.refresh_from_db()
        scopes = {one.username: scope_of(one, world.day) for one in accounts}
        return {name for name, one in scopes.items() if one.reaches_path(Capability.SEE_MEMBERS, branch.path)}

    words = _words(_moving(world, branch, world.far.committee), GAINED)
    before = seeing()
    move(organization=branch, parent=world.far.committee, on=world.day, by=None)

    assert seeing() - before == {"far_staff", "newcomer"}
    assert words == {
        f"园区党务（{world.far.committee.label}）1 个：{STAFF}",
        f"园区党务（{world.far.park}）1 个：{STAFF}",
    }


def test_who_reaches_both_lines_neither_loses_nor_gains(world: World) -> None:
    _grant(world.cast.staff, Role.PARTY_AFFAIRS, world.far.committee, with_below=True)

    lines = _moving(world, world.near.branch, world.far.committee)

    assert not any(one.startswith("园区党务（" + world.near.committee.label) for one in _words(lines, LOST))
    assert _words(lines, GAINED) == {f"园区党务（{world.far.committee.label}）1 个：{STAFF}"}


def test_a_role_over_the_park_goes_on_seeing_what_moves_within_it(world: World) -> None:
    lines = _moving(world, world.near.branch, world.near.next_branch)

    assert (_words(lines, LOST), _words(lines, GAINED)) == ({"没有"}, {"没有"})


def test_a_role_over_the_park_loses_what_leaves_it(world: World) -> None:
    _grant(world.cast.newcomer, Role.PARTY_AFFAIRS, park=world.near.park)

    lines = _moving(world, world.near.branch, world.far.committee)

    assert f"园区党务（{world.near.park}）1 个：{STAFF}" in _words(lines, LOST)


def test_a_secretary_of_what_lies_above_sees_nothing_below_whatever_the_flag_says(world: World) -> None:
    _grant(world.cast.newcomer, Role.BRANCH_SECRETARY, world.far.committee, with_below=True)

    assert _words(_moving(world, world.near.branch, world.far.committee), GAINED) == {
        f"园区党务（{world.far.committee.label}）1 个：{STAFF}"
    }


def test_a_service_unit_above_sees_no_organisation_and_is_not_named(world: World) -> None:
    _grant(world.cast.newcomer, Role.SERVICE_UNIT, world.far.committee, with_below=True)

    assert not any("服务单位" in one for one in _words(_moving(world, world.near.branch, world.far.committee), GAINED))


def test_an_account_that_is_closed_sees_nothing_and_is_not_named(world: World) -> None:
    User.objects.filter(pk=world.cast.far_staff.pk).update(is_active=False)

    assert _words(_moving(world, world.near.branch, world.far.committee), GAINED) == {"没有"}


SECRETARY = "党员姓名、限组织内知悉的党员、手机和出生日期、党费是否交清"


def test_a_handover_names_exactly_who_loses_and_gains_the_members(world: World) -> None:
    lines = _passing(world, world.near.branch, world.near.next_branch)

    assert _words(lines, LOST) == {
        f"支部书记（{world.near.branch.label}）1 个：{SECRETARY}",
        f"党费管理员（{world.near.branch.label}）1 个：党费金额",
    }
    assert _words(lines, GAINED) == {f"支部书记（{world.near.next_branch.label}）1 个：{SECRETARY}"}


@pytest.mark.parametrize("role", [Role.LEADER, Role.SERVICE_UNIT])
def test_a_role_that_sees_no_members_is_not_named_for_them(world: World, role: Role) -> None:
    _grant(world.cast.newcomer, role, world.near.next_branch, with_below=True)

    assert _words(_passing(world, world.near.branch, world.near.next_branch), GAINED) == {
        f"支部书记（{world.near.next_branch.label}）1 个：{SECRETARY}"
    }


def test_a_weaker_role_at_the_target_does_not_hide_what_a_stronger_one_loses(world: World) -> None:
    _grant(world.cast.secretary, Role.DUES_OFFICER, world.near.next_branch)

    lines = _passing(world, world.near.branch, world.near.next_branch)

    kept = "党员姓名、限组织内知悉的党员、手机和出生日期"
    assert f"支部书记（{world.near.branch.label}）1 个：{kept}" in _words(lines, LOST)
    assert f"党费管理员（{world.near.next_branch.label}）1 个：党费金额" in _words(lines, GAINED)


def test_a_stronger_role_at_the_target_gains_only_what_the_weaker_did_not_give(world: World) -> None:
    _grant(world.cast.dues_officer, Role.BRANCH_SECRETARY, world.near.next_branch)

    lines = _passing(world, world.near.branch, world.near.next_branch)

    names = "党员姓名、限组织内知悉的党员、手机和出生日期"
    assert f"支部书记（{world.near.next_branch.label}）1 个：{names}" in _words(lines, GAINED)
    assert f"党费管理员（{world.near.branch.label}）1 个：党费金额" in _words(lines, LOST)


def test_members_who_pass_to_another_park_are_lost_by_roles_over_the_park(world: World) -> None:
    _grant(world.cast.newcomer, Role.PARTY_AFFAIRS, park=world.near.park)

    lines = _passing(world, world.near.branch, world.far.branch, ends=False)

    staff = STAFF.removeprefix("组织页、")
    assert f"园区党务（{world.near.park}）1 个：{staff}" in _words(lines, LOST)
    assert not any(one.startswith("园区领导") for one in _words(lines, LOST))


def test_a_role_that_has_not_begun_ends_with_the_organisation_too(world: World) -> None:
    RoleAssignment.objects.filter(user=world.cast.dues_officer).update(valid_from=date(2026, 12, 1) + timedelta(days=9))

    lines = _passing(world, world.near.branch, world.near.next_branch)

    assert _words(lines, "随组织终止") == {
        f"支部书记（{world.near.branch.label}）1 个",
        f"党费管理员（{world.near.branch.label}）1 个",
    }
