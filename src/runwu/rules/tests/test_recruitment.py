"""Admission: templates as data, impossible facts, and properties of probation."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runwu.rules import ParameterError, Rulebook, RuleInputError
from runwu.rules.membership import MemberDates, dates_in_order
from runwu.rules.recruitment import (
    AdmissionFacts,
    Progress,
    activist_review_due,
    admission_approval,
    load_template,
    may_be_contacts,
    may_be_introducers,
    may_extend_probation,
    may_take_step,
    packaged_template,
    papers_valid,
    probation_ends,
    public_notice,
    step_dates,
)

BOOK = Rulebook(on=date(2026, 11, 23))
quick = settings(database=None, deadline=None, max_examples=100)


def province(*steps: dict[str, Any]) -> dict[str, Any]:
    """Build the table of a province's template."""
    listed = [{"id": f"s{number}", "stage": "阶段", "name": f"第{number}步"} for number in range(1, 25)]
    return {"version": "example-24", "title": "示例省二十四步", "from": date(2020, 1, 1), "step": [*listed, *steps]}


def test_the_national_template_has_five_stages_and_twenty_five_steps() -> None:
    template = packaged_template()

    assert len(template.steps) == 25
    assert len(dict.fromkeys(step.stage for step in template.steps)) == 5
    assert all(step.papers for step in template.steps)


def test_a_province_loads_its_own_steps_as_data(book: Rulebook) -> None:
    template = load_template(province())
    progress = Progress(done={"s1": date(2026, 1, 1)}, template=template)

    assert len(step_dates(progress, book=book)) == 24
    assert may_take_step("s2", date(2026, 1, 2), progress, book=book).title == "可以第2步"
    assert may_take_step("s24", date(2026, 1, 2), progress, book=book).happened == "还没有完成：第23步"


def test_a_province_of_four_stages_keeps_the_time_limits(book: Rulebook) -> None:
    template = load_template(tomllib.loads(Path(__file__).with_name("example_province.toml").read_text("utf-8")))
    done = {"apply": date(2025, 1, 2), "talk": date(2025, 1, 31), "activist": date(2025, 3, 31)}
    progress = Progress(done={**done, "filing_and_contacts": date(2025, 4, 1)}, template=template)

    assert (len(template.steps), len({step.stage for step in template.steps})) == (24, 4)
    assert may_take_step("cultivate", date(2026, 3, 30), progress, book=book).refused
    assert may_take_step("cultivate", date(2026, 3, 31), progress, book=book).allowed


@pytest.mark.parametrize(
    "broken", [{}, {"title": "示例"}, {"title": "示例", "step": 1}, {"title": "示例", "step": [1]}]
)
def test_a_template_with_a_missing_field_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match="字段"):
        load_template(broken)


def test_a_step_before_one_far_earlier_is_an_error() -> None:
    with pytest.raises(RuleInputError, match="早于递交入党申请书"):
        Progress(done={"apply": date(2026, 2, 1), "activist": date(2026, 1, 31)})
    with pytest.raises(RuleInputError, match="早于出生日期"):
        Progress(birth=date(2026, 2, 1), done={"apply": date(2026, 1, 31)})


@pytest.mark.parametrize(
    ("on", "title"),
    [
        (date(2026, 5, 28), "等待上级党委审批"),
        (date(2026, 5, 29), "审批已经超过一般期限"),
        (date(2026, 8, 28), "审批已经超过一般期限"),
        (date(2026, 8, 29), "应当重新办理接收手续"),
    ],
)
def test_after_six_months_without_approval_the_branch_starts_over(on: date, title: str) -> None:
    assert admission_approval(received=date(2026, 2, 28), book=Rulebook(on=on)).title == title


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ({"id": "s1", "stage": "阶段", "name": "重复"}, "列了两次"),
        ({"id": "new", "stage": "阶段", "name": "新步", "after": ["later"]}, "前面没有的 later"),
        ({"id": "new", "stage": "阶段", "name": "新步", "latest": {"step": "lost", "key": "a.b"}}, "前面没有的 lost"),
        ({"id": "new", "stage": "阶段", "name": "新步", "color": "red"}, "不认识的字段 color"),
    ],
)
def test_a_template_that_does_not_hold_together_is_refused(step: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        load_template(province(step))


def test_an_unknown_step_is_an_error(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="没有名为 dance 的步骤"):
        Progress(done={"dance": date(2026, 1, 1)})
    with pytest.raises(RuleInputError, match="没有名为 dance 的步骤"):
        may_take_step("dance", date(2026, 1, 1), Progress(), book=book)


def test_a_step_of_tomorrow_is_an_error(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="还没有到"):
        may_take_step("apply", date(2026, 11, 24), Progress(), book=book)


@pytest.mark.parametrize(("months", "allowed"), [(0, False), (5, False), (6, True), (12, True), (13, False)])
def test_an_extension_lasts_six_to_twelve_months(book: Rulebook, months: int, allowed: bool) -> None:
    assert may_extend_probation(months=months, extended_before=False, book=book).allowed == allowed


@pytest.mark.parametrize("months", [-6, 5, 13])
def test_a_probation_is_not_counted_with_an_impossible_extension(book: Rulebook, months: int) -> None:
    with pytest.raises(RuleInputError, match="延长一次"):
        probation_ends(date(2026, 1, 1), extension_months=months, book=book)


@pytest.mark.parametrize(
    ("admitted", "ends"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date(2025, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_probation_ends_on_the_same_day_next_year(book: Rulebook, admitted: date, ends: date) -> None:
    assert probation_ends(admitted, book=book) == ends


def test_an_approval_before_the_resolution_is_an_error(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="早于收到决议"):
        admission_approval(received=date(2026, 11, 2), approved=date(2026, 11, 1), book=book)


def test_an_approval_of_tomorrow_is_an_error(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="晚于今天"):
        admission_approval(received=date(2026, 11, 2), approved=date(2026, 11, 24), book=book)


def test_steps_done_in_the_wrong_order_are_an_error() -> None:
    with pytest.raises(RuleInputError, match="早于递交入党申请书"):
        Progress(done={"apply": date(2026, 2, 1), "talk": date(2026, 1, 31)})


def test_a_review_of_tomorrow_is_an_error(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="晚于今天"):
        activist_review_due(last_reviewed=date(2026, 11, 24), book=book)


def test_a_notice_and_a_paper_with_impossible_dates_are_errors(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="开始之前"):
        public_notice(first=date(2026, 11, 2), last=date(2026, 11, 1), book=book)
    with pytest.raises(RuleInputError, match="晚于今天"):
        papers_valid(dated=date(2026, 11, 24), book=book)


def test_nobody_is_no_introducer_and_no_contact(book: Rulebook) -> None:
    with pytest.raises(RuleInputError, match="一个人也没有填"):
        may_be_introducers([], book=book)
    with pytest.raises(RuleInputError, match="一个人也没有填"):
        may_be_contacts([], book=book)


def test_negative_training_is_an_error() -> None:
    with pytest.raises(RuleInputError, match="-1"):
        AdmissionFacts(review_passed=True, training_days=-1)


@quick
@given(admitted=st.dates(date(2015, 1, 1), date(2025, 6, 1)), months=st.sampled_from([0, 6, 7, 11, 12]))
def test_no_conversion_meeting_is_held_before_the_probation_is_complete(admitted: date, months: int) -> None:
    ends = probation_ends(admitted, extension_months=months, book=BOOK)
    done = {"admission_meeting": admitted, "probation": admitted, "conversion_request": admitted}
    progress = Progress(done=done, extension_months=months)
    book = Rulebook(on=ends)

    assert may_take_step("conversion_meeting", ends, progress, book=book).allowed
    assert may_take_step("conversion_meeting", date.fromordinal(ends.toordinal() - 1), progress, book=book).refused
    assert dates_in_order(MemberDates(admission=admitted, conversion=ends), book=book).outcome == "allowed"
