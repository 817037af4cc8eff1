"""Fallback duties: what follows from facts is never entered, gaps are counted, entries are dated and taken back."""

from datetime import timedelta
from typing import Any

import pytest

from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry
from runwu.coverage.choices import ContactKind, DutyAct, DutySource, MassKind
from runwu.coverage.models import CoverageContact, DutyEntry, DutyHolder, MassOrganization
from runwu.coverage.selectors.duty_cells import Cell, cell_of
from runwu.coverage.selectors.duty_history import history_of_firm
from runwu.coverage.selectors.duty_matrix import duty_counts
from runwu.coverage.services.duty_words import word_duties
from runwu.coverage.services.fallback_duties import Effect, enter, open_holders, preview, undo_entry
from runwu.coverage.tests.duties_at import BEFORE, PAPER, cells, duties, entered, rows, wish
from runwu.organizations.choices import UnitRole
from runwu.organizations.models import OrganizationUnit
from runwu.people.models import Person
from tests.world import DAY, SINCE, World

pytestmark = pytest.mark.django_db(databases="__all__")


def test_what_follows_from_a_branch_is_told_as_derived(world: World) -> None:
    found = cells(world, world.near.covered)

    assert found["organization"] == Cell("示例春分支部", SINCE, "据：单独组建", derived=True)
    assert [code for code, cell in found.items() if cell.gap] == ["contact"]


def test_an_enterprise_without_anything_lacks_all_five(world: World) -> None:
    found = cells(world, world.near.uncovered)

    assert [cell.words for cell in found.values()] == ["未明确"] * 5


def test_the_counts_say_what_the_cells_say(world: World) -> None:
    CoverageContact.objects.create(
        enterprise=world.near.uncovered, person=Person.objects.create(name="示导甲"), kind="liaison", valid_from=SINCE
    )
    MassOrganization.objects.create(enterprise=world.near.uncovered, kind=MassKind.WOMEN, valid_from=SINCE)
    OrganizationUnit.objects.create(
        organization=world.near.committee, enterprise=world.near.uncovered, role=UnitRole.FALLBACK, valid_from=SINCE
    )
    wanted = [*duties(world).values()]

    found = duty_counts(rows(world), wanted)

    seen = [(duty.code, cell_of(row, duty)) for row in rows(world) for duty in wanted]
    assert found.missing == {duty.code: sum(c == duty.code and x.gap for c, x in seen) for duty in wanted}
    assert (found.total, found.lacking, found.missing) == (
        3,
        3,
        {"organization": 0, "members": 0, "guidance": 1, "contact": 2, "activity": 0},
    )


def test_a_sealed_person_who_looks_after_an_enterprise_is_not_told(world: World) -> None:
    sealed = Person.objects.create(sealed=True, sealed_name="示例密某")
    CoverageContact.objects.create(
        enterprise=world.near.uncovered, person=sealed, kind=ContactKind.INSTRUCTOR, valid_from=SINCE
    )

    assert cells(world, world.near.uncovered)["guidance"].gap
    assert duty_counts(rows(world), [*duties(world).values()]).missing["guidance"] == 1


def test_an_entry_names_holder_day_and_document(world: World) -> None:
    entered(world, world.near.uncovered, person=Person.objects.create(name="示导甲"))

    found = cells(world, world.near.uncovered)["contact"]

    assert found == Cell("示导甲（示例甲园区综合党委）", BEFORE, PAPER)


def test_what_was_entered_stands_before_the_fact_and_names_it(world: World) -> None:
    entered(world, world.near.covered, "organization", also_derived=True)

    found = cells(world, world.near.covered)["organization"]

    assert (found.who, found.derived, found.also) == ("示例甲园区综合党委", False, "另有：示例春分支部")


def test_what_follows_from_a_fact_is_not_entered_again(world: World) -> None:
    with pytest.raises(UserError, match="不会有变化"):
        entered(world, world.near.covered, "organization")

    assert not DutyEntry.objects.exists()


def test_a_hand_over_ends_the_old_holder_and_the_past_stays(world: World) -> None:
    entered(world, world.near.uncovered)

    entered(world, world.near.uncovered, since=DAY, organization=world.near.branch, document="示例党〔2026〕9号")

    now, past = cells(world, world.near.uncovered), cells(world, world.near.uncovered, on=DAY - timedelta(days=1))
    assert (now["contact"].who, past["contact"].who) == ("示例春分支部", "示例甲园区综合党委")
    told = history_of_firm(world.near.uncovered, [*duties(world).values()])
    assert [(one.who, one.since, one.until) for one in told] == [
        ("示例春分支部", DAY, None),
        ("示例甲园区综合党委", BEFORE, DAY),
    ]


def test_an_end_leaves_a_gap_from_its_day_on(world: World) -> None:
    entered(world, world.near.uncovered)

    entered(world, world.near.uncovered, act=DutyAct.END, since=DAY, organization=None)

    assert cells(world, world.near.uncovered)["contact"].gap
    assert not cells(world, world.near.uncovered, on=DAY - timedelta(days=1))["contact"].gap


@pytest.mark.parametrize(
    ("changes", "effect"),
    [
        ({}, Effect.SAME),
        ({"document": "另一份文件"}, Effect.SAME),
        ({"since": BEFORE - timedelta(days=1)}, Effect.EARLIER),
        ({"act": DutyAct.END, "since": DAY, "organization": None}, Effect.ENDED),
    ],
)
def test_the_preview_tells_what_becomes_of_a_held_duty(changes: dict[str, Any], effect: Effect, world: World) -> None:
    entered(world, world.near.uncovered)
    firms = list(rows(world).filter(pk=world.near.uncovered.pk))

    (step,) = preview(wish(world, **changes), firms, standing=open_holders([firms[0].pk], "contact"))

    assert (step.now, step.effect) == ("示例甲园区综合党委", effect)


def test_an_entry_of_today_is_taken_back_with_what_it_closed(world: World) -> None:
    entered(world, world.near.uncovered)
    later = entered(world, world.near.uncovered, since=DAY, organization=world.near.branch)

    undo_entry(entry=later, on=DAY, by=world.cast.staff)

    assert cells(world, world.near.uncovered)["contact"].who == "示例甲园区综合党委"
    assert DutyHolder.objects.standing().get().valid_to is None


def test_a_correction_of_the_same_first_day_replaces_and_comes_back(world: World) -> None:
    entered(world, world.near.uncovered)
    later = entered(world, world.near.uncovered, organization=world.near.branch)
    assert cells(world, world.near.uncovered)["contact"].who == "示例春分支部"

    undo_entry(entry=later, on=DAY, by=world.cast.staff)

    assert cells(world, world.near.uncovered)["contact"].who == "示例甲园区综合党委"


def test_an_entry_is_not_taken_back_twice_later_or_beneath_another(world: World) -> None:
    first = entered(world, world.near.uncovered)
    entered(world, world.near.uncovered, since=DAY, organization=world.near.branch)

    with pytest.raises(Conflict, match="之后又有登记"):
        undo_entry(entry=first, on=DAY, by=world.cast.staff)
    with pytest.raises(Conflict, match="不能撤回"):
        undo_entry(entry=first, on=DAY + timedelta(days=1), by=world.cast.staff)


def test_an_end_is_not_taken_back_after_somebody_else_began(world: World) -> None:
    entered(world, world.near.uncovered)
    end = entered(world, world.near.uncovered, act=DutyAct.END, since=DAY, organization=None)
    entered(world, world.near.uncovered, since=DAY, organization=world.near.branch)

    with pytest.raises(Conflict, match="之后又有登记"):
        undo_entry(entry=end, on=DAY, by=world.cast.staff)


@pytest.mark.parametrize("changes", [{"organization": None}, {"document": "  "}])
def test_an_entry_without_holder_or_document_is_refused(changes: dict[str, Any], world: World) -> None:
    with pytest.raises(UserError):
        entered(world, world.near.uncovered, **changes)


def test_one_entry_is_one_line_in_the_log(world: World) -> None:
    firms = list(rows(world))

    enter(wish=wish(world), park=world.near.park, firms=firms, on=DAY, by=world.cast.staff)

    log = AuditEntry.objects.get(action="coverage.duty.hand_over")
    assert log.extra == {"enterprises": 3, "code": "contact"}


def test_a_park_words_its_duties_from_a_day_on(world: World) -> None:
    words = {"contact": {"name": "诉求兜底", "details": "", "follows": [DutySource.MASS]}}

    changed = word_duties(park=world.near.park, words=words, on=DAY, by=world.cast.officer)

    assert changed == 1
    assert duties(world)["contact"].name == "诉求兜底"
    assert duties(world, DAY - timedelta(days=1))["contact"].name == "联系服务"
    assert word_duties(park=world.near.park, words=words, on=DAY, by=world.cast.officer) == 0


def test_the_order_of_the_facts_is_kept_whatever_order_the_form_gives_them_in(world: World) -> None:
    guidance = duties(world)["guidance"]
    said = {"name": guidance.name, "details": guidance.details, "follows": ["branch", "instructor"]}
    told: dict[str, Any] = {"park": world.near.park, "on": DAY, "by": world.cast.officer}

    unchanged = word_duties(words={"guidance": said}, **told)
    changed = word_duties(
        words={"guidance": {**said, "name": "示例指导", "follows": ["branch", "instructor", "mass"]}}, **told
    )

    now = duties(world)["guidance"]
    assert (unchanged, changed) == (0, 1)
    assert (now.name, now.follows) == ("示例指导", ("instructor", "branch", "mass"))
