from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry
from runwu.core.retention import Moment, categories
from runwu.organizations import cadres
from runwu.organizations.choices import NoteKind, PostKind, Readiness, ReserveState
from runwu.organizations.handover import Handover, followers
from runwu.organizations.models import CardNote, Post, Reserve, ReserveVersion, Vacancy
from runwu.organizations.owndata import cadre_sections
from runwu.organizations.services.cadres import (
    NoteEntry,
    ReserveEntry,
    ReserveUpdate,
    add_note,
    close_vacancy,
    end_reserve,
    list_reserve,
    open_vacancy,
    update_reserve,
    withdraw_note,
)
from runwu.people.models import Person, Skill, SkillKind, SkillLevel
from runwu.people.services import SkillEntry, add_skill
from tests.world import World

ENTRY = ReserveEntry(
    kind=PostKind.SECRETARY, readiness=Readiness.PREPARING, strengths="示例条件", gap="示例差距",
    told_on=date(2026, 11, 19), told_by="示例告知人",
)  # fmt: skip
ENGLISH = SkillEntry(
    kind=SkillKind.LANGUAGE, name="英语", level=SkillLevel.SKILLED, source="示例证书", told_on=date(2026, 11, 19)
)
KEPT_FOR_A_TIME = ("reserve", "card_note", "vacancy")


def _post(world: World) -> Post:
    return Post.objects.select_related("organization__park", "person").get(
        organization=world.near.branch, kind=PostKind.SECRETARY
    )


def _reserve(world: World, person: Person | None = None) -> Reserve:
    return list_reserve(
        organization=world.near.committee, person=person or world.members.full.person, entry=ENTRY,
        by=world.cast.officer,
    )  # fmt: skip


def _vacancy(world: World, **asked: str) -> Vacancy:
    given = {"language": "", "trade": "", "note": "", **asked}
    return open_vacancy(organization=world.near.branch, kind=PostKind.LIAISON, by=world.cast.staff, **given)


def _card(world: World, client_as: ClientAs, who: str) -> str:
    address = reverse("organizations:post-card", args=[_post(world).public_id])
    return client_as(getattr(world.cast, who)).get(address).content.decode()


def test_a_card_shows_allowance_and_grade_to_who_keeps_it(world: World, client_as: ClientAs) -> None:
    post = _post(world)
    post.allowance = "765"
    post.save()
    entry = NoteEntry(kind=NoteKind.REVIEW, on=date(2026, 1, 20), grade="fairly_good", document="示例通报")
    add_note(post=post, entry=entry, by=world.cast.staff)

    page = _card(world, client_as, "staff")

    assert "765 元" in page
    assert "较好" in page


def test_a_secretary_does_not_see_allowance_and_grade_of_somebody_else(world: World, client_as: ClientAs) -> None:
    post = _post(world)
    post.person = world.members.second.person
    post.allowance = "765"
    post.save()
    entry = NoteEntry(kind=NoteKind.REVIEW, on=date(2026, 1, 20), grade="fairly_good", document="示例通报")
    add_note(post=post, entry=entry, by=world.cast.staff)

    page = _card(world, client_as, "secretary")

    assert "示例党员乙" in page
    assert "765 元" not in page
    assert "较好" not in page


@pytest.mark.parametrize(
    "entry",
    [
        NoteEntry(kind=NoteKind.REVIEW, on=date(2026, 1, 20), document="示例通报"),
        NoteEntry(kind=NoteKind.REVIEW, on=date(2026, 1, 20), grade="good"),
        NoteEntry(kind=NoteKind.TRAINING, on=date(2026, 1, 20), words="  "),
        NoteEntry(kind=NoteKind.TRAINING, on=date(2026, 11, 21), words="示例班"),
    ],
)
def test_a_line_that_says_nothing_or_lies_ahead_is_refused(world: World, entry: NoteEntry) -> None:
    with pytest.raises(UserError):
        add_note(post=_post(world), entry=entry, by=world.cast.staff)

    assert CardNote.objects.count() == 0


def test_a_line_goes_on_the_day_it_was_entered_only(world: World) -> None:
    entry = NoteEntry(kind=NoteKind.NEXT_STEP, on=date(2027, 3, 1), words="示例安排")
    note = add_note(post=_post(world), entry=entry, by=world.cast.staff)
    CardNote.objects.update(recorded_on=date(2026, 11, 1))
    note.refresh_from_db()

    with pytest.raises(Conflict):
        withdraw_note(note=note, by=world.cast.staff)


def test_staff_enter_a_skill_only_once_they_have_told_the_person(world: World) -> None:
    entry = SkillEntry(kind=SkillKind.TRADE, name="物流管理", level=SkillLevel.EXPERT, source="工作经历")

    with pytest.raises(UserError, match="告知本人"):
        add_skill(person=world.members.full.person, entry=entry, by=world.cast.staff)

    assert Skill.objects.count() == 0


def test_a_skill_is_on_record_once(world: World) -> None:
    add_skill(person=world.members.full.person, entry=ENGLISH, by=world.cast.staff)

    with pytest.raises(Conflict):
        add_skill(person=world.members.full.person, entry=ENGLISH, by=world.cast.staff)


def test_who_has_every_skill_asked_for_is_found_by_name_and_without_order_of_merit(world: World) -> None:
    trade = SkillEntry(kind=SkillKind.TRADE, name="物流管理", level=SkillLevel.BASIC, source="示例", told_on=world.day)
    for who in ("full", "second"):
        add_skill(person=getattr(world.members, who).person, entry=ENGLISH, by=world.cast.staff)
    add_skill(person=world.members.second.person, entry=trade, by=world.cast.staff)
    scope = scope_of(world.cast.staff, world.day)

    both = cadres.who_could_move(vacancy=_vacancy(world, language="英语", trade="物流管理"), scope=scope, on=world.day)
    one = cadres.who_could_move(vacancy=_vacancy(world, language="英语"), scope=scope, on=world.day)

    assert [match.person for match in both] == [world.members.second.person]
    assert len(one) == 2


def test_a_restricted_member_is_never_matched(world: World) -> None:
    restricted = world.members.restricted
    assert restricted is not None
    add_skill(person=restricted.person, entry=ENGLISH, by=world.cast.secretary)
    scope = scope_of(world.cast.officer, world.day)

    assert cadres.who_could_move(vacancy=_vacancy(world, language="英语"), scope=scope, on=world.day) == []
    assert not cadres.skilled(scope=scope).exists()


def test_a_vacancy_asks_for_something(world: World) -> None:
    with pytest.raises(UserError, match="要求"):
        _vacancy(world)


def test_nobody_stands_in_reserve_untold(world: World) -> None:
    with pytest.raises(UserError, match="告知"):
        list_reserve(
            organization=world.near.committee, person=world.members.full.person,
            entry=replace(ENTRY, told_by=" "),
            by=world.cast.officer,
        )  # fmt: skip

    assert Reserve.objects.count() == 0


def test_a_restricted_member_is_not_listed_in_reserve(world: World) -> None:
    restricted = world.members.restricted
    assert restricted is not None

    with pytest.raises(UserError, match="不能列入"):
        _reserve(world, restricted.person)


def test_the_person_sees_the_own_entry_and_leaves_it_by_objecting(world: World, client_as: ClientAs) -> None:
    reserve = _reserve(world)
    client = client_as(world.cast.member)

    shown = client.get(reverse("me:skills")).content.decode()
    client.post(reverse("me:reserve-object", args=[reserve.public_id]), {"reason": "示例理由"})

    reserve.refresh_from_db()
    assert "示例差距" in shown
    assert (reserve.state, reserve.gap, reserve.ended_on) == (ReserveState.OBJECTED, "", world.day)
    with pytest.raises(Conflict, match="异议"):
        _reserve(world)


def test_nobody_objects_for_somebody_else(world: World, client_as: ClientAs) -> None:
    reserve = _reserve(world)

    answer = client_as(world.cast.officer).post(reverse("me:reserve-object", args=[reserve.public_id]))

    assert answer.status_code == 404


def test_the_committee_ends_an_entry_with_a_reason(world: World) -> None:
    reserve = _reserve(world)

    with pytest.raises(UserError, match="原因"):
        end_reserve(reserve=reserve, reason=" ", by=world.cast.officer)
    ended = end_reserve(reserve=reserve, reason="示例原因", by=world.cast.officer)

    assert (ended.state, ended.strengths) == (ReserveState.ENDED, "")


def _update(world: World, reserve: Reserve, **new: Any) -> Reserve:
    given = {"readiness": Readiness.READY, "strengths": "示例新条件", "gap": "示例新差距", "told_on": world.day}
    return update_reserve(
        reserve=reserve, entry=ReserveUpdate(**{**given, "told_by": "示例告知人乙", **new}), by=world.cast.officer
    )


def test_an_update_keeps_how_it_stood_before_and_is_logged_for_who_must_know(world: World) -> None:
    reserve = _update(world, _reserve(world))

    (before,) = reserve.versions.all()
    assert (reserve.readiness, reserve.strengths, reserve.gap) == (Readiness.READY, "示例新条件", "示例新差距")
    assert (reserve.told_on, reserve.told_by) == (world.day, "示例告知人乙")
    assert (before.readiness, before.strengths, before.gap) == (Readiness.PREPARING, "示例条件", "示例差距")
    assert (before.told_on, before.told_by) == (ENTRY.told_on, ENTRY.told_by)
    assert (before.replaced_on, before.replaced_by) == (world.day, world.cast.officer.public_id)
    logged = AuditEntry.objects.get(action="organizations.reserve.updated")
    assert logged.restricted
    assert "示例新差距" not in str(logged.__dict__)


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ({"gap": " "}, "还差什么"),
        ({"told_by": " "}, "由谁告知"),
        ({"told_on": date(2026, 11, 18)}, "早于上一次告知"),
        ({"told_on": date(2099, 1, 1)}, "晚"),
        ({"readiness": ENTRY.readiness, "strengths": ENTRY.strengths, "gap": ENTRY.gap}, "没有变化"),
    ],
)
def test_no_update_without_telling_or_without_something_new(world: World, new: dict[str, Any], words: str) -> None:
    reserve = _reserve(world)

    with pytest.raises(UserError) as refused:
        _update(world, reserve, **new)

    assert words in refused.value.message.happened or words in refused.value.message.rule
    assert not ReserveVersion.objects.exists()


def test_an_ended_entry_is_not_updated_and_keeps_nothing_of_what_was_written(world: World) -> None:
    reserve = _update(world, _reserve(world))
    end_reserve(reserve=reserve, reason="示例原因", by=world.cast.officer)

    with pytest.raises(Conflict):
        _update(world, reserve, gap="示例又一")
    assert not ReserveVersion.objects.exists()


def test_the_end_of_the_committee_takes_what_was_written_before_along(world: World) -> None:
    _update(world, _reserve(world))
    follower = next(one for one in followers if one.key == "reserves")
    by = world.cast.provincial_officer
    handover = Handover(
        source=world.near.committee, target=world.superior, on=world.day, document="示例", by=by, ends=True
    )

    follower.move(handover)

    assert not ReserveVersion.objects.exists()


def test_the_pages_update_an_entry_and_show_how_it_stood(world: World, client_as: ClientAs) -> None:
    reserve = _reserve(world)
    client, address = client_as(world.cast.officer), reverse("organizations:reserve-update", args=[reserve.public_id])
    given = {"readiness": "ready", "strengths": "", "gap": "示例新差距", "told_on": "2026-11-20", "told_by": "示例乙"}

    listed = client.get(reverse("organizations:reserves")).content.decode()
    first = client.get(address).content.decode()
    saved = client.post(address, given)
    then = client.get(address).content.decode()

    assert f'href="{address}"' in listed
    assert "还没有更新过" in first
    assert saved.status_code == 302
    assert "2026-11-20 以前" in then
    assert "示例条件" in then


@pytest.mark.parametrize("who", ["staff", "clerk", "secretary", "far_staff", "provincial_officer"])
def test_nobody_but_the_own_committee_updates_an_entry(world: World, client_as: ClientAs, who: str) -> None:
    address = reverse("organizations:reserve-update", args=[_reserve(world).public_id])

    assert client_as(getattr(world.cast, who)).get(address).status_code in (403, 404)


def test_the_person_is_told_how_the_entry_stood_before(world: World) -> None:
    _update(world, _reserve(world))

    sections = {one.key: one.records for one in cadre_sections(world.members.full.person_id, world.day)}

    now, before = sections["reserves"]
    assert {item.key: item.value for item in now}["gap"] == "示例新差距"
    assert {item.key: item.value for item in before}["gap"] == "示例差距"


def test_only_the_own_committee_reads_its_reserve(world: World) -> None:
    _reserve(world)

    seen = {who: cadres.reserves(scope=scope_of(getattr(world.cast, who), world.day)).count() for who in (
        "officer", "staff", "clerk", "secretary", "far_staff", "provincial_officer", "leader", "audit_administrator",
    )}  # fmt: skip

    assert seen == {**dict.fromkeys(seen, 0), "officer": 1}


@pytest.mark.parametrize(("year", "left"), [(2026, (1, 1, 1)), (2040, (0, 0, 0))])
def test_what_ended_long_ago_goes(world: World, year: int, left: tuple[int, int, int]) -> None:
    end_reserve(reserve=_reserve(world), reason="示例原因", by=world.cast.officer)
    close_vacancy(vacancy=_vacancy(world, language="英语"), by=world.cast.staff)
    entry = NoteEntry(kind=NoteKind.TRAINING, on=date(2026, 1, 20), words="示例班")
    add_note(post=_post(world), entry=entry, by=world.cast.staff)
    now = datetime(year, 12, 31, 3, 0, tzinfo=UTC)

    cleared = [one.clear(Moment(now=now, today=now.date())) for one in categories() if one.code in KEPT_FOR_A_TIME]

    assert len(cleared) == 3
    assert (Reserve.objects.count(), CardNote.objects.count(), Vacancy.objects.count()) == left
