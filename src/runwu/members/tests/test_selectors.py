from runwu.access.selectors import scope_of
from runwu.core.scope import Scope
from runwu.members import selectors
from runwu.members.choices import Counting
from runwu.members.models import FloatingStay, PartyMember
from tests.world import World


def _scope(world: World, who: str) -> Scope:
    return scope_of(getattr(world.cast, who), world.day)


def _full(world: World, who: str) -> int:
    counts = selectors.counted_by_enterprise(scope=_scope(world, who), park=world.near.park, on=world.day)
    return counts[world.near.covered.pk].full


def test_probationary_members_do_not_count_towards_three(world: World) -> None:
    counts = selectors.counted_by_enterprise(scope=_scope(world, "staff"), park=world.near.park, on=world.day)

    everybody = [count for count in counts.values() if count.probationary]
    assert [count.probationary for count in everybody] == [1]


def test_a_restricted_member_counts_for_nobody_at_the_enterprise(world: World) -> None:
    assert _full(world, "staff") == _full(world, "officer") == _full(world, "secretary") == 3


def test_a_floating_member_counts_only_where_she_chose_to(world: World) -> None:
    floating = world.members.floating
    scope = _scope(world, "staff")
    before = selectors.counted_by_enterprise(scope=scope, park=world.near.park, on=world.day)

    FloatingStay.objects.filter(member=floating).update(counting=Counting.HOST)

    after = selectors.counted_by_enterprise(scope=scope, park=world.near.park, on=world.day)
    firm = world.near.next_covered.pk
    none = selectors.MemberCount()
    assert after.get(firm, none).total == before.get(firm, none).total + 1


def test_staff_do_not_see_the_restricted_member(world: World) -> None:
    assert world.members.restricted not in selectors.visible(scope=_scope(world, "staff"))


def test_the_own_secretary_and_the_officer_see_the_restricted_member(world: World) -> None:
    assert world.members.restricted in selectors.visible(scope=_scope(world, "secretary"))
    assert world.members.restricted in selectors.visible(scope=_scope(world, "officer"))


def test_the_secretary_next_door_sees_none_of_the_branch(world: World) -> None:
    seen = selectors.visible(scope=_scope(world, "next_secretary"))

    assert world.members.full not in seen


def test_a_liaison_sees_no_member(world: World) -> None:
    assert not selectors.visible(scope=_scope(world, "liaison")).exists()


def test_staff_see_phones_masked(world: World) -> None:
    member = PartyMember.objects.get(pk=world.members.full.pk)
    member.person.phone = "13800000000"

    card = selectors.member_card(scope=_scope(world, "staff"), member=member, on=world.day, opened=False)

    assert card.phone == "138****0000"
    assert card.may_open


def test_the_own_secretary_sees_phones_in_clear(world: World) -> None:
    member = PartyMember.objects.get(pk=world.members.full.pk)
    member.person.phone = "13800000000"

    card = selectors.member_card(scope=_scope(world, "secretary"), member=member, on=world.day, opened=False)

    assert card.phone == "13800000000"


def test_nobody_opens_the_contacts_of_a_restricted_member(world: World) -> None:
    assert world.members.restricted is not None
    restricted = world.members.restricted

    assert not selectors.may_open_contacts(scope=_scope(world, "officer"), member=restricted)
