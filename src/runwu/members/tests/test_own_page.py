"""Who can see me: the list of accounts is the truth, and what is held is handed out whole."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.access.services import link_person
from runwu.accounts.models import User
from runwu.core.models import AuditEntry
from runwu.core.scope import Capability
from runwu.members import selectors, transfers
from runwu.members.check_ins.selectors import check_ins
from runwu.members.floating.selectors import stays
from runwu.members.models import (
    CorrectionRequest,
    DeletionRequest,
    DualCheckIn,
    FloatingStay,
    PartyMember,
    RestrictionWish,
    Transfer,
    TransferLetter,
    TransferStep,
)
from runwu.members.own.corrections import corrections
from runwu.members.own.deletions import deletions
from runwu.members.own.restriction import wishes
from runwu.members.own.sight import elsewhere, viewers
from runwu.members.services import open_contacts, open_to
from runwu.organizations.models import Post
from runwu.people.models import Audience
from tests.world import CAST, DAY, RESTRICTED_NAME, World


def _account_of(member: PartyMember) -> User:
    user = User.objects.create(username="restricted-own", display_name="示例本人")
    link_person(user=user, person=member.person, by=None)
    return user


def _named(member: PartyMember) -> set[str]:
    return {name for viewer in viewers(member=member, on=DAY) for name in viewer.names}


def _reaching(world: World, member: PartyMember) -> set[str]:
    """Return the names of everybody whose scope sees the member or the dues, names asked for where that is possible."""
    users = [getattr(world.cast, who) for who in CAST]
    scopes = {user.display_name: scope_of(user, DAY, reasons=frozenset({"statistics"})) for user in users}
    keepers = {name for name, scope in scopes.items() if scope.reaches_path(Capability.KEEP_DUES, member.path)}
    return keepers | {
        name for name, scope in scopes.items() if selectors.visible(scope=scope).filter(pk=member.pk).exists()
    }


@pytest.mark.parametrize("who", ["full", "probationary", "floating", "far", "restricted"])
def test_the_accounts_named_are_those_whose_scope_sees_the_member(world: World, who: str) -> None:
    member = getattr(world.members, who)

    assert _named(member) == _reaching(world, member)


def test_the_accounts_named_are_those_who_see_a_member_opened_to_the_park(world: World) -> None:
    member = world.members.restricted
    assert member
    open_to(member=member, audience=Audience.PARK, by=_account_of(member), on=DAY)
    member.refresh_from_db()

    assert (
        _named(member)
        == _reaching(world, member)
        == {f"示例{one}" for one in ("secretary", "dues_officer", "officer", "staff", "clerk")}
    )


def test_who_reads_a_transfer_or_a_floating_period_elsewhere_is_named(world: World, client_as: ClientAs) -> None:
    member = world.members.full
    FloatingStay.objects.create(member=member, home=world.near.branch, host=world.near.next_branch, valid_from=DAY)
    Transfer.objects.create(
        member=member, source=world.near.branch, target=world.far.branch, state="sent", reason="示例", opened_on=DAY,
        due_on=DAY,
    )  # fmt: skip

    found = elsewhere(member=member, on=DAY)

    named = {
        words: {name for one in found if one.sees.startswith(words) for name in one.names}
        for words in ("这件转接", "这段流动期")
    }
    assert {"示例next_secretary"} <= named["这段流动期"]
    assert "示例next_secretary" not in named["这件转接"]
    assert {"示例far_staff"} <= named["这件转接"]
    assert "示例next_secretary" in client_as(world.cast.member).get(reverse("me:page")).content.decode()


def _all_named(member: PartyMember) -> set[str]:
    return {name for one in (*viewers(member=member, on=DAY), *elsewhere(member=member, on=DAY)) for name in one.names}


def _reading(world: World, select: Callable[..., QuerySet[Any]], member: PartyMember) -> set[str]:
    """Return the names of everybody whom a selector shows a row of the member, names asked for where that is possible."""
    users = [getattr(world.cast, who) for who in CAST]
    scopes = {user.display_name: scope_of(user, DAY, reasons=frozenset({"statistics"})) for user in users}
    return {name for name, scope in scopes.items() if select(scope=scope).filter(member=member).exists()}


def _left_traces(world: World, member: PartyMember) -> None:
    """Let a member float, be on the way and report at places beyond the own branch."""
    home = world.near.branch
    FloatingStay.objects.create(member=member, home=home, host=world.far.next_branch, valid_from=DAY)
    sent = {"source": home, "target": world.near.next_branch, "reason": "示例", "opened_on": DAY, "due_on": DAY}
    Transfer.objects.update_or_create(member=member, state="sent", defaults={**sent, "target_label": ""})
    DualCheckIn.objects.create(
        member=member, organization=home, community=world.far.branch, offer="示例值班", valid_from=DAY
    )


@pytest.mark.parametrize("who", ["full", "restricted"])
@pytest.mark.parametrize("select", [stays, transfers.visible, check_ins, corrections, wishes, deletions])
def test_whoever_a_selector_shows_the_member_is_named(
    world: World, who: str, select: Callable[..., QuerySet[Any]]
) -> None:
    member = getattr(world.members, who)
    _left_traces(world, member)
    CorrectionRequest.objects.create(member=member, field="other", wanted="示例")
    DeletionRequest.objects.create(member=member, organization=member.organization, piece="phone")
    RestrictionWish.objects.create(
        member=member, kind="apart", wished_on=DAY, recorded_by=world.cast.newcomer.public_id
    )

    assert _reading(world, select, member) - _all_named(member) == set()


def test_the_community_of_a_report_is_named_with_what_it_reads(world: World, client_as: ClientAs) -> None:
    member = world.members.full
    DualCheckIn.objects.create(
        member=member, organization=world.near.branch, community=world.far.branch, offer="示例值班", valid_from=DAY
    )

    text = client_as(world.cast.member).get(reverse("me:page")).content.decode()

    assert ("示例far_staff" in text, "这次社区报到" in text) == (True, True)


def test_no_community_reads_of_a_restricted_member(world: World) -> None:
    member = world.members.restricted
    assert member
    DualCheckIn.objects.create(
        member=member, organization=world.near.branch, community=world.far.branch, valid_from=DAY
    )

    assert not any("社区报到" in one.sees for one in elsewhere(member=member, on=DAY))


def test_nobody_of_a_hosting_branch_reads_of_a_restricted_member(world: World) -> None:
    member = world.members.restricted
    assert member
    FloatingStay.objects.create(member=member, home=world.near.branch, host=world.far.branch, valid_from=DAY)

    assert elsewhere(member=member, on=DAY) == []


def test_the_data_hold_letters_and_steps_of_transfers(world: World, client_as: ClientAs) -> None:
    moved = Transfer.objects.create(
        member=world.members.full, source=world.near.branch, target_label="示例外地支部", state="sent", reason="示例",
        opened_on=DAY, due_on=DAY,
    )  # fmt: skip
    TransferLetter.objects.create(transfer=moved, number="示例 7", issued_on=DAY, valid_until=DAY)
    TransferStep.objects.create(transfer=moved, act="sent", on=DAY, words="示例说明", by=world.cast.staff.public_id)

    content = json.loads(client_as(world.cast.member).get(reverse("me:record-json")).content)

    held = {section["key"]: section["records"] for section in content["sections"]}
    assert (held["transfer_letters"][0]["number"], held["transfer_steps"][0]["words"]) == ("示例 7", "示例说明")


def test_a_restricted_member_is_told_who_must_know(world: World, client_as: ClientAs) -> None:
    assert world.members.restricted
    client = client_as(_account_of(world.members.restricted))

    text = client.get(reverse("me:page")).content.decode()

    assert "限组织内知悉" in text
    assert "示例officer" in text
    assert "示例staff" not in text


def test_a_member_reads_who_looked_and_why(world: World, client_as: ClientAs) -> None:
    open_contacts(member=world.members.full, reason="通知参加党员大会", by=world.cast.staff)

    text = client_as(world.cast.member).get(reverse("me:page")).content.decode()

    assert "示例staff · 手机、出生日期" in text
    assert "通知参加党员大会" in text


def test_the_data_hold_everything_the_register_knows(world: World, client_as: ClientAs) -> None:
    open_contacts(member=world.members.full, reason="通知参加党员大会", by=world.cast.staff)

    content = json.loads(client_as(world.cast.member).get(reverse("me:record-json")).content)

    held = {section["key"]: section["records"] for section in content["sections"]}
    assert held["person"][0]["name"] == "示例党员甲"
    assert held["person"][0]["phone"] == "00000000000"
    assert held["affiliations"][0]["organization"] == "中共示例春分支部"
    assert held["workplaces"][0]["enterprise"] == "示例青禾电子有限公司"
    assert held["posts"][0]["kind"] == "书记"
    assert held["disclosures"][0]["reason"] == "通知参加党员大会"
    assert held["corrections"] == []


def test_the_data_hold_the_own_posts_with_allowance_and_paper(world: World, client_as: ClientAs) -> None:
    post = Post.objects.get(person=world.members.full.person, kind="secretary")
    post.allowance, post.document, post.enterprise = "300", "示例支〔2026〕3号", world.near.covered
    post.save()

    content = json.loads(client_as(world.cast.member).get(reverse("me:record-json")).content)

    held = {section["key"]: section["records"] for section in content["sections"]}["posts"][0]
    assert (held["allowance"], held["document"]) == ("300", "示例支〔2026〕3号")
    assert held["enterprise"] == world.near.covered.name


def test_taking_the_data_out_is_on_record(world: World, client_as: ClientAs) -> None:
    client_as(world.cast.member).get(reverse("me:record"))

    assert AuditEntry.objects.get(action="members.own.exported").extra == {"form": "html"}


def test_the_record_says_why_each_field_is_held(world: World, client_as: ClientAs) -> None:
    text = client_as(world.cast.member).get(reverse("me:record")).content.decode()

    assert "由所在党支部和党务工作者联系本人" in text


def test_the_data_of_a_contact_do_not_tell_of_the_restricted_member(world: World, client_as: ClientAs) -> None:
    text = client_as(world.cast.member).get(reverse("me:record")).content.decode()

    assert RESTRICTED_NAME not in text


def test_somebody_who_is_no_member_is_told_so(world: World, client_as: ClientAs) -> None:
    person = world.members.third.person
    world.members.third.affiliations.all().delete()
    world.members.third.delete()
    link_person(user=world.cast.liaison, person=person, by=None)

    answer = client_as(world.cast.liaison).get(reverse("me:page"))

    assert "没有你的党员登记" in answer.content.decode()


def test_the_menu_leads_a_person_to_the_page_and_nobody_else(world: World, client_as: ClientAs) -> None:
    def has_entry(client: Client) -> bool:
        return f'href="{reverse("me:page")}"' in client.get("/").content.decode()

    assert [has_entry(client_as(one)) for one in (world.cast.member, world.cast.staff)] == [True, False]


def test_who_may_ask_for_names_is_told_as_such(world: World) -> None:
    roles = {viewer.role: viewer.sees for viewer in viewers(member=world.members.full, on=DAY)}

    assert roles["支部书记"] == "全部登记内容；党费只看交清没有，不看金额"
    assert "15 分钟" in roles["组织部门"]
    assert not any("出资人" in role for role in roles)


def test_no_capability_reaches_the_own_row(world: World) -> None:
    scope = scope_of(world.cast.member, DAY)

    assert not scope.may(Capability.SEE_MEMBERS)
