"""Records of impact assessments (影响评估记录): written once, renewed by another, kept as the law asks."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.core.errors import UserError
from runwu.core.rulebooks import rulebook
from runwu.reports.assessments import assessments, kept_until, record_assessment, reviews_due
from runwu.reports.models import ImpactAssessment, ProcessingKind
from runwu.rules.privacy import Processing
from tests.world import DAY, World

pytestmark = pytest.mark.django_db(databases="__all__")


def said(**more: Any) -> dict[str, Any]:
    """What stands in an assessment."""
    words = {
        "subject": "党员登记和转接", "processing": "sensitive", "purpose": "示例目的", "impact": "示例影响",
        "measures": "示例措施", "conclusion": "可以处理", "made_by": "示例评估人", "approved_by": "示例批准人",
        "made_on": DAY - timedelta(days=400), "review_on": DAY,
    }  # fmt: skip
    return {**words, **more}


def record(world: World, *, renews: ImpactAssessment | None = None, **more: Any) -> ImpactAssessment:
    """Record an assessment of the first park."""
    return record_assessment(park=world.near.park, said=said(**more), renews=renews, by=world.cast.staff, on=DAY)


def test_the_kinds_are_those_of_the_rule() -> None:
    assert set(ProcessingKind.values) == {one.value for one in Processing}


@pytest.mark.parametrize("more", [{"made_on": DAY + timedelta(days=1)}, {"review_on": DAY - timedelta(days=400)}])
def test_days_that_cannot_be_are_refused(world: World, more: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="评估日期"):
        record(world, **more)


def test_an_assessment_is_kept_as_long_as_the_law_asks(world: World) -> None:
    row = record(world, made_on=date(2026, 1, 31))

    assert kept_until(row, rulebook(on=DAY)) == date(2029, 1, 31)


def test_a_review_is_due_until_another_assessment_renews_it(world: World) -> None:
    scope = scope_of(world.cast.staff, DAY)
    first = record(world)
    due = [one.title for one in reviews_due(scope, DAY)]

    record(world, renews=first, made_on=DAY, review_on=DAY + timedelta(days=365))

    assert (due, list(reviews_due(scope, DAY))) == (["复审影响评估：党员登记和转接"], [])
    assert [row.renewed for row in assessments(scope=scope)] == [False, True]


def test_another_park_reads_none_of_it(world: World, client_as: ClientAs) -> None:
    row = record(world)

    assert client_as(world.cast.far_staff).get(reverse("reports:assessment", args=[row.public_id])).status_code == 404
    assert list(assessments(scope=scope_of(world.cast.far_staff, DAY))) == []


def test_the_pages_record_print_and_renew(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    sent = {**said(), "park": str(world.near.park.public_id), "made_on": DAY.isoformat(), "review_on": "2027-11-20"}

    refused = client.post(reverse("reports:assessment-record"), {**sent, "review_on": "2026-01-01"})
    taken = client.post(reverse("reports:assessment-record"), sent)

    row = ImpactAssessment.objects.get()
    sheet = client.get(reverse("reports:assessment", args=[row.public_id])).content.decode()
    again = client.get(reverse("reports:assessment-record"), {"renews": str(row.public_id)}).content.decode()
    assert (refused.status_code, taken.status_code) == (422, 302)
    assert ("示例措施" in sheet, "至少到 2029-11-20" in sheet, "示例措施" in again) == (True, True, True)
    assert client.get(reverse("reports:assessment-record"), {"renews": "not-an-id"}).status_code == 404
