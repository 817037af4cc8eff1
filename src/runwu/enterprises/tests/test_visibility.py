"""How openly Party work may appear at an enterprise (润物模式): decided by the organisation, dated, never by the owner."""

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry
from runwu.core.rulebooks import rulebook
from runwu.enterprises.choices import VisibilityLevel
from runwu.enterprises.models import Enterprise, VisibilitySetting
from runwu.enterprises.services.visibility import VisibilityOrder, set_visibility
from runwu.enterprises.visibility import is_neutral, meaning, strictest_of
from tests.world import DAY, World

pytestmark = pytest.mark.django_db(databases="__all__")


def decide(world: World, level: VisibilityLevel, *, days: int = 0, asked: bool = False) -> VisibilitySetting:
    """Record a decision so many days ago."""
    order = VisibilityOrder(
        level=level,
        since=DAY - timedelta(days=days),
        decided_by="中共示例甲园区综合支部委员会",
        basis="外资企业",
        asked=asked,
    )
    return set_visibility(enterprise=world.near.covered, order=order, by=world.cast.staff, on=DAY)


def now(world: World) -> Enterprise:
    """The enterprise as it stands."""
    return Enterprise.objects.get(pk=world.near.covered.pk)


def test_a_decision_is_dated_and_closes_the_one_before(world: World) -> None:
    first = decide(world, VisibilityLevel.NEUTRAL, days=5)

    decide(world, VisibilityLevel.QUIET)

    first.refresh_from_db()
    assert (first.valid_to, now(world).visibility) == (DAY, VisibilityLevel.QUIET)
    assert AuditEntry.objects.filter(action="enterprises.visibility.set").count() == 2


def test_more_openness_needs_the_members_to_have_been_asked(world: World) -> None:
    decide(world, VisibilityLevel.NEUTRAL, days=5)

    with pytest.raises(UserError, match="先看本人的利益"):
        decide(world, VisibilityLevel.OPEN)

    decide(world, VisibilityLevel.OPEN, asked=True)
    assert now(world).visibility == VisibilityLevel.OPEN


def test_the_same_level_twice_is_refused(world: World) -> None:
    decide(world, VisibilityLevel.NEUTRAL, days=5)

    with pytest.raises(Conflict):
        decide(world, VisibilityLevel.NEUTRAL)


@pytest.mark.parametrize("days", [-1, 9])
def test_a_day_to_come_or_before_the_last_decision_is_refused(world: World, days: int) -> None:
    decide(world, VisibilityLevel.NEUTRAL, days=5)

    with pytest.raises(UserError, match="生效日期"):
        decide(world, VisibilityLevel.QUIET, days=days)


def test_the_owner_neither_decides_nor_reads_why(world: World, client_as: ClientAs) -> None:
    decide(world, VisibilityLevel.NEUTRAL)
    address = reverse("enterprises:visibility", args=[world.near.covered.public_id])

    assert client_as(world.cast.owner).get(address).status_code in {403, 404}
    assert (
        "外资企业"
        not in client_as(world.cast.owner)
        .get(reverse("enterprises:file-history", args=[world.near.covered.public_id]))
        .content.decode()
    )
    assert "外资企业" in client_as(world.cast.staff).get(address).content.decode()


def test_the_page_records_a_decision_and_keeps_what_was_typed_wrongly(world: World, client_as: ClientAs) -> None:
    address = reverse("enterprises:visibility", args=[world.near.covered.public_id])
    typed = {
        "level": "2",
        "since": (DAY + timedelta(days=3)).isoformat(),
        "decided_by": "示例党委",
        "basis": "示例理由",
    }

    refused = client_as(world.cast.staff).post(address, typed)
    taken = client_as(world.cast.staff).post(address, {**typed, "since": DAY.isoformat()})

    assert (refused.status_code, "示例理由" in refused.content.decode(), taken.status_code) == (422, True, 302)
    assert now(world).visibility == VisibilityLevel.NEUTRAL


def test_the_strictest_enterprise_decides_the_words_for_a_person(world: World) -> None:
    person = world.members.full.person_id
    before = strictest_of(person_id=person, on=DAY)

    decide(world, VisibilityLevel.QUIET)

    assert (before, strictest_of(person_id=person, on=DAY)) == (0, 3)
    assert [is_neutral(level, book=rulebook(on=DAY)) for level in VisibilityLevel.values] == [False, False, True, True]
    assert all(meaning(level) for level in VisibilityLevel.values)


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("staff", True),
        ("secretary", True),
        ("owner", False),
        ("liaison", False),
        ("instructor", False),
        ("grid_worker", False),
    ],
)
def test_a_quiet_level_is_told_to_no_one_of_the_enterprise_and_no_visitor(
    world: World, client_as: ClientAs, who: str, told: bool
) -> None:
    decide(world, VisibilityLevel.NEUTRAL)
    client = client_as(getattr(world.cast, who))

    pages = [
        client.get(reverse(name, args=[now(world).public_id])).content.decode()
        for name in ("enterprises:file", "enterprises:file-history")
    ]

    assert ("可见程度" in "".join(pages)) == told
