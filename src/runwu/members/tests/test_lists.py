"""Lists by consent: asked first, on the list only by agreeing, off it at once; who did not agree is shown to nobody."""

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.access.services import link_person
from runwu.accounts.models import User
from runwu.core.errors import Conflict, UserError
from runwu.members.choices import InvitationState, ListKind
from runwu.members.list_duties import lists_to_answer
from runwu.members.lists import agreed, askable
from runwu.members.models import ListInvitation, VoluntaryList
from runwu.members.services.lists import answer_invitation, ask_member, close_list, open_list, withdraw_by_word
from tests.world import DAY, RESTRICTED_NAME, World


@pytest.fixture
def service(standing_world: World) -> VoluntaryList:
    """Return a list of the near committee."""
    return open_list(
        organization=standing_world.near.committee, kind=ListKind.SERVICE, name="示例志愿服务队", purpose="周末值班",
        seen_by="园区党务和队长", by=standing_world.cast.staff, on=DAY,
    )  # fmt: skip


def _names(world: World, row: VoluntaryList, who: str) -> list[str]:
    scope = scope_of(getattr(world.cast, who), DAY)
    return [one.member.person.full_name for one in agreed(scope=scope, voluntary_list=row)]


def test_a_member_is_asked_agrees_and_leaves_with_effect_at_once(
    standing_world: World, standing_client_as: ClientAs, service: VoluntaryList
) -> None:
    world, own = standing_world, standing_client_as(standing_world.cast.member)
    page = reverse("members:voluntary-list", args=[service.public_id])
    standing_client_as(world.cast.staff).post(page, {"member": str(world.members.full.public_id)})
    row = ListInvitation.objects.get()
    seen = []

    for act in ("agree", "withdraw"):
        seen.append(_names(world, service, "staff"))
        own.post(reverse("me:list-answer", args=[row.public_id, act]))
    seen.append(_names(world, service, "staff"))

    row.refresh_from_db()
    assert seen == [[], ["示例党员甲"], []]
    assert row.state == InvitationState.WITHDRAWN
    assert ("示例志愿服务队" in own.get(reverse("me:lists")).content.decode()) is True


def test_who_declines_is_shown_to_nobody_and_not_asked_again(
    standing_world: World, standing_client_as: ClientAs, service: VoluntaryList
) -> None:
    member, cast = standing_world.members.full, standing_world.cast
    row = ask_member(voluntary_list=service, member=member, by=cast.staff, on=DAY)
    answer_invitation(invitation=row, state=InvitationState.DECLINED, by=cast.member, on=DAY)

    page = standing_client_as(cast.staff).get(reverse("members:voluntary-list", args=[service.public_id]))

    assert "示例党员甲" not in page.content.decode()
    with pytest.raises(Conflict, match="已经问过"):
        ask_member(voluntary_list=service, member=member, by=cast.staff, on=DAY)


def test_what_a_member_is_asked_stands_at_the_own_home_alone(standing_world: World, service: VoluntaryList) -> None:
    ask_member(voluntary_list=service, member=standing_world.members.full, by=standing_world.cast.staff, on=DAY)

    told = {
        who: [duty.title for duty in lists_to_answer(scope_of(getattr(standing_world.cast, who), DAY), DAY)]
        for who in ("member", "staff", "secretary")
    }

    assert told == {"member": ["是否愿意列入“示例志愿服务队”"], "staff": [], "secretary": []}


def test_a_restricted_member_is_asked_and_seen_by_the_own_branch_alone(
    standing_world: World, service: VoluntaryList
) -> None:
    world, hidden = standing_world, standing_world.members.restricted
    assert hidden
    may_ask = {
        who: hidden in askable(scope=scope_of(getattr(world.cast, who), DAY), voluntary_list=service)
        for who in ("secretary", "staff", "officer")
    }

    ask_member(voluntary_list=service, member=hidden, by=world.cast.secretary, on=DAY, by_word=True)

    assert may_ask == {"secretary": True, "staff": False, "officer": False}
    assert {who: _names(world, service, who) for who in ("secretary", "staff", "officer")} == {
        "secretary": [RESTRICTED_NAME], "staff": [], "officer": [],
    }  # fmt: skip


def test_a_word_counts_only_for_who_has_no_account(standing_world: World, service: VoluntaryList) -> None:
    world, by = standing_world, standing_world.cast.secretary

    with pytest.raises(UserError, match="本人有账号"):
        ask_member(voluntary_list=service, member=world.members.full, by=by, on=DAY, by_word=True)
    row = ask_member(voluntary_list=service, member=world.members.second, by=by, on=DAY, by_word=True)
    stood = _names(world, service, "secretary")
    withdraw_by_word(invitation=row, by=by, on=DAY)

    assert (stood, _names(world, service, "secretary")) == (["示例党员乙"], [])


def test_park_staff_do_not_record_a_word(
    standing_world: World, standing_client_as: ClientAs, service: VoluntaryList
) -> None:
    page = reverse("members:voluntary-list", args=[service.public_id])
    asked = {"member": str(standing_world.members.second.public_id), "by_word": "on"}

    standing_client_as(standing_world.cast.staff).post(page, asked)

    assert ListInvitation.objects.get().state == InvitationState.ASKED


def test_nobody_answers_for_another(
    standing_world: World, standing_client_as: ClientAs, service: VoluntaryList
) -> None:
    row = ask_member(voluntary_list=service, member=standing_world.members.full, by=standing_world.cast.staff, on=DAY)
    other = User.objects.create(username="other-member", display_name="示例他人")
    link_person(user=other, person=standing_world.members.second.person, by=None)

    answer = standing_client_as(standing_world.cast.member).post(
        reverse("me:list-answer", args=[row.public_id, "none"])
    )
    with pytest.raises(Conflict):
        answer_invitation(invitation=row, state=InvitationState.WITHDRAWN, by=other, on=DAY)

    assert answer.status_code == 404


def test_a_closed_list_takes_nobody(standing_world: World, service: VoluntaryList) -> None:
    row = ask_member(voluntary_list=service, member=standing_world.members.full, by=standing_world.cast.staff, on=DAY)
    close_list(voluntary_list=service, by=standing_world.cast.staff, on=DAY)

    with pytest.raises(Conflict):
        answer_invitation(invitation=row, state=InvitationState.AGREED, by=standing_world.cast.member, on=DAY)
    with pytest.raises(UserError, match="已经停用"):
        ask_member(voluntary_list=service, member=standing_world.members.second, by=standing_world.cast.staff, on=DAY)
