from dataclasses import replace
from datetime import date

import pytest

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, UserError
from runwu.core.registries import Duty
from runwu.organizations import holders, terms
from runwu.organizations.choices import Form, PostKind, Sector
from runwu.organizations.duties import duties
from runwu.organizations.models import Organization, Post, Term
from runwu.organizations.services import PostEntry, check_post, correct_post, record_post
from runwu.organizations.services.terms import (
    TermEntry,
    check_extension,
    check_term,
    correct_term,
    extend_term,
    record_term,
    withdraw_term,
)
from runwu.rules.verdict import Outcome
from tests.world import SINCE, World

ENTRY = TermEntry(number=1, elected_on=SINCE, authority="示例综合党委", document="示例委〔2024〕8号")
DEPUTY = PostEntry(kind=PostKind.DEPUTY, since=date(2026, 5, 6), decided_by="示例党员大会", document="示例〔2026〕1号")


def _term(world: World, entry: TermEntry = ENTRY, organization: Organization | None = None) -> Term:
    return record_term(organization=organization or world.near.branch, entry=entry, by=world.cast.staff)


def _extended(world: World, term: Term, to: date) -> Term:
    return extend_term(term=term, to=to, authority="示例综合党委", document="示例委〔2026〕9号", by=world.cast.staff)


def _last(organization: Organization, on: date) -> date | None:
    state = terms.state_on(organization=organization, on=on)
    return state.last if state else None


def _duties(world: World, who: str) -> list[Duty]:
    return list(duties(scope_of(getattr(world.cast, who), world.day), world.day))


@pytest.mark.parametrize(
    ("form", "sector", "ends"),
    [
        (Form.BRANCH, Sector.ENTERPRISE, date(2027, 3, 1)),
        (Form.GENERAL_BRANCH, "", date(2027, 3, 1)),
        (Form.COMPREHENSIVE_COMMITTEE, "", date(2029, 3, 1)),
        (Form.BRANCH, Sector.COMMUNITY, date(2029, 3, 1)),
        (Form.TEMPORARY_BRANCH, "", None),
        (Form.WORKING_COMMITTEE, "", None),
    ],
)
def test_a_term_runs_out_as_the_rules_say_for_the_form(world: World, form: str, sector: str, ends: date | None) -> None:
    _term(world)
    world.near.branch.form, world.near.branch.sector = form, sector

    assert _last(world.near.branch, world.day) == ends


def test_nobody_told_is_unknown_and_not_overdue(world: World) -> None:
    state = terms.state_on(organization=world.near.branch, on=world.day)

    assert state is not None
    assert (state.state, state.verdict.outcome, state.last) == ("unknown", Outcome.UNKNOWN, None)
    assert _duties(world, "staff") == []


@pytest.mark.parametrize("who", ["staff", "officer", "secretary"])
def test_an_election_that_comes_up_is_a_duty_of_park_and_secretary(world: World, who: str) -> None:
    _term(world)

    found = _duties(world, who)

    assert [(one.title, one.due) for one in found] == [("准备换届：示例春分支部", date(2027, 3, 1))]


@pytest.mark.parametrize("who", ["next_secretary", "far_staff", "provincial_officer", "leader", "liaison"])
def test_it_is_nobody_elses_duty(world: World, who: str) -> None:
    _term(world)

    assert _duties(world, who) == []


def test_a_term_that_ran_out_is_said_to_have(world: World) -> None:
    Organization.objects.update(established_on=date(2020, 1, 1))
    world.near.branch.refresh_from_db()
    _term(world, replace(ENTRY, elected_on=date(2023, 6, 1)))

    assert [one.title for one in _duties(world, "staff")] == ["换届：示例春分支部已经届满"]
    state = terms.state_on(organization=world.near.branch, on=world.day)
    assert state is not None
    assert state.overdue


def test_a_fresh_term_asks_nothing(world: World) -> None:
    _term(world, replace(ENTRY, elected_on=date(2026, 3, 1)))

    assert _duties(world, "staff") == []


def test_an_extension_by_an_approval_moves_the_day(world: World) -> None:
    term = _term(world)

    _extended(world, term, date(2027, 9, 1))

    assert _last(world.near.branch, world.day) == date(2027, 9, 1)


def test_an_extension_beyond_the_usual_is_advised_against_with_its_clause(world: World) -> None:
    term = _term(world)

    within = check_extension(term=term, to=date(2028, 3, 1), authority="示例综合党委", document="示例")
    beyond = check_extension(term=term, to=date(2028, 3, 2), authority="示例综合党委", document="示例")

    assert [one.outcome for one in within] == [Outcome.ALLOWED]
    assert [one.outcome for one in beyond] == [Outcome.ADVISED]
    assert "第三条" in str(beyond[0].chips)


def test_an_extension_needs_its_paper_and_a_later_day(world: World) -> None:
    term = _term(world)

    with pytest.raises(UserError, match="批准机关"):
        check_extension(term=term, to=date(2027, 9, 1), authority=" ", document="示例")
    with pytest.raises(UserError, match="不晚于届满日 2027-03-01"):
        check_extension(term=term, to=date(2027, 3, 1), authority="示例", document="示例")


def test_only_the_latest_term_is_extended(world: World) -> None:
    first = _term(world)
    _term(world, replace(ENTRY, number=2, elected_on=date(2026, 3, 1)))

    with pytest.raises(UserError, match="之后又登记了换届"):
        _extended(world, first, date(2027, 9, 1))


def test_an_election_before_the_term_ran_out_asks_for_the_approval(world: World) -> None:
    _term(world)

    advice = check_term(organization=world.near.branch, entry=replace(ENTRY, number=2, elected_on=date(2026, 3, 1)))

    assert [one.outcome for one in advice] == [Outcome.UNKNOWN]
    assert "提前" in advice[0].title


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"elected_on": date(2026, 11, 21)}, "晚于今天"),
        ({"elected_on": date(2024, 2, 1)}, "早于组织成立"),
        ({"approved_on": date(2026, 12, 1)}, "晚于今天"),
        ({"document": ""}, "没有填写批准机关或依据文件"),
        ({"approved_on": date(2024, 2, 1)}, "早于当选日期"),
    ],
)
def test_what_cannot_be_is_refused(world: World, change: dict[str, object], said: str) -> None:
    with pytest.raises(UserError, match=said):
        _term(world, replace(ENTRY, **change))  # type: ignore[arg-type]


def test_one_election_and_one_number_stand_once(world: World) -> None:
    _term(world)

    with pytest.raises(UserError, match="已经登记"):
        _term(world, replace(ENTRY, number=2))
    with pytest.raises(UserError, match="已经登记"):
        _term(world, replace(ENTRY, elected_on=date(2026, 3, 1)))


def test_an_appointed_organisation_has_no_terms(world: World) -> None:
    world.near.branch.form = Form.TEMPORARY_BRANCH
    world.near.branch.save()

    with pytest.raises(UserError, match="不登记届次"):
        _term(world)


def test_who_leaves_leaves_with_the_election_and_comes_back_with_it(world: World) -> None:
    post = Post.objects.get(kind="secretary")

    term = _term(world, replace(ENTRY, elected_on=date(2026, 3, 1), leaving=frozenset({post.public_id})))

    post.refresh_from_db()
    assert (post.valid_to, post.end_document) == (date(2026, 3, 1), ENTRY.document)
    assert withdraw_term(term=term, by=world.cast.staff) is None
    post.refresh_from_db()
    assert (post.valid_to, post.end_document) == (None, "")
    assert not Term.objects.exists()


def test_an_extension_of_today_is_taken_back_first(world: World) -> None:
    term = _extended(world, _term(world), date(2027, 9, 1))

    left = withdraw_term(term=term, by=world.cast.staff)

    assert left is not None
    assert left.extended_to is None


def test_what_was_entered_before_today_stays(world: World) -> None:
    term = _term(world)
    Term.objects.update(recorded_on=SINCE)

    with pytest.raises(Conflict):
        withdraw_term(term=term, by=world.cast.staff)


def test_a_correction_moves_the_day(world: World) -> None:
    term = _term(world)

    correct_term(term=term, entry=replace(ENTRY, elected_on=date(2024, 6, 1)), by=world.cast.staff)

    assert _last(world.near.branch, world.day) == date(2027, 6, 1)


@pytest.mark.parametrize(
    ("elected", "said"),
    [(date(2026, 6, 1), "早于登记的第一届选举日期 2026-06-01"), (date(2023, 1, 1), "在本届 2026-01-01 届满之后")],
)
def test_a_post_outside_the_term_is_refused(world: World, elected: date, said: str) -> None:
    Organization.objects.update(established_on=date(2020, 1, 1))
    world.near.branch.refresh_from_db()
    _term(world, replace(ENTRY, elected_on=elected))
    scope, person = scope_of(world.cast.staff, world.day), world.members.second.person
    holder = holders.find(
        scope=scope, organization=world.near.branch, public_id=person.public_id, on=DEPUTY.since
    ) or holders.Holder(person=person)

    with pytest.raises(UserError, match=said) as refused:
        record_post(organization=world.near.branch, holder=holder, entry=DEPUTY, by=world.cast.staff)

    assert refused.value.message.now > ""


@pytest.mark.parametrize(("until", "told"), [(date(2026, 1, 1), []), (date(2026, 6, 1), ["离任日期在届满之后"])])
def test_a_post_that_ended_after_its_term_is_told_and_may_be_recorded(
    world: World, until: date, told: list[str]
) -> None:
    Organization.objects.update(established_on=date(2020, 1, 1))
    world.near.branch.refresh_from_db()
    _term(world, replace(ENTRY, elected_on=date(2023, 1, 1)))
    entry = replace(DEPUTY, since=date(2024, 6, 1), until=until, end_document="示例〔2026〕9号")
    person = world.members.second.person
    found = holders.find(
        scope=scope_of(world.cast.staff, world.day), organization=world.near.branch,
        public_id=person.public_id, on=entry.since,
    )  # fmt: skip
    holder = found or holders.Holder(person=person)

    advice = check_post(organization=world.near.branch, holder=holder, entry=entry)
    record_post(organization=world.near.branch, holder=holder, entry=entry, by=world.cast.staff)

    assert [one.title for one in advice] == told


def test_what_began_before_terms_were_on_record_may_be_corrected_otherwise(world: World) -> None:
    _term(world, replace(ENTRY, elected_on=date(2026, 6, 1)))
    post = Post.objects.get(kind="secretary")
    entry = replace(DEPUTY, kind=PostKind.SECRETARY, since=post.valid_from, allowance="300")

    correct_post(post=post, holder=holders.Holder(person=post.person), entry=entry, by=world.cast.staff)

    post.refresh_from_db()
    assert (post.valid_from, post.allowance) == (SINCE, "300")


def test_an_election_is_recorded_on_its_page_after_a_look(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    secretary = Post.objects.get(kind="secretary")
    data = {
        "number": "2", "elected_on": "2026-03-01", "approved_on": "2026-03-10", "authority": "示例综合党委",
        "document": "示例委〔2026〕2号", "leaving": str(secretary.public_id),
    }  # fmt: skip
    address = f"/organizations/{world.near.branch.public_id}/terms/record/"

    preview = client.post(address, data).content.decode()
    assert "示例党员甲（书记）" in preview
    assert not Term.objects.exists()
    client.post(address, {**data, "confirmed": "1"})
    page = client.get(f"/organizations/{world.near.branch.public_id}/").content.decode()

    assert "第 2 届" in page
    assert "2029-03-01" in page
    secretary.refresh_from_db()
    assert secretary.valid_to == date(2026, 3, 1)


def test_the_page_of_terms_counts_each_organisation_once(world: World, client_as: ClientAs) -> None:
    _term(world)

    client = client_as(world.cast.staff)
    page = client.get("/organizations/terms/").content.decode()
    due = client.get("/organizations/terms/?state=due").content.decode()

    assert "2027-03-01" in page
    assert "示例谷雨支部" in page
    assert "示例谷雨支部" not in due
    assert "示例立夏支部" not in page


def test_the_term_stands_beside_the_post_in_the_list(world: World, client_as: ClientAs) -> None:
    _term(world)

    page = client_as(world.cast.staff).get("/organizations/posts/list/").content.decode()

    assert "第几届" in page
    assert SINCE.isoformat() in page


def test_an_extension_taken_back_leaves_the_earlier_one(world: World) -> None:
    term = _extended(world, _term(world), date(2027, 6, 1))
    Term.objects.update(extended_recorded_on=date(2026, 10, 1), recorded_on=SINCE)
    extend_term(
        term=term, to=date(2027, 9, 1), authority="示例县委", document="示例委〔2026〕11号", by=world.cast.staff
    )
    withdraw_term(term=term, by=world.cast.staff)

    term.refresh_from_db()
    assert (term.extended_to, term.extended_recorded_on) == (date(2027, 6, 1), date(2026, 10, 1))
    assert (term.extension_authority, term.extension_document) == ("示例综合党委", "示例委〔2026〕9号")
    with pytest.raises(Conflict):
        withdraw_term(term=term, by=world.cast.staff)


def test_extensions_of_one_day_go_back_one_by_one(world: World) -> None:
    term = _extended(world, _extended(world, _term(world), date(2027, 6, 1)), date(2027, 9, 1))

    withdraw_term(term=term, by=world.cast.staff)
    term.refresh_from_db()
    assert term.extended_to == date(2027, 6, 1)

    withdraw_term(term=term, by=world.cast.staff)
    assert Term.objects.get(pk=term.pk, extension_document="").extended_to is None


def test_an_election_is_not_taken_back_beside_a_new_secretary(world: World) -> None:
    old = Post.objects.get(kind=PostKind.SECRETARY)
    elected = date(2026, 6, 1)
    term = _term(world, replace(ENTRY, elected_on=elected, leaving=frozenset({old.public_id})))
    new = Post.objects.create(
        organization=world.near.branch, person=world.members.second.person, kind=PostKind.SECRETARY, valid_from=elected
    )

    with pytest.raises(Conflict, match="前后两任同时在任"):
        withdraw_term(term=term, by=world.cast.staff)

    assert Term.objects.filter(pk=term.pk).exists()
    new.delete()
    withdraw_term(term=term, by=world.cast.staff)
    old.refresh_from_db()
    assert old.valid_to is None
