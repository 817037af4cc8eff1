"""Objects that the addresses of boards, visits and surveys name."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from runwu.coverage.models import Survey
from runwu.reports.frozen.services import freeze_figures
from runwu.reports.models import AreaRelease, FrozenSet, ImpactAssessment
from tests.access_objects import Arguments
from tests.world import World


def release_in(place: str) -> Arguments:
    """Return the id of a release for a park's committee, recorded where there is none."""

    def arguments(world: World) -> Mapping[str, Any]:
        row, _new = AreaRelease.objects.get_or_create(
            organization=getattr(world, place).committee,
            valid_to=None,
            defaults={
                "official": "示例负责人", "position": "部长", "document": "示例〔2026〕1号",
                "valid_from": date(2026, 1, 1), "recorded_by": world.cast.officer.public_id,
            },
        )  # fmt: skip
        return {"public_id": row.public_id}

    return arguments


def _frozen(world: World, place: str) -> FrozenSet:
    committee, day = getattr(world, place).committee, date(2026, 6, 30)
    known = FrozenSet.objects.filter(organization=committee, on=day, withdrawn_at=None).first()
    return known or freeze_figures(organization=committee, on=day, by=world.cast.officer)


def frozen_in(place: str) -> Arguments:
    """Return the id of the figures of a park's committee, frozen today for the last half of a year."""
    return lambda world: {"public_id": _frozen(world, place).public_id}


def frozen_figure_in(place: str) -> Arguments:
    """Return the id of the first figure of them."""
    return lambda world: {"public_id": _frozen(world, place).figures.order_by("pk")[0].public_id}


def assessment_in(place: str) -> Arguments:
    """Return the id of an impact assessment of a park."""

    def arguments(world: World) -> Mapping[str, Any]:
        row, _new = ImpactAssessment.objects.get_or_create(
            park=getattr(world, place).park, subject="示例处理活动", processing="sensitive",
            defaults={
                "purpose": "示例", "impact": "示例", "measures": "示例", "conclusion": "示例", "made_by": "示例评估人",
                "approved_by": "示例批准人", "made_on": world.day, "review_on": date(2029, 1, 1),
                "recorded_by": world.cast.officer.public_id,
            },
        )  # fmt: skip
        return {"public_id": row.public_id}

    return arguments


def survey_in(place: str) -> Arguments:
    """Return the id of a sample of a park without any enterprise."""

    def arguments(world: World) -> Mapping[str, Any]:
        known = {"park": getattr(world, place).park, "as_of": world.day, "margin": 10}
        row, _new = Survey.objects.get_or_create(**known, created_by=world.cast.staff.public_id)
        return {"public_id": row.public_id}

    return arguments
