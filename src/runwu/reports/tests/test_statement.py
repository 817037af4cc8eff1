"""The data statement says what is so: every column of a firm, every role, every time of keeping."""

from datetime import date

import pytest
from django.test import Client

from runwu.access.choices import Role
from runwu.access.policies import PLATFORM_ROLES, POLICIES
from runwu.core.scope import Capability
from runwu.enterprises.models import Enterprise
from runwu.reports.statement import FIRM, statement
from runwu.rules.privacy import PersonField

pytestmark = pytest.mark.django_db
TECHNICAL = {"id", "public_id", "version", "updated_at", "created_at", "initials"}  # nothing that a firm told


def test_every_column_of_a_firm_stands_in_one_part() -> None:
    named = [column for part in FIRM for column in part.columns]
    columns = {field.name for field in Enterprise._meta.concrete_fields}

    assert sorted(named) == sorted(columns - TECHNICAL)


def test_every_field_of_a_person_is_told_with_its_purpose(day: date) -> None:
    told = statement(day).persons

    assert len(told) == len(PersonField)
    assert all(one.purpose for one in told)


def test_who_sees_names_follows_the_policies(day: date) -> None:
    told = {str(one.role): one for one in statement(day).readers}

    for role, policy in POLICIES.items():
        if role in PLATFORM_ROLES or role is Role.MEMBER:
            assert str(role.label) not in told
            continue
        row = told[str(role.label)]
        names = {Capability.SEE_MEMBERS, Capability.ASK_FOR_NAMES, Capability.KEEP_DUES}
        assert (row.names == "—") == policy.capabilities.isdisjoint(names)
        knows = {Capability.SEE_RESTRICTED, Capability.KEEP_DUES}
        assert (row.restricted == "—") == policy.capabilities.isdisjoint(knows)


def test_the_paper_opens_for_everybody_in_two_sheets(client: Client) -> None:
    page = client.get("/privacy/").content.decode()

    assert page.count('class="a4 dense"') == 2
    assert "至多 7 日" in page
    assert "至多 12 个月" in page
    assert "手机、岗位到上面的时间清除" in page
    assert "个人信息保护法 第六条" in page


def test_the_english_paper_has_no_chinese_sentence(client: Client) -> None:
    client.cookies["runwu_language"] = "en"
    page = client.get("/privacy/").content.decode()

    assert "at most 7 days" in page
    assert "。" not in page
