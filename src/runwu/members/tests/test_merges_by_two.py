"""A restricted row beside one of another branch: the officer proposes, the own branch agrees, nobody else learns of it."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from conftest import ClientAs
from runwu.access.choices import Role
from runwu.access.selectors import scope_of
from runwu.access.services import RoleRequest, grant_role
from runwu.accounts.models import User
from runwu.core.errors import Conflict, UserError
from runwu.members.choices import ProposalState, Standing, WishKind
from runwu.members.duties import merges_to_check, wishes_to_decide
from runwu.members.models import MergeProposal, PartyMember, RestrictionWish
from runwu.members.services import AffiliationInput, affiliate, record_wish
from runwu.members.services.merge_proposals import agree_to_merge, propose_merge, refuse_merge
from runwu.members.services.own_accounts import open_own_account
from runwu.people.models import Person
from tests.world import DAY, RESTRICTED_NAME, SINCE, World


@pytest.fixture
def twin(standing_world: World) -> PartyMember:
    """Return an open row of the next branch with the name of the restricted member."""
    person = Person.objects.create(name=RESTRICTED_NAME, initials="slm", birth_date="1994-05-06")
    member = PartyMember.objects.create(person=person, standing=Standing.FULL, admitted_on=SINCE)
    affiliate([AffiliationInput(member=member, organization=standing_world.near.next_branch, since=SINCE)])
    return PartyMember.objects.select_related("person").get(pk=member.pk)


def _hidden(world: World) -> PartyMember:
    assert world.members.restricted
    return world.members.restricted


def _proposed(world: World, twin: PartyMember) -> MergeProposal:
    return propose_merge(kept=_hidden(world), absorbed=twin, basis="两份名册同名", by=world.cast.officer)


def test_the_officer_proposes_and_the_branch_merges(
    standing_world: World, standing_client_as: ClientAs, twin: PartyMember
) -> None:
    hidden, world = _hidden(standing_world), standing_world
    ask = reverse("members:merge-propose", args=[hidden.public_id, twin.public_id])
    officer, secretary = (standing_client_as(one) for one in (world.cast.officer, world.cast.secretary))

    listed = officer.get(reverse("members:duplicates")).content.decode()
    officer.post(ask, {"basis": "两份名册同名"})
    row = MergeProposal.objects.get()
    answer = reverse("members:merge-answer", args=[row.public_id])
    page = secretary.get(answer).content.decode()
    secretary.post(answer, {"outcome": "agree"})

    row.refresh_from_db()
    assert "同名，须支部书记一起核对" in listed
    assert ("两行比对" in page, "示例谷雨支部" in page) == (True, True)
    assert (row.state, PartyMember.objects.filter(pk=twin.pk).exists()) == (ProposalState.MERGED, False)
    hidden.refresh_from_db()
    assert (hidden.restricted, hidden.person.full_name) == (True, RESTRICTED_NAME)


def test_nobody_else_learns_that_there_is_a_pair(
    standing_world: World, standing_client_as: ClientAs, twin: PartyMember
) -> None:
    world, row = standing_world, _proposed(standing_world, twin)
    ask = reverse("members:merge-propose", args=[_hidden(world).public_id, twin.public_id])
    others = [getattr(world.cast, who) for who in ("staff", "clerk", "next_secretary", "provincial_officer")]

    pages = [standing_client_as(one).get(reverse("members:duplicates")).content.decode() for one in others]
    statuses = {
        standing_client_as(one).get(address).status_code
        for one in others
        for address in (ask, reverse("members:merge-answer", args=[row.public_id]))
    }

    assert [RESTRICTED_NAME in page for page in pages] == [False] * 4
    assert statuses == {404}


def test_who_proposed_does_not_agree_and_takes_it_back(standing_world: World, twin: PartyMember) -> None:
    row, officer = _proposed(standing_world, twin), standing_world.cast.officer
    grant_role(
        user=officer, by=None, scope=None,
        request=RoleRequest(role=Role.BRANCH_SECRETARY, organization=standing_world.near.branch, valid_from=SINCE),
    )  # fmt: skip

    with pytest.raises(UserError, match="不由你核对"):
        agree_to_merge(proposal=row, scope=scope_of(officer, DAY), by=officer)
    refuse_merge(proposal=row, scope=scope_of(officer, DAY), answer="", by=officer)

    row.refresh_from_db()
    assert row.state == ProposalState.WITHDRAWN


def test_a_refusal_changes_nothing_and_is_final(standing_world: World, twin: PartyMember) -> None:
    row, secretary = _proposed(standing_world, twin), standing_world.cast.secretary
    refuse_merge(proposal=row, scope=scope_of(secretary, DAY), answer="不是同一个人", by=secretary)

    with pytest.raises(Conflict, match="已经办结"):
        agree_to_merge(proposal=row, scope=scope_of(secretary, DAY), by=secretary)

    assert PartyMember.objects.filter(pk=twin.pk).exists()


def test_a_pair_is_asked_about_once_at_a_time(standing_world: World, twin: PartyMember) -> None:
    _proposed(standing_world, twin)

    with pytest.raises(Conflict, match="已经提过"):
        propose_merge(kept=twin, absorbed=_hidden(standing_world), basis="再提", by=standing_world.cast.officer)


def test_two_open_rows_are_merged_the_usual_way(standing_world: World, twin: PartyMember) -> None:
    with pytest.raises(UserError, match="不需要两人核对"):
        propose_merge(kept=standing_world.members.full, absorbed=twin, basis="同名", by=standing_world.cast.officer)


def test_two_that_are_not_one_person_stay_two_though_both_agree(standing_world: World, twin: PartyMember) -> None:
    Person.objects.filter(pk=twin.person_id).update(birth_date="1970-01-01")
    row, secretary = _proposed(standing_world, twin), standing_world.cast.secretary

    with pytest.raises(UserError):
        agree_to_merge(proposal=row, scope=scope_of(secretary, DAY), by=secretary)

    row.refresh_from_db()
    assert (row.state, row.agreed) == (ProposalState.ASKED, [])


def test_the_secretary_is_told_of_a_pair_to_check(standing_world: World, twin: PartyMember) -> None:
    _proposed(standing_world, twin)

    told = {
        who: [duty.title for duty in merges_to_check(scope_of(getattr(standing_world.cast, who), DAY), DAY)]
        for who in ("secretary", "officer", "staff", "next_secretary")
    }

    assert told == {
        "secretary": [f"核对 {RESTRICTED_NAME} 是不是登记了两行"], "officer": [], "staff": [], "next_secretary": [],
    }  # fmt: skip


def _paper(world: World) -> RestrictionWish:
    paper = ContentFile(b"%PDF-1.4", "示例申请.pdf")
    return record_wish(
        member=_hidden(world), kind=WishKind.LIFT, wished_on=DAY, by=world.cast.secretary, on=DAY, on_paper=True,
        paper=paper,
    )  # fmt: skip


def test_the_officer_is_the_second_person_where_the_branch_has_one_secretary(
    standing_world: World, standing_client_as: ClientAs
) -> None:
    wish, officer = _paper(standing_world), standing_world.cast.officer
    decide = reverse("members:wish-decide", args=[wish.public_id])
    client = standing_client_as(officer)

    duties = [duty.url for duty in wishes_to_decide(scope_of(officer, DAY), DAY)]
    paper = client.get(reverse("members:wish-file", args=[wish.public_id]))
    client.post(decide, {"outcome": "grant", "basis": "核对原件，支部 11 月 19 日同意"})

    hidden = PartyMember.objects.select_related("person").get(pk=_hidden(standing_world).pk)
    assert (duties, paper.status_code) == ([decide], 200)
    assert (hidden.restricted, hidden.person.name) == (False, RESTRICTED_NAME)


def test_nobody_else_above_decides_and_not_the_officer_where_the_branch_has_two(
    standing_world: World, standing_client_as: ClientAs
) -> None:
    decide = reverse("members:wish-decide", args=[_paper(standing_world).public_id])
    cast = standing_world.cast

    alone = [standing_client_as(one).get(decide).status_code for one in (cast.staff, cast.clerk, cast.next_secretary)]
    second = User.objects.create(username="second-secretary", display_name="示例副书记")
    grant_role(
        user=second, by=None, scope=None,
        request=RoleRequest(role=Role.BRANCH_SECRETARY, organization=standing_world.near.branch, valid_from=SINCE),
    )  # fmt: skip

    assert alone == [404] * 3
    assert standing_client_as(cast.officer).get(decide).status_code == 404
    assert not RestrictionWish.objects.exclude(state="asked").exists()


def test_the_account_that_comes_along_shows_no_name(standing_world: World, twin: PartyMember) -> None:
    world = standing_world
    user, _key = open_own_account(member=twin, username="rw-twin", by=world.cast.next_secretary)

    agree_to_merge(proposal=_proposed(world, twin), scope=scope_of(world.cast.secretary, DAY), by=world.cast.secretary)

    user.refresh_from_db()
    assert (user.display_name, user.person) == ("本人账号", _hidden(world).person)
