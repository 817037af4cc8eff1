"""The own data (查阅和复制) hold every row that hangs on a person or a member; a new table cannot be forgotten."""

import json
from datetime import date

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.core.owndata import held_about
from runwu.coverage.choices import DutyAct
from runwu.coverage.models import DutyEntry
from runwu.members import merging
from runwu.members.choices import Gap, Ledger
from runwu.members.models import Discrepancy, GroupMembership, PartyMember, Reconciliation, RestrictionContact
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization
from runwu.organizations.services import establish
from runwu.people.models import Person
from tests.world import DAY, RESTRICTED_NAME, SINCE, World

# Where each table that hangs on a person or a member is told. Who adds a table says here in which section.
TOLD = {
    "members.affiliation": "affiliations",
    "members.dualcheckin": "check_ins",
    "members.correctionrequest": "corrections",
    "members.deletionrequest": "deletions",
    "members.disclosure": "disclosures",
    "members.floatingstay": "floating_stays",
    "members.groupmembership": "groups",
    "members.listinvitation": "lists",
    "members.membermerge": "merges",
    "members.discrepancy": "discrepancies",
    "members.restrictioncontact/member": "contacts",
    "members.restrictioncontact/person": "contact_for_others",
    "members.seedling": "seedlings",
    "members.standingdecision": "standing_decisions",
    "members.transfer": "transfers",
    "members.restrictionwish": "wishes",
    "dues.paidelsewhere": "dues_elsewhere",
    "dues.duesreceipt": "dues_receipts",
    "dues.duesmonth": "dues_receipts",
    "dues.duesline": "dues_lines",
    "dues.duesreduction": "dues_reductions",
    "dues.duestalk": "dues_talks",
    "coverage.membermove": "member_moves",
    "coverage.contactprofile": "contact_profile",
    "coverage.coveragecontact": "coverage_contacts",
    "coverage.dutyentry": "duty_entries",
    "people.consent": "consents",
    "people.skill": "skills",
    "enterprises.stationwork": "stations",
    "enterprises.workplace": "workplaces",
    "organizations.cardnote": "card_notes",
    "organizations.reserve": "reserves",
    "organizations.post": "posts",
}


def _hanging() -> list[str]:
    """Return every table behind `merging.hanging_on`, with the column where there are several."""
    found = [field for target in (PartyMember, Person) for field in merging.relations(target)]
    labels = [field.model._meta.label_lower for field in found]
    return [
        f"{label}/{field.name}" if labels.count(label) > 1 else label
        for label, field in zip(labels, found, strict=True)
    ]


def _held(world: World, client_as: ClientAs) -> dict[str, list[dict[str, str]]]:
    content = json.loads(client_as(world.cast.member).get(reverse("me:record-json")).content)
    return {section["key"]: section["records"] for section in content["sections"]}


def test_every_table_that_hangs_on_a_person_is_told_in_a_section(world: World) -> None:
    sections = {one.key for one in held_about(person_id=world.members.full.person_id, on=DAY)}

    assert sorted(_hanging()) == sorted(TOLD)
    assert set(TOLD.values()) - sections == set()


def test_differences_of_a_reconciliation_are_told(world: World, client_as: ClientAs) -> None:
    made = Reconciliation.objects.create(
        as_of=DAY,
        made_on=DAY,
        park=world.near.park,
        batch=world.near.park.public_id,
        rows=1,
        made_by=world.cast.staff.public_id,
        ledger=Ledger.values[0],
    )
    Discrepancy.objects.create(
        reconciliation=made, member=world.members.full, name="示例党员甲", kind=Gap.ADMITTED, ours="2024-03-01",
        theirs="2024-03-02",
    )  # fmt: skip

    (row,) = _held(world, client_as)["discrepancies"]

    assert (row["ours"], row["theirs"]) == ("2024-03-01", "2024-03-02")


def test_being_a_contact_is_told_without_of_whom(world: World, client_as: ClientAs) -> None:
    held = _held(world, client_as)["contact_for_others"]

    assert held == [{"part": "联系人", "period": f"{SINCE.isoformat()} 起"}]
    assert RestrictionContact.objects.filter(person=world.members.full.person).count() == 1
    assert RESTRICTED_NAME not in json.dumps(held, ensure_ascii=False)


def test_fallback_duties_are_told(world: World, client_as: ClientAs) -> None:
    DutyEntry.objects.create(
        park=world.near.park, code="contact", act=DutyAct.HAND_OVER, organization=world.near.committee,
        person=world.members.full.person, since=SINCE, document="示例〔2026〕1号", enterprises=1,
        recorded_by=world.cast.staff.public_id, recorded_on=DAY,
    )  # fmt: skip

    (row,) = _held(world, client_as)["duty_entries"]

    assert (row["document"], row["organization"], row["state"]) == (
        "示例〔2026〕1号",
        "中共示例甲园区综合党委",
        "有效",
    )


@pytest.mark.parametrize("ended", [None, DAY])
def test_party_groups_are_told(world: World, client_as: ClientAs, ended: date | None) -> None:
    made = Organization(name="示例第一党小组", form=Form.GROUP, park=world.near.park, established_on=SINCE)
    group = establish(organization=made, parent=world.near.branch, on=SINCE, by=None)
    GroupMembership.objects.create(
        member=world.members.full, group=group, document="示例", recorded_on=DAY, valid_from=SINCE, valid_to=ended,
        recorded_by=world.cast.staff.public_id,
    )  # fmt: skip

    assert [row["group"] for row in _held(world, client_as)["groups"]] == ["示例第一党小组"]
