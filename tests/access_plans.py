"""A computed plan for the access table, written down instead of computed: three firms led by one of them."""

import json
from collections.abc import Mapping
from typing import Any

from runwu.coverage.choices import PlanState
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.services.decisions import PROFILE_NAMES
from runwu.coverage.services.instances import digest_of
from runwu.coverage.services.reports import report_of
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.instance import document_of
from runwu.planning.joint_branches.problem import Park as ProblemPark
from runwu.planning.joint_branches.problem import Problem, Unit, with_profile
from tests.access_objects import Arguments
from tests.world import ParkWorld, World


def computed_plan_in(place: str) -> Arguments:
    """Return the public id of a computed plan of a park; computed once in a world."""
    return lambda world: {"public_id": _computed(world, getattr(world, place)).public_id}


def unit_in(place: str) -> Arguments:
    """Return the public ids of a computed plan of a park and of an enterprise in it that may be moved."""

    def arguments(world: World) -> Mapping[str, Any]:
        plan = _computed(world, getattr(world, place))
        least = plan.instance["parameters"]["min_full"]
        small = [unit["id"] for unit in plan.instance["units"] if unit["full_members"] < least]
        places = plan.alternatives.order_by("pk")[0].assignment
        # one with a place: of one that is left the pages have less to say, and ids decide who comes first
        unit = next((one for one in small if places.get(one)), small[0])
        return {"public_id": plan.public_id, "unit": unit}

    return arguments


def host_in(place: str) -> Arguments:
    """Return the same two where the page asks for whoever takes in; an enterprise that may be moved has its own page."""

    def arguments(world: World) -> Mapping[str, Any]:
        found = unit_in(place)(world)
        return {"public_id": found["public_id"], "host": found["unit"]}

    return arguments


def _computed(world: World, park: ParkWorld) -> FormationPlan:
    """Return a plan that puts the park's three firms together, with its alternatives; made once in a world."""
    plan = FormationPlan.objects.filter(park=park.park, state=PlanState.READY).first()
    return plan or _write_computed(world, park)


def _write_computed(world: World, park: ParkWorld) -> FormationPlan:
    problem = _three_firms(park)
    document = json.loads(json.dumps(document_of(problem)))
    plan = FormationPlan.objects.create(
        park=park.park,
        as_of=world.day,
        created_by=world.cast.staff.public_id,
        state=PlanState.READY,
        instance=document,
        notes={"approximate": {}, "left_out": []},
        facts_digest=digest_of(document),
    )
    host = problem.units[0].id
    places = {unit.id: host for unit in problem.units}
    for profile, name in PROFILE_NAMES.items():
        proof = {"bound": 0, "ended": "limit", "seconds": 0}
        report = report_of(Index(with_profile(problem, name)), places, proof=proof, baseline=None)
        computed = {"assignment": places, "report": report}
        PlanAlternative.objects.create(plan=plan, profile=profile, computed=computed, assignment=places, report=report)
    return plan


def _three_firms(park: ParkWorld) -> Problem:
    key = str(park.park.public_id)
    firms = (park.covered, park.next_covered, park.uncovered)
    # apart from each other, so that no order depends on their random ids
    places = ((20.0, 110.0), (20.001, 110.002), (20.003, 110.001))
    units = tuple(
        Unit(str(firm.public_id), firm.label, key, "", *place, "示例网格", None, full_members=1)
        for firm, place in zip(firms, places, strict=True)
    )
    return Problem(name="示例", parks=(ProblemPark(key, park.park.name),), units=units)
