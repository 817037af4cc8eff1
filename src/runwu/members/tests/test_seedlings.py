from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry
from runwu.core.registries import Duty, duty_providers
from runwu.core.retention import Moment, categories
from runwu.members import seedlings
from runwu.members.choices import SeedlingState, Standing
from runwu.members.merging import UNTOLD
from runwu.members.models import PartyMember, Seedling
from runwu.members.services.seedlings import (
    BranchDecision,
    SeedlingEntry,
    decide_seedling,
    end_seedling,
    find_seedling_in_register,
    propose_seedling,
    withdraw_seedling,
)
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization
from runwu.organizations.services import Paper, dissolve, establish, move, take_back
from tests.world import SINCE, World

ENTRY = SeedlingEntry(name="示例苗子", reason="示例理由", told_on=date(2026, 11, 19))
AGREES = BranchDecision(accepts=True, decided_on=date(2026, 11, 20), document="支部委员会会议", words="示例培训班")
REFUSES = replace(AGREES, accepts=False, words="示例缘由")


def _propose(world: World, **given: object) -> Seedling:
    said = {"organization": world.near.branch, "entry": ENTRY, "by": world.cast.member, "on": world.day, **given}
    return propose_seedling(**said)  # type: ignore[arg-type]


def _about(world: World, member: PartyMember | None = None) -> Seedling:
    return _propose(world, by=world.cast.secretary, member=member or world.members.full)


def _decide(world: World, row: Seedling, decision: BranchDecision = AGREES) -> Seedling:
    decide_seedling(seedling=row, decision=decision, by=world.cast.secretary, on=world.day)
    row.refresh_from_db()
    return row


def _duties(world: World, who: str, on: date) -> list[Duty]:
    scope = scope_of(getattr(world.cast, who), world.day)
    found = (duty for provider in duty_providers for duty in provider(scope, on))
    return [duty for duty in found if duty.key.startswith("members.seedling:")]


def _seen(world: World, who: str) -> tuple[int, int]:
    scope = scope_of(getattr(world.cast, who), world.day)
    return seedlings.of_branch(scope=scope).count(), seedlings.in_training(scope=scope).count()


def test_a_workmate_proposes_with_the_persons_consent(world: World, client_as: ClientAs) -> None:
    said = {"name": "示例苗子", "reason": "示例理由", "told_on": "2026-11-19", "agreed": "on"}

    answer = client_as(world.cast.member).post(reverse("me:seedlings"), said)

    row = Seedling.objects.get()
    assert answer.status_code == 302
    assert (row.organization, row.name, row.member, row.state) == (
        world.members.full.organization, "示例苗子", None, SeedlingState.PROPOSED,
    )  # fmt: skip


def test_without_the_persons_consent_nobody_is_proposed(world: World, client_as: ClientAs) -> None:
    said = {"name": "示例苗子", "reason": "示例理由", "told_on": "2026-11-19"}

    answer = client_as(world.cast.member).post(reverse("me:seedlings"), said)

    assert answer.status_code == 422
    assert not Seedling.objects.exists()


def test_a_name_in_the_register_and_one_that_is_not_are_answered_alike(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.member)
    said = {"reason": "示例理由", "told_on": "2026-11-19", "agreed": "on"}
    known, unknown = world.members.second.person.name, "示例苗子"

    pages = [
        client.post(reverse("me:seedlings"), {**said, "name": name}, follow=True).content.decode().count("待支部研究")
        for name in (known, unknown)
    ]

    assert pages == [1, 2]
    assert not Seedling.objects.filter(member__isnull=False).exists()


@pytest.mark.parametrize("entry", [replace(ENTRY, name=" "), replace(ENTRY, reason=" ")])
def test_a_proposal_says_who_and_why(world: World, entry: SeedlingEntry) -> None:
    with pytest.raises(UserError, match="姓名或提名理由"):
        _propose(world, entry=entry)


def test_consent_comes_first(world: World) -> None:
    with pytest.raises(UserError, match="晚于今天"):
        _propose(world, entry=replace(ENTRY, told_on=date(2026, 11, 21)))


def test_the_same_name_is_proposed_once_by_one_account(world: World) -> None:
    _propose(world)

    with pytest.raises(Conflict, match="同一姓名"):
        _propose(world)


def test_the_branch_finds_the_person_who_then_reads_it_and_says_no(world: World, client_as: ClientAs) -> None:
    row = _propose(world, by=world.cast.secretary)
    find_seedling_in_register(seedling=row, member=world.members.full, by=world.cast.secretary)
    client = client_as(world.cast.member)

    shown = client.get(reverse("me:seedlings")).content.decode()
    client.post(reverse("me:seedling-object", args=[row.public_id]), {"reason": ""})

    row.refresh_from_db()
    assert "示例理由" in shown
    assert (row.state, row.name, row.reason, row.ended_on) == (SeedlingState.OBJECTED, "", "", world.day)


def test_a_person_says_no_to_a_training_that_has_begun_too(world: World, client_as: ClientAs) -> None:
    row = _decide(world, _about(world))

    client_as(world.cast.member).post(reverse("me:seedling-object", args=[row.public_id]))

    row.refresh_from_db()
    assert row.state == SeedlingState.OBJECTED


def test_who_said_no_is_not_found_again_without_being_asked_anew(world: World) -> None:
    end_seedling(seedling=_about(world), by=world.cast.member, on=world.day, objects=True)

    with pytest.raises(Conflict, match="不同意过"):
        _about(world)


def test_nobody_says_no_for_somebody_else(world: World, client_as: ClientAs) -> None:
    row = _about(world, world.members.second)

    answer = client_as(world.cast.member).post(reverse("me:seedling-object", args=[row.public_id]))

    assert answer.status_code == 404


def test_a_restricted_member_and_one_of_another_branch_are_not_found(world: World) -> None:
    restricted = world.members.restricted
    assert restricted is not None

    with pytest.raises(UserError, match="不能在这里选择"):
        _about(world, restricted)
    with pytest.raises(UserError, match="不能在这里选择"):
        _about(world, world.members.far)
    assert not seedlings.nameable(scope=scope_of(world.cast.secretary, world.day)).filter(restricted=True).exists()


def test_the_branch_decides_by_a_meeting_on_a_day_and_no_standing_changes(world: World) -> None:
    before = PartyMember.objects.values_list("standing", flat=True).get(pk=world.members.full.pk)

    row = _decide(world, _about(world))

    assert (row.state, row.decided_on, row.document) == (SeedlingState.ACCEPTED, world.day, "支部委员会会议")
    assert PartyMember.objects.values_list("standing", flat=True).get(pk=world.members.full.pk) == before
    assert before == Standing.FULL


@pytest.mark.parametrize(
    "decision",
    [
        replace(AGREES, document=" "),
        replace(AGREES, decided_on=date(2026, 11, 21)),
        replace(AGREES, decided_on=date(2026, 11, 1)),
        replace(REFUSES, words=" "),
    ],
)
def test_a_decision_names_meeting_day_and_where_it_declines_the_reason(world: World, decision: BranchDecision) -> None:
    with pytest.raises(UserError):
        _decide(world, _propose(world), decision)


def test_a_proposal_is_decided_once(world: World) -> None:
    row = _decide(world, _propose(world), REFUSES)

    with pytest.raises(Conflict, match="办结"):
        _decide(world, row)


def test_who_is_declined_leaves_neither_name_nor_reason_of_the_proposal(world: World) -> None:
    row = _decide(world, _propose(world), REFUSES)

    assert (row.state, row.name, row.reason, row.words) == (SeedlingState.DECLINED, "", "", "示例缘由")


def test_whoever_proposed_reads_a_no_of_person_and_branch_alike(world: World, client_as: ClientAs) -> None:
    _decide(world, _propose(world), REFUSES)
    said_no = _propose(world, entry=replace(ENTRY, name="示例苗子二"))
    end_seedling(seedling=said_no, by=world.cast.secretary, on=world.day, objects=True)

    page = client_as(world.cast.member).get(reverse("me:seedlings")).content.decode()

    assert page.count("支部没有列入") == 2
    assert "示例缘由" not in page


def test_a_proposal_is_taken_back_before_the_branch_decides_only(world: World, client_as: ClientAs) -> None:
    row = _propose(world)

    client_as(world.cast.member).post(reverse("me:seedling-withdraw", args=[row.public_id]))

    row.refresh_from_db()
    assert (row.state, row.name) == (SeedlingState.WITHDRAWN, "")
    with pytest.raises(Conflict, match="办结"):
        withdraw_seedling(seedling=_decide(world, _propose(world)), by=world.cast.member, on=world.day)


def test_a_training_ends_with_a_reason_and_an_undecided_proposal_only_by_decision(world: World) -> None:
    undecided = _propose(world)
    trained = _decide(world, _about(world))

    with pytest.raises(Conflict, match="不能结束"):
        end_seedling(seedling=undecided, by=world.cast.secretary, on=world.day, reason="示例")
    with pytest.raises(UserError, match="原因"):
        end_seedling(seedling=trained, by=world.cast.secretary, on=world.day, reason=" ")
    end_seedling(seedling=trained, by=world.cast.secretary, on=world.day, reason="示例原因")

    trained.refresh_from_db()
    assert (trained.state, trained.words) == (SeedlingState.ENDED, "示例原因")


def test_branch_and_committee_alone_see_it_and_the_committee_what_is_decided(world: World) -> None:
    _propose(world)
    _decide(world, _about(world))
    everybody = (
        "secretary", "officer", "staff", "clerk", "next_secretary", "far_staff", "provincial_officer", "leader",
        "audit_administrator", "dues_officer", "instructor",
    )  # fmt: skip

    seen = {who: _seen(world, who) for who in everybody}

    assert seen == {**dict.fromkeys(everybody, (0, 0)), "secretary": (2, 0), "officer": (0, 1)}


def test_what_belongs_to_a_committee_in_between_is_not_the_upper_ones(world: World) -> None:
    _decide(world, _about(world))
    between = Organization(name="示例中间党委", form=Form.COMMITTEE, park=world.near.park, established_on=SINCE)
    between = establish(organization=between, parent=world.near.committee, on=SINCE, by=None)

    move(organization=world.near.branch, parent=between, on=date(2025, 1, 1), by=None)

    assert _seen(world, "officer") == (0, 0)


def test_whoever_becomes_restricted_leaves_the_committees_list(world: World, client_as: ClientAs) -> None:
    _decide(world, _about(world, world.members.second))
    PartyMember.objects.filter(pk=world.members.second.pk).update(restricted=True)

    page = client_as(world.cast.officer).get(reverse("members:seedlings")).content.decode()

    assert _seen(world, "officer") == (0, 0)
    assert "示例党员乙" not in page
    assert _seen(world, "secretary") == (1, 0)


def test_who_belongs_to_another_branch_by_now_is_named_in_neither_list(world: World) -> None:
    _decide(world, _about(world, world.members.second))
    PartyMember.objects.filter(pk=world.members.second.pk).update(organization=world.near.next_branch)

    assert (_seen(world, "secretary"), _seen(world, "officer")) == ((0, 0), (0, 0))


def test_an_undecided_proposal_is_a_duty_of_the_secretary_without_a_name(world: World) -> None:
    row = _propose(world)

    found = {who: _duties(world, who, world.day) for who in ("secretary", "officer", "staff", "member")}
    later = _duties(world, "secretary", world.day + timedelta(days=700))
    _decide(world, row)

    assert {who: len(rows) for who, rows in found.items()} == {"secretary": 1, "officer": 0, "staff": 0, "member": 0}
    assert "示例苗子" not in f"{found['secretary'][0]}"
    assert later == found["secretary"]
    assert _duties(world, "secretary", world.day) == []


def test_the_log_tells_nobody_but_who_must_know(world: World) -> None:
    _decide(world, _about(world))

    entries = AuditEntry.objects.filter(action__startswith="members.seedling.")

    assert list(entries.values_list("restricted", flat=True)) == [True, True]
    assert "members.seedling" in UNTOLD


def test_a_branch_that_ends_takes_its_proposals_along_and_back(world: World) -> None:
    named, about = _propose(world), _decide(world, _about(world))
    paper = Paper(number="示例〔2026〕9号", authority="示例市委", issued_on=world.day, on=world.day)
    act = dissolve(organization=world.near.branch, successor=world.near.next_branch, paper=paper, by=world.cast.staff)

    ended = set(Seedling.objects.values_list("state", "name", "reason"))
    take_back(restructuring=act, by=world.cast.staff)

    named.refresh_from_db()
    about.refresh_from_db()
    assert ended == {(SeedlingState.ENDED, "", "")}
    assert (named.state, about.state) == (SeedlingState.ENDED, SeedlingState.ACCEPTED)


@pytest.mark.parametrize(("year", "left"), [(2026, 2), (2040, 1)])
def test_what_ended_long_ago_goes_and_what_is_undecided_stays(world: World, year: int, left: int) -> None:
    _propose(world)
    _decide(world, _propose(world, entry=replace(ENTRY, name="示例苗子二")), REFUSES)
    now = datetime(year, 12, 31, 3, 0, tzinfo=UTC)

    for one in categories():
        if one.code == "seedling":
            one.clear(Moment(now=now, today=now.date()))

    assert Seedling.objects.count() == left
    assert Seedling.objects.filter(state=SeedlingState.PROPOSED).count() == 1


def test_the_secretary_decides_on_the_page(world: World, client_as: ClientAs) -> None:
    row, client = _propose(world), client_as(world.cast.secretary)
    address = reverse("members:seedling", args=[row.public_id])
    said = {"accepts": "no", "decided_on": "2026-11-20", "document": "支部委员会会议", "words": ""}

    refused = client.post(address, said)
    client.post(address, {**said, "words": "示例缘由"})

    row.refresh_from_db()
    assert refused.status_code == 422
    assert row.state == SeedlingState.DECLINED
