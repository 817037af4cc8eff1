"""Merging two rows about one person: no row is lost, nothing is decided, and the day takes it back."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import Conflict, UserError
from runwu.core.facts import Change, history_of, record_changes
from runwu.enterprises.models import Workplace
from runwu.members import duplicates, merging
from runwu.members.choices import Belonging, LandingKind, Standing, StepState, TransferState
from runwu.members.models import (
    Affiliation,
    Disclosure,
    FloatingStay,
    LandingStep,
    MemberMerge,
    PartyMember,
    Transfer,
)
from runwu.members.services import AffiliationInput, affiliate
from runwu.members.services.merging import merge_members, undo_merge
from runwu.organizations.models import Organization
from runwu.people.models import Person
from tests.world import DAY, SINCE, World


def _twin(of: PartyMember, branch: Organization, **more: object) -> PartyMember:
    given = {"name": of.person.full_name, "initials": "sl", "birth_date": of.person.birth_date, **more}
    member = PartyMember.objects.create(
        person=Person.objects.create(**given), standing=of.standing, admitted_on=of.admitted_on
    )
    affiliate([AffiliationInput(member=member, organization=branch, since=SINCE + timedelta(days=9))])
    return PartyMember.objects.select_related("person", "organization").get(pk=member.pk)


def _merge(world: World, other: PartyMember) -> MemberMerge:
    return merge_members(kept=world.members.second, absorbed=other, basis="对照党员档案", by=world.cast.staff)


def _foreign_keys() -> set[tuple[str, str]]:
    """List every foreign key of the product to persons and members, by looking at the models from the other side."""
    return {
        (model._meta.label_lower, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model in (Person, PartyMember)
    }


def test_every_foreign_key_to_a_person_or_member_is_known_to_the_merge() -> None:
    found = {
        (field.model._meta.label_lower, field.name)
        for target in (Person, PartyMember)
        for field in merging.relations(target)
    }

    assert found | {("members.partymember", "person")} == _foreign_keys()


@pytest.mark.parametrize("label", sorted({label for label, _field in _foreign_keys()} - {"members.partymember"}))
def test_every_kind_of_row_has_a_name_that_people_read(label: str) -> None:
    assert label in merging.LABELS


def test_every_row_moves_and_empty_columns_are_filled(world: World) -> None:
    other = _twin(world.members.second, world.near.next_branch, education="bachelor", identity_index="ab" * 32)
    Workplace.objects.create(person=other.person, enterprise=world.near.next_covered, valid_from=SINCE)
    Disclosure.objects.create(member=other, seen_by=world.cast.staff.public_id, fields=["phone"], reason="示例事由")
    record_changes([Change(other, "standing", "", "full")], by=world.cast.staff.public_id)
    hanging = len(list(merging.hanging_on(world.members.second))) + len(list(merging.hanging_on(other)))

    merge = _merge(world, other)

    kept = PartyMember.objects.get(pk=world.members.second.pk)
    assert len(list(merging.hanging_on(kept))) == hanging  # without the affiliation set aside, with the merge itself
    assert (kept.person.education, kept.person.identity_index) == ("bachelor", "ab" * 32)
    assert not PartyMember.objects.filter(pk=other.pk).exists()
    assert not Person.objects.filter(pk=other.person_id).exists()
    assert history_of(kept).filter(field="standing").exists()
    assert (merge.moved, merge.ended, merge.filled) == (1, 0, ["education", "identity_index", "identity_tail"])
    assert [one["where"] for one in merge.aside] == [world.near.next_branch.name]


def test_one_affiliation_stays_open_and_the_standing_is_the_same(world: World) -> None:
    _merge(world, _twin(world.members.second, world.near.next_branch))

    kept = PartyMember.objects.get(pk=world.members.second.pk)
    assert Affiliation.objects.open().get(member=kept).organization == world.near.branch
    assert (kept.organization, kept.standing) == (world.near.branch, Standing.FULL)


def test_the_day_takes_it_back_with_every_row(world: World) -> None:
    other = _twin(world.members.second, world.near.next_branch, education="bachelor", identity_index="ab" * 32)
    before = {(row._meta.label_lower, row.pk) for _field, row in merging.hanging_on(other)}

    back = undo_merge(merge=_merge(world, other), by=world.cast.staff)

    kept = PartyMember.objects.get(pk=world.members.second.pk)
    assert (back.pk, back.public_id, back.person.education) == (other.pk, other.public_id, "bachelor")
    assert {(row._meta.label_lower, row.pk) for _field, row in merging.hanging_on(back)} == before
    assert Affiliation.objects.open().get(member=back).organization == world.near.next_branch
    assert (kept.person.education, kept.person.identity_index) == ("", None)


def test_no_past_day_has_two_affiliations_after_a_merge(world: World) -> None:
    other = _twin(world.members.second, world.near.next_branch)
    Affiliation.objects.filter(member=other).update(valid_from=SINCE - timedelta(days=90))

    merge = _merge(world, other)

    held = Affiliation.objects.filter(member=world.members.second).order_by("valid_from")
    assert [(one.valid_from, one.valid_to) for one in held] == [(SINCE - timedelta(days=90), SINCE), (SINCE, None)]
    undo_merge(merge=merge, by=world.cast.staff)
    assert Affiliation.objects.get(member=other).valid_to is None


def test_a_period_that_would_fall_into_two_pieces_is_left_to_people(world: World) -> None:
    other = _twin(world.members.second, world.near.next_branch)
    Affiliation.objects.filter(member=other).update(valid_from=SINCE - timedelta(days=90))
    Affiliation.objects.filter(member=world.members.second).update(valid_to=DAY - timedelta(days=9))

    with pytest.raises(UserError, match="到保留行的以后才结束"):
        _merge(world, other)

    assert Affiliation.objects.filter(member=other, valid_to=None).exists()


def test_one_floating_period_seen_from_both_sides_becomes_one_with_its_steps(world: World) -> None:
    other = _twin(world.members.second, world.near.next_branch)
    out = FloatingStay.objects.create(member=world.members.second, home=world.near.branch, valid_from=SINCE)
    seen = FloatingStay.objects.create(member=other, host=world.near.next_branch, valid_from=SINCE + timedelta(days=3))
    step = LandingStep.objects.create(stay=seen, kind=LandingKind.CONTACT, state=StepState.PROPOSED, proposed_on=DAY)

    merge = _merge(world, other)

    out.refresh_from_db()
    step.refresh_from_db()
    assert (out.home, out.host, step.stay) == (world.near.branch, world.near.next_branch, out)
    assert not FloatingStay.objects.filter(pk=seen.pk).exists()
    undo_merge(merge=merge, by=world.cast.staff)
    out.refresh_from_db()
    assert (out.host, FloatingStay.objects.get(pk=seen.pk).steps.get()) == (None, step)


def test_the_row_with_the_affiliation_is_the_one_to_keep(world: World) -> None:
    other = _twin(world.members.second, world.near.next_branch)
    PartyMember.objects.filter(pk=world.members.second.pk).update(belonging=Belonging.FLOATING_IN)
    kept = PartyMember.objects.get(pk=world.members.second.pk)

    with pytest.raises(UserError, match="改为保留"):
        merge_members(kept=kept, absorbed=other, basis="示例", by=world.cast.staff)

    assert PartyMember.objects.filter(pk=other.pk).exists()


def test_what_was_changed_since_is_not_overwritten(world: World) -> None:
    merge = _merge(world, _twin(world.members.second, world.near.next_branch))
    Person.objects.filter(pk=world.members.second.person_id).update(education="college")

    with pytest.raises(Conflict, match="又改过"):
        undo_merge(merge=merge, by=world.cast.staff)


def test_on_another_day_nothing_is_taken_back(world: World) -> None:
    merge = _merge(world, _twin(world.members.second, world.near.next_branch))
    MemberMerge.objects.update(merged_on=DAY - timedelta(days=1))

    with pytest.raises(Conflict):
        undo_merge(merge=merge, by=world.cast.staff)


def test_two_people_by_their_numbers_are_never_merged(world: World) -> None:
    Person.objects.filter(pk=world.members.second.person_id).update(identity_index="cd" * 32)
    other = _twin(world.members.second, world.near.next_branch, identity_index="ab" * 32)
    number = PartyMember.objects.count()

    with pytest.raises(UserError, match="公民身份号码不同"):
        merge_members(
            kept=PartyMember.objects.get(pk=world.members.second.pk), absorbed=other, basis="示例", by=world.cast.staff
        )

    assert PartyMember.objects.count() == number


def test_a_merge_never_changes_a_standing(world: World) -> None:
    other = _twin(world.members.second, world.near.next_branch)
    PartyMember.objects.filter(pk=other.pk).update(standing=Standing.PROBATIONARY)

    with pytest.raises(UserError, match="党员身份不同"):
        _merge(world, other)


def test_two_transfers_under_way_are_settled_first(world: World) -> None:
    other = _twin(world.members.second, world.near.next_branch)
    for member in (world.members.second, other):
        Transfer.objects.create(
            member=member, source=member.organization, target_label="示例外地支部", state=TransferState.SENT,
            reason="示例", opened_on=DAY,
        )  # fmt: skip

    with pytest.raises(UserError, match="组织关系转接"):
        _merge(world, other)

    assert Transfer.objects.filter(member=other).exists()


def test_a_restricted_row_keeps_its_mark_and_its_sealed_name(world: World) -> None:
    assert world.members.restricted
    restricted = world.members.restricted
    open_row = _twin(restricted, world.near.branch)

    merge_members(kept=open_row, absorbed=restricted, basis="示例", by=world.cast.officer)

    kept = PartyMember.objects.select_related("person").get(pk=open_row.pk)
    assert (kept.restricted, kept.person.name, kept.person.sealed) == (True, "", True)


def test_a_pair_with_a_restricted_row_is_shown_to_nobody_who_need_not_know(world: World) -> None:
    assert world.members.restricted
    _twin(world.members.restricted, world.near.branch)
    _twin(world.members.second, world.near.next_branch)

    assert len(duplicates.likely(scope=scope_of(world.cast.staff, DAY))) == 1
    assert len(duplicates.likely(scope=scope_of(world.cast.officer, DAY))) == 1


def test_a_pair_with_a_restricted_row_is_merged_in_the_own_branch_and_no_open_pair_is(
    world: World, client_as: ClientAs
) -> None:
    assert world.members.restricted
    hidden = _twin(world.members.restricted, world.near.branch)
    open_twin = _twin(world.members.second, world.near.branch)
    addresses = [
        reverse("members:merge", args=[one.public_id, other.public_id])
        for one, other in ((world.members.restricted, hidden), (world.members.second, open_twin))
    ]

    found = duplicates.likely(scope=scope_of(world.cast.secretary, DAY))

    assert [{pair.first.pk, pair.second.pk} for pair in found] == [{world.members.restricted.pk, hidden.pk}]
    assert [client_as(world.cast.secretary).get(one).status_code for one in addresses] == [200, 404]
    assert [client_as(world.cast.officer).get(one).status_code for one in addresses] == [404, 200]


def test_the_pages_lead_from_the_pair_to_the_merge_and_back(world: World, client_as: ClientAs) -> None:
    other = _twin(world.members.second, world.near.next_branch)
    client = client_as(world.cast.staff)
    address = reverse("members:merge", args=[world.members.second.public_id, other.public_id])

    assert address in client.get(reverse("members:duplicates")).content.decode()
    assert "合并以后" in client.get(address).content.decode()
    assert client.post(address, {"basis": ""}).status_code == 422
    client.post(address, {"basis": "对照党员档案"})

    merge = MemberMerge.objects.get()
    client.post(reverse("members:merge-undo", args=[merge.public_id]))
    assert PartyMember.objects.filter(public_id=other.public_id).exists()
