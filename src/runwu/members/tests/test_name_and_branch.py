"""Name and branch, and nothing else (who.md): what the committee's officer reads of a restricted member, and who was let in."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.members.models import DualCheckIn, FloatingStay, PartyMember, StandingDecision
from runwu.members.own.sight import elsewhere, viewers
from runwu.members.selectors import known_to, named_to
from tests.world import DAY, RESTRICTED_NAME, SINCE, World

NOTHING_MORE = (
    "正式党员",
    "预备党员",
    "在册",
    "2024-03-01",
    "示例外地支部",
    "示例驿站",
    "示例委〔2025〕9号",
    "示例旧支部",
)


@pytest.fixture
def hidden(world: World) -> PartyMember:
    """Return the restricted member, with rows of every kind behind."""
    member = world.members.restricted
    assert member
    StandingDecision.objects.create(
        member=member, act="converted", on=SINCE, document="示例委〔2025〕9号", decided_by_label="示例党委",
        standing_before="probationary", standing_after="full", membership_before="active", membership_after="active",
        recorded_by=world.cast.secretary.public_id, recorded_on=DAY,
    )  # fmt: skip
    FloatingStay.objects.create(
        member=member, home=world.near.branch, host_label="示例旧支部", activity_place="示例驿站", valid_from=SINCE
    )
    DualCheckIn.objects.create(
        member=member, organization=world.near.branch, community_label="示例驿站", valid_from=SINCE
    )
    return member


def _cells(content: bytes) -> list[list[str]]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return [[str(cell) for cell in row] for row in rows]


def _let_in(member: PartyMember) -> None:
    PartyMember.objects.filter(pk=member.pk).update(opened_to_park=True)


def test_the_officer_reads_name_and_branch_on_the_page_and_nothing_else(
    world: World, client_as: ClientAs, hidden: PartyMember
) -> None:
    page = client_as(world.cast.officer).get(reverse("members:page", args=[hidden.public_id])).content.decode()

    assert RESTRICTED_NAME in page
    assert world.near.branch.name in page
    assert [word for word in NOTHING_MORE if word in page] == []
    assert "登记身份变动" not in page
    assert "转出组织关系" not in page


def test_the_own_branch_reads_all_of_it(world: World, client_as: ClientAs, hidden: PartyMember) -> None:
    page = client_as(world.cast.secretary).get(reverse("members:page", args=[hidden.public_id])).content.decode()

    assert all(word in page for word in ("示例委〔2025〕9号", "示例驿站", "示例外地支部", "正式党员", "登记身份变动"))


def test_staff_who_were_let_in_read_the_standing_too_and_nothing_behind_it(
    world: World, client_as: ClientAs, hidden: PartyMember
) -> None:
    _let_in(hidden)

    page = client_as(world.cast.staff).get(reverse("members:page", args=[hidden.public_id])).content.decode()

    assert (RESTRICTED_NAME in page, "正式党员" in page) == (True, True)
    assert [word for word in NOTHING_MORE[2:] if word in page] == []


@pytest.mark.parametrize(("who", "told"), [("officer", ""), ("staff", "正式党员")])
def test_the_exported_list_has_name_and_branch_alone(
    world: World, client_as: ClientAs, hidden: PartyMember, who: str, told: str
) -> None:
    PartyMember.objects.filter(pk=hidden.pk).update(opened_to_park=who == "staff")

    answer = client_as(getattr(world.cast, who)).get(reverse("members:list"), {"export": "xlsx"})
    rows = _cells(answer.getvalue())

    row = next(each for each in rows if RESTRICTED_NAME in each)
    assert [cell for cell in row[:6] if cell] == [one for one in (RESTRICTED_NAME, told, world.near.branch.name) if one]


@pytest.mark.parametrize("asked", [{"standing": "full"}, {"belonging": "registered"}, {"sort": "-admitted_on"}])
def test_no_filter_and_no_order_tells_what_the_list_does_not(
    world: World, client_as: ClientAs, hidden: PartyMember, asked: dict[str, str]
) -> None:
    pages = [
        client_as(getattr(world.cast, who)).get(reverse("members:list"), asked).content.decode()
        for who in ("officer", "secretary")
    ]

    assert [RESTRICTED_NAME in page for page in pages] == [False, True]


def test_no_past_day_tells_since_when(world: World, client_as: ClientAs, hidden: PartyMember) -> None:
    asked = {"on": "2025-01-01"}
    pages = [
        client_as(getattr(world.cast, who)).get(reverse("members:list"), asked).content.decode()
        for who in ("officer", "secretary")
    ]

    assert [RESTRICTED_NAME in page for page in pages] == [False, True]


@pytest.mark.parametrize(
    "name", ["members:standing", "members:floating", "members:transfers", "members:letters", "members:check-ins",
             "reports:structure", "dues:overview"],
)  # fmt: skip
def test_no_list_of_what_was_done_tells_the_officer(
    world: World, client_as: ClientAs, hidden: PartyMember, name: str
) -> None:
    answer = client_as(world.cast.officer).get(reverse(name))

    assert answer.status_code == 200
    assert RESTRICTED_NAME not in answer.content.decode()


def test_the_structure_counts_the_restricted_member_for_the_officer_in_the_total_alone(
    world: World, client_as: ClientAs, hidden: PartyMember
) -> None:
    def page(who: str) -> str:
        return client_as(getattr(world.cast, who)).get(reverse("reports:structure")).content.decode()

    assert "其中限组织内知悉 1 名只计入总数" in page("officer")
    assert "只计入总数" not in page("staff")


def test_what_the_member_is_told_is_what_is_shown(world: World, hidden: PartyMember) -> None:
    told = {one.role: one.sees for one in viewers(member=hidden, on=DAY)}

    assert told["党委组织委员"] == "姓名和所在支部；别的登记内容和办理记录都看不到"
    assert told["支部书记"] == "全部登记内容；党费只看交清没有，不看金额"
    assert "园区党务" not in told
    assert all("示例officer" not in one.names for one in elsewhere(member=hidden, on=DAY))


def test_the_line_above_knows_the_name_and_the_own_branch_knows_the_row(world: World, hidden: PartyMember) -> None:
    found = {
        who: [
            PartyMember.objects.filter(condition(scope_of(getattr(world.cast, who), DAY)), pk=hidden.pk).exists()
            for condition in (named_to, known_to)
        ]
        for who in ("officer", "secretary", "staff", "next_secretary")
    }

    assert found == {
        "officer": [True, False],
        "secretary": [True, True],
        "staff": [False, False],
        "next_secretary": [False, False],
    }
