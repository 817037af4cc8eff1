"""The whole record of who is a member no more (停止处理的记录): frozen, opened with a reason, lifted, cleared."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.access.services import link_person
from runwu.accounts.models import User
from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry
from runwu.core.registries import duty_providers
from runwu.core.retention import categories, clear_due
from runwu.members import selectors, standings
from runwu.members.choices import Belonging, DeletionPiece, DeletionState, Frozen
from runwu.members.merging import hanging_on
from runwu.members.models import Disclosure, PartyMember, RestrictionContact, RestrictionWish
from runwu.members.own.deletions import answering, deletions, held_pieces
from runwu.members.panels import members_panel
from runwu.members.services.deletions import ask_deletion, delete_piece, freeze_piece, lift_freeze, open_frozen
from runwu.organizations.models import Post
from runwu.people.models import Consent, Person, Skill
from runwu.reports.frozen.counting import counted
from runwu.reports.structure.selectors import behind, structure
from tests.former_members import FORMER_NAME, FORMER_PHONE, GROUND, asked, former_in, frozen
from tests.world import DAY, World

PAST = date(2026, 4, 1)


def _fresh(member: PartyMember) -> PartyMember:
    return PartyMember.objects.select_related("person", "organization").get(pk=member.pk)


def _as_person(world: World, member: PartyMember) -> User:
    """Let the newcomer's account be the former member's."""
    link_person(user=world.cast.newcomer, person=member.person, by=None)
    return world.cast.newcomer


def test_only_who_is_a_member_no_more_asks_for_the_whole_record(world: World) -> None:
    assert DeletionPiece.RECORD in held_pieces(former_in(world))
    assert DeletionPiece.RECORD not in held_pieces(_fresh(world.members.full))


def test_who_has_moved_away_asks_where_the_affiliation_was_last(world: World) -> None:
    member = world.members.second
    PartyMember.objects.filter(pk=member.pk).update(organization=None, path="", belonging=Belonging.NOT_TRANSFERRED)

    row = asked(world, _fresh(member))

    assert answering(_fresh(member)) == world.near.branch
    assert list(deletions(scope=scope_of(world.cast.secretary, DAY))) == [row]
    assert list(deletions(scope=scope_of(world.cast.far_staff, DAY))) == []


def test_a_row_of_a_member_is_not_frozen(world: World) -> None:
    member = former_in(world)
    row = asked(world, member)
    PartyMember.objects.filter(pk=member.pk).update(membership="active")

    with pytest.raises(Conflict, match="现在是党员"):
        freeze_piece(request=row, answer="好", ground=GROUND, until=None, by=world.cast.secretary)


@pytest.mark.parametrize("restricted", [False, True])
def test_lifting_brings_everything_back_as_it_was(world: World, restricted: bool) -> None:
    member = former_in(world, restricted=restricted)
    before = (Person.objects.values().get(pk=member.person_id), member.restricted, member.frozen)

    lift_freeze(request=frozen(world, member), reason="重新转入", by=world.cast.secretary)

    after = _fresh(member)
    assert (Person.objects.values().get(pk=member.person_id), after.restricted, after.frozen) == before


def test_an_identity_number_registered_anew_meanwhile_stays_there(world: World) -> None:
    member = former_in(world)
    number = member.person.identity_index
    row = frozen(world, member)
    Person.objects.filter(pk=world.members.second.person_id).update(identity_index=number)

    lift_freeze(request=row, reason="重新转入", by=world.cast.secretary)

    assert (_fresh(member).person.full_name, _fresh(member).person.identity_index) == (FORMER_NAME, None)


@pytest.mark.parametrize("who", ["staff", "officer", "secretary"])
def test_no_selector_finds_a_frozen_record(world: World, who: str) -> None:
    member = former_in(world)
    frozen(world, member)
    scope = scope_of(getattr(world.cast, who), DAY)

    found = [
        standings.on_record(scope=scope), standings.members_then(scope=scope, on=PAST),
        standings.decidable(scope=scope), standings.mergeable(scope=scope), selectors.visible(scope=scope),
    ]  # fmt: skip
    assert [member in rows for rows in found] == [False] * 5
    assert not standings.decisions(scope=scope).filter(member=member).exists()


def _figures(world: World, who: str) -> object:
    scope, branch = scope_of(getattr(world.cast, who), DAY), world.near.branch
    total, answered = structure(scope=scope, organization=branch, on=PAST)
    return (
        members_panel(scope, branch, PAST), total, [one.bars for one in answered],
        counted(organization=branch, on=PAST),
    )  # fmt: skip


@pytest.mark.parametrize("restricted", [False, True])
@pytest.mark.parametrize("who", ["staff", "secretary"])
def test_a_past_day_counts_as_it_did(world: World, who: str, restricted: bool) -> None:
    member = former_in(world, restricted=restricted)
    before = _figures(world, who)

    frozen(world, member)

    assert _figures(world, who) == before


def test_the_rows_behind_a_past_figure_leave_it_out(world: World) -> None:
    member = former_in(world)
    frozen(world, member)
    scope = scope_of(world.cast.staff, DAY)

    found = behind(scope=scope, organization=world.near.branch, on=PAST, part="education", band="bachelor", gender=None)

    assert found is None or member not in found[1]


def test_the_page_lists_it_without_a_name_and_opens_it_with_a_reason(world: World, client_as: ClientAs) -> None:
    row = frozen(world, former_in(world))
    client = client_as(world.cast.staff)

    listed = client.get(reverse("members:frozen")).content.decode()
    address = reverse("members:frozen-open", args=[row.public_id])
    shut = client.get(address).content.decode()
    opened = client.post(address, {"reason": "法院来函查询"}).content.decode()

    assert row.number in listed
    assert GROUND in listed
    assert [FORMER_NAME in text for text in (listed, shut, opened)] == [False, False, True]
    assert Disclosure.objects.get(fields=["frozen"]).reason == "法院来函查询"
    assert AuditEntry.objects.filter(action="members.deletion.opened").exists()


def test_without_a_reason_nothing_is_opened(world: World, client_as: ClientAs) -> None:
    row = frozen(world, former_in(world))

    answer = client_as(world.cast.staff).post(reverse("members:frozen-open", args=[row.public_id]), {"reason": ""})

    assert answer.status_code == 422
    assert FORMER_NAME not in answer.content.decode()
    with pytest.raises(UserError, match="没有写明打开的事由"):
        open_frozen(request=row, reason=" ", by=world.cast.staff)


@pytest.mark.parametrize(
    ("who", "restricted", "status"),
    [
        ("secretary", False, 200), ("officer", False, 200), ("next_secretary", False, 404), ("far_staff", False, 404),
        ("secretary", True, 200), ("officer", True, 404), ("staff", True, 404),
    ],
)  # fmt: skip
def test_a_frozen_record_is_opened_by_who_kept_it(
    world: World, client_as: ClientAs, who: str, restricted: bool, status: int
) -> None:
    row = frozen(world, former_in(world, restricted=restricted))
    client = client_as(getattr(world.cast, who))

    pages = [client.get(reverse(name, args=[row.public_id])) for name in ("members:frozen-open", "members:freeze-lift")]

    assert [page.status_code for page in pages] == [status, status]
    assert (row.number in client.get(reverse("members:frozen")).content.decode()) == (status == 200)


def test_the_answer_is_no_way_to_the_name(world: World, client_as: ClientAs) -> None:
    row = frozen(world, former_in(world))
    client = client_as(world.cast.secretary)

    pages = [
        client.get(reverse("members:deletion-answer", args=[row.public_id])),
        client.get(reverse("members:page", args=[row.member.public_id])),
    ]

    assert [page.status_code for page in pages] == [404, 404]


def test_the_person_reads_ground_day_and_who_opened_it(world: World, client_as: ClientAs) -> None:
    member = former_in(world)
    person = _as_person(world, member)
    row = frozen(world, member, until=timezone.localdate() + timedelta(days=90))
    open_frozen(request=row, reason="法院来函查询", by=world.cast.staff)

    text = client_as(person).get(reverse("me:page")).content.decode()

    assert [words in text for words in (GROUND, f"{row.until:%Y-%m-%d}", "法院来函查询", "有规定要求保存")] == [
        True
    ] * 4


def test_the_person_still_gets_a_copy_and_does_nothing_else_there(world: World, client_as: ClientAs) -> None:
    member = former_in(world)
    client = client_as(_as_person(world, member))
    frozen(world, member)

    copied = client.get(reverse("me:record-json")).content.decode()

    assert FORMER_NAME in copied
    assert FORMER_PHONE in copied
    assert client.get(reverse("me:correction-ask")).status_code == 404


def test_nobody_has_a_duty_about_it(world: World) -> None:
    member = former_in(world)
    RestrictionWish.objects.create(
        member=member, kind="apart", wished_on=DAY, recorded_by=world.cast.staff.public_id, on_paper=True
    )
    frozen(world, member)

    told = [
        duty.title
        for who in ("secretary", "staff", "officer")
        for provider in duty_providers
        for duty in provider(scope_of(getattr(world.cast, who), DAY), DAY)
    ]

    assert not [title for title in told if FORMER_NAME in title or "停止处理的记录" in title]


def test_a_register_that_is_imported_again_finds_nothing_to_compare_with(world: World) -> None:
    frozen(world, former_in(world))

    assert not Person.objects.filter(name=FORMER_NAME).exists()
    assert not Person.objects.filter(identity_index__startswith="former").exists()


def _due(days: int) -> None:
    kinds = [one for one in categories() if one.code == "frozen_piece"]
    clear_due(kinds, now=timezone.now() + timedelta(days=days))


def test_when_its_time_is_over_nothing_names_the_person_any_more(world: World) -> None:
    member = former_in(world)
    person = _as_person(world, member)
    row = frozen(world, member, until=timezone.localdate())

    _due(0)
    kept = _fresh(member).person.education
    _due(1)

    row.refresh_from_db()
    left = _fresh(member)
    person.refresh_from_db()
    assert kept == "bachelor"
    assert (row.state, row.kept, left.frozen) == (DeletionState.EXPIRED, None, Frozen.OPEN)
    assert (left.person.birth_date, left.admitted_on, person.is_active) == ("", None, False)
    assert not Skill.objects.filter(person=left.person).exists()


def test_deleting_the_record_leaves_the_counts_of_past_days(world: World) -> None:
    member = former_in(world)
    scope = scope_of(world.cast.staff, DAY)
    before = members_panel(scope, world.near.branch, PAST)

    delete_piece(request=asked(world, member), answer="没有规定要求保存", by=world.cast.secretary)

    assert members_panel(scope, world.near.branch, PAST) == before
    assert _fresh(member).person.name == ""


def test_what_is_under_way_is_settled_first(world: World) -> None:
    member = former_in(world)
    row = asked(world, member)
    Post.objects.filter(person=member.person).update(valid_to=None)

    with pytest.raises(Conflict, match="没有离任"):
        freeze_piece(request=row, answer="好", ground=GROUND, until=None, by=world.cast.secretary)

    assert _fresh(member).frozen == ""


def test_pieces_that_were_frozen_before_go_with_the_record(world: World) -> None:
    member = former_in(world)
    phone = ask_deletion(member=_fresh(member), piece=DeletionPiece.PHONE, reason="", by=world.cast.member)
    freeze_piece(request=phone, answer="好", ground=GROUND, until=None, by=world.cast.secretary)
    ask_deletion(member=_fresh(member), piece=DeletionPiece.EDUCATION, reason="", by=world.cast.member)

    delete_piece(request=asked(world, member), answer="没有规定要求保存", by=world.cast.secretary)

    found = member.deletions.order_by("pk").values_list("state", "kept")
    assert list(found) == [("expired", None), ("deleted", None), ("deleted", None)]


def test_everything_that_hangs_on_a_person_can_be_cleared(world: World) -> None:
    member = former_in(world)
    Consent.objects.create(
        person=member.person, audience="park", valid_from=DAY, recorded_by=world.cast.member.public_id
    )
    RestrictionContact.objects.create(member=member, person=world.members.full.person, valid_from=DAY)
    RestrictionContact.objects.create(member=world.members.second, person=member.person, deputy=True, valid_from=DAY)
    Disclosure.objects.create(member=member, seen_by=world.cast.staff.public_id, fields=["phone"], reason="示例")

    delete_piece(request=asked(world, member), answer="没有规定要求保存", by=world.cast.secretary)

    left = sorted({row._meta.label_lower for _field, row in hanging_on(member)})
    assert left == [
        "members.affiliation", "members.deletionrequest", "members.floatingstay", "members.standingdecision",
        "members.transfer", "organizations.post",
    ]  # fmt: skip


def test_who_comes_back_meanwhile_is_a_row_of_its_own(world: World) -> None:
    member = former_in(world)
    number = member.person.identity_index
    frozen(world, member)

    person = Person.objects.create(name=FORMER_NAME, identity_index=number)

    assert person.pk != member.person_id


def test_who_has_moved_away_is_frozen_and_lifted_where_the_affiliation_was(world: World, client_as: ClientAs) -> None:
    member = world.members.second
    PartyMember.objects.filter(pk=member.pk).update(organization=None, path="", belonging=Belonging.NOT_TRANSFERRED)
    row = frozen(world, _fresh(member))
    client = client_as(world.cast.secretary)

    listed = client.get(reverse("members:frozen")).content.decode()
    client.post(reverse("members:freeze-lift", args=[row.public_id]), {"reason": "本人要求恢复"})

    assert row.number in listed
    assert (_fresh(member).person.name, _fresh(member).frozen) == ("示例党员乙", "")
