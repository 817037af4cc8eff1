"""Corrections (更正): asked for by the member, answered with reasons, put right in the same act."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.crypto import blind_index
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.core.models import AuditEntry, FactChange
from runwu.core.registries import duty_providers
from runwu.members.choices import CorrectionField, CorrectionState
from runwu.members.models import CorrectionRequest, PartyMember
from runwu.members.own.corrections import in_words
from runwu.members.own_duties import own_requests
from runwu.members.services import answer_correction, ask_correction, withdraw_correction
from runwu.people.models import Person
from tests.world import DAY, World

NUMBER = "13800000000"


def _ask(world: World, field: CorrectionField, wanted: str, member: PartyMember | None = None) -> CorrectionRequest:
    return ask_correction(
        member=member or world.members.full, field=field, wanted=wanted, reason="", by=world.cast.member
    )


def _correct(world: World, field: CorrectionField, wanted: str) -> Person:
    asked = _ask(world, field, wanted)
    answer_correction(request=asked, correct=True, answer="与原件一致", by=world.cast.secretary)
    return Person.objects.get(pk=world.members.full.person_id)


def test_a_corrected_phone_stands_in_the_register_with_its_index(world: World) -> None:
    person = _correct(world, CorrectionField.PHONE, "+86 138 0000 0000")

    assert (person.phone, person.phone_index) == (NUMBER, blind_index(NUMBER, "phone"))


@pytest.mark.parametrize(
    ("field", "wanted", "column", "value"),
    [
        (CorrectionField.GENDER, "女", "gender", "female"),
        (CorrectionField.EDUCATION, "本科", "education", "bachelor"),
        (CorrectionField.BIRTH_DATE, "1990-03-31", "birth_date", "1990-03-31"),
        (CorrectionField.NAME, "示例新名", "initials", "slxm"),
        (CorrectionField.OTHER, "入党日期应为 2010 年", "name", "示例党员甲"),
    ],
)
def test_a_corrected_field_is_put_right_with_the_answer(
    world: World, field: CorrectionField, wanted: str, column: str, value: str
) -> None:
    assert getattr(_correct(world, field, wanted), column) == value


def test_a_corrected_name_of_a_restricted_member_stays_sealed(world: World) -> None:
    member = world.members.restricted
    assert member
    asked = _ask(world, CorrectionField.NAME, "示例密改名", member)

    answer_correction(request=asked, correct=True, answer="与原件一致", by=world.cast.secretary)

    person = Person.objects.get(pk=member.person_id)
    assert (person.name, person.initials, person.full_name) == ("", "", "示例密改名")
    assert not FactChange.objects.exists()


def test_that_something_changed_is_noted_without_its_value(world: World) -> None:
    _correct(world, CorrectionField.NAME, "示例新名")

    assert list(FactChange.objects.values_list("field", "old", "new")) == [("name", "", "已更改")]


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        (CorrectionField.PHONE, "12345"),
        (CorrectionField.GENDER, "不详"),
        (CorrectionField.EDUCATION, "博士后"),
        (CorrectionField.BIRTH_DATE, "1990/13/40"),
        (CorrectionField.BIRTH_DATE, "2990-01-01"),
    ],
)
def test_what_cannot_be_right_is_not_taken(world: World, field: CorrectionField, wanted: str) -> None:
    with pytest.raises(UserError):
        _ask(world, field, wanted)

    assert not CorrectionRequest.objects.exists()


def test_one_field_waits_once(world: World) -> None:
    _ask(world, CorrectionField.PHONE, NUMBER)

    with pytest.raises(Conflict, match="正等答复"):
        _ask(world, CorrectionField.PHONE, NUMBER)


def test_a_refusal_without_reasons_is_none(world: World) -> None:
    asked = _ask(world, CorrectionField.PHONE, NUMBER)

    with pytest.raises(UserError, match="还没有写答复"):
        answer_correction(request=asked, correct=False, answer="  ", by=world.cast.secretary)


def test_the_member_reads_the_refusal_with_its_reasons(world: World, client_as: ClientAs) -> None:
    asked = _ask(world, CorrectionField.OTHER, "入党日期应为 2010 年")
    address = reverse("members:correction-answer", args=[asked.public_id])
    client_as(world.cast.secretary).post(address, {"outcome": "refuse", "answer": "档案记载为 2024 年"})

    text = client_as(world.cast.member).get(reverse("me:page")).content.decode()

    assert "不予更正，已说明理由：档案记载为 2024 年" in text


def test_an_answered_request_is_not_answered_again(world: World) -> None:
    asked = _ask(world, CorrectionField.PHONE, NUMBER)
    withdraw_correction(request=asked, by=world.cast.member)

    with pytest.raises(Conflict, match="本人已撤回"):
        answer_correction(request=asked, correct=True, answer="好", by=world.cast.secretary)


def test_the_log_names_the_field_and_not_its_value(world: World) -> None:
    _correct(world, CorrectionField.PHONE, NUMBER)

    entry = AuditEntry.objects.get(action="members.correction.corrected")
    assert entry.fields == ["phone"]
    assert NUMBER not in str(entry.extra)


def test_the_secretary_of_the_branch_has_the_duty_and_nobody_else(world: World) -> None:
    _ask(world, CorrectionField.PHONE, NUMBER)

    def has_it(who: str) -> bool:
        scope = scope_of(getattr(world.cast, who), DAY)
        return any(duty.key.startswith("correction:") for one in duty_providers for duty in one(scope, DAY))

    assert [has_it(who) for who in ("secretary", "next_secretary", "staff", "officer", "member")] == [
        True, False, False, False, False,
    ]  # fmt: skip


def test_a_page_keeps_what_was_typed(world: World, client_as: ClientAs) -> None:
    answer = client_as(world.cast.member).post(reverse("me:correction-ask"), {"field": "phone", "wanted": "12345"})

    assert answer.status_code == 422
    assert 'value="12345"' in answer.content.decode()


def test_a_request_that_was_asked_twice_answers_conflict(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.member)
    client.post(reverse("me:correction-ask"), {"field": "phone", "wanted": NUMBER})

    answer = client.post(reverse("me:correction-ask"), {"field": "phone", "wanted": NUMBER})

    assert answer.status_code == 409
    assert CorrectionRequest.objects.get().state == CorrectionState.ASKED


def test_the_day_of_admission_is_put_right_with_the_answer(world: World) -> None:
    Person.objects.filter(pk=world.members.full.person_id).update(birth_date="1980-03-31")
    _correct(world, CorrectionField.ADMITTED, "2011-03-31")

    member = PartyMember.objects.get(pk=world.members.full.pk)
    assert str(member.admitted_on) == "2011-03-31"
    assert FactChange.objects.filter(field="admitted_on").exists()


def test_a_day_of_admission_out_of_order_is_refused_and_nothing_changes(world: World) -> None:
    before = PartyMember.objects.values("admitted_on").get(pk=world.members.full.pk)
    PartyMember.objects.filter(pk=world.members.full.pk).update(converted_on=before["admitted_on"])
    asked = _ask(world, CorrectionField.ADMITTED, str(DAY.replace(year=DAY.year - 1)))

    with pytest.raises(RuleRefused):
        answer_correction(request=asked, correct=True, answer="与原件一致", by=world.cast.secretary)
    asked.refresh_from_db()
    assert asked.state == CorrectionState.ASKED
    assert PartyMember.objects.values("admitted_on").get(pk=world.members.full.pk) == before


@pytest.mark.parametrize("wanted", ["2010-05-06", "2024-06-01"])
def test_a_birth_date_that_the_admission_contradicts_is_refused_and_nothing_changes(world: World, wanted: str) -> None:
    before = Person.objects.get(pk=world.members.full.person_id).birth_date
    asked = _ask(world, CorrectionField.BIRTH_DATE, wanted)

    with pytest.raises(RuleRefused):
        answer_correction(request=asked, correct=True, answer="与原件一致", by=world.cast.secretary)

    asked.refresh_from_db()
    assert asked.state == CorrectionState.ASKED
    assert Person.objects.get(pk=world.members.full.person_id).birth_date == before


def test_what_stands_there_already_needs_no_correction(world: World) -> None:
    _correct(world, CorrectionField.EDUCATION, "本科")

    with pytest.raises(UserError, match="登记已经是这样"):
        _ask(world, CorrectionField.EDUCATION, "本科", PartyMember.objects.get(pk=world.members.full.pk))


def test_a_choice_asked_for_in_english_is_answered_in_chinese(world: World) -> None:
    with translation.override("en"):
        asked = _ask(world, CorrectionField.EDUCATION, "BACHELOR")
        assert in_words(CorrectionField.EDUCATION, asked.wanted) == "bachelor"

    answer_correction(request=asked, correct=True, answer="与原件一致", by=world.cast.secretary)
    assert asked.wanted == "本科"
    assert Person.objects.get(pk=world.members.full.person_id).education == "bachelor"


def test_who_asks_and_who_answers_see_what_stands_there_now(world: World, client_as: ClientAs) -> None:
    Person.objects.filter(pk=world.members.full.person_id).update(education="college")
    page = client_as(world.cast.member).get(reverse("me:correction-ask")).content.decode()
    asked = _ask(world, CorrectionField.EDUCATION, "本科")

    answers = client_as(world.cast.secretary).get(reverse("members:correction-answer", args=[asked.public_id]))

    assert "学历（现在登记：大专）" in page
    assert "<dt>现在登记</dt><dd>大专</dd>" in answers.content.decode()


def test_going_away_is_told_to_the_branch_and_changes_nothing_by_itself(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.member)
    address = f"{reverse('me:correction-ask')}?field=away"
    assert '<option value="away" selected' in client.get(address).content.decode()
    client.post(address, {"field": "away", "wanted": "下月起在示例市半年", "reason": ""})
    asked = CorrectionRequest.objects.get(field=CorrectionField.AWAY)

    page = client_as(world.cast.secretary).get(reverse("members:correction-answer", args=[asked.public_id]))
    answer_correction(request=asked, correct=True, answer="已登记流动期", by=world.cast.secretary)

    assert "登记流动期" in page.content.decode()
    assert "已登记" in page.content.decode()
    assert not world.members.full.floating_stays.exists()


def test_home_tells_what_waits_for_the_branch_and_then_what_it_answered(world: World) -> None:
    scope = scope_of(world.cast.member, DAY)
    asked = _ask(world, CorrectionField.EDUCATION, "本科")
    waiting = [one for one in own_requests(scope, timezone.localdate()) if one.waiting]
    answer_correction(request=asked, correct=True, answer="与原件一致", by=world.cast.secretary)

    told = own_requests(scope, timezone.localdate())

    assert [one.title for one in waiting] == ["你提出的“学历”，等支部答复"]
    assert [(one.title, one.waiting) for one in told] == [("支部答复了你提出的“学历”", False)]
    assert own_requests(scope, timezone.localdate() + timedelta(days=400)) == []
    assert own_requests(scope_of(world.cast.secretary, DAY), timezone.localdate()) == []
