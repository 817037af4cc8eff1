"""A member's own account: opened by the branch, used by the person, and no sign of membership for administrators."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.access.selectors.accounts import accounts_within
from runwu.accounts.models import User
from runwu.accounts.services import accept_invitation
from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry
from runwu.members.choices import CorrectionField, WishKind
from runwu.members.models import PartyMember
from runwu.members.services import answer_correction, ask_correction
from runwu.members.services.deletions import lift_freeze
from runwu.members.services.own_accounts import (
    invite_again,
    lock_own_account,
    open_own_account,
    unlock_own_account,
)
from runwu.members.services.wishes import decide_wish, record_wish
from tests.former_members import FORMER_NAME, former_in, frozen
from tests.world import DAY, RESTRICTED_NAME, World

pytestmark = pytest.mark.usefixtures("day")
PASSWORD = "示例-four-words-kept-1"  # noqa: S105 -- an account of the test


def opened(world: World, member: PartyMember, username: str = "rw-example") -> tuple[User, str]:
    return open_own_account(member=member, username=username, by=world.cast.secretary)


def address(member: PartyMember, act: str = "") -> str:
    if act:
        return reverse("members:own-account-act", args=[member.public_id, act])
    return reverse("members:own-account", args=[member.public_id])


def test_the_branch_opens_an_account_and_the_person_reads_the_own_page(world: World, client_as: ClientAs) -> None:
    page = client_as(world.cast.secretary).post(address(world.members.second), {"username": "rw-example"})
    link = re.search(r"/account/invitation/\?key=([\w-]+)", page.content.decode())
    assert link is not None

    accept_invitation(key=link.group(1), password=PASSWORD)
    user = User.objects.get(username="rw-example")
    own = client_as(user).get(reverse("me:page"))

    assert (user.check_password(PASSWORD), own.status_code) == (True, 200)
    assert "示例春分支部" in own.content.decode()


def test_an_account_of_a_person_is_in_no_list_of_administrators(world: World) -> None:
    user, _key = opened(world, world.members.second)

    scope = scope_of(world.cast.security_administrator, DAY)

    assert user not in accounts_within(scope=scope)
    assert world.cast.member not in accounts_within(scope=scope)
    assert world.cast.secretary in accounts_within(scope=scope)


def test_of_a_restricted_member_the_account_shows_no_name_and_the_log_none_who_need_not_know(world: World) -> None:
    assert world.members.restricted is not None
    user, _key = opened(world, world.members.restricted)

    entries = AuditEntry.objects.filter(subject_id=user.public_id)

    assert user.display_name == "本人账号"
    assert RESTRICTED_NAME not in user.display_name
    assert entries.count() >= 3  # opened, linked, invited
    assert not entries.filter(restricted=False).exists()


def test_nobody_has_two_accounts_and_no_name_is_taken_twice(world: World, client_as: ClientAs) -> None:
    opened(world, world.members.second)

    with pytest.raises(Conflict, match="已经有账号"):
        opened(world, world.members.second, "rw-another")
    answer = client_as(world.cast.secretary).post(address(world.members.probationary), {"username": "rw-example"})

    assert answer.status_code == 422
    assert not User.objects.filter(username="rw-another").exists()
    assert PartyMember.objects.get(pk=world.members.probationary.pk).person.user_id is None


def test_an_account_is_switched_off_and_on_and_invited_again(world: World) -> None:
    user, first = opened(world, world.members.second)
    lock_own_account(member=world.members.second, by=world.cast.secretary)
    off = User.objects.get(pk=user.pk).is_active

    unlock_own_account(member=world.members.second, by=world.cast.secretary)
    _user, again = invite_again(member=world.members.second, by=world.cast.secretary)

    assert (off, User.objects.get(pk=user.pk).is_active) == (False, True)
    assert first != again


def test_an_account_with_a_role_is_not_the_branch_s_to_handle(world: World, client_as: ClientAs) -> None:
    person = world.members.second.person
    person.user = world.cast.liaison
    person.save(update_fields=["user"])

    with pytest.raises(UserError, match="担任别的角色"):
        lock_own_account(member=world.members.second, by=world.cast.secretary)
    page = client_as(world.cast.secretary).get(address(world.members.second)).content.decode()

    assert "由安全管理员管理" in page
    assert User.objects.get(pk=world.cast.liaison.pk).is_active


@pytest.mark.parametrize("act", ["invite", "lock", "unlock"])
def test_without_an_account_there_is_nothing_to_handle(world: World, client_as: ClientAs, act: str) -> None:
    answer = client_as(world.cast.secretary).post(address(world.members.second, act))

    assert answer.status_code == 409
    assert "还没有账号" in answer.content.decode()


@pytest.mark.parametrize("who", ["staff", "officer", "clerk", "next_secretary", "security_administrator", "member"])
def test_only_the_own_branch_handles_it(world: World, client_as: ClientAs, who: str) -> None:
    client = client_as(getattr(world.cast, who))

    assert client.get(address(world.members.second)).status_code == 404
    assert client.post(address(world.members.second), {"username": "rw-x"}).status_code == 404
    assert not User.objects.filter(username="rw-x").exists()


def test_an_account_that_the_person_holds_is_linked_by_its_name(world: World, client_as: ClientAs) -> None:
    holder = world.cast.liaison
    User.objects.filter(pk=holder.pk).update(display_name=world.members.second.person.full_name)

    answer = client_as(world.cast.secretary).post(address(world.members.second), {"held": holder.username})

    assert answer.status_code == 302
    assert PartyMember.objects.get(pk=world.members.second.pk).person.user_id == holder.pk


@pytest.mark.parametrize("who", ["liaison", "member", "nobody-there"])
def test_every_other_account_is_answered_alike(world: World, client_as: ClientAs, who: str) -> None:
    found = getattr(world.cast, who, None)

    answer = client_as(world.cast.secretary).post(
        address(world.members.second), {"held": found.username if found else who}
    )

    assert answer.status_code == 422
    assert "没有找到可以关联的账号" in answer.content.decode()
    assert PartyMember.objects.get(pk=world.members.second.pk).person.user_id is None


def _name_of(user: User) -> str:
    return User.objects.get(pk=user.pk).display_name


def _wish(world: World, member: PartyMember, kind: WishKind, by: User) -> None:
    paper = ContentFile(b"%PDF-1.4", "示例申请.pdf")
    wish = record_wish(member=member, kind=kind, wished_on=DAY, by=by, on=DAY, on_paper=True, paper=paper)
    decide_wish(wish=wish, grant=True, basis="支委会研究同意", by=world.cast.staff, on=DAY)


def test_who_is_restricted_afterwards_has_no_name_on_the_account_until_it_is_lifted(world: World) -> None:
    member = world.members.second
    user, _key = opened(world, member)

    before = _name_of(user)
    _wish(world, member, WishKind.RESTRICT, world.cast.secretary)
    sealed = _name_of(user)
    asked = record_wish(member=member, kind=WishKind.LIFT, wished_on=DAY, by=user, on=DAY, on_paper=False)
    decide_wish(wish=asked, grant=True, basis="支委会研究同意", by=world.cast.secretary, on=DAY)

    assert (before, sealed, _name_of(user)) == ("示例党员乙", "本人账号", "示例党员乙")


def test_an_account_with_a_role_keeps_the_name_by_which_the_role_was_granted(world: World) -> None:
    person = world.members.second.person
    person.user = world.cast.liaison
    person.save(update_fields=["user"])

    _wish(world, world.members.second, WishKind.RESTRICT, world.cast.secretary)

    assert _name_of(world.cast.liaison) == "示例liaison"


@pytest.mark.parametrize("restricted", [False, True])
def test_a_frozen_record_leaves_no_name_on_the_account_and_lifting_puts_it_back(world: World, restricted: bool) -> None:
    member = former_in(world, restricted=restricted)
    user, _key = opened(world, member)

    before = _name_of(user)
    row = frozen(world, PartyMember.objects.get(pk=member.pk))
    during = _name_of(user)
    lift_freeze(request=row, reason="重新转入", by=world.cast.secretary)

    shown = "本人账号" if restricted else FORMER_NAME
    assert (before, during, _name_of(user)) == (shown, "本人账号", shown)


@pytest.mark.parametrize(("who", "shown"), [("second", "示例新名"), ("restricted", "本人账号")])
def test_a_corrected_name_stands_on_the_account_where_it_may(world: World, who: str, shown: str) -> None:
    member = getattr(world.members, who)
    user, _key = opened(world, member)

    asked = ask_correction(member=member, field=CorrectionField.NAME, wanted="示例新名", reason="", by=user)
    answer_correction(request=asked, correct=True, answer="与原件一致", by=world.cast.secretary)

    assert _name_of(user) == shown


def test_names_of_before_are_taken_off_by_the_migration(world: World) -> None:
    assert world.members.restricted is not None
    user, _key = opened(world, world.members.restricted)
    other, _key = opened(world, world.members.second, "rw-another")
    User.objects.filter(pk=user.pk).update(display_name=RESTRICTED_NAME)

    module = import_module("runwu.members.migrations.0022_accounts_of_restricted_members")
    module.hide_names(apps, None)

    assert (_name_of(user), _name_of(other)) == ("本人账号", "示例党员乙")
