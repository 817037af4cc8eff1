"""What each kind of relation shows of the other end, and that it shows nothing else."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.enterprises.models import Enterprise
from runwu.organizations import lines, relations
from runwu.organizations.choices import PostKind, RelationKind, RelationLine, UnitRole
from runwu.organizations.models import Organization, OrganizationRelation, OrganizationUnit, Post, Promise, Term
from runwu.organizations.services.promises import record_promise
from runwu.organizations.services.relations import RelationEntry, end_relation, record_relation
from runwu.people.models import Person
from tests.world import SINCE, World

MARCH = date(2026, 3, 2)
LINE = {
    RelationKind.GUIDED: RelationLine.INDUSTRY,
    RelationKind.ALLIED: RelationLine.NONE,
    RelationKind.PAIRED: RelationLine.NONE,
}
KINDS = list(LINE)


def _far_branch_with_everything(world: World) -> None:
    """Give the far branch a secretary, a term and six enterprises; together with the own one seven."""
    branch = world.far.branch
    Post.objects.create(organization=branch, person=world.members.far.person, kind=PostKind.SECRETARY, valid_from=MARCH)
    Term.objects.create(
        organization=branch,
        number=2,
        elected_on=date(2025, 1, 10),
        document="示例",
        recorded_on=SINCE,
        recorded_by=world.cast.staff.public_id,
    )
    for number in range(6):
        firm = Enterprise.objects.create(
            park=world.far.park, name=f"示例第{number}家", provisional_number=f"乙9{number}"
        )
        OrganizationUnit.objects.create(organization=branch, enterprise=firm, role=UnitRole.MEMBER, valid_from=SINCE)


def _related(world: World, kind: RelationKind, *, leads: bool = True) -> OrganizationRelation:
    """Relate the near committee with the far branch; with `leads` the near one leads."""
    ends = (world.near.committee, world.far.branch)
    source, target = ends if leads else ends[::-1]
    entry = RelationEntry(kind=kind, line=LINE[kind], since=MARCH, document="示例协议")
    return record_relation(source=source, target=target, entry=entry, by=world.cast.provincial_officer)


def _promised(relation: OrganizationRelation, world: World, by: Sequence[Organization]) -> None:
    for one in by:
        Promise.objects.create(
            relation=relation, promised_by=one, words=f"{one.label}承诺", due_on=world.day, recorded_on=world.day
        )


def _row(world: World, user: User) -> relations.RelationRow:
    scope = scope_of(user, world.day)
    (row,) = relations.relations_of(organization=world.near.committee, scope=scope, on=world.day)
    return row


def _promises_of(world: World, user: User) -> set[str]:
    return {one.promised_by.label for one in relations.promises_in_reach(scope=scope_of(user, world.day))}


def _shown(world: World, relation: OrganizationRelation) -> dict[str, object]:
    both = (world.near.committee, world.far.branch)
    _promised(relation, world, both)
    row = _row(world, world.cast.staff)
    told = (row.told.coverage, row.told.term) if row.told else None
    promises = _promises_of(world, world.cast.staff)
    return {"contacts": row.contacts, "told": told, "promises": promises, "counted": row.due + row.ahead}


def test_who_guides_sees_count_term_and_promises_of_the_guided_and_no_names(world: World) -> None:
    _far_branch_with_everything(world)

    assert _shown(world, _related(world, RelationKind.GUIDED)) == {
        "contacts": "",
        "told": ("覆盖企业 7 家", "第 2 届，2028-01-10换届"),
        "promises": {world.near.committee.label, world.far.branch.label},
        "counted": 2,
    }


def test_who_is_guided_sees_name_and_form_of_who_guides_and_its_own_promises(world: World) -> None:
    _far_branch_with_everything(world)

    shown = _shown(world, _related(world, RelationKind.GUIDED, leads=False))

    assert shown == {"contacts": "", "told": None, "promises": {world.near.committee.label}, "counted": 1}


@pytest.mark.parametrize("leads", [True, False])
def test_allies_see_what_both_promised_and_nothing_else(world: World, leads: bool) -> None:
    _far_branch_with_everything(world)

    assert _shown(world, _related(world, RelationKind.ALLIED, leads=leads)) == {
        "contacts": "",
        "told": None,
        "promises": {world.near.committee.label, world.far.branch.label},
        "counted": 2,
    }


@pytest.mark.parametrize("leads", [True, False])
def test_pairs_see_who_leads_and_no_promise_of_the_other(world: World, leads: bool) -> None:
    _far_branch_with_everything(world)

    assert _shown(world, _related(world, RelationKind.PAIRED, leads=leads)) == {
        "contacts": "书记 示例远方己",
        "told": None,
        "promises": {world.near.committee.label},
        "counted": 1,
    }


def test_a_few_enterprises_of_the_guided_stay_few(world: World) -> None:
    _related(world, RelationKind.GUIDED)

    told = _row(world, world.cast.staff).told

    assert told is not None
    assert (told.coverage, told.term) == ("覆盖企业 少于5 家", "届次未登记")


def test_enterprises_below_the_guided_count_once(world: World) -> None:
    entry = RelationEntry(kind=RelationKind.GUIDED, line=RelationLine.CHAIN, since=MARCH, document="示例")
    record_relation(
        source=world.near.branch, target=world.near.committee, entry=entry, by=world.cast.provincial_officer
    )
    scope = scope_of(world.cast.staff, world.day)

    (row,) = relations.relations_of(organization=world.near.branch, scope=scope, on=world.day)

    assert row.told is not None  # in reach, so that the two are no secret
    assert row.told.coverage == "覆盖企业 2 家"


def test_leaders_learn_no_names_by_a_pair_and_sealed_persons_are_named_to_nobody(world: World) -> None:
    _far_branch_with_everything(world)
    _related(world, RelationKind.PAIRED)
    leader = _row(world, world.cast.leader).contacts
    Post.objects.filter(organization=world.far.branch).update(
        person=Person.objects.create(sealed=True, sealed_name="示例密立夏")
    )

    assert (leader, _row(world, world.cast.staff).contacts) == ("", "")


def test_the_line_page_tells_of_the_guided_what_the_kind_gives(world: World, client_as: ClientAs) -> None:
    _far_branch_with_everything(world)
    _related(world, RelationKind.GUIDED)

    def told(user: User) -> list[str]:
        nodes = lines.line_tree(line=RelationLine.INDUSTRY, scope=scope_of(user, world.day), on=world.day)
        return [one.told.coverage for one in nodes if one.told]

    assert told(world.cast.staff) == ["覆盖企业 7 家"]
    assert told(world.cast.far_staff) == []
    page = client_as(world.cast.staff).get(reverse("organizations:line", args=["industry"])).content.decode()
    assert "覆盖企业 7 家 · 第 2 届，2028-01-10换届" in page


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_opens_the_page_or_the_members_of_the_other_end(
    world: World, client_as: ClientAs, kind: RelationKind
) -> None:
    _far_branch_with_everything(world)
    _related(world, kind)
    client = client_as(world.cast.staff)

    page = client.get(reverse("organizations:page", args=[world.near.committee.public_id])).content.decode()
    other = client.get(reverse("organizations:page", args=[world.far.branch.public_id]))

    assert world.far.branch.name in page
    assert ("示例远方己" in page, "覆盖企业 7 家" in page) == (
        kind == RelationKind.PAIRED,
        kind == RelationKind.GUIDED,
    )
    assert other.status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_once_ended_no_kind_shows_anything(world: World, kind: RelationKind) -> None:
    _far_branch_with_everything(world)
    relation = _related(world, kind)
    _promised(relation, world, (world.near.committee, world.far.branch))
    end_relation(relation=relation, on=date(2026, 6, 1), document="示例", by=world.cast.provincial_officer)
    scope = scope_of(world.cast.staff, world.day)

    (row,) = relations.relations_of(organization=world.near.committee, scope=scope, on=date(2026, 5, 1))

    assert (row.other, row.contacts, row.told, row.due + row.ahead) == (None, "", None, 0)
    assert _promises_of(world, world.cast.staff) == set()


def test_pairs_take_no_promises(world: World, client_as: ClientAs) -> None:
    relation = _related(world, RelationKind.PAIRED)

    with pytest.raises(UserError, match="结对关系不登记承诺"):
        record_promise(
            relation=relation, promised_by=world.near.committee, words="示例", due_on=world.day, by=world.cast.staff
        )
    page = client_as(world.cast.staff).get(reverse("organizations:relation-promises", args=[relation.public_id]))
    assert 'name="words"' not in page.content.decode()


def test_who_is_guided_records_its_own_promises_only(world: World) -> None:
    relation = _related(world, RelationKind.GUIDED, leads=False)

    sides = relations.sides_that_promise(relation=relation, scope=scope_of(world.cast.staff, world.day))

    assert sides == [world.near.committee]


def test_the_promise_of_another_end_that_the_kind_does_not_show_is_not_found(world: World, client_as: ClientAs) -> None:
    relation = _related(world, RelationKind.GUIDED, leads=False)
    _promised(relation, world, (world.far.branch,))

    page = client_as(world.cast.staff).get(
        reverse("organizations:promise-settle", args=[Promise.objects.get().public_id])
    )

    assert page.status_code == 404


@pytest.mark.parametrize(
    ("kind", "at_source", "at_target"),
    [
        (RelationKind.GUIDED, "名称和组织形式、覆盖企业数、届次、承诺和兑现情况", "名称和组织形式"),
        (RelationKind.ALLIED, "名称和组织形式、承诺和兑现情况", "名称和组织形式、承诺和兑现情况"),
        (RelationKind.PAIRED, "名称和组织形式", "名称和组织形式"),
    ],
)
def test_the_preview_says_what_each_side_comes_to_see(
    world: World, kind: RelationKind, at_source: str, at_target: str
) -> None:
    scope = scope_of(world.cast.provincial_officer, world.day)
    source, target = world.near.committee, world.far.branch

    found = {
        one.label: one.words for one in relations.consequences(scope=scope, source=source, target=target, kind=kind)
    }

    expected = {f"开始看到“{target.label}”{at_source}的账号", f"开始看到“{source.label}”{at_target}的账号"}
    if kind == RelationKind.PAIRED:
        leads = {f"开始看到“{one.label}”书记、第一书记、副书记的账号" for one in (source, target)}
        expected |= leads
        assert found[f"开始看到“{target.label}”书记、第一书记、副书记的账号"] == (
            "党委办公室 1 个；党委组织委员 1 个；园区党务 1 个"
        )
    assert expected == {one for one in found if one.startswith("开始")}
    by_park = "行业主管部门 1 个；园区领导 1 个"
    assert by_park.split("；", maxsplit=1)[0] in found[f"开始看到“{target.label}”{at_source}的账号"]


def test_a_second_kind_between_the_same_two_says_only_what_it_adds(world: World) -> None:
    _related(world, RelationKind.ALLIED)
    scope = scope_of(world.cast.provincial_officer, world.day)
    ends = {"scope": scope, "source": world.near.committee, "target": world.far.branch}

    guided = [one.label for one in relations.consequences(**ends, kind=RelationKind.GUIDED)]  # type: ignore[arg-type]
    again = [one.words for one in relations.consequences(**ends, kind=RelationKind.ALLIED)]  # type: ignore[arg-type]

    assert guided[0] == f"开始看到“{world.far.branch.label}”覆盖企业数、届次的账号"
    assert again == ["没有变化：两个组织之间还有别的关系，看得到的相同。"]
