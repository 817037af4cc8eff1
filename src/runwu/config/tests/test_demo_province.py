"""The demo province is made from a seed, read without an error, and carries the figures of the source."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.test import Client

from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.config.cli.derived import differences
from runwu.config.demo import DemoNotAllowed, DemoResult
from runwu.config.demo.province import load_province, loading, plans
from runwu.config.demo.province.branches import branches_of
from runwu.config.demo.province.firms import firms_of
from runwu.config.demo.province.lines import guide_chains
from runwu.config.demo.province.loading import SEED, shares
from runwu.config.demo.province.members import Member, members_of
from runwu.config.demo.province.parks import FIRMS, MEMBERS, PARKS
from runwu.config.demo.province.plans import APPROVED, plan_parks
from runwu.config.demo.province.tree import known_park
from runwu.config.demo.province.words import credit_code
from runwu.core.jobs.runner import Shutdown
from runwu.coverage.choices import PlanState
from runwu.coverage.models import FormationPlan, ParkTally
from runwu.enterprises.models import Enterprise, Park
from runwu.members.models import FloatingStay, PartyMember
from runwu.organizations.choices import Form, PromiseState, RelationKind, RelationLine
from runwu.organizations.models import Organization, OrganizationRelation, Promise
from runwu.rules.identifiers import CreditCode, read_credit_code
from tests.world import World

IN_DATABASE = pytest.mark.django_db(databases=["default", "progress"], transaction=True)
SCALE = 0.004


@pytest.fixture
def province(settings: Any, tmp_path: Path, day: date, monkeypatch: pytest.MonkeyPatch) -> DemoResult:
    """The province of a start that was interrupted in its third park, and of the start after it."""
    settings.DEMO, settings.DATA_DIR = True, tmp_path
    monkeypatch.setattr(loading, "guide_chains", _interrupted_in(3))
    with pytest.raises(KeyboardInterrupt):
        load_province(lambda _words: None, scale=SCALE, plans=False)
    monkeypatch.setattr(loading, "guide_chains", guide_chains)
    assert (Park.objects.count(), User.objects.filter(username="leader").exists()) == (2, False)
    return load_province(lambda _words: None, scale=SCALE, plans=False)


def _interrupted_in(number: int) -> Callable[..., int]:
    parks = iter(range(1, number + 1))

    def act(*args: Any) -> int:
        if next(parks) == number:
            raise KeyboardInterrupt
        return guide_chains(*args)

    return act


def test_at_full_scale_the_figures_are_those_of_the_source() -> None:
    found = shares(1.0)
    floating, formal = (sum(getattr(share.wanted, name) for share in found) for name in ("floating", "formal"))

    assert (len(found), sum(share.park.firms for share in found)) == (13, FIRMS)
    assert floating + formal == MEMBERS
    assert round(100 * floating / MEMBERS, 2) == 8.12


def _at_full_scale(day: date) -> list[Member]:
    found: list[Member] = []
    for share in shares(1.0):
        dice = Random(f"{SEED}/{share.park.name}")  # noqa: S311 -- made-up facts
        firms = firms_of(share.park, share.park.firms, share.first_firm, dice)
        branches, cast = branches_of(share.park, firms, share.park.branches, dice)
        found += members_of(share.park, branches, cast, share.wanted, first=share.first_member, today=day, dice=dice)
    return found


def test_the_floating_share_reads_alike_for_who_knows_of_the_restricted_and_who_does_not(day: date) -> None:
    everybody = _at_full_scale(day)
    known = [one for one in everybody if not one.restricted]

    assert len(everybody) > len(known)
    for whom in (everybody, known):
        assert round(100 * sum(bool(one.home) for one in whom) / len(whom), 2) == 8.12


def test_the_same_seed_makes_the_same_enterprises() -> None:
    first, second = (firms_of(PARKS[0], 300, 1, Random("1/示例")) for _ in range(2))  # noqa: S311 -- made-up facts

    assert first == second
    assert len({firm.name for firm in first}) == 300


@pytest.mark.parametrize("number", [1, 7, 999, 54_321, 110_000])
def test_made_up_codes_pass_the_check_characters(number: int) -> None:
    assert isinstance(read_credit_code(credit_code(number)), CreditCode)


@pytest.mark.django_db
def test_outside_demo_mode_no_province_is_loaded(settings: Any) -> None:
    settings.DEMO = False

    with pytest.raises(DemoNotAllowed):
        load_province(lambda _words: None)

    assert Park.objects.count() == 0


def _plan_of_a_park(day: date) -> str:
    """Let one park's plan be computed by the worker, as a start with plans does for all of them."""
    superior = Organization.objects.get(form=Form.SUPERIOR_COMMITTEE)
    found = [known_park(park, superior) for park in PARKS if park.name == APPROVED]
    plan_parks([one for one in found if one], User.objects.get(username="province-officer"), day, lambda _words: None)
    return FormationPlan.objects.get().state


@IN_DATABASE
def test_told_to_stop_while_it_computes_the_start_ends(
    world: World, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = world.cast.staff
    FormationPlan.objects.create(
        park=world.near.park, as_of=day, instance={}, notes={}, facts_digest="示例", created_by=staff.public_id
    )
    monkeypatch.setattr(plans, "run_worker", lambda **_how: monkeypatch.setattr(Shutdown, "requested", True))

    with pytest.raises(SystemExit, match="接着装"):
        plan_parks([], staff, day, lambda _words: None)


@IN_DATABASE
def test_the_province_is_read_whole_and_derived_columns_agree(
    province: DemoResult, day: date, client_as: Callable[[User], Client]
) -> None:
    members, floating = PartyMember.objects.count(), FloatingStay.objects.on(day).count()
    forms = set(Organization.objects.values_list("form", flat=True))
    officer = User.objects.get(username="organization-department")

    page = client_as(officer).get("/board/area/").content.decode()

    assert (Park.objects.count(), Enterprise.objects.count()) == (13, sum(one.park.firms for one in shares(SCALE)))
    assert floating == round(members * 0.0812)
    assert forms == set(Form.values)
    guided = OrganizationRelation.objects.filter(kind=RelationKind.GUIDED)
    assert guided.filter(line=RelationLine.CHAIN).count() == sum(len(park.chains) for park in PARKS)
    assert guided.filter(line=RelationLine.INDUSTRY).count() == 2
    assert sorted(Promise.objects.values_list("state", flat=True)) == [PromiseState.KEPT, PromiseState.OPEN]
    assert differences() == []
    before = (Organization.objects.count(), OrganizationRelation.objects.count(), ParkTally.objects.count())
    assert load_province(lambda _words: None, scale=SCALE, plans=False).accounts == province.accounts
    assert (Organization.objects.count(), OrganizationRelation.objects.count(), ParkTally.objects.count()) == before
    assert ParkTally.objects.filter(on=day, grouping="park").count() == 13
    assert {"grid-worker-3", "branch-secretary-3", "leader"} <= {account.user for account in province.accounts}
    assert scope_of(User.objects.get(username="grid-worker-1"), day).grants[0].grids
    assert all(park.name in page for park in PARKS)
    assert _plan_of_a_park(day) == PlanState.ADOPTED
    assert all(name.startswith("示") for name in PartyMember.objects.values_list("person__name", flat=True) if name)
