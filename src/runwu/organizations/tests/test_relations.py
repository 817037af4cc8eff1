from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry
from runwu.organizations import lines, relations, selectors
from runwu.organizations.choices import RelationKind, RelationLine
from runwu.organizations.models import Organization, OrganizationRelation, OrganizationUnit
from runwu.organizations.services.relations import (
    RelationEntry,
    end_relation,
    record_relation,
    withdraw_relation,
)
from tests.world import World

MARCH = date(2026, 3, 2)
INDUSTRY = RelationEntry(
    kind=RelationKind.GUIDED, line=RelationLine.INDUSTRY, since=MARCH, document="示例行业〔2026〕1号"
)
PAIRED = replace(INDUSTRY, kind=RelationKind.PAIRED, line=RelationLine.NONE)


def _record(
    world: World, source: Organization, target: Organization, entry: RelationEntry = INDUSTRY
) -> OrganizationRelation:
    return record_relation(source=source, target=target, entry=entry, by=world.cast.provincial_officer)


def _refusal(world: World, source: Organization, target: Organization, entry: RelationEntry = INDUSTRY) -> str:
    with pytest.raises(UserError) as refused:
        _record(world, source, target, entry)
    message = refused.value.message
    assert (message.happened, message.rule, message.now) > ("", "", "")
    return message.happened


def test_a_relation_is_on_record_with_its_line_and_paper_and_changes_no_line_of_affiliation(world: World) -> None:
    before = world.far.branch.path

    relation = _record(world, world.near.committee, world.far.branch)

    world.far.branch.refresh_from_db()
    assert (relation.line, relation.document, world.far.branch.path) == ("industry", INDUSTRY.document, before)
    entries = AuditEntry.objects.filter(action="organizations.relation.recorded")
    assert {one.path for one in entries} == {world.near.committee.path, world.far.branch.path}


def test_a_relation_gives_name_and_form_of_the_other_end_and_nothing_that_lies_there(world: World) -> None:
    _record(world, world.near.committee, world.far.branch)
    scope = scope_of(world.cast.staff, world.day)

    (row,) = relations.relations_of(organization=world.near.committee, scope=scope, on=world.day)

    assert (row.other, row.in_reach, row.what) == (world.far.branch, False, "行业线 · 指导对方")
    assert not selectors.visible(scope=scope).filter(pk=world.far.branch.pk).exists()


def test_once_ended_the_other_end_is_named_no_more_to_whoever_does_not_reach_it(world: World) -> None:
    relation = _record(world, world.near.committee, world.far.branch)
    end_relation(relation=relation, on=date(2026, 6, 1), document="示例纪要", by=world.cast.provincial_officer)
    scope = scope_of(world.cast.staff, world.day)

    (row,) = relations.relations_of(organization=world.near.committee, scope=scope, on=date(2026, 5, 1))

    assert (row.other, row.contacts) == (None, "")
    assert relations.relations_of(organization=world.near.committee, scope=scope, on=world.day) == []
    (top, led) = lines.line_tree(line=RelationLine.INDUSTRY, scope=scope, on=date(2026, 5, 1))
    assert (top.organization, led.organization, led.told) == (world.near.committee, None, None)


def test_no_organization_is_related_to_itself(world: World) -> None:
    assert "自己" in _refusal(world, world.near.branch, world.near.branch)


def test_one_line_has_no_ring(world: World) -> None:
    _record(world, world.near.committee, world.near.branch)
    _record(world, world.near.branch, world.far.branch)

    assert "不能反过来" in _refusal(world, world.far.branch, world.near.committee)


def test_what_leads_on_one_line_may_be_led_on_another(world: World) -> None:
    _record(world, world.near.branch, world.far.branch)

    chain = replace(INDUSTRY, line=RelationLine.CHAIN)

    assert _record(world, world.far.branch, world.near.branch, chain).line == "chain"


def test_the_same_relation_is_not_recorded_twice_at_one_time_whoever_leads(world: World) -> None:
    _record(world, world.near.branch, world.far.branch, PAIRED)

    assert "同样的关系" in _refusal(world, world.far.branch, world.near.branch, PAIRED)


def test_the_same_relation_may_be_recorded_for_an_earlier_time(world: World) -> None:
    _record(world, world.near.branch, world.far.branch, PAIRED)
    earlier = replace(PAIRED, since=date(2025, 1, 1), until=MARCH, end_document="示例纪要")

    assert _record(world, world.far.branch, world.near.branch, earlier).valid_to == MARCH


def test_a_big_committee_does_not_guide_what_is_subordinate_to_it(world: World) -> None:
    big = replace(INDUSTRY, line=RelationLine.BIG_COMMITTEE)

    assert "隶属" in _refusal(world, world.near.committee, world.near.branch, big)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"since": date(2099, 1, 1)}, "晚于今天"),
        ({"since": date(2020, 1, 1)}, "成立的日期"),
        ({"document": " "}, "依据文件"),
        ({"until": MARCH, "end_document": "示例"}, "不晚于开始日期"),
        ({"until": date(2099, 1, 1), "end_document": "示例"}, "晚于今天"),
        ({"line": RelationLine.ONE_PLUS_N}, "没有这条条线"),
    ],
)
def test_what_can_not_be_is_refused(world: World, change: dict[str, object], words: str) -> None:
    assert words in _refusal(world, world.near.branch, world.far.branch, replace(INDUSTRY, **change))  # type: ignore[arg-type]


def test_what_was_recorded_today_is_taken_back_today(world: World) -> None:
    relation = _record(world, world.near.branch, world.far.branch)

    assert withdraw_relation(relation=relation, by=world.cast.staff) is None
    assert not OrganizationRelation.objects.exists()


def test_an_end_recorded_today_is_taken_back_and_the_relation_goes_on(world: World) -> None:
    relation = _record(world, world.near.branch, world.far.branch)
    OrganizationRelation.objects.update(recorded_on=MARCH)
    end_relation(relation=relation, on=date(2026, 6, 1), document="示例纪要", by=world.cast.staff)

    left = withdraw_relation(relation=relation, by=world.cast.staff)

    assert left is not None
    assert (left.valid_to, left.end_document) == (None, "")


def test_an_earlier_day_is_not_taken_back(world: World) -> None:
    relation = _record(world, world.near.branch, world.far.branch)
    OrganizationRelation.objects.update(recorded_on=relation.recorded_on - timedelta(days=1))  # type: ignore[operator]

    with pytest.raises(Conflict):
        withdraw_relation(relation=relation, by=world.cast.staff)


def test_an_end_is_not_taken_back_beside_a_newer_one(world: World) -> None:
    old = _record(world, world.near.branch, world.far.branch)
    OrganizationRelation.objects.update(recorded_on=MARCH)
    end_relation(relation=old, on=date(2026, 6, 1), document="示例纪要", by=world.cast.staff)
    _record(world, world.near.branch, world.far.branch, replace(INDUSTRY, since=date(2026, 6, 1)))

    with pytest.raises(UserError):
        withdraw_relation(relation=old, by=world.cast.staff)


def test_a_figure_names_its_line_and_counts_each_organization_and_enterprise_once(world: World) -> None:
    _record(world, world.near.committee, world.near.branch)
    _record(world, world.near.committee, world.near.branch, replace(INDUSTRY, line=RelationLine.CHAIN))
    _record(world, world.near.next_branch, world.near.branch)
    scope = scope_of(world.cast.staff, world.day)

    found = {one.line: one for one in lines.figures(scope=scope, on=world.day)}

    counted = {key: (one.organizations, one.branches, one.enterprises) for key, one in found.items()}
    assert counted["industry"] == (3, 2, 2)
    assert counted["chain"] == (2, 1, 1)
    assert counted["others"] == (3, 2, 2)
    assert counted["territorial"] == (3, 2, 2)


def test_the_enterprises_of_a_line_are_listed_as_of_a_past_day(world: World, client_as: ClientAs) -> None:
    _record(world, world.near.committee, world.near.branch)
    OrganizationUnit.objects.filter(organization=world.near.branch).update(valid_to=date(2026, 6, 1))
    client, address = client_as(world.cast.staff), reverse("organizations:line-units")

    then = client.get(address, {"line": "industry", "on": "2026-05-31"}).content.decode()
    since = client.get(address, {"line": "industry", "on": "2026-06-01"}).content.decode()
    before = client.get(address, {"line": "industry", "on": "2026-03-01"}).content.decode()

    assert "示例青禾电子" in then
    assert "2026-05-31 覆盖的企业" in then
    assert "示例青禾电子" not in since
    assert "示例青禾电子" not in before


def test_figures_of_a_line_stay_within_reach(world: World) -> None:
    _record(world, world.near.committee, world.far.branch)
    scope = scope_of(world.cast.staff, world.day)

    found = {one.line: one for one in lines.figures(scope=scope, on=world.day)}

    assert (found["industry"].organizations, found["industry"].enterprises) == (1, 0)


def test_the_tree_of_a_line_unfolds_an_organization_once(world: World) -> None:
    _record(world, world.near.committee, world.near.next_branch)
    _record(world, world.near.committee, world.near.branch)
    _record(world, world.near.branch, world.near.next_branch)
    scope = scope_of(world.cast.staff, world.day)

    nodes = lines.line_tree(line=RelationLine.INDUSTRY, scope=scope, on=world.day)

    places = sorted((one.depth, one.again) for one in nodes if one.organization == world.near.next_branch)
    assert len(nodes) == 4
    assert {again for _depth, again in places} == {False, True}
    assert lines.line_tree(line=RelationLine.INDUSTRY, scope=scope, on=MARCH - timedelta(days=1)) == []


def test_the_pages_choose_preview_record_and_end(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    address = reverse("organizations:relation-record", args=[world.near.branch.public_id])
    chosen = {"what": "guided:industry", "side": "there", "other": str(world.near.next_branch.public_id)}
    given = {"since": "2026-03-02", "document": "示例行业〔2026〕1号"}
    listed = client.get(address, {"what": "guided:industry", "side": "there", "q": "谷雨"}).content.decode()
    where = f"{address}?what={chosen['what']}&side=there&other={chosen['other']}"

    preview = client.post(where, given).content.decode()
    recorded = client.post(where, {**given, "confirmed": "1"})

    relation = OrganizationRelation.objects.get()
    shown = client.get(reverse("organizations:page", args=[world.near.branch.public_id])).content.decode()
    assert "撤回 示例谷雨支部 的登记" in shown
    assert "示例谷雨支部" in listed
    assert "名称和组织形式、覆盖企业数、届次、承诺和兑现情况的账号" in preview
    assert "牵头的一方看到对方的名称和组织形式、覆盖企业数" in preview
    assert (recorded.status_code, relation.source, relation.target) == (302, world.near.next_branch, world.near.branch)
    end = reverse("organizations:relation-end", args=[relation.public_id])
    assert "不再看到" in client.post(end, {"on": "2026-06-01", "document": "示例纪要"}).content.decode()
    client.post(end, {"on": "2026-06-01", "document": "示例纪要", "confirmed": "1"})
    relation.refresh_from_db()
    assert relation.valid_to == date(2026, 6, 1)


def test_an_organization_out_of_reach_can_not_be_chosen(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    address = reverse("organizations:relation-record", args=[world.near.branch.public_id])

    chosen = client.get(f"{address}?what=paired:none&side=here&other={world.far.branch.public_id}")

    assert chosen.status_code == 404
    assert "示例立夏" not in client.get(f"{address}?what=paired:none&side=here&q=立夏").content.decode()
