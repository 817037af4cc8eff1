from datetime import date

import pytest

from runwu.access.models import RoleAssignment
from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry
from runwu.coverage.choices import DutyAct
from runwu.coverage.models import DutyEntry, DutyHolder
from runwu.members.choices import TransferState
from runwu.members.models import Affiliation, FloatingStay, Transfer
from runwu.organizations.cadres import vacancies
from runwu.organizations.choices import (
    Form,
    OrganizationState,
    PostKind,
    Readiness,
    RelationKind,
    RelationLine,
    ReserveState,
    UnitRole,
)
from runwu.organizations.handover import Handover, followers
from runwu.organizations.models import (
    Organization,
    OrganizationEdge,
    OrganizationRelation,
    OrganizationUnit,
    Post,
    Reserve,
    Restructuring,
    Vacancy,
)
from runwu.organizations.services import Paper, dissolve, establish, merge, move, take_back
from tests.world import SINCE, World

ON = date(2026, 11, 18)
PAPER = Paper(number="示例委〔2026〕1号", issued_on=date(2026, 11, 16), authority="示例市委", on=ON)


def _dissolve(world: World, paper: Paper = PAPER) -> Restructuring:
    return dissolve(organization=world.near.branch, successor=world.near.next_branch, paper=paper, by=world.cast.staff)


def _general(world: World, name: str = "示例总支") -> Organization:
    general = Organization(name=name, form=Form.GENERAL_BRANCH, park=world.near.park, established_on=SINCE)
    return establish(organization=general, parent=world.near.committee, on=SINCE, by=None)


def _duty(world: World) -> DutyHolder:
    entry = DutyEntry.objects.create(
        park=world.near.park, code="work", act=DutyAct.HAND_OVER, organization=world.near.branch, document="示例纪要",
        since=SINCE, recorded_by=world.cast.staff.public_id, recorded_on=SINCE,
    )  # fmt: skip
    return DutyHolder.objects.create(enterprise=world.near.uncovered, code="work", entry=entry, valid_from=SINCE)


def test_every_member_goes_on_at_the_successor(world: World) -> None:
    before = world.near.branch.members.count()
    there = world.near.next_branch.members.count()

    _dissolve(world)

    assert world.near.branch.members.count() == 0
    assert world.near.next_branch.members.count() == there + before
    assert Affiliation.objects.open().filter(organization=world.near.branch).count() == 0


def test_what_was_before_the_day_stays_as_it_was(world: World) -> None:
    held = set(Affiliation.objects.on(SINCE).filter(organization=world.near.branch).values_list("member_id", flat=True))

    _dissolve(world)

    day_before = Affiliation.objects.on(date(2026, 11, 17)).filter(organization=world.near.branch)
    assert set(day_before.values_list("member_id", flat=True)) == held


def test_the_organisation_ends_on_the_day_of_the_paper(world: World) -> None:
    _dissolve(world)

    world.near.branch.refresh_from_db()
    assert (world.near.branch.state, world.near.branch.dissolved_on) == (OrganizationState.DISSOLVED, ON)
    assert not world.near.branch.parent_edges.open().exists()


def test_its_enterprise_joins_the_successor_which_becomes_a_joint_branch(world: World) -> None:
    _dissolve(world)

    roles = dict(
        OrganizationUnit.objects.open()
        .filter(organization=world.near.next_branch)
        .values_list("enterprise__name", "role")
    )
    world.near.next_branch.refresh_from_db()
    assert roles == {
        world.near.next_covered.name: UnitRole.HOST,
        world.near.covered.name: UnitRole.MEMBER,
    }
    assert world.near.next_branch.form == Form.JOINT_BRANCH


def test_the_line_of_what_stands_below_carries_the_approval(world: World) -> None:
    general, other = _general(world), _general(world, "示例第二总支")
    move(organization=world.near.branch, parent=general, on=date(2026, 10, 1), document="示例〔2026〕7号", by=None)

    act = dissolve(organization=general, successor=other, paper=PAPER, by=world.cast.staff)

    line = OrganizationEdge.objects.open().get(child=world.near.branch)
    assert (line.parent, line.approval) == (other, act.approval)


def test_its_secretary_leaves_office_and_its_instructor_goes_along(world: World) -> None:
    person = world.members.second.person
    Post.objects.create(organization=world.near.branch, person=person, kind=PostKind.INSTRUCTOR, valid_from=SINCE)

    _dissolve(world)

    assert list(Post.objects.open().values_list("organization", "kind")) == [
        (world.near.next_branch.pk, PostKind.INSTRUCTOR)
    ]


def test_what_ends_names_the_paper_by_which_it_ended(world: World) -> None:
    person = world.members.second.person
    post = Post.objects.create(organization=world.near.branch, person=person, kind=PostKind.DEPUTY, valid_from=SINCE)
    relation = OrganizationRelation.objects.create(
        source=world.near.next_branch, target=world.near.branch, kind=RelationKind.PAIRED, line=RelationLine.NONE,
        document="示例协议", valid_from=SINCE,
    )  # fmt: skip

    act = _dissolve(world)

    ended, over = Post.objects.get(pk=post.pk), OrganizationRelation.objects.get(pk=relation.pk)
    assert [(one.valid_to, one.end_document) for one in (ended, over)] == [(ON, PAPER.number)] * 2
    passed = OrganizationUnit.objects.open().get(enterprise=world.near.covered)
    assert passed.approval == act.approval

    take_back(restructuring=act, by=world.cast.staff)

    ended, over = Post.objects.get(pk=post.pk), OrganizationRelation.objects.get(pk=relation.pk)
    assert [(one.valid_to, one.end_document) for one in (ended, over)] == [(None, "")] * 2


def test_its_service_officer_goes_along(world: World) -> None:
    person = world.members.second.person
    Post.objects.create(organization=world.near.branch, person=person, kind=PostKind.SERVICE_OFFICER, valid_from=SINCE)

    _dissolve(world)

    assert Post.objects.open().get(kind=PostKind.SERVICE_OFFICER).organization == world.near.next_branch


@pytest.mark.parametrize(("opened", "closed"), [(SINCE, ON), (date(2026, 11, 19), date(2026, 11, 19))])
def test_its_vacancies_are_closed_and_open_again_when_it_is_taken_back(
    world: World, opened: date, closed: date
) -> None:
    vacancy = Vacancy.objects.create(
        organization=world.near.branch, kind=PostKind.INSTRUCTOR, language="英语", opened_on=opened,
        recorded_by=world.cast.staff.public_id,
    )  # fmt: skip

    act = _dissolve(world)

    vacancy.refresh_from_db()
    assert vacancy.closed_on == closed
    assert not vacancies(scope=scope_of(world.cast.staff, world.day)).exists()

    take_back(restructuring=act, by=world.cast.staff)

    vacancy.refresh_from_db()
    assert vacancy.closed_on is None


def test_open_duties_are_handed_over_by_an_entry_of_the_same_document(world: World) -> None:
    _duty(world)

    _dissolve(world)

    row = DutyHolder.objects.standing().get(valid_to=None)
    assert (row.entry.organization, row.entry.document) == (world.near.next_branch, PAPER.number)


def test_roles_over_it_end_and_others_stay(world: World) -> None:
    kept = RoleAssignment.objects.exclude(organization=world.near.branch).count()

    _dissolve(world)

    standing = RoleAssignment.objects.on(world.day)
    assert not standing.filter(organization=world.near.branch).exists()
    assert standing.count() == kept


def test_a_floating_period_goes_on_at_the_successor(world: World) -> None:
    dissolve(organization=world.near.next_branch, successor=world.near.branch, paper=PAPER, by=world.cast.staff)

    hosts = list(FloatingStay.objects.order_by("valid_from").values_list("host", "valid_from", "valid_to"))
    assert hosts == [(world.near.next_branch.pk, SINCE, ON), (world.near.branch.pk, ON, None)]


def test_organisations_below_pass_to_a_successor_that_leads(world: World) -> None:
    old, new = _general(world, "示例甲总支"), _general(world, "示例乙总支")
    move(organization=world.near.branch, parent=old, on=date(2025, 1, 1), by=None)

    dissolve(organization=old, successor=new, paper=PAPER, by=world.cast.staff)

    world.near.branch.refresh_from_db()
    assert world.near.branch.path.startswith(new.path)
    assert world.near.branch.members.first().path == world.near.branch.path  # type: ignore[union-attr]


def test_taken_back_the_same_day_nothing_has_happened(world: World) -> None:
    _duty(world)
    before = _everything()
    restructuring = _dissolve(world)

    take_back(restructuring=restructuring, by=world.cast.staff)

    assert _everything() == before
    restructuring.approval.refresh_from_db()
    assert restructuring.approval.withdrawn_at is not None


def _everything() -> list[object]:
    return [
        sorted(Organization.objects.values_list("pk", "state", "form", "dissolved_on", "path")),
        sorted(Affiliation.objects.values_list("pk", "organization", "valid_from", "document")),
        list(Affiliation.objects.exclude(valid_to=None)),
        sorted(OrganizationUnit.objects.filter(valid_to=None).values_list("pk", "organization", "role")),
        sorted(Post.objects.filter(valid_to=None).values_list("pk", "organization", "kind")),
        sorted(FloatingStay.objects.filter(valid_to=None).values_list("pk", "host")),
        sorted(RoleAssignment.objects.filter(valid_to=None).values_list("pk", "user", "role")),
        sorted(DutyHolder.objects.standing().filter(valid_to=None).values_list("pk", "entry__organization")),
    ]


def _committee_with_a_reserve(world: World) -> tuple[Organization, Reserve]:
    committee = Organization(name="示例第二党委", form=Form.COMMITTEE, park=world.near.park, established_on=SINCE)
    committee = establish(organization=committee, parent=world.superior, on=SINCE, by=None)
    reserve = Reserve.objects.create(
        organization=committee, person=world.members.full.person, kind=PostKind.SECRETARY, readiness=Readiness.PREPARING,
        strengths="示例条件", gap="示例差距", told_on=SINCE, told_by="示例告知人", recorded_on=SINCE,
        recorded_by=world.cast.officer.public_id,
    )  # fmt: skip
    return committee, reserve


def test_the_reserve_of_a_committee_ends_with_it_and_passes_to_nobody(world: World) -> None:
    committee, reserve = _committee_with_a_reserve(world)

    dissolve(organization=committee, successor=world.near.committee, paper=PAPER, by=world.cast.staff)

    reserve.refresh_from_db()
    assert (reserve.state, reserve.ended_on, reserve.strengths, reserve.gap) == (ReserveState.ENDED, ON, "", "")
    assert reserve.reason
    assert not Reserve.objects.filter(organization=world.near.committee).exists()


def test_the_reserve_is_back_when_the_act_is_taken_back(world: World) -> None:
    committee, reserve = _committee_with_a_reserve(world)
    restructuring = dissolve(organization=committee, successor=world.near.committee, paper=PAPER, by=world.cast.staff)

    take_back(restructuring=restructuring, by=world.cast.staff)

    reserve.refresh_from_db()
    assert (reserve.state, reserve.ended_on, reserve.reason) == (ReserveState.LISTED, None, "")


def test_the_preview_tells_nobody_whether_a_committee_keeps_a_reserve(world: World) -> None:
    committee, reserve = _committee_with_a_reserve(world)
    handover = Handover(
        source=committee, target=world.near.committee, on=ON, document="示例", by=world.cast.staff, ends=True
    )
    follower = next(one for one in followers if one.key == "reserves")
    scope = scope_of(world.cast.staff, on=ON)
    told = follower.preview(scope, handover)
    reserve.delete()

    assert follower.preview(scope, handover) == told
    assert told


def test_organisations_below_come_back_too(world: World) -> None:
    old, new = _general(world, "示例甲总支"), _general(world, "示例乙总支")
    move(organization=world.near.branch, parent=old, on=date(2025, 1, 1), by=None)
    before = list(world.near.branch.paths.values_list("path", "valid_from", "valid_to"))
    restructuring = dissolve(organization=old, successor=new, paper=PAPER, by=world.cast.staff)

    take_back(restructuring=restructuring, by=world.cast.staff)

    assert list(world.near.branch.paths.values_list("path", "valid_from", "valid_to")) == before
    assert world.near.branch.parent_edges.open().get().parent == old


def test_it_is_not_taken_back_on_another_day(world: World) -> None:
    restructuring = _dissolve(world)
    Restructuring.objects.update(recorded_on=date(2026, 11, 19))

    with pytest.raises(Conflict, match="只在登记当天"):
        take_back(restructuring=restructuring, by=world.cast.staff)


def test_it_is_not_taken_back_twice(world: World) -> None:
    restructuring = _dissolve(world)
    take_back(restructuring=restructuring, by=world.cast.staff)

    with pytest.raises(Conflict):
        take_back(restructuring=restructuring, by=world.cast.staff)


def test_it_is_not_taken_back_once_a_member_has_moved_on(world: World) -> None:
    restructuring = _dissolve(world)
    Affiliation.objects.open().filter(member=world.members.full).update(valid_to=world.day)

    with pytest.raises(Conflict, match="此后又有变动"):
        take_back(restructuring=restructuring, by=world.cast.staff)


def test_merging_ends_all_but_the_one_that_goes_on(world: World) -> None:
    third = Organization(name="示例第三支部", form=Form.BRANCH, park=world.near.park)
    establish(organization=third, parent=world.near.committee, on=SINCE, by=None)

    merge(sources=[world.near.branch, third], into=world.near.next_branch, paper=PAPER, by=world.cast.staff)

    ended = Organization.objects.filter(state=OrganizationState.DISSOLVED, dissolved_on=ON)
    assert set(ended) == {world.near.branch, third}


def test_it_is_on_record(world: World) -> None:
    _dissolve(world)

    assert AuditEntry.objects.filter(
        action="organizations.organization.restructured", subject_id=str(world.near.branch.public_id)
    ).exists()


def test_an_open_transfer_stands_in_the_way(world: World) -> None:
    Transfer.objects.create(
        member=world.members.full, source=world.near.branch, target=world.near.next_branch, reason="示例", opened_on=ON
    )

    with pytest.raises(UserError, match="1 件组织关系转接没有办完"):
        _dissolve(world)


def test_a_transfer_of_a_restricted_member_is_handed_on_in_silence(world: World) -> None:
    restricted = world.members.restricted
    assert restricted is not None
    transfer = Transfer.objects.create(
        member=restricted, source=world.near.branch, target=world.near.committee, reason="示例",
        opened_on=ON,
    )  # fmt: skip

    _dissolve(world)

    transfer.refresh_from_db()
    assert (transfer.source, transfer.state) == (world.near.next_branch, TransferState.DUE)


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        ({"number": " "}, "没有填批复的文号"),
        ({"authority": ""}, "没有填批复的文号或批准机关"),
        ({"issued_on": date(2026, 11, 19)}, "早于批复日期"),
        ({"on": date(2026, 11, 21)}, "生效日期晚于今天"),
        ({"issued_on": date(2024, 3, 1), "on": SINCE}, "生效日期要晚于这一天"),
    ],
)
def test_a_paper_that_cannot_be_changes_nothing(world: World, paper: dict[str, object], words: str) -> None:
    given = {"number": PAPER.number, "issued_on": PAPER.issued_on, "authority": PAPER.authority, "on": PAPER.on}

    with pytest.raises(UserError, match=words):
        _dissolve(world, Paper(**{**given, **paper}))  # type: ignore[arg-type]

    assert not Restructuring.objects.exists()


def test_an_organisation_does_not_succeed_itself(world: World) -> None:
    with pytest.raises(UserError, match="不能由自己承接"):
        dissolve(organization=world.near.branch, successor=world.near.branch, paper=PAPER, by=world.cast.staff)


def test_what_lies_below_does_not_succeed(world: World) -> None:
    general = _general(world)
    move(organization=world.near.branch, parent=general, on=date(2025, 1, 1), by=None)

    with pytest.raises(UserError, match="是“示例总支”的下级"):
        dissolve(organization=general, successor=world.near.branch, paper=PAPER, by=world.cast.staff)


def test_a_branch_does_not_take_over_organisations_below(world: World) -> None:
    general = _general(world)
    move(organization=world.near.branch, parent=general, on=date(2025, 1, 1), by=None)

    with pytest.raises(UserError, match="不能做它们的上级"):
        dissolve(organization=general, successor=world.near.next_branch, paper=PAPER, by=world.cast.staff)


def test_another_park_does_not_succeed(world: World) -> None:
    with pytest.raises(UserError, match="不在同一个园区"):
        dissolve(organization=world.near.branch, successor=world.far.branch, paper=PAPER, by=world.cast.staff)


def test_nobody_ends_the_organisation_on_which_the_own_rights_rest(world: World) -> None:
    with pytest.raises(UserError, match="你的权限就落在"):
        dissolve(organization=world.near.branch, successor=world.near.next_branch, paper=PAPER, by=world.cast.secretary)


def test_a_member_who_came_later_stands_in_the_way_of_an_earlier_day(world: World) -> None:
    Affiliation.objects.open().filter(member=world.members.full).update(valid_from=date(2026, 11, 19))

    with pytest.raises(UserError, match="2026-11-19 才开始的记录"):
        _dissolve(world)


def test_what_has_ended_neither_moves_nor_ends_again(world: World) -> None:
    _dissolve(world)

    with pytest.raises(UserError, match="不能再调整"):
        move(organization=world.near.branch, parent=_general(world), on=world.day, by=None)
    with pytest.raises(UserError, match="现在是“已撤销”"):
        _dissolve(world)


def test_the_tree_of_the_day_before_still_shows_it(world: World) -> None:
    from runwu.access.selectors import scope_of
    from runwu.organizations.tree_page import tree_rows

    _dissolve(world)

    scope = scope_of(world.cast.staff, world.day)
    assert world.near.branch in [row.organization for row in tree_rows(scope=scope, on=date(2026, 11, 17))]
    assert world.near.branch not in [row.organization for row in tree_rows(scope=scope, on=ON)]
