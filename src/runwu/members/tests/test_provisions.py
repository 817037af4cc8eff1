"""What leaves the register: masked by default, in clear with a reason, on record for everybody concerned."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from conftest import ClientAs
from runwu.core.models import AuditEntry
from runwu.core.retention import Moment, categories
from runwu.core.rulebooks import rulebook
from runwu.members.choices import ProvisionKind, Route
from runwu.members.models import Disclosure, PartyMember, Provision
from runwu.members.own.looking import looked
from runwu.members.provisions import recipient_of
from runwu.members.services.provisions import Handing, note_provision
from runwu.members.services.transfers import Order, open_transfer
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization
from runwu.organizations.services.moves import move
from runwu.organizations.services.tree import establish
from tests.world import DAY, RESTRICTED_NAME, SINCE, World

EXPORT = reverse("members:export")
WHY = {"recipient": "示例市委组织部", "basis": "statutory_duty", "reason": "年度党内统计"}
CLEAR = {"columns": ["phone", "birth_date"], "clear": "on", **WHY}
PHONE = "00000000000"


def _rows(answer: Any) -> list[tuple[Any, ...]]:
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


def _text(answer: Any) -> str:
    return "\n".join(str(cell) for row in _rows(answer) for cell in row if cell is not None)


def _restricted(world: World) -> PartyMember:
    assert world.members.restricted
    return world.members.restricted


def test_a_workbook_of_the_register_masks_what_may_be_opened(
    standing_world: World, standing_client_as: ClientAs
) -> None:
    asked = {"columns": ["phone", "birth_date"], "basis": "statutory_duty"}

    text = _text(standing_client_as(standing_world.cast.staff).post(EXPORT, asked))

    assert ("示例党员甲" in text, PHONE in text, "1994-05-06" in text) == (True, False, False)
    assert "****-**-**" in text
    assert Provision.objects.get().kind == ProvisionKind.MASKED


@pytest.mark.parametrize("missing", ["recipient", "reason"])
def test_nothing_leaves_in_clear_without_recipient_and_reason(
    standing_world: World, standing_client_as: ClientAs, missing: str
) -> None:
    answer = standing_client_as(standing_world.cast.staff).post(EXPORT, {**CLEAR, missing: " "})

    assert (answer.status_code, Provision.objects.exists()) == (422, False)


def test_in_clear_it_is_on_record_for_everybody_concerned(standing_world: World, standing_client_as: ClientAs) -> None:
    staff = standing_world.cast.staff

    text = _text(standing_client_as(staff).post(EXPORT, CLEAR))

    row = Provision.objects.get()
    [seen] = looked(member=standing_world.members.full)
    assert PHONE in text
    assert RESTRICTED_NAME not in text
    assert (row.kind, row.people, row.restricted, row.path) == (
        ProvisionKind.FULL, row.disclosures.count(), False, standing_world.near.committee.path,
    )  # fmt: skip
    assert "名册导出（完整）" in seen.what
    assert ("手机" in seen.what, "示例市委组织部" in seen.what, "年度党内统计" in seen.reason) == (True, True, True)
    assert looked(member=_restricted(standing_world)) == []
    assert AuditEntry.objects.filter(action="members.provision.noted", subject_id=str(row.public_id)).exists()


def test_only_the_columns_that_were_chosen_leave(standing_world: World, standing_client_as: ClientAs) -> None:
    text = _text(standing_client_as(standing_world.cast.staff).post(EXPORT, {**CLEAR, "columns": ["education"]}))

    assert (PHONE in text, "学历" in text, "出生日期" in text.replace("出生日期和", "")) == (False, True, False)


def test_filters_of_the_list_hold_for_the_workbook(standing_world: World, standing_client_as: ClientAs) -> None:
    address = f"{EXPORT}?standing=probationary"

    text = _text(standing_client_as(standing_world.cast.staff).post(address, CLEAR))

    assert ("示例预备戊" in text, "示例党员甲" in text) == (True, False)


@pytest.mark.parametrize(("query", "says"), [("?standing=probationary", "筛选：类别：预备党员 · "), ("", "未筛选 · ")])
def test_the_workbook_says_by_what_it_is_filtered(
    standing_world: World, standing_client_as: ClientAs, query: str, says: str
) -> None:
    text = _text(standing_client_as(standing_world.cast.staff).post(EXPORT + query, CLEAR))

    assert f"{says}提供给：示例市委组织部" in text


def test_recipient_and_reason_are_not_called_optional_where_they_may_be_needed(
    standing_world: World, standing_client_as: ClientAs
) -> None:
    page = standing_client_as(standing_world.cast.staff).get(EXPORT).content.decode()

    assert page.count('<span class="opt">不遮盖时必填</span>') == 2


@pytest.mark.parametrize(("addressee", "named"), [("", "示例谷雨支部"), ("示例市委组织部", "示例市委组织部")])
def test_a_letter_is_given_to_the_organisation_it_is_addressed_to(
    standing_world: World, standing_client_as: ClientAs, addressee: str, named: str
) -> None:
    order = Order(
        route=Route.LETTER, sent_on=DAY, reason="工作单位变动", number="示例 1", addressee=addressee,
        target=standing_world.near.next_branch,
    )  # fmt: skip
    open_transfer(
        member=standing_world.members.second, order=order, by=standing_world.cast.staff, book=rulebook(on=DAY)
    )

    page = standing_client_as(standing_world.cast.staff).get(reverse("members:provisions")).content.decode()

    assert (named in page, "办理人本人" in page) == (True, False)


def test_a_letter_on_record_without_addressee_did_not_go_to_who_wrote_it() -> None:
    row = Provision(kind=ProvisionKind.LETTER, recipient="")

    assert str(recipient_of(row)) == "介绍信写明的接收党组织"


def test_the_own_branch_takes_restricted_members_along_only_when_it_says_so(
    standing_world: World, standing_client_as: ClientAs
) -> None:
    client = standing_client_as(standing_world.cast.secretary)

    without, along = (_text(client.post(EXPORT, {**CLEAR, **more})) for more in ({}, {"with_restricted": "on"}))

    assert (RESTRICTED_NAME in without, RESTRICTED_NAME in along) == (False, True)
    assert list(Provision.objects.order_by("pk").values_list("restricted", flat=True)) == [False, False, True]
    assert [one.who for one in looked(member=_restricted(standing_world))] == ["示例secretary"]


def test_what_was_handed_out_of_a_restricted_member_is_a_row_for_the_own_branch_alone(
    standing_world: World, standing_client_as: ClientAs
) -> None:
    hidden = _restricted(standing_world)
    handing = Handing(kind=ProvisionKind.FORM, fields=("name",), reason="示例密事由")
    [row] = note_provision(members=[hidden.pk], handing=handing, by=standing_world.cast.secretary)

    seen = {
        who: standing_client_as(getattr(standing_world.cast, who)).get(reverse("members:provisions")).content.decode()
        for who in ("secretary", "officer", "staff")
    }
    page = standing_client_as(standing_world.cast.officer).get(reverse("members:provision", args=[row.public_id]))

    assert {who: "示例密事由" in text for who, text in seen.items()} == {
        "secretary": True, "officer": False, "staff": False,
    }  # fmt: skip
    assert page.status_code == 404


def test_exporting_a_list_counts_as_looking(standing_world: World, standing_client_as: ClientAs) -> None:
    client = standing_client_as(standing_world.cast.officer)

    text = _text(client.get(reverse("members:list"), {"export": "xlsx"}))

    assert RESTRICTED_NAME in text
    assert "名单导出：姓名" in looked(member=standing_world.members.full)[0].what
    assert [one.who for one in looked(member=_restricted(standing_world))] == ["示例officer"]
    given = {row.restricted: set(row.fields) for row in Provision.objects.all()}
    assert sorted(given) == [False, True]
    assert given[True] == {"name", "organization", "restricted"}  # what the list told of that row, and no more
    assert "standing" in given[False]


@pytest.mark.parametrize("name", ["transfers", "letters", "floating", "check-ins", "standing"])
def test_lists_about_members_note_their_exports(standing_world: World, standing_client_as: ClientAs, name: str) -> None:
    answer = standing_client_as(standing_world.cast.staff).get(reverse(f"members:{name}"), {"export": "xlsx"})

    assert answer.status_code == 200
    assert not Disclosure.objects.filter(member=_restricted(standing_world)).exists()


def test_the_collection_form_is_filled_as_its_reader_may_see(
    standing_world: World, standing_client_as: ClientAs
) -> None:
    address = reverse("members:collection-form", args=[standing_world.members.full.public_id])
    client = standing_client_as(standing_world.cast.staff)

    page = client.get(address).content.decode()
    masked, clear = (client.post(address, {"basis": "consent", **more}) for more in ({}, {**WHY, "clear": "on"}))
    texts = [_words(answer) for answer in (masked, clear)]

    assert ("示例党员甲" in page, PHONE in page, "由所在党支部和党务工作者联系本人" in page) == (True, False, True)
    assert [(PHONE in text, "示例青禾电子有限公司" in text) for text in texts] == [(False, True), (True, True)]
    assert Provision.objects.filter(kind=ProvisionKind.FORM, people=1).count() == 2


def _words(answer: Any) -> str:
    document = Document(BytesIO(b"".join(answer.streaming_content)))
    return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_no_form_connects_a_restricted_member_with_a_workplace(
    standing_world: World, standing_client_as: ClientAs
) -> None:
    address = reverse("members:collection-form", args=[_restricted(standing_world).public_id])

    answer = standing_client_as(standing_world.cast.secretary).post(address, {**WHY, "clear": "on"})
    others = [
        standing_client_as(getattr(standing_world.cast, who)).get(address).status_code for who in ("staff", "officer")
    ]

    text = _words(answer)
    assert (RESTRICTED_NAME in text, standing_world.near.uncovered.name in text) == (True, False)
    assert others == [404, 404]


def test_what_was_given_on_paper_is_recorded_by_hand(standing_world: World, standing_client_as: ClientAs) -> None:
    address = reverse("members:provision-record", args=[standing_world.members.full.public_id])
    client = standing_client_as(standing_world.cast.secretary)

    refused = client.post(address, WHY)
    client.post(address, {**WHY, "fields_told": ["name", "workplace"]})

    [seen] = looked(member=standing_world.members.full)
    assert refused.status_code == 422
    assert seen.what == "其他提供：姓名、工作单位，提供给示例市委组织部"


def test_the_record_goes_with_the_time_of_such_records(standing_world: World) -> None:
    handing = Handing(kind=ProvisionKind.LIST, fields=("name",))
    note_provision(members=[standing_world.members.full.pk], handing=handing, by=standing_world.cast.staff)
    category = next(one for one in categories() if one.code == "provision")
    row = Provision.objects.get()
    later = [row.given_at + timedelta(days=days) for days in (3 * 365 - 1, 3 * 366 + 2)]

    due = [category.due(Moment(moment, moment.date())) for moment in later]
    category.clear(Moment(later[1], later[1].date()))

    assert due == [0, 1]
    assert (Provision.objects.exists(), Disclosure.objects.exists()) == (False, False)


def test_a_subtree_holds_the_members_of_all_branches_below(standing_world: World, standing_client_as: ClientAs) -> None:
    client = standing_client_as(standing_world.cast.staff)

    def listed(place: Any, on: str = "") -> str:
        return client.get(reverse("members:list"), {"below": str(place.public_id), "on": on}).content.decode()

    near = standing_world.near
    assert "示例党员甲" in listed(near.committee)
    assert "示例党员甲" in listed(near.committee, DAY.isoformat())
    assert "示例党员甲" not in listed(near.committee, "2023-01-01")
    assert (
        client.get(reverse("members:list"), {"below": str(standing_world.far.committee.public_id)}).status_code == 422
    )


def test_a_subtree_of_a_past_day_is_that_of_the_day(standing_world: World, standing_client_as: ClientAs) -> None:
    near = standing_world.near
    upper = Organization(name="中共示例新党总支", form=Form.GENERAL_BRANCH, park=near.park, established_on=SINCE)
    upper = establish(organization=upper, parent=near.committee, on=SINCE, by=None)
    move(organization=near.branch, parent=upper, on=DAY, document="示批〔2026〕1号", by=standing_world.cast.staff)
    client = standing_client_as(standing_world.cast.staff)

    listed = [
        client.get(reverse("members:list"), {"below": str(upper.public_id), "on": on}).content.decode()
        for on in ("", DAY.isoformat(), (DAY - timedelta(days=1)).isoformat())
    ]

    assert ["示例党员甲" in page for page in listed] == [True, True, False]
