"""The third full member comes or leaves (触发): a duty with its clause and a draft 请示, nothing earlier, nothing by itself."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.models import AuditEntry
from runwu.core.registries import Duty
from runwu.coverage.duties import duties
from runwu.coverage.models import FormationPlan
from runwu.coverage.selectors.statuses import enterprise_coverage
from runwu.coverage.selectors.triggers import full_without, members_behind
from runwu.coverage.tests.addresses import text
from runwu.coverage.tests.park import DAY, SINCE, PlanPark, member
from runwu.coverage.tests.sending import sent_up
from runwu.enterprises.models import Enterprise
from runwu.members.choices import Belonging, Counting, Standing
from runwu.members.models import Disclosure, FloatingStay, PartyMember
from runwu.organizations.models import Organization, OrganizationUnit
from tests.world import World

pytestmark = [pytest.mark.django_db(databases=["default", "progress"]), pytest.mark.usefixtures("_morning")]


def paper_url(firm: Enterprise, name: str = "trigger-petition") -> str:
    """Return the address of the draft paper of an enterprise."""
    return reverse(f"coverage:{name}", args=[firm.public_id])


def asked(office: PlanPark, firm: str) -> list[Duty]:
    """Return the duties about one firm."""
    found = duties(scope_of(office.staff, DAY), DAY)
    return [duty for duty in found if duty.title.startswith(f"示例{firm}：")]


def leave(*names: str) -> None:
    """Let members leave."""
    PartyMember.objects.filter(person__name__in=names).update(membership="ended")


def test_the_third_full_member_asks_for_an_own_branch_with_clause_and_draft(office: PlanPark) -> None:
    (duty,) = asked(office, "辛")

    assert duty.title == "示例辛：应当单独成立党支部"
    assert duty.why == "正式党员 3 名，已满 3 名"
    assert duty.source is not None
    assert duty.source.chip == "支部工作条例 第四条"
    assert duty.url == paper_url(office.firms["辛"])


@pytest.mark.parametrize("standing", [Standing.PROBATIONARY, None])
def test_nothing_is_asked_before_the_third_full_member(office: PlanPark, standing: Standing | None) -> None:
    leave("示例辛3号")
    more = [member("示例辛4号", office.general, office.firms["辛"], standing=standing)] if standing else []

    assert asked(office, "辛") == []
    assert len(more) == (standing is not None)


def test_a_second_full_member_gets_no_draft_but_the_reason(client: Client, office: PlanPark) -> None:
    leave("示例辛3号")

    response = client.get(paper_url(office.firms["辛"]))

    assert response.status_code == 422
    assert "预备党员不计入（支部工作条例 第四条）" in response.content.decode()


def test_a_branch_that_loses_its_third_full_member_asks_to_be_adjusted(office: PlanPark) -> None:
    leave("示例丁1号", "示例丁2号")

    (duty,) = asked(office, "丁")

    assert duty.title == "示例丁：正式党员不足，应调整组织设置"
    assert duty.why == "正式党员 2 名，不足 3 名"
    assert duty.source is not None
    assert duty.source.chip == "支部工作条例 第四条"
    assert duty.url == paper_url(office.firms["丁"])


def test_a_branch_with_three_full_members_left_asks_for_nothing(office: PlanPark) -> None:
    leave("示例丁1号")

    assert asked(office, "丁") == []


def test_nothing_is_asked_while_the_approval_is_awaited(client: Client, office: PlanPark, plan: FormationPlan) -> None:
    sent_up(office, plan)

    assert asked(office, "辛") == []
    assert "已经上报，请等上级批复" in client.get(paper_url(office.firms["辛"])).content.decode()


@pytest.mark.parametrize(
    "words",
    [
        "关于成立示例辛党支部的请示",
        "示例辛有限公司现有正式党员 3 名，正式党员已满三名，尚无党组织。",
        "根据《中国共产党支部工作条例（试行）》第四条，应当单独成立党支部。",
        "<td>中共示例辛有限公司支部</td>",
        "上述党支部隶属中共示例园区综合党委。",
        "不设支部委员会",
        "<td>示例辛2号</td><td>正式党员</td>",
    ],
)
def test_the_draft_asks_for_the_new_branch(client: Client, office: PlanPark, words: str) -> None:
    assert words in text(client, paper_url(office.firms["辛"]))


@pytest.mark.parametrize(
    "words",
    [
        "关于调整示例丁公司支部组织设置的请示",
        "现有正式党员 2 名、预备党员 1 名，正式党员不足三名。",
        "根据《中国共产党支部工作条例（试行）》第四条、第五条，应调整组织设置。",
        "与邻近企业联合成立党支部；并入已有的党支部",
    ],
)
def test_the_draft_asks_to_adjust_the_branch(client: Client, office: PlanPark, words: str) -> None:
    leave("示例丁1号", "示例丁2号")
    member("示例丁5号", office.own, office.firms["丁"], standing=Standing.PROBATIONARY)

    assert words in text(client, paper_url(office.firms["丁"]))


@pytest.mark.parametrize(
    ("joins", "words"), [(1, "还有正式党员 2 名，不足三名，要一并调整"), (2, "还有正式党员 3 名，照旧运行")]
)
def test_the_draft_says_what_the_joint_branch_keeps(client: Client, office: PlanPark, joins: int, words: str) -> None:
    member("示例戊3号", office.joint, office.firms["戊"])
    for number in range(1, joins + 1):
        member(f"示例己{number + 1}号", office.joint, office.firms["己"])

    assert words in text(client, paper_url(office.firms["戊"]))


def test_the_word_file_is_the_same_paper_and_stands_in_the_log(client: Client, office: PlanPark) -> None:
    response = client.get(paper_url(office.firms["辛"], "trigger-petition-docx"))

    words = [paragraph.text for paragraph in Document(BytesIO(response.getvalue())).paragraphs]
    assert "关于成立示例辛党支部的请示" in words
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.subject_id) == ("coverage.petition.drafted", str(office.firms["辛"].public_id))


def test_whom_the_word_file_names_finds_it_under_who_looked(client: Client, office: PlanPark) -> None:
    client.get(paper_url(office.firms["辛"], "trigger-petition-docx"))

    noted = set(Disclosure.objects.values_list("member__person__name", flat=True))
    assert noted == {f"示例辛{number}号" for number in (1, 2, 3)}


def test_drafting_changes_no_branch_and_no_member(client: Client, office: PlanPark) -> None:
    tables = (Organization, OrganizationUnit, PartyMember)
    before = [list(table.objects.order_by("pk").values()) for table in tables]

    client.get(paper_url(office.firms["辛"], "trigger-petition-docx"))

    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_the_list_names_whom_the_number_counts(office: PlanPark) -> None:
    firm, scope = office.firms["辛"], scope_of(office.staff, DAY)
    guest = member("示例流入", office.general, firm, belonging=Belonging.FLOATING_IN)
    away = PartyMember.objects.get(person__name="示例辛3号")
    FloatingStay.objects.create(member=guest, host=office.own, counting=Counting.HOST, valid_from=SINCE)
    FloatingStay.objects.create(member=away, host_label="示例外地", counting=Counting.HOST, valid_from=SINCE)
    member("示例密", office.general, firm, restricted=True)

    listed = [one.person.name for one in members_behind(scope=scope, enterprise=firm, on=DAY)]
    row = enterprise_coverage(scope=scope, enterprise=firm, on=DAY)

    assert listed == ["示例流入", "示例辛1号", "示例辛2号"]
    assert row is not None
    assert row.facts.members.full == len(listed)


def test_the_file_of_the_enterprise_leads_to_the_draft(client: Client, office: PlanPark) -> None:
    address = reverse("enterprises:file", args=[office.firms["辛"].public_id])

    assert paper_url(office.firms["辛"]) in text(client, address)
    assert paper_url(office.firms["辛"]) not in text(client, f"{address}?on={DAY - timedelta(days=1):%Y-%m-%d}")


def test_an_officer_of_another_park_finds_no_draft(client_as: ClientAs, office: PlanPark) -> None:
    stranger = type(office.staff).objects.create_user("other", display_name="示例其他")

    assert client_as(stranger).get(paper_url(office.firms["辛"])).status_code == 404


def test_who_stays_in_a_joint_branch_is_counted_alike_for_everybody_without_restricted_members(world: World) -> None:
    def counted(who: str) -> int:
        scope = scope_of(getattr(world.cast, who), DAY)
        return full_without(scope=scope, organization=world.near.branch, leaving=PartyMember.objects.none())

    assert [counted(who) for who in ("staff", "officer", "secretary")] == [3, 3, 3]
