"""Journeys: templates, steps in their order, dates from the rules, records taken back."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from runwu.accounts.models import User
from runwu.core.errors import Conflict, UserError
from runwu.core.journeys import (
    StepState,
    TemplateError,
    close_journey,
    find_template,
    journeys_of,
    open_journey,
    register_folder,
    steps_of,
    tick,
    withdraw_tick,
)
from runwu.core.journeys.catalogue import read_template
from runwu.core.models import Feedback, Journey
from runwu.rules.rulebook import Rulebook

DAY = date(2026, 11, 20)
TEMPLATE = """
key = "sample"
version = "{version}"
title = "示例流程"
[[step]]
key = "ask"
title = "申请"
automatic = true
[[step]]
key = "answer"
title = "答复"
clause = "formation.answer_months"
after = "ask"
document = true
latest = {{ after = "ask", months = "formation.answer_months" }}
papers = ["答复", {{ title = "附件", local = true }}]
[[step]]
key = "file"
title = "备案"
after = "answer"
"""


@pytest.fixture
def journey(db: None, tmp_path: Path, settings: Settings) -> Journey:
    """An open journey with its first step done."""
    (tmp_path / "sample.toml").write_text(TEMPLATE.format(version="1"), encoding="utf-8")
    settings.RUNWU_JOURNEYS = tmp_path
    by = User.objects.create_user("staff", display_name="示例")
    row = open_journey(template="sample", subject=Feedback.objects.create(text="示例"), on=DAY, by=by)
    tick(journey=row, step="ask", done_on=DAY, document="", on=DAY, by=by, automatic=True)
    return row


def somebody() -> User:
    """Return who acts."""
    return User.objects.get()


def states(journey: Journey, on: date = DAY) -> list[StepState]:
    """Return the states of the steps in order."""
    return [view.state for view in steps_of(journey=journey, on=on, book=Rulebook(on=on))]


def answer(journey: Journey, *, done_on: date = DAY, document: str = "示例〔2026〕1号", on: date = DAY) -> None:
    """Record the second step."""
    tick(journey=journey, step="answer", done_on=done_on, document=document, on=on, by=somebody())


def test_steps_wait_for_the_one_before(journey: Journey) -> None:
    assert states(journey) == [StepState.DONE, StepState.OPEN, StepState.WAITING]


def test_a_recorded_step_opens_the_next(journey: Journey) -> None:
    answer(journey)

    assert states(Journey.objects.get()) == [StepState.DONE, StepState.DONE, StepState.OPEN]


def test_the_last_day_comes_from_the_rules(journey: Journey) -> None:
    view = steps_of(journey=journey, on=DAY, book=Rulebook(on=DAY))[1]

    assert (view.earliest, view.latest, view.overdue) == (DAY, date(2026, 12, 20), False)
    assert view.source is not None
    assert view.source.short == "支部工作条例"


def test_a_step_past_its_last_day_is_overdue(journey: Journey) -> None:
    late = DAY + timedelta(days=31)

    assert steps_of(journey=journey, on=late, book=Rulebook(on=late))[1].overdue


@pytest.mark.parametrize(
    ("done_on", "document", "says"),
    [
        (DAY + timedelta(days=1), "示例", "还没有到"),
        (DAY - timedelta(days=1), "示例", "早于前一步"),
        (DAY, " ", "没有填文号或材料"),
    ],
)
def test_what_cannot_be_is_refused(journey: Journey, done_on: date, document: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        answer(journey, done_on=done_on, document=document)


def test_a_step_out_of_turn_is_refused(journey: Journey) -> None:
    with pytest.raises(UserError, match="要在“答复”之后"):
        tick(journey=journey, step="file", done_on=DAY, document="", on=DAY, by=somebody())


def test_an_automatic_step_is_not_ticked_by_hand(journey: Journey) -> None:
    withdraw_tick(journey=journey, step="ask", by=somebody(), automatic=True)

    with pytest.raises(UserError, match="不能手工填写"):
        tick(journey=journey, step="ask", done_on=DAY, document="", on=DAY, by=somebody())


def test_an_unknown_step_is_refused(journey: Journey) -> None:
    with pytest.raises(UserError, match="没有这一步"):
        tick(journey=journey, step="nothing", done_on=DAY, document="", on=DAY, by=somebody())


def test_a_step_is_recorded_once(journey: Journey) -> None:
    answer(journey)

    with pytest.raises(Conflict, match="已在 2026-11-20 登记过"):
        answer(journey)


def test_a_record_is_taken_back_and_kept_as_history(journey: Journey) -> None:
    answer(journey)

    withdraw_tick(journey=journey, step="answer", by=somebody())

    assert states(Journey.objects.get())[1] == StepState.OPEN
    assert journey.steps.filter(key="answer", withdrawn_at__isnull=False).count() == 1


def test_a_record_that_others_built_on_stays(journey: Journey) -> None:
    answer(journey)
    tick(journey=journey, step="file", done_on=DAY, document="", on=DAY, by=somebody())

    with pytest.raises(Conflict, match="“备案”已在它之后登记"):
        withdraw_tick(journey=journey, step="answer", by=somebody())


def test_a_closed_journey_takes_no_more_steps(journey: Journey) -> None:
    close_journey(journey=journey, outcome="withdrawn", on=DAY, by=somebody())

    with pytest.raises(Conflict, match="已经结束"):
        answer(journey)


def test_journeys_are_found_by_their_subjects(journey: Journey) -> None:
    subject = Feedback.objects.get()

    assert journeys_of(subjects=[subject]) == {subject.public_id: journey}


def test_a_journey_keeps_the_version_it_was_opened_with(journey: Journey, tmp_path: Path, settings: Settings) -> None:
    later = tmp_path / "later"
    later.mkdir()
    register_folder(later)
    (tmp_path / "second.toml").write_text(TEMPLATE.format(version="2"), encoding="utf-8")
    register_folder(tmp_path)

    assert find_template("sample").version == "2"
    assert len(states(journey)) == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("key = ", "模板读不出来"),
        ('key="a"\nversion="1"\ntitle="a"\n[[step]]\nkey="x"\ntitle="x"\nafter="y"', "前面没有这一步"),
        ('key="a"\nversion="1"\ntitle="a"\n[[step]]\nkey="x"\ntitle="x"\n[[step]]\nkey="x"\ntitle="x"', "出现了两次"),
    ],
)
def test_a_template_nobody_can_follow_is_named(tmp_path: Path, content: str, says: str) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(TemplateError, match=says):
        read_template(file)


def test_an_unknown_template_is_a_lookup_error() -> None:
    with pytest.raises(LookupError):
        find_template("nothing")
