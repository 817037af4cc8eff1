"""Decisions about a standing: by a paper and the rules alone, with effect at once, taken back the same day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.attachments import read_plain
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.core.models import Attachment, AuditEntry
from runwu.core.registries import duty_providers
from runwu.members import selectors, standings
from runwu.members.choices import Membership, Standing, StandingAct
from runwu.members.models import PartyMember, StandingDecision
from runwu.members.services.standing import (
    StandingEntry,
    attach_standing_paper,
    check_standing,
    record_standing,
    withdraw_standing,
)
from runwu.rules.errors import RuleInputError
from runwu.rules.recruitment import may_convert
from runwu.rules.rulebook import Rulebook
from tests.world import DAY, SINCE, World

FULL_SINCE = date(2025, 3, 1)
YESTERDAY = DAY - timedelta(days=1)


def _entry(world: World, act: StandingAct = StandingAct.CONVERTED, **more: Any) -> StandingEntry:
    days = {"on": FULL_SINCE, "meeting_on": FULL_SINCE, "approved_on": date(2025, 3, 9)}
    if act is not StandingAct.CONVERTED:
        days = {"on": YESTERDAY, "meeting_on": date(2026, 11, 2), "approved_on": YESTERDAY}
    given = {"act": act, "document": "示例委〔2025〕3号", "decided_by": world.near.committee, **days, **more}
    return StandingEntry(**given)


def _record(world: World, member: PartyMember, act: StandingAct, **more: Any) -> StandingDecision:
    return record_standing(member=member, entry=_entry(world, act, **more), by=world.cast.staff)


def _now(member: PartyMember) -> PartyMember:
    return PartyMember.objects.get(pk=member.pk)


def _listed(world: World, on: date | None = None) -> set[str]:
    scope = scope_of(world.cast.staff, DAY)
    rows = standings.members_then(scope=scope, on=on) if on else selectors.visible(scope=scope)
    return {row.person.name for row in rows}


def test_a_conversion_takes_effect_with_its_day_and_paper(world: World) -> None:
    row = _record(world, world.members.probationary, StandingAct.CONVERTED)

    member = _now(world.members.probationary)
    assert (member.standing, member.converted_on) == (Standing.FULL, FULL_SINCE)
    assert (row.document, row.decider) == ("示例委〔2025〕3号", world.near.committee.name)
    assert AuditEntry.objects.filter(action="members.standing.recorded", subject_id=str(row.public_id)).exists()


def test_a_past_day_tells_what_they_were_then(world: World) -> None:
    _record(world, world.members.probationary, StandingAct.CONVERTED)
    _record(world, world.members.second, StandingAct.SUSPENDED)

    then = dict(standings.as_of(PartyMember.objects.all(), date(2025, 2, 28)).values_list("pk", "standing_then"))
    assert then[world.members.probationary.pk] == Standing.PROBATIONARY
    assert "示例党员乙" not in _listed(world)
    assert "示例党员乙" in _listed(world, YESTERDAY - timedelta(days=1))
    assert "示例党员乙" not in _listed(world, YESTERDAY)


@pytest.mark.parametrize(
    ("act", "after"),
    [
        (StandingAct.SUSPENDED, Membership.SUSPENDED),
        (StandingAct.REMOVED, Membership.ENDED),
        (StandingAct.WITHDRAWN, Membership.ENDED),
    ],
)
def test_who_is_a_member_no_more_is_counted_no_more_and_stays_on_record(
    world: World, client_as: ClientAs, act: StandingAct, after: Membership
) -> None:
    _record(world, world.members.second, act)

    page = client_as(world.cast.staff).get(reverse("members:page", args=[world.members.second.public_id]))
    assert _now(world.members.second).membership == after
    assert "示例党员乙" not in _listed(world)
    assert page.status_code == 200
    assert str(act.label) in page.content.decode()


def test_a_suspended_member_is_restored_by_another_decision(world: World) -> None:
    _record(world, world.members.second, StandingAct.SUSPENDED)

    _record(world, _now(world.members.second), StandingAct.RESTORED)

    assert _now(world.members.second).membership == Membership.ACTIVE


def test_a_withdrawal_on_the_same_day_brings_back_what_was(world: World) -> None:
    row = _record(world, world.members.probationary, StandingAct.CONVERTED)

    withdraw_standing(decision=row, by=world.cast.staff)

    member = _now(world.members.probationary)
    assert (member.standing, member.converted_on) == (Standing.PROBATIONARY, None)
    assert StandingDecision.objects.get(pk=row.pk).withdrawn_at is not None


def test_on_another_day_nothing_is_taken_back(world: World) -> None:
    row = _record(world, world.members.second, StandingAct.SUSPENDED)
    StandingDecision.objects.filter(pk=row.pk).update(recorded_on=YESTERDAY)

    with pytest.raises(Conflict):
        withdraw_standing(decision=row, by=world.cast.staff)

    assert _now(world.members.second).membership == Membership.SUSPENDED


def test_the_latest_is_taken_back_first(world: World) -> None:
    first = _record(world, world.members.second, StandingAct.SUSPENDED)
    _record(world, _now(world.members.second), StandingAct.RESTORED)

    with pytest.raises(Conflict, match="别的决定"):
        withdraw_standing(decision=first, by=world.cast.staff)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"document": " "}, "文号"),
        ({"decided_by": None}, "批准组织"),
        ({"approved_on": DAY + timedelta(days=1)}, "还没有到"),
        ({"meeting_on": date(1994, 5, 1)}, "早于出生日期"),
        ({"meeting_on": date(2024, 2, 1)}, "早于入党日期"),
        ({"on": date(2024, 2, 29)}, "早于入党日期"),
    ],
)
def test_what_can_not_be_is_said_and_changes_nothing(world: World, changes: dict[str, Any], words: str) -> None:
    entry = replace(_entry(world), **changes)

    with pytest.raises(UserError, match=words):
        record_standing(member=world.members.probationary, entry=entry, by=world.cast.staff)

    assert _now(world.members.probationary).standing == Standing.PROBATIONARY
    assert not StandingDecision.objects.exists()


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"meeting_on": date(2025, 2, 28)}, "预备期还没有满"),
        ({"approved_on": date(2025, 2, 28)}, "批准早于支部大会"),
    ],
)
def test_the_rules_refuse_a_conversion(world: World, changes: dict[str, Any], title: str) -> None:
    with pytest.raises(RuleRefused) as refused:
        check_standing(member=world.members.probationary, entry=replace(_entry(world), **changes))

    assert refused.value.verdict.title == title


def test_a_branch_does_not_approve(world: World) -> None:
    with pytest.raises(RuleRefused) as refused:
        check_standing(member=world.members.probationary, entry=_entry(world, decided_by=world.near.branch))

    assert refused.value.verdict.now[0] == "改填批准的党委"


def test_who_was_too_young_is_not_converted(world: World) -> None:
    person = world.members.probationary.person
    person.birth_date = "2008-05-06"
    person.save()

    with pytest.raises(RuleRefused) as refused:
        check_standing(member=world.members.probationary, entry=_entry(world))

    assert any("周岁" in line for line in refused.value.verdict.arithmetic)


def test_a_probation_is_extended_once_and_for_so_many_months(world: World) -> None:
    member = world.members.probationary
    _record(world, member, StandingAct.EXTENDED, months=6)

    assert standings.extension_of(_now(member)) == 6
    assert _now(member).standing == Standing.PROBATIONARY
    with pytest.raises(RuleRefused):
        _record(world, _now(member), StandingAct.EXTENDED, months=6)


def test_an_extension_of_five_months_is_refused(world: World) -> None:
    with pytest.raises(RuleRefused):
        _record(world, world.members.probationary, StandingAct.EXTENDED, months=5)


def test_a_conversion_of_a_full_member_is_refused(world: World) -> None:
    with pytest.raises(UserError, match="现为正式党员"):
        _record(world, world.members.second, StandingAct.CONVERTED)


def _duties(world: World, who: str, on: date) -> list[str]:
    scope = scope_of(getattr(world.cast, who), on)
    return [duty.key for provider in duty_providers for duty in provider(scope, on) if "members.standing" in duty.key]


def test_a_probation_that_ends_is_a_duty_and_changes_nothing(world: World) -> None:
    PartyMember.objects.filter(pk=world.members.probationary.pk).update(admitted_on=DAY - timedelta(days=340))

    assert len(_duties(world, "secretary", DAY)) == 1
    assert _duties(world, "next_secretary", DAY) == []
    assert _duties(world, "leader", DAY) == []
    assert _now(world.members.probationary).standing == Standing.PROBATIONARY


def test_probations_without_a_beginning_are_one_duty_of_who_may_mend_them(world: World) -> None:
    both = [world.members.probationary.pk, world.members.second.pk]
    PartyMember.objects.filter(pk__in=both).update(standing=Standing.PROBATIONARY, admitted_on=None)
    scope = scope_of(world.cast.staff, DAY)

    found = [one for provider in duty_providers for one in provider(scope, DAY) if one.key.endswith(":undated")]

    assert [one.title for one in found] == ["补录入党日期：2 名预备党员"]
    assert "示例预备戊" in found[0].why
    assert [key for who in ("next_secretary", "leader") for key in _duties(world, who, DAY)] == []


def test_a_suspension_of_two_years_is_a_duty(world: World) -> None:
    PartyMember.objects.filter(pk=world.members.probationary.pk).update(admitted_on=DAY)
    row = _record(world, world.members.second, StandingAct.SUSPENDED)
    StandingDecision.objects.filter(pk=row.pk).update(on=date(2024, 11, 20))

    assert [key.split(":")[2] for key in _duties(world, "staff", DAY)] == ["suspension"]
    assert _now(world.members.second).membership == Membership.SUSPENDED


def test_the_paper_is_kept_encrypted_and_downloaded_on_record(world: World, client_as: ClientAs) -> None:
    row = _record(world, world.members.second, StandingAct.SUSPENDED)
    row = attach_standing_paper(decision=row, file=ContentFile(b"%PDF-1.4", name="示例.pdf"), by=world.cast.staff)

    answer = client_as(world.cast.staff).get(reverse("members:standing-file", args=[row.public_id]))

    assert row.attachment
    assert read_plain(Attachment.objects.get(public_id=row.attachment)) == b"%PDF-1.4"
    assert b"".join(answer) == b"%PDF-1.4"
    assert client_as(world.cast.far_staff).get(answer.request["PATH_INFO"]).status_code == 404


def test_the_page_previews_what_changes_and_records_when_confirmed(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    address = reverse("members:standing-record", args=[world.members.probationary.public_id])
    sent = {
        "act": "converted", "meeting_on": "2025-03-01", "approved_on": "2025-03-09", "on": "2025-03-01",
        "document": "示例委〔2025〕3号", "decided_by": str(world.near.committee.public_id),
    }  # fmt: skip

    preview = client.post(address, sent).content.decode()
    assert "预备党员 → 正式党员" in preview
    assert "正式党员 3 → 4 名，预备党员 1 → 0 名" in preview
    assert "可计入企业的正式党员 3 → 4 名" in preview
    assert not StandingDecision.objects.exists()

    client.post(address, {**sent, "confirmed": "1"})
    assert _now(world.members.probationary).standing == Standing.FULL


def test_decisions_about_a_restricted_member_are_recorded_in_the_own_branch_alone(
    world: World, client_as: ClientAs
) -> None:
    assert world.members.restricted
    address = reverse("members:standing-record", args=[world.members.restricted.public_id])

    assert client_as(world.cast.staff).get(address).status_code == 404
    assert client_as(world.cast.officer).get(address).status_code == 404
    assert client_as(world.cast.secretary).get(address).status_code == 200


def test_a_decision_about_a_restricted_member_is_listed_for_nobody_else(world: World, client_as: ClientAs) -> None:
    assert world.members.restricted
    record_standing(member=world.members.restricted, entry=_entry(world, StandingAct.SUSPENDED), by=world.cast.officer)

    assert standings.decisions(scope=scope_of(world.cast.staff, DAY)).count() == 0
    assert standings.decisions(scope=scope_of(world.cast.officer, DAY)).count() == 0
    assert standings.decisions(scope=scope_of(world.cast.secretary, DAY)).count() == 1


def test_a_conversion_before_the_probation_began_is_refused_by_the_rule() -> None:
    early = SINCE - timedelta(days=9)
    with pytest.raises(RuleInputError):
        may_convert(admitted=SINCE, meeting=early, converted=SINCE, approved=SINCE, book=Rulebook(on=DAY))


def test_a_conversion_before_the_admission_is_answered_in_words(world: World, client_as: ClientAs) -> None:
    address = reverse("members:standing-record", args=[world.members.probationary.public_id])
    early = "2020-03-01"
    sent = {
        "act": "converted", "meeting_on": early, "approved_on": early, "on": early,
        "document": "示例委〔2025〕3号", "decided_by": str(world.near.committee.public_id),
    }  # fmt: skip

    answer = client_as(world.cast.staff).post(address, sent)

    assert (answer.status_code, "预备期从支部大会通过接收之日算起" in answer.content.decode()) == (422, True)
