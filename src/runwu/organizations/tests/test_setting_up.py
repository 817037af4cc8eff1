import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.core.rulebooks import rulebook
from runwu.enterprises.models import Enterprise, Workplace
from runwu.members.choices import ListKind, TransferState
from runwu.members.models import Affiliation, DualCheckIn, FloatingStay, PartyMember, Transfer, VoluntaryList
from runwu.members.post_duties import posts_left_behind
from runwu.members.services import AffiliationInput, affiliate
from runwu.members.services.passing import organizations_of_workers
from runwu.organizations.choices import Form, OrganizationState, PostKind, RelationKind, RelationLine, UnitRole
from runwu.organizations.duties import temporary_duties
from runwu.organizations.models import Organization, OrganizationUnit, Post, Restructuring, Term, Vacancy
from runwu.organizations.services import Foundation, Paper, set_up, take_back
from runwu.organizations.services.relations import RelationEntry, record_relation
from runwu.rules.counts import MemberCounts
from tests.world import SINCE, World

ON = date(2026, 11, 18)
PAPER = Paper(number="示例委〔2026〕3号", issued_on=date(2026, 11, 16), authority="示例市委", on=ON)
TYPED = {"number": "示例委〔2026〕3号", "issued_on": "2026-11-16", "authority": "示例市委", "on": "2026-11-18"}
NAME = "中共示例寒梅支部委员会"


def _foundation(world: World, **more: object) -> Foundation:
    given = {"form": Form.BRANCH, "parent": world.near.committee, "name": NAME, **more}
    return Foundation(**given)  # type: ignore[arg-type]


def _set_up(world: World, **more: object) -> Organization:
    act = set_up(
        foundation=_foundation(world, **more), below=MemberCounts(full=0), paper=PAPER, by=world.cast.staff,
        book=rulebook(on=ON),
    )  # fmt: skip
    return act.organization


def _branch(world: World, **more: object) -> Organization:
    return _set_up(world, sources=(world.near.branch,), enterprises=(world.near.covered,), **more)


def _act(one: Organization) -> Restructuring:
    return Restructuring.objects.get(organization=one)


def test_a_branch_is_set_up_with_who_works_at_its_enterprise(world: World) -> None:
    new = _branch(world)

    assert new.path.startswith(world.near.committee.path)
    assert new.established_on == ON
    assert str(new.approval) == PAPER.number
    assert set(new.members.all()) == {
        world.members.full, world.members.second, world.members.third, world.members.probationary,
    }  # fmt: skip
    assert new.units.open().get().role == UnitRole.OWN


def test_a_restricted_member_stays_with_who_must_know(world: World) -> None:
    _branch(world, firms=())

    assert list(world.near.branch.members.all()) == [world.members.restricted]


def test_a_branch_without_three_full_members_is_refused_by_the_clause(world: World) -> None:
    with pytest.raises(RuleRefused) as refused:
        _set_up(world, sources=(world.near.branch,), members=frozenset({world.members.full.public_id}))

    assert "支部工作条例" in "".join(refused.value.verdict.chips)
    assert not Organization.objects.filter(name=NAME).exists()


def test_a_joint_branch_takes_members_of_several_branches_together(world: World) -> None:
    Organization.objects.filter(pk=world.near.branch.pk).update(form=Form.JOINT_BRANCH)
    firms = (world.near.covered, world.near.next_covered)

    new = _set_up(world, form=Form.JOINT_BRANCH, sources=(world.near.branch, world.near.next_branch), enterprises=firms)

    assert {unit.enterprise for unit in new.units.open()} == set(firms)
    assert sorted(unit.role for unit in new.units.open()) == [UnitRole.HOST, UnitRole.MEMBER]
    assert new.form == Form.JOINT_BRANCH


def test_an_enterprise_without_a_branch_is_covered_from_the_first_day(world: World) -> None:
    firms = (world.near.uncovered,)

    new = _set_up(
        world, form=Form.JOINT_BRANCH, sources=(world.near.branch,), enterprises=(world.near.covered,), firms=firms
    )

    unit = new.units.open().get(enterprise=world.near.uncovered)
    assert (unit.valid_from, unit.approval) == (ON, new.approval)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"form": Form.GROUP}, "之下不设党小组"),
        ({"form": Form.TEMPORARY_BRANCH}, "没有填预定撤销日期"),
        ({"form": Form.TEMPORARY_BRANCH, "ends_on": ON}, "不晚于成立日期"),
        ({"form": Form.FUNCTIONAL_BRANCH, "asked_on": date(2026, 11, 17)}, "晚于批复日期"),
        ({"form": Form.JOINT_BRANCH}, "只选了 0 家"),
        ({"form": Form.FLOATING_BRANCH, "host": "示例"}, "不认识的依托单位"),
    ],
)
def test_what_can_not_be_is_said_in_three_parts(world: World, more: dict[str, object], words: str) -> None:
    with pytest.raises(UserError, match=words):
        _set_up(world, **more)

    assert not Organization.objects.filter(name=NAME).exists()


def test_several_enterprises_are_no_single_branch(world: World) -> None:
    with pytest.raises(UserError, match="选了 2 家企业"):
        _branch(world, firms=(world.near.uncovered,))


def test_an_enterprise_of_another_branch_is_not_taken_over_silently(world: World) -> None:
    with pytest.raises(UserError, match="已经由别的党组织覆盖"):
        _set_up(world, firms=(world.near.next_covered,))


def test_a_name_that_is_taken_is_refused(world: World) -> None:
    with pytest.raises(UserError, match="已有叫"):
        _set_up(world, form=Form.FUNCTIONAL_BRANCH, name=world.near.branch.name)


def test_floating_members_get_a_branch_only_from_where_they_come(world: World) -> None:
    with pytest.raises(RuleRefused) as refused:
        _set_up(world, form=Form.FLOATING_BRANCH, host="park", by_origin=False)

    assert "第三十二条" in "".join(refused.value.verdict.chips)
    assert _set_up(world, form=Form.FLOATING_BRANCH, host="park", by_origin=True).form == Form.FLOATING_BRANCH


def test_a_general_branch_leads_the_branches_placed_below_it(world: World) -> None:
    below = (world.near.branch, world.near.next_branch)

    act = set_up(
        foundation=_foundation(world, form=Form.GENERAL_BRANCH, below=below), below=MemberCounts(full=60), paper=PAPER,
        by=world.cast.staff, book=rulebook(on=ON),
    )  # fmt: skip

    new = act.organization
    world.near.branch.refresh_from_db()
    assert world.near.branch.path.startswith(new.path)
    assert PartyMember.objects.get(pk=world.members.full.pk).path.startswith(new.path)
    take_back(restructuring=act, by=world.cast.staff)
    world.near.branch.refresh_from_db()
    assert world.near.branch.path.startswith(world.near.committee.path)
    assert not world.near.branch.path.startswith(new.path)


def test_every_form_that_no_number_speaks_of_is_set_up_by_its_approval(world: World) -> None:
    forms = [Form.FUNCTIONAL_BRANCH, Form.CHAIN_ORGANIZATION, Form.COMMITTEE]

    found = [_set_up(world, form=form, name=f"{NAME}{form.label}") for form in forms]

    assert [one.form for one in found] == forms
    assert all(one.path.startswith(world.near.committee.path) for one in found)


def test_a_party_group_stands_below_its_branch(world: World) -> None:
    group = _set_up(world, form=Form.GROUP, parent=world.near.branch, name="示例第一党小组")

    assert group.path.startswith(world.near.branch.path)


def test_a_temporary_branch_asks_for_its_end_when_its_task_is_over(world: World) -> None:
    new = _set_up(world, form=Form.TEMPORARY_BRANCH, ends_on=date(2026, 11, 19))
    scope = scope_of(user=world.cast.staff, on=world.day)

    found = temporary_duties(scope, world.day)

    assert [duty.title for duty in found] == [f"临时组织到期：{new.name}"]
    assert found[0].source is not None
    assert temporary_duties(scope, ON) == []


def test_taken_back_the_same_day_everything_is_as_before(world: World) -> None:
    members = sorted(PartyMember.objects.values_list("pk", "organization", "path"))
    units = sorted(OrganizationUnit.objects.values_list("pk", "organization", "role", "valid_to"))
    new = _set_up(
        world, form=Form.JOINT_BRANCH, sources=(world.near.branch,), enterprises=(world.near.covered,),
        firms=(world.near.uncovered,),
    )  # fmt: skip

    take_back(restructuring=_act(new), by=world.cast.staff)

    assert sorted(PartyMember.objects.values_list("pk", "organization", "path")) == members
    assert sorted(OrganizationUnit.objects.values_list("pk", "organization", "role", "valid_to")) == units
    assert Organization.objects.get(pk=new.pk).state == OrganizationState.WITHDRAWN


def _with_post(world: World, new: Organization) -> None:
    Post.objects.create(
        organization=new, person=world.members.second.person, kind=PostKind.SECRETARY, valid_from=world.day
    )


def _with_term(world: World, new: Organization) -> None:
    Term.objects.create(
        organization=new, elected_on=ON, authority="示例市委", document="示例〔2026〕8号", recorded_on=world.day,
        recorded_by=world.cast.staff.public_id,
    )  # fmt: skip


def _with_relation(world: World, new: Organization) -> None:
    entry = RelationEntry(
        kind=RelationKind.PAIRED, line=RelationLine.NONE, since=ON, document="示例协议", until=None, end_document=""
    )
    record_relation(source=world.near.next_branch, target=new, entry=entry, by=world.cast.staff)


def _with_guest(world: World, new: Organization) -> None:
    member = world.members.full
    FloatingStay.objects.create(member=member, home=member.organization, host=new, valid_from=world.day)


def _with_report(world: World, new: Organization) -> None:
    DualCheckIn.objects.create(
        member=world.members.full, organization=world.near.branch, community=new, valid_from=world.day
    )


def _with_list(world: World, new: Organization) -> None:
    VoluntaryList.objects.create(
        organization=new, kind=next(iter(ListKind)), name="示例名单", purpose="示例", seen_by="支部书记", path=new.path,
        opened_on=world.day, opened_by=world.cast.staff.public_id,
    )  # fmt: skip


def _with_transfer(world: World, new: Organization) -> None:
    member = world.members.full
    Transfer.objects.create(
        member=member, source=member.organization, target=new, reason="示例", state=TransferState.SENT,
        opened_on=world.day,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("build", "what"),
    [
        (_with_transfer, "没有办完的组织关系转接"),
        (_with_post, "任职"),
        (_with_term, "届次"),
        (_with_relation, "条线和联建关系"),
        (_with_guest, "流动期"),
        (_with_report, "双报到"),
        (_with_list, "自愿名单"),
    ],
)
def test_it_is_not_taken_back_once_somebody_built_on_it(
    world: World, build: Callable[[World, Organization], None], what: str
) -> None:
    new = _set_up(world, form=Form.FUNCTIONAL_BRANCH)
    build(world, new)

    with pytest.raises(Conflict, match=f"成立后又登记了：{what}。"):
        take_back(restructuring=_act(new), by=world.cast.staff)

    assert Organization.objects.get(pk=new.pk).state == OrganizationState.ACTIVE


def test_what_only_few_may_know_of_neither_stops_taking_it_back_nor_stays_there(world: World) -> None:
    new = _set_up(world, form=Form.FUNCTIONAL_BRANCH)
    hidden = world.members.restricted
    assert hidden is not None
    stay = FloatingStay.objects.create(member=hidden, home=hidden.organization, host=new, valid_from=world.day)
    report = DualCheckIn.objects.create(
        member=hidden, organization=world.near.branch, community=new, valid_from=world.day
    )
    vacancy = Vacancy.objects.create(
        organization=new, kind=PostKind.INSTRUCTOR, language="英语", opened_on=world.day,
        recorded_by=world.cast.staff.public_id,
    )  # fmt: skip

    take_back(restructuring=_act(new), by=world.cast.staff)

    for row in (stay, report, vacancy):
        row.refresh_from_db()
    assert (stay.host, stay.host_label, stay.valid_to) == (None, new.name, None)
    assert (report.community, report.community_label, report.valid_to) == (None, new.name, None)
    assert vacancy.closed_on == timezone.localdate()


def test_a_restricted_member_who_came_since_goes_to_the_one_above_and_nothing_tells_of_it(world: World) -> None:
    new = _branch(world)
    hidden = world.members.restricted
    assert hidden is not None
    affiliate([AffiliationInput(hidden, new, ON)])
    stay = FloatingStay.objects.create(member=hidden, home=new, host=world.near.next_branch, valid_from=world.day)
    report = DualCheckIn.objects.create(member=hidden, organization=new, valid_from=world.day)

    take_back(restructuring=_act(new), by=world.cast.staff)

    hidden.refresh_from_db()
    stay.refresh_from_db()
    report.refresh_from_db()
    committee = world.near.committee
    assert not Affiliation.objects.open().filter(organization=new).exists()
    assert Affiliation.objects.open().get(member=hidden).organization == committee
    assert (hidden.organization, hidden.path) == (committee, committee.path)
    assert (stay.home, report.organization) == (committee, committee)


def _address(world: World, form: str = "") -> str:
    chosen = f"?form={form}&from={world.near.branch.public_id}" if form else ""
    return f"/organizations/{world.near.committee.public_id}/set-up/{chosen}"


def _data(world: World) -> dict[str, object]:
    return {**TYPED, "name": NAME, "enterprises": [world.near.covered.public_id], "asked_on": "2026-09-01"}


def _confirm(client: Client, address: str, data: dict[str, object]) -> str:
    """Look at the preview and confirm it; return the words of the preview."""
    words = client.post(address, data).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', words)
    client.post(address, {**data, "confirmed": "1", "seen": seen[1] if seen else ""})
    return words


def test_the_page_offers_each_form_with_its_clause(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).get(_address(world)).content.decode()

    assert "有正式党员三人以上的单位，都应当成立党支部" in page
    assert "（3 名）" in page
    assert "（是）" not in page
    assert "支部工作条例" in page
    assert 'value="superior_committee"' not in page


def test_the_preview_says_who_gains_sight_and_what_has_to_be_done(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).post(_address(world, "branch"), _data(world)).content.decode()

    assert "看得到新组织的账号" in page
    assert "支部书记（示例春分支部）1 个" in page
    assert "4 名，其中预备党员 1 名" in page
    assert "登记届次" in page
    assert "批复超过了一般期限" in page
    assert 'name="late_reason"' in page
    assert not Organization.objects.filter(name=NAME).exists()


def test_once_confirmed_it_stands_in_the_tree_with_its_history(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    _confirm(client, _address(world, "branch"), _data(world))

    new = Organization.objects.get(name=NAME)
    page = client.get(f"/organizations/{new.public_id}/").content.decode()
    assert "成立（党支部）" in page
    assert "示例委〔2026〕3号" in page
    source = client.get(f"/organizations/{world.near.branch.public_id}/").content.decode()
    assert f"转出到新设立的{NAME}" in source


def test_it_is_taken_back_on_its_page(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    _confirm(client, _address(world, "branch"), _data(world))
    new = Organization.objects.get(name=NAME)

    client.post(f"/organizations/{new.public_id}/restructuring/take-back/")

    world.members.full.refresh_from_db()
    assert world.members.full.organization == world.near.branch


def test_too_few_members_are_answered_with_the_clause_on_the_page(world: World, client_as: ClientAs) -> None:
    data = {**_data(world), "enterprises": [], "members": [world.members.full.public_id]}

    answer = client_as(world.cast.staff).post(_address(world, "branch"), data)

    assert answer.status_code == 409
    assert "正式党员 1 名，还差 2 名" in answer.content.decode()


def test_an_enterprise_that_is_not_in_reach_is_not_found(world: World, client_as: ClientAs) -> None:
    data = {**_data(world), "firms": world.far.uncovered.name}

    answer = client_as(world.cast.staff).post(_address(world, "joint_branch"), data)

    assert answer.status_code == 422
    assert "没有找到这些企业" in answer.content.decode()
    assert Enterprise.objects.filter(name=world.far.uncovered.name).exists()


def test_an_organisation_of_another_park_gives_nothing(world: World, client_as: ClientAs) -> None:
    address = f"/organizations/{world.near.committee.public_id}/set-up/?form=branch&from={world.far.branch.public_id}"

    page = client_as(world.cast.staff).get(address).content.decode()

    assert world.far.covered.name not in page


def _joint(world: World, *members: PartyMember) -> dict[str, object]:
    return {
        **TYPED, "name": NAME, "uncovered": [world.near.uncovered.public_id],
        "enterprises": [world.near.covered.public_id], "members": [one.public_id for one in members],
    }  # fmt: skip


def _preview(world: World, client_as: ClientAs, data: dict[str, object]) -> str:
    return client_as(world.cast.staff).post(_address(world, "joint_branch"), data).content.decode()


def test_the_preview_names_who_comes_and_why_and_every_enterprise(world: World, client_as: ClientAs) -> None:
    page = _preview(world, client_as, _joint(world, world.members.second))

    assert '<dt class="sm muted mt8">其中逐人勾选的</dt><dd>示例党员乙（正式党员）</dd>' in page
    assert "示例党员甲（正式党员，示例青禾电子有限公司）" in page
    assert "2 家：示例青禾电子有限公司、示例霜降物流有限公司" in page
    assert "示例密迎冬" not in page


def test_the_preview_says_how_many_stay_where_it_is_set_up_from(world: World, client_as: ClientAs) -> None:
    nobody = _preview(world, client_as, _joint(world))
    Workplace.objects.filter(person=world.members.probationary.person).delete()
    one = _preview(world, client_as, _joint(world))

    assert "0 名，其中正式党员 0 名；不含限组织内知悉的。党员数已经不足：要不要撤销或者调整" in nobody
    assert "1 名，其中正式党员 0 名；不含限组织内知悉的" in one


@pytest.mark.parametrize("who", ["staff", "officer"])
def test_a_restricted_member_is_not_among_who_stays(world: World, client_as: ClientAs, who: str) -> None:
    Workplace.objects.filter(person=world.members.probationary.person).delete()

    page = client_as(getattr(world.cast, who)).post(_address(world, "joint_branch"), _joint(world)).content.decode()

    assert "1 名，其中正式党员 0 名；不含限组织内知悉的" in page


def test_members_chosen_one_by_one_are_no_enterprise(world: World, client_as: ClientAs) -> None:
    Workplace.objects.filter(person=world.members.third.person).delete()
    data = _joint(world, world.members.third)

    page = _preview(world, client_as, data)

    assert "单位 2 家 ≤ 5 家" in page
    _confirm(client_as(world.cast.staff), _address(world, "joint_branch"), data)
    new = Organization.objects.get(name=NAME)
    assert (new.units.open().count(), new.members.count()) == (2, 4)


def test_the_preview_names_the_post_of_who_leaves_and_a_duty_stays_until_it_is_settled(
    world: World, client_as: ClientAs
) -> None:
    client = client_as(world.cast.staff)

    page = _confirm(client, _address(world, "branch"), _data(world))

    assert "书记 示例党员甲。组织关系转走，任职不自动终止" in page
    scope = scope_of(user=world.cast.staff, on=world.day)
    assert [duty.title for duty in posts_left_behind(scope, world.day)] == ["核实任职：书记 示例党员甲 已转出"]
    assert posts_left_behind(scope_of(user=world.cast.secretary, on=world.day), world.day) == []
    Post.objects.update(valid_to=world.day)
    assert posts_left_behind(scope, world.day) == []


def test_nobody_is_asked_about_the_post_of_a_restricted_member(world: World) -> None:
    restricted = world.members.restricted
    assert restricted is not None
    Post.objects.create(
        organization=world.near.branch, person=restricted.person, kind=PostKind.DEPUTY, valid_from=SINCE
    )
    affiliate([AffiliationInput(member=restricted, organization=world.near.next_branch, since=ON)])

    for viewer in (world.cast.staff, world.cast.officer):
        assert posts_left_behind(scope_of(user=viewer, on=world.day), world.day) == []


def test_a_refusal_says_where_the_members_have_to_be_fetched(world: World, client_as: ClientAs) -> None:
    address = f"/organizations/{world.near.committee.public_id}/set-up/?form=joint_branch"
    data = {**TYPED, "name": NAME, "uncovered": [world.near.uncovered.public_id]}
    OrganizationUnit.objects.filter(enterprise=world.near.covered).update(valid_to=world.day)

    answer = client_as(world.cast.staff).post(
        address, {**data, "uncovered": [world.near.uncovered.public_id, world.near.covered.public_id]}
    )

    words = answer.content.decode()
    assert answer.status_code == 409
    assert "退回第一步，在“从哪些组织转入党员和企业”里勾选：示例春分支部" in words


def test_where_a_restricted_member_belongs_is_told_to_nobody(world: World) -> None:
    scope = scope_of(user=world.cast.officer, on=world.day)

    assert organizations_of_workers(scope, [world.near.uncovered.pk]) == []


def test_without_a_source_the_page_says_what_is_missing(world: World, client_as: ClientAs) -> None:
    address = f"/organizations/{world.near.committee.public_id}/set-up/?form=joint_branch"

    page = client_as(world.cast.staff).get(address).content.decode()

    assert "没有选转出组织，新支部还没有党员" in page
    assert world.near.uncovered.name in page
    assert world.near.next_covered.name not in page


def test_a_small_branch_is_told_who_leads_it_without_alarm(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.staff).post(_address(world, "branch"), _data(world)).content.decode()

    assert "设党支部书记一名，必要时设副书记一名" in page
    assert "不符合规定" not in page


def test_the_reason_of_a_late_approval_stands_in_the_history(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)

    page = _confirm(client, _address(world, "branch"), {**_data(world), "late_reason": "示例原因"})

    assert "原因：示例原因" in page
    new = Organization.objects.get(name=NAME)
    assert "批复超过一般期限的原因：示例原因" in client.get(f"/organizations/{new.public_id}/").content.decode()
