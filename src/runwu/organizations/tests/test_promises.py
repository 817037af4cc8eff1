from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, UserError
from runwu.core.retention import Moment, categories
from runwu.organizations import lines, relations
from runwu.organizations.choices import PromiseState, RelationKind, RelationLine
from runwu.organizations.duties import promise_duties
from runwu.organizations.history import history_of
from runwu.organizations.models import OrganizationRelation, Promise
from runwu.organizations.services.promises import record_promise, settle_promise, withdraw_promise
from runwu.organizations.services.relations import RelationEntry, end_relation, record_relation, withdraw_relation
from tests.world import World

DUE = date(2026, 6, 30)
ENTRY = RelationEntry(
    kind=RelationKind.ALLIED, line=RelationLine.ONE_PLUS_N, since=date(2026, 3, 2), document="示例协议"
)


def _relation(world: World) -> OrganizationRelation:
    return record_relation(
        source=world.near.committee, target=world.near.branch, entry=replace(ENTRY), by=world.cast.staff
    )


def _promise(world: World, relation: OrganizationRelation, words: str = "示例：开放会议室") -> Promise:
    return record_promise(
        relation=relation, promised_by=world.near.committee, words=words, due_on=DUE, by=world.cast.staff
    )


def _settle(world: World, promise: Promise, *, kept: bool = True, on: date = DUE, evidence: str = "纪要") -> Promise:
    return settle_promise(promise=promise, kept=kept, on=on, evidence=evidence, by=world.cast.staff)


def _four(world: World) -> OrganizationRelation:
    """Make four promises: kept, on record as not kept, past its day without a word, and not due yet."""
    relation = _relation(world)
    _settle(world, _promise(world, relation, "示例：会议室"))
    _settle(world, _promise(world, relation, "示例：送课"), kept=False, on=date(2026, 7, 1))
    _promise(world, relation, "示例：接待")
    later = _promise(world, relation, "示例：参观")
    Promise.objects.filter(pk=later.pk).update(due_on=date(2026, 12, 31))
    return relation


def test_figures_tell_how_many_of_the_promises_due_were_kept(world: World) -> None:
    _four(world)
    scope = scope_of(world.cast.staff, world.day)

    found = {one.line: one.promises for one in lines.figures(scope=scope, on=world.day)}

    figures = found["one_plus_n"]
    assert (figures.kept, figures.due, figures.unkept, figures.ahead) == (1, 3, 2, 1)
    assert found["others"] == figures
    assert found["industry"] == found["territorial"] == relations.NO_PROMISES


def test_what_is_kept_before_its_day_counts_as_kept(world: World) -> None:
    promise = _promise(world, _relation(world))
    Promise.objects.update(due_on=date(2026, 12, 31))
    _settle(world, promise)
    scope = scope_of(world.cast.staff, world.day)

    figures = {one.line: one.promises for one in lines.figures(scope=scope, on=world.day)}["one_plus_n"]

    assert (figures.kept, figures.due, figures.ahead) == (1, 1, 0)


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("state=kept", {"会议室"}),
        ("state=unkept", {"送课", "接待"}),
        ("state=ahead", {"参观"}),
        ("state=due", {"会议室", "送课", "接待"}),
        ("year=2026&quarter=4", {"参观"}),
        ("year=2026&quarter=2&state=unkept", {"送课", "接待"}),
        ("year=2026", {"会议室", "送课", "接待", "参观"}),
    ],
)
def test_promises_are_listed_by_period_and_by_what_became_of_them(
    world: World, client_as: ClientAs, query: str, listed: set[str]
) -> None:
    _four(world)

    page = client_as(world.cast.staff).get(f"{reverse('organizations:promises')}?{query}").content.decode()

    assert {one for one in ("会议室", "送课", "接待", "参观") if f"示例：{one}" in page} == listed


def test_the_overview_opens_what_was_not_kept(world: World, client_as: ClientAs) -> None:
    _four(world)

    page = client_as(world.cast.staff).get(reverse("organizations:lines")).content.decode()

    assert f'href="{reverse("organizations:promises")}?line=one_plus_n&amp;state=unkept">未兑现 2</a>' in page
    assert ">3</a> · " in page


def test_the_sheet_of_a_quarter_has_its_promises_and_their_sums(world: World, client_as: ClientAs) -> None:
    _four(world)
    client, address = client_as(world.cast.staff), reverse("organizations:promise-sheet")

    second = client.get(f"{address}?year=2026&quarter=2&line=one_plus_n").content.decode()
    now = client.get(address).content.decode()
    industry = client.get(f"{address}?year=2026&line=industry").content.decode()

    assert "2026 年第 2 季度承诺事项兑现情况（1+N 联建）" in second
    assert "已到期限或者已兑现 3 项，兑现 1 项，未兑现 2 项；未到期 0 项" in second
    assert "到期未登记" in second
    assert "示例：参观" not in second
    assert ("第 4 季度" in now, "示例：参观" in now, "示例：送课" in now) == (True, True, False)
    assert "这一时期没有到期的承诺" in industry


def test_the_sheet_stays_within_reach_and_takes_any_words(world: World, client_as: ClientAs) -> None:
    _four(world)
    client, address = client_as(world.cast.far_staff), reverse("organizations:promise-sheet")

    assert "示例：送课" not in client.get(f"{address}?year=2026").content.decode()
    for words in ("year=x&quarter=9&line=zz", "year=99999", "year=0", "quarter=3"):
        assert client.get(f"{address}?{words}").status_code == 200


def test_nothing_is_settled_without_evidence(world: World) -> None:
    with pytest.raises(UserError, match="凭据"):
        _settle(world, _promise(world, _relation(world)), evidence="  ")


def test_no_promise_counts_as_broken_before_it_is_due(world: World) -> None:
    with pytest.raises(UserError, match="还没有到"):
        _settle(world, _promise(world, _relation(world)), kept=False, on=DUE)


def test_what_became_of_a_promise_is_recorded_once(world: World) -> None:
    promise = _settle(world, _promise(world, _relation(world)))

    with pytest.raises(Conflict):
        _settle(world, promise)


def test_only_a_side_of_the_relation_promises(world: World) -> None:
    relation = _relation(world)

    with pytest.raises(UserError, match="任何一方"):
        record_promise(relation=relation, promised_by=world.far.branch, words="示例", due_on=DUE, by=world.cast.staff)


def test_an_ended_relation_takes_no_promise(world: World) -> None:
    relation = _relation(world)
    end_relation(relation=relation, on=date(2026, 5, 1), document="示例", by=world.cast.staff)

    with pytest.raises(Conflict):
        _promise(world, relation)


def test_settling_then_the_promise_then_the_relation_go_back_the_same_day(world: World) -> None:
    relation = _relation(world)
    promise = _settle(world, _promise(world, relation))
    with pytest.raises(Conflict):
        withdraw_relation(relation=relation, by=world.cast.staff)

    reopened = withdraw_promise(promise=promise, by=world.cast.staff)

    assert reopened is not None
    assert (reopened.state, reopened.evidence) == (PromiseState.OPEN, "")
    assert withdraw_promise(promise=promise, by=world.cast.staff) is None
    assert withdraw_relation(relation=relation, by=world.cast.staff) is None


def test_promises_of_an_ended_relation_are_told_only_to_whoever_reaches_both_ends(world: World) -> None:
    relation = record_relation(
        source=world.near.committee, target=world.far.branch, entry=ENTRY, by=world.cast.provincial_officer
    )
    _promise(world, relation)
    staff = scope_of(world.cast.staff, world.day)
    assert relations.promises_in_reach(scope=staff).count() == 1

    end_relation(relation=relation, on=date(2026, 7, 1), document="示例", by=world.cast.provincial_officer)

    above = scope_of(world.cast.provincial_officer, world.day)
    assert relations.promises_in_reach(scope=staff).count() == 0
    assert relations.promises_in_reach(scope=above).count() == 1


def test_the_pages_record_a_promise_and_what_became_of_it(world: World, client_as: ClientAs) -> None:
    client, relation = client_as(world.cast.staff), _relation(world)
    address = reverse("organizations:relation-promises", args=[relation.public_id])
    side = str(world.near.branch.public_id)

    client.post(address, {"promised_by": side, "words": "示例：每月接待", "due_on": "2026-06-30"})
    promise = Promise.objects.get()
    given = {"kept": "yes", "on": "2026-07-05", "evidence": "示例联席会议纪要"}
    client.post(reverse("organizations:promise-settle", args=[promise.public_id]), given)

    page = client.get(address).content.decode()
    listed = client.get(reverse("organizations:promises") + "?line=one_plus_n&state=kept").content.decode()
    assert "晚于期限" in page
    assert "示例联席会议纪要" in page
    assert "示例：每月接待" in listed


def _duties(world: World, who: str, on: date) -> list[str]:
    return [one.title for one in promise_duties(scope_of(getattr(world.cast, who), on), on)]


@pytest.mark.parametrize(
    ("on", "title"),
    [
        (date(2026, 6, 15), []),
        (date(2026, 6, 16), ["承诺快到期限：示例：开放会议室"]),
        (DUE, ["承诺快到期限：示例：开放会议室"]),
        (date(2026, 7, 1), ["承诺已过期限：示例：开放会议室"]),
    ],
)
def test_a_promise_is_a_duty_from_a_fortnight_before_its_day(world: World, on: date, title: list[str]) -> None:
    _promise(world, _relation(world))

    assert _duties(world, "staff", on) == title


def test_only_who_can_settle_a_promise_is_asked_to(world: World) -> None:
    _promise(world, _relation(world))

    found = [_duties(world, who, DUE) for who in ("officer", "secretary", "far_staff", "liaison")]

    assert [len(one) for one in found] == [1, 0, 0, 0]


def test_a_settled_promise_is_no_duty(world: World) -> None:
    _settle(world, _promise(world, _relation(world)))

    assert _duties(world, "staff", DUE) == []


def test_the_history_tells_when_relations_began_and_ended(world: World) -> None:
    relation = _relation(world)
    end_relation(relation=relation, on=date(2026, 5, 6), document="示例终止函", by=world.cast.staff)

    found = history_of(organization=world.near.branch, scope=scope_of(world.cast.staff, world.day))

    assert [(one.on, one.details) for one in found][:2] == [(date(2026, 5, 6), "示例终止函"), (ENTRY.since, "示例协议")]
    assert world.near.committee.label in found[0].title


def test_the_history_does_not_name_who_is_out_of_reach_once_a_relation_has_ended(world: World) -> None:
    relation = _relation(world)
    end_relation(relation=relation, on=date(2026, 5, 6), document="示例终止函", by=world.cast.staff)

    found = history_of(organization=world.near.branch, scope=scope_of(world.cast.secretary, world.day))

    assert world.near.committee.label not in "".join(one.title for one in found)


@pytest.mark.parametrize(("year", "left"), [(2026, 1), (2040, 0)])
def test_settled_promises_go_after_the_time_of_decisions(world: World, year: int, left: int) -> None:
    _settle(world, _promise(world, _relation(world)))
    (category,) = [one for one in categories() if one.code == "promise"]

    now = datetime(year, 12, 31, 3, 0, tzinfo=UTC)
    category.clear(Moment(now=now, today=now.date()))

    assert Promise.objects.count() == left
