"""Deletions (删除): asked for by the person, answered with reasons, done at once or only stored where that is demanded."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.crypto import blind_index
from runwu.core.errors import Conflict, UserError
from runwu.core.middleware import LANGUAGE_COOKIE
from runwu.core.models import AuditEntry, FactChange
from runwu.core.registries import duty_providers
from runwu.core.retention import Category, categories, clear_due
from runwu.members.choices import CorrectionField, DeletionPiece, DeletionState, WishKind, WishState
from runwu.members.models import CorrectionRequest, DeletionRequest, PartyMember, RestrictionWish
from runwu.members.services.deletions import (
    ask_deletion,
    delete_piece,
    freeze_piece,
    lift_freeze,
    refuse_deletion,
    withdraw_deletion,
)
from runwu.people.models import Person, Skill
from tests.world import DAY, World

NUMBER = "13800000000"
GROUND = "《示例规定》第三条"


@pytest.fixture
def world(world: World) -> World:
    Person.objects.filter(pk=world.members.full.person_id).update(
        phone=NUMBER, phone_index=blind_index(NUMBER, "phone"), education="bachelor"
    )
    Skill.objects.create(
        person_id=world.members.full.person_id, kind="language", name="示例语", level="basic", source="示例",
        own=True, recorded_on=DAY, recorded_by=world.cast.member.public_id,
    )  # fmt: skip
    return world


def _person(world: World) -> Person:
    return Person.objects.get(pk=world.members.full.person_id)


def _ask(
    world: World, piece: DeletionPiece = DeletionPiece.PHONE, member: PartyMember | None = None
) -> DeletionRequest:
    held = PartyMember.objects.select_related("person", "organization").get(pk=(member or world.members.full).pk)
    return ask_deletion(member=held, piece=piece, reason="", by=world.cast.member)


def _freeze(world: World, piece: DeletionPiece = DeletionPiece.PHONE, days: int | None = None) -> DeletionRequest:
    asked = _ask(world, piece)
    until = None if days is None else timezone.localdate() + timedelta(days=days)
    freeze_piece(request=asked, answer="示例答复", ground=GROUND, until=until, by=world.cast.secretary)
    return DeletionRequest.objects.get(pk=asked.pk)


def test_a_deleted_phone_is_gone_with_its_index_and_its_copies(world: World) -> None:
    CorrectionRequest.objects.create(
        member=world.members.full, field=CorrectionField.PHONE, wanted=NUMBER, state="corrected"
    )

    delete_piece(request=_ask(world), answer="已删除", by=world.cast.secretary)

    person = _person(world)
    assert (person.phone, person.phone_index) == ("", "")
    assert CorrectionRequest.objects.get().wanted == ""
    assert DeletionRequest.objects.get().kept is None


def test_that_something_was_deleted_is_noted_without_its_value(world: World) -> None:
    delete_piece(request=_ask(world), answer="已删除", by=world.cast.secretary)

    entry = AuditEntry.objects.get(action="members.deletion.deleted")
    assert entry.fields == ["phone"]
    assert NUMBER not in str(entry.extra)
    assert NUMBER not in str(list(FactChange.objects.values()))


def test_deleted_skills_are_gone(world: World) -> None:
    delete_piece(request=_ask(world, DeletionPiece.SKILLS), answer="已删除", by=world.cast.secretary)

    assert not Skill.objects.exists()


def test_a_frozen_phone_stands_nowhere_but_encrypted_with_the_request(world: World) -> None:
    row = _freeze(world)

    assert _person(world).phone == ""
    assert row.kept == {"person": {"phone": NUMBER, "phone_index": blind_index(NUMBER, "phone")}}
    assert (row.state, row.ground) == (DeletionState.FROZEN, GROUND)


@pytest.mark.parametrize("piece", [DeletionPiece.PHONE, DeletionPiece.EDUCATION])
def test_lifting_puts_a_column_back(world: World, piece: DeletionPiece) -> None:
    before = (NUMBER, "bachelor")

    lift_freeze(request=_freeze(world, piece), reason="本人要求恢复", by=world.cast.secretary)

    person = _person(world)
    assert (person.phone, person.education) == before
    assert DeletionRequest.objects.get().kept is None


def test_lifting_puts_skills_back_as_they_were(world: World) -> None:
    before = list(Skill.objects.values())

    lift_freeze(request=_freeze(world, DeletionPiece.SKILLS), reason="本人要求恢复", by=world.cast.secretary)

    assert list(Skill.objects.values()) == before


def test_what_was_registered_meanwhile_stays(world: World) -> None:
    row = _freeze(world)
    Person.objects.filter(pk=world.members.full.person_id).update(phone="13800000000", phone_index="new")

    lift_freeze(request=row, reason="本人要求恢复", by=world.cast.secretary)

    assert _person(world).phone_index == "new"


def test_wishes_that_hold_are_no_piece(world: World) -> None:
    for kind, state in ((WishKind.RESTRICT, WishState.GRANTED), (WishKind.APART, WishState.REFUSED)):
        RestrictionWish.objects.create(
            member=world.members.full, kind=kind, state=state, wished_on=DAY, decided_on=DAY,
            recorded_by=world.cast.member.public_id,
        )  # fmt: skip

    delete_piece(request=_ask(world, DeletionPiece.WISHES), answer="已删除", by=world.cast.secretary)

    assert RestrictionWish.objects.get().kind == WishKind.RESTRICT


def test_what_is_not_held_is_not_asked_for(world: World) -> None:
    Skill.objects.all().delete()

    with pytest.raises(UserError, match="没有登记"):
        _ask(world, DeletionPiece.SKILLS)


def test_a_piece_waits_once(world: World) -> None:
    _ask(world)

    with pytest.raises(Conflict, match="正等答复"):
        _ask(world)


@pytest.mark.parametrize(("answer", "ground", "days"), [(" ", GROUND, None), ("好", " ", None), ("好", GROUND, -1)])
def test_a_freeze_needs_an_answer_a_ground_and_a_day_to_come(
    world: World, answer: str, ground: str, days: int | None
) -> None:
    asked = _ask(world)
    until = None if days is None else timezone.localdate() + timedelta(days=days)

    with pytest.raises(UserError):
        freeze_piece(request=asked, answer=answer, ground=ground, until=until, by=world.cast.secretary)

    assert _person(world).phone == NUMBER


def test_a_refusal_leaves_everything_and_is_read_by_the_person(world: World, client_as: ClientAs) -> None:
    refuse_deletion(request=_ask(world), answer="支部须能联系本人", by=world.cast.secretary)

    text = client_as(world.cast.member).get(reverse("me:page")).content.decode()

    assert "不予删除，已说明理由：支部须能联系本人" in text
    assert _person(world).phone == NUMBER


def test_an_answered_request_is_not_answered_again(world: World) -> None:
    asked = _ask(world)
    withdraw_deletion(request=asked, by=world.cast.member)

    with pytest.raises(Conflict, match="本人已撤回"):
        delete_piece(request=asked, answer="好", by=world.cast.secretary)


def test_deleting_asks_once_more(world: World, client_as: ClientAs) -> None:
    address = reverse("members:deletion-answer", args=[_ask(world).public_id])
    client = client_as(world.cast.secretary)

    asked = client.post(address, {"outcome": "delete", "answer": "核对无误"})
    before = _person(world).phone
    client.post(address, {"outcome": "delete", "answer": "核对无误", "confirmed": "1"})

    assert "删除后不能恢复" in asked.content.decode()
    assert (before, _person(world).phone) == (NUMBER, "")


def test_a_freeze_without_ground_is_refused_by_the_page(world: World, client_as: ClientAs) -> None:
    address = reverse("members:deletion-answer", args=[_ask(world).public_id])

    answer = client_as(world.cast.secretary).post(address, {"outcome": "freeze", "answer": "要保存"})

    assert answer.status_code == 422
    assert DeletionRequest.objects.get().state == DeletionState.ASKED


def test_the_person_reads_ground_and_last_day(world: World, client_as: ClientAs) -> None:
    row = _freeze(world, days=30)

    text = client_as(world.cast.member).get(reverse("me:page")).content.decode()

    assert "停止处理，只保存" in text
    assert GROUND in text
    assert f"{row.until:%Y-%m-%d}" in text


def _kinds() -> list[Category]:
    return [one for one in categories() if one.code in ("frozen_piece", "deletion")]


def test_what_is_frozen_goes_when_its_time_is_over(world: World) -> None:
    row = _freeze(world, days=0)

    clear_due(_kinds(), now=timezone.now())
    early = DeletionRequest.objects.get(pk=row.pk).state
    clear_due(_kinds(), now=timezone.now() + timedelta(days=1))

    row.refresh_from_db()
    assert (early, row.state, row.kept) == (DeletionState.FROZEN, DeletionState.EXPIRED, None)


def test_the_secretary_has_the_duty_and_who_keeps_the_register_may_answer(world: World, client_as: ClientAs) -> None:
    asked = _ask(world)

    def has_it(who: str) -> bool:
        scope = scope_of(getattr(world.cast, who), DAY)
        return any(duty.key.startswith("deletion:") for one in duty_providers for duty in one(scope, DAY))

    page = client_as(world.cast.staff).get(reverse("members:deletion-answer", args=[asked.public_id]))
    assert [has_it(who) for who in ("secretary", "next_secretary", "staff", "member")] == [True, False, False, False]
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("who", "status"), [("staff", 404), ("officer", 404), ("next_secretary", 404), ("secretary", 200)]
)
def test_a_restricted_members_request_is_the_own_branchs(
    world: World, client_as: ClientAs, who: str, status: int
) -> None:
    member = world.members.restricted
    assert member
    Person.objects.filter(pk=member.person_id).update(phone=NUMBER)
    asked = _ask(world, member=member)

    answer = client_as(getattr(world.cast, who)).get(reverse("members:deletion-answer", args=[asked.public_id]))

    assert answer.status_code == status
    assert not FactChange.objects.exists()


def test_a_person_takes_a_request_back_on_the_own_page(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.member)
    client.post(reverse("me:deletion-ask"), {"piece": "phone"})

    client.post(reverse("me:deletion-withdraw", args=[DeletionRequest.objects.get().public_id]))

    assert DeletionRequest.objects.get().state == DeletionState.WITHDRAWN


def test_what_is_frozen_is_still_held_and_told_to_the_person(world: World, client_as: ClientAs) -> None:
    _freeze(world)
    client = client_as(world.cast.member)

    page = client.get(reverse("me:record")).content.decode()
    client.cookies[LANGUAGE_COOKIE] = "en"
    machine = client.get(reverse("me:record-json")).json()

    found = {one["key"]: one for one in machine["sections"]}
    assert NUMBER in page
    assert page.index("基本信息") < page.index("删除申请") < page.index("没有登记的")
    assert found["deletions"]["records"][0]["kept"] == NUMBER
    assert (machine["language"], found["deletions"]["records"][0]["piece"]) == ("zh-hans", "手机")
    assert found["person"]["purposes"]["name"]
