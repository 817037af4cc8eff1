"""Who answers (谁来答复): another person of the branch, else who is next above; nobody answers an own request."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import ClientAs
from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.selectors import scope_of
from runwu.access.services import link_person
from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.registries import Duty, duty_providers
from runwu.members.choices import CorrectionField, CorrectionState, DeletionPiece, WishKind, WishState
from runwu.members.models import CorrectionRequest, DeletionRequest, PartyMember, RestrictionWish
from runwu.members.services import answer_correction, ask_correction
from runwu.members.services.deletions import ask_deletion, delete_piece, freeze_piece, lift_freeze, refuse_deletion
from tests.world import DAY, RESTRICTED_NAME, World

Ask = Callable[..., CorrectionRequest | DeletionRequest]
WHO = ("secretary", "next_secretary", "staff", "officer", "clerk", "far_staff")


def _without_secretary(world: World) -> World:
    RoleAssignment.objects.filter(role=Role.BRANCH_SECRETARY, organization=world.near.branch).delete()
    return world


def _correction(world: World, member: PartyMember | None = None) -> CorrectionRequest:
    return ask_correction(
        member=member or world.members.second, field=CorrectionField.PHONE, wanted="13800000000", reason="",
        by=world.cast.newcomer,
    )  # fmt: skip


def _deletion(world: World, member: PartyMember | None = None) -> DeletionRequest:
    found = PartyMember.objects.select_related("person", "organization").get(pk=(member or world.members.second).pk)
    return ask_deletion(member=found, piece=DeletionPiece.PHONE, reason="", by=world.cast.newcomer)


def _wish(world: World, member: PartyMember, kind: WishKind) -> RestrictionWish:
    return RestrictionWish.objects.create(
        member=member, kind=kind, wished_on=DAY, recorded_by=world.cast.newcomer.public_id
    )


def _duties(user: User) -> list[Duty]:
    scope = scope_of(user, DAY)
    found = (duty for provider in duty_providers for duty in provider(scope, DAY))
    return [one for one in found if one.key.startswith(("correction:", "deletion:", "wish:"))]


def _whose(world: World) -> list[str]:
    return [who for who in WHO if _duties(getattr(world.cast, who))]


def _restricted(world: World) -> PartyMember:
    assert world.members.restricted
    return world.members.restricted


@pytest.mark.parametrize("ask", [_correction, _deletion])
def test_the_branch_answers_while_it_has_a_secretary(world: World, ask: Ask) -> None:
    ask(world)

    assert _whose(world) == ["secretary"]


@pytest.mark.parametrize("ask", [_correction, _deletion])
def test_who_keeps_the_register_answers_where_the_branch_has_no_secretary(world: World, ask: Ask) -> None:
    ask(_without_secretary(world))

    assert _whose(world) == ["staff", "officer", "clerk"]


@pytest.mark.parametrize("ask", [_correction, _deletion])
def test_for_a_restricted_member_the_officer_alone_is_next(world: World, ask: Ask) -> None:
    ask(_without_secretary(world), _restricted(world))

    assert _whose(world) == ["officer"]


@pytest.mark.parametrize("kind", [WishKind.APART, WishKind.LIFT])
def test_the_officer_decides_wishes_where_the_branch_has_no_secretary(world: World, kind: WishKind) -> None:
    _wish(_without_secretary(world), _restricted(world), kind)

    assert _whose(world) == ["officer"]


def test_an_answer_has_a_due_day(world: World) -> None:
    _correction(world)
    _deletion(world)
    _wish(world, world.members.second, WishKind.APART)

    by = timezone.localdate() + timedelta(days=15)
    assert [one.due for one in _duties(world.cast.secretary)] == [by, by, DAY + timedelta(days=15)]


def test_the_officer_reads_of_a_restricted_member_that_one_request_alone(world: World, client_as: ClientAs) -> None:
    row = _correction(_without_secretary(world), _restricted(world))
    url = reverse("members:correction-answer", args=[row.public_id])

    page = client_as(world.cast.officer).get(url).content.decode()
    others = [client_as(user).get(url).status_code for user in (world.cast.staff, world.cast.clerk)]

    assert (RESTRICTED_NAME in page, "13800000000" in page, "00000000000</dd>" in page) == (True, True, False)
    assert others == [404, 404]


def test_staff_answer_with_what_stands_there_masked(world: World, client_as: ClientAs) -> None:
    row = _correction(_without_secretary(world))
    client, url = client_as(world.cast.staff), reverse("members:correction-answer", args=[row.public_id])

    page = client.get(url).content.decode()
    client.post(url, {"outcome": "correct", "answer": "与本人核对一致"})

    row.refresh_from_db()
    assert ("<dd>00000000000</dd>" in page, "****" in page) == (False, True)
    assert (row.state, PartyMember.objects.get(pk=row.member_id).person.phone) == (
        CorrectionState.CORRECTED,
        "13800000000",
    )


def test_the_officer_answers_and_comes_back(world: World, client_as: ClientAs) -> None:
    row = _deletion(_without_secretary(world), _restricted(world))
    url = reverse("members:deletion-answer", args=[row.public_id])

    answer = client_as(world.cast.officer).post(url, {"outcome": "refuse", "answer": "支部还要联系本人"}, follow=True)

    assert answer.status_code == 200
    assert client_as(world.cast.officer).get(url).status_code == 404


def test_a_guest_is_answered_where_they_take_part(world: World) -> None:
    member = PartyMember.objects.get(pk=world.members.floating.pk)
    member.affiliations.all().delete()
    PartyMember.objects.filter(pk=member.pk).update(organization=None, path=world.near.next_branch.path)
    _deletion(world, member)

    assert _whose(world) == ["next_secretary"]


def test_who_has_left_is_answered_where_they_were_last(world: World) -> None:
    PartyMember.objects.filter(pk=world.members.second.pk).update(organization=None, path="")
    _correction(world)

    assert _whose(world) == ["secretary"]


def test_nobody_answers_an_own_correction(world: World) -> None:
    link_person(user=world.cast.secretary, person=world.members.second.person, by=None)
    row = _correction(world)
    row.member.refresh_from_db()

    with pytest.raises(UserError) as refused:
        answer_correction(request=row, correct=True, answer="无误", by=world.cast.secretary)

    assert "不由本人答复" in str(refused.value)
    assert _whose(world) == ["staff", "officer", "clerk"]


def test_nobody_answers_an_own_deletion(world: World) -> None:
    link_person(user=world.cast.secretary, person=world.members.second.person, by=None)
    row = _deletion(world)

    with pytest.raises(UserError):
        delete_piece(request=row, answer="同意", by=world.cast.secretary)
    with pytest.raises(UserError):
        refuse_deletion(request=row, answer="不同意", by=world.cast.secretary)
    with pytest.raises(UserError):
        freeze_piece(request=row, answer="停", ground="示例", until=None, by=world.cast.secretary)

    assert _whose(world) == ["staff", "officer", "clerk"]


def test_nobody_lifts_what_was_frozen_of_themselves(world: World) -> None:
    row = _deletion(world)
    freeze_piece(request=row, answer="停", ground="示例", until=None, by=world.cast.secretary)
    link_person(user=world.cast.secretary, person=world.members.second.person, by=None)

    with pytest.raises(UserError):
        lift_freeze(request=row, reason="示例", by=world.cast.secretary)


def test_the_wish_of_the_only_secretary_goes_to_the_officer(world: World) -> None:
    link_person(user=world.cast.secretary, person=world.members.second.person, by=None)
    wish = _wish(world, world.members.second, WishKind.APART)

    assert (_whose(world), wish.state) == (["officer"], WishState.ASKED)


def test_the_page_says_no_to_an_own_request(world: World, client_as: ClientAs) -> None:
    link_person(user=world.cast.secretary, person=world.members.second.person, by=None)
    row = _correction(world)

    answer = client_as(world.cast.secretary).post(
        reverse("members:correction-answer", args=[row.public_id]), {"outcome": "correct", "answer": "无误"}
    )

    assert (answer.status_code, "这是你自己的申请" in answer.content.decode()) == (422, True)
