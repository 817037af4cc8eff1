from dataclasses import replace
from datetime import date, timedelta

import pytest

from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.core.meanwhile import ChangedMeanwhile
from runwu.core.models import AuditEntry, FactChange
from runwu.enterprises.models import Workplace
from runwu.organizations import holders
from runwu.organizations.choices import OrganizationState, PostKind
from runwu.organizations.holders import Holder
from runwu.organizations.models import Post
from runwu.organizations.post_figures import post_figures
from runwu.organizations.services import (
    PostEntry,
    check_post,
    correct_post,
    end_post,
    record_post,
    shown_post,
    withdraw_post,
)
from runwu.people.models import Person
from runwu.rules.verdict import Outcome
from tests.world import SINCE, World

MAY = date(2026, 5, 6)
DEPUTY = PostEntry(kind=PostKind.DEPUTY, since=MAY, decided_by="示例支部党员大会", document="示例支〔2026〕3号")
SECRETARY = replace(DEPUTY, kind=PostKind.SECRETARY)
INSTRUCTOR = replace(DEPUTY, kind=PostKind.INSTRUCTOR, decided_by="示例市委")


def _holder(world: World, person: Person) -> Holder:
    scope = scope_of(world.cast.staff, world.day)
    found = holders.find(scope=scope, organization=world.near.branch, public_id=person.public_id, on=MAY)
    return found or Holder(person=person)


def _record(world: World, entry: PostEntry = DEPUTY, person: Person | None = None) -> Post:
    holder = _holder(world, person or world.members.second.person)
    return record_post(organization=world.near.branch, holder=holder, entry=entry, by=world.cast.staff)


def _refusal(world: World, entry: PostEntry, person: Person | None = None) -> str:
    with pytest.raises(UserError) as refused:
        _record(world, entry, person)
    message = refused.value.message
    assert (message.happened, message.rule, message.now) > ("", "", "")
    return message.happened


def test_a_post_is_on_record_with_its_paper_and_where_its_holder_manages(world: World) -> None:
    entry = replace(DEPUTY, enterprise=world.near.covered, management_level="senior", allowance="300")

    post = _record(world, entry)

    post.refresh_from_db()
    assert (post.document, post.enterprise, post.management_level) == (DEPUTY.document, world.near.covered, "senior")
    assert (post.allowance, post.recorded_on, post.valid_to) == ("300", world.day, None)
    logged = AuditEntry.objects.get(action="organizations.post.recorded")
    assert (logged.path, logged.extra["kind"]) == (world.near.branch.path, "deputy")


def test_what_is_recorded_counts_in_the_figures(world: World) -> None:
    end_post(post=Post.objects.get(kind="secretary"), on=MAY, document="示例免职", by=world.cast.staff)
    entry = replace(SECRETARY, enterprise=world.near.covered, management_level="owner", concurrent_position="工会主席")

    _record(world, entry)

    figures = post_figures(scope=scope_of(world.cast.staff, world.day), on=world.day)
    assert (figures.secretaries, figures.managing, figures.owners, figures.both, figures.unknown) == (1, 1, 1, 1, 0)


def test_somebody_affiliated_elsewhere_is_no_deputy_here(world: World) -> None:
    there = world.members.floating.person
    assert "组织关系不在" in _refusal(world, DEPUTY, there)


def test_somebody_from_elsewhere_may_be_an_instructor_here(world: World) -> None:
    post = _record(world, INSTRUCTOR, Person(name="示例派驻庚"))

    assert post.person.initials == "slpzg"


def test_a_second_secretary_at_one_time_is_refused(world: World) -> None:
    assert "示例党员甲自" in _refusal(world, SECRETARY)


def test_a_past_secretary_beside_the_one_of_today_is_none_too_many(world: World) -> None:
    Post.objects.filter(kind="secretary").update(valid_from=date(2026, 1, 1))
    past = replace(SECRETARY, since=SINCE, until=date(2026, 1, 1), end_document="示例免〔2026〕1号")

    assert _record(world, past).valid_to == date(2026, 1, 1)


def test_a_sealed_secretary_is_not_betrayed_by_a_refusal(world: World) -> None:
    assert world.members.restricted is not None
    Post.objects.filter(kind="secretary").update(person=world.members.restricted.person)

    assert _record(world, SECRETARY).kind == "secretary"


def test_a_restricted_member_cannot_be_chosen(world: World) -> None:
    assert world.members.restricted is not None
    scope, person = scope_of(world.cast.officer, world.day), world.members.restricted.person

    found = holders.find(scope=scope, organization=world.near.branch, public_id=person.public_id, on=MAY)
    listed = holders.candidates(scope=scope, organization=world.near.branch, kind="deputy", words="")

    assert found is None
    assert person not in [one.person for one in listed]


def test_the_same_post_twice_is_refused(world: World) -> None:
    _record(world)

    assert "已登记同一职务" in _refusal(world, DEPUTY)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"since": date(2026, 11, 21)}, "晚于今天"),
        ({"since": date(2024, 2, 29)}, "早于“示例春分支部”成立"),
        ({"until": MAY, "end_document": "示例免"}, "离任日期不晚于任职日期"),
        ({"until": date(2026, 12, 1), "end_document": "示例免"}, "晚于今天"),
        ({"until": date(2026, 11, 1)}, "没有写离任依据文件"),
        ({"document": " "}, "没有填写决定机关或依据文件"),
        ({"management_level": "senior"}, "没有选任职企业"),
    ],
)
def test_what_cannot_be_is_refused(world: World, change: dict[str, object], said: str) -> None:
    assert said in _refusal(world, replace(DEPUTY, **change))  # type: ignore[arg-type]


def test_a_day_before_birth_is_refused_without_telling_it(world: World) -> None:
    person = world.members.second.person
    person.birth_date = "2026-06-01"
    person.save()

    said = _refusal(world, DEPUTY, person)

    assert said == "任职日期早于本人的出生日期。"


def test_a_probationary_member_is_not_elected(world: World) -> None:
    with pytest.raises(RuleRefused) as refused:
        _record(world, DEPUTY, world.members.probationary.person)

    assert "第五条" in str(refused.value.verdict.chips)


def test_who_was_converted_later_was_not_elected_before(world: World) -> None:
    world.members.second.converted_on = MAY + timedelta(days=1)
    world.members.second.save()

    with pytest.raises(RuleRefused):
        _record(world)


def test_a_secretary_with_little_standing_is_advised_against_and_recorded(world: World) -> None:
    Post.objects.filter(kind="secretary").update(valid_to=MAY)
    world.members.second.converted_on = MAY - timedelta(days=30)
    world.members.second.save()
    holder = _holder(world, world.members.second.person)

    advice = check_post(organization=world.near.branch, holder=holder, entry=SECRETARY)

    assert [one.outcome for one in advice] == [Outcome.ADVISED, Outcome.UNKNOWN]
    assert _record(world, SECRETARY).kind == "secretary"


def test_a_second_deputy_is_advised_against(world: World) -> None:
    _record(world)
    holder = _holder(world, world.members.third.person)

    advice = check_post(organization=world.near.branch, holder=holder, entry=DEPUTY)

    assert [one.title for one in advice] == ["可以办，但副书记多于一般规定", "还不能判断何时换届"]


def test_who_is_placed_without_employer_is_not_tied_to_one(world: World) -> None:
    world.members.second.without_employer = True
    world.members.second.save()
    entry = replace(DEPUTY, enterprise=world.near.covered)

    assert "不与工作单位关联" in _refusal(world, entry)
    assert holders.enterprises_for(
        organization=world.near.branch, holder=_holder(world, world.members.second.person), on=world.day
    ) == []  # fmt: skip


def test_the_enterprises_to_choose_are_where_they_work_and_those_covered(world: World) -> None:
    person = world.members.second.person
    Workplace.objects.filter(person=person).update(enterprise=world.near.uncovered)

    found = holders.enterprises_for(organization=world.near.branch, holder=_holder(world, person), on=world.day)

    assert found == [world.near.uncovered, world.near.covered]


def test_an_organisation_that_ended_takes_no_posts(world: World) -> None:
    world.near.branch.state = OrganizationState.DISSOLVED
    world.near.branch.save()

    assert "已撤销" in _refusal(world, DEPUTY)


def test_a_post_ends_from_a_day_on(world: World) -> None:
    post = _record(world)

    end_post(post=post, on=date(2026, 11, 1), document="示例免〔2026〕1号", by=world.cast.staff)

    post.refresh_from_db()
    assert (post.valid_to, post.holds_on(date(2026, 10, 31)), post.holds_on(date(2026, 11, 1))) == (
        date(2026, 11, 1), True, False,
    )  # fmt: skip
    with pytest.raises(Conflict):
        end_post(post=post, on=date(2026, 11, 2), document="示例", by=world.cast.staff)


def test_a_correction_keeps_what_was(world: World) -> None:
    post = _record(world)
    entry = replace(DEPUTY, since=date(2026, 4, 6), allowance="200")

    correct_post(post=post, holder=_holder(world, post.person), entry=entry, by=world.cast.staff)

    changes = {one.field: (one.old, one.new) for one in FactChange.objects.filter(subject_id=str(post.public_id))}
    assert changes == {"valid_from": ("2026-05-06", "2026-04-06"), "allowance": ("", "已更改")}


def test_a_correction_of_what_somebody_else_changed_is_shown_first(world: World) -> None:
    post = _record(world)
    seen = shown_post(post)
    Post.objects.filter(pk=post.pk).update(document="示例支〔2026〕4号")

    with pytest.raises(ChangedMeanwhile):
        correct_post(post=post, holder=_holder(world, post.person), entry=DEPUTY, by=world.cast.staff, seen=seen)


def test_what_was_entered_today_is_taken_back(world: World) -> None:
    post = _record(world)

    assert withdraw_post(post=post, by=world.cast.staff) is None
    assert not Post.objects.filter(pk=post.pk).exists()
    assert AuditEntry.objects.filter(action="organizations.post.taken_back").exists()


def test_who_was_entered_by_name_alone_is_gone_with_the_post(world: World) -> None:
    holder = replace(_holder(world, world.members.full.person), person=Person(name="示例外来指导员"))
    entry = replace(DEPUTY, kind=PostKind.INSTRUCTOR)
    first, second = (
        record_post(organization=one, holder=holder, entry=entry, by=world.cast.staff)
        for one in (world.near.branch, world.near.next_branch)
    )

    withdraw_post(post=second, by=world.cast.staff)
    assert Person.objects.filter(name="示例外来指导员").exists()

    withdraw_post(post=first, by=world.cast.staff)
    assert not Person.objects.filter(name="示例外来指导员").exists()


def test_an_end_entered_today_is_taken_back_and_the_post_goes_on(world: World) -> None:
    post = Post.objects.get(kind="secretary")
    end_post(post=post, on=MAY, document="示例", by=world.cast.staff)

    left = withdraw_post(post=post, by=world.cast.staff)

    assert left is not None
    assert left.valid_to is None


def test_an_end_is_not_taken_back_beside_a_later_secretary(world: World) -> None:
    post = Post.objects.get(kind="secretary")
    end_post(post=post, on=MAY, document="示例", by=world.cast.staff)
    _record(world, SECRETARY)

    with pytest.raises(UserError):
        withdraw_post(post=post, by=world.cast.staff)


def test_what_was_entered_before_today_stays(world: World) -> None:
    with pytest.raises(Conflict):
        withdraw_post(post=Post.objects.get(kind="secretary"), by=world.cast.staff)


def test_two_posts_that_are_kept_apart_are_warned_of_and_recorded(world: World) -> None:
    deputy = _record(world)
    officer = replace(DEPUTY, kind=PostKind.DISCIPLINE_OFFICER)
    holder = _holder(world, deputy.person)

    advice = check_post(organization=world.near.branch, holder=holder, entry=officer)

    assert "同时任副书记＋纪检委员" in [one.happened for one in advice]
    assert _record(world, officer).kind == PostKind.DISCIPLINE_OFFICER
