"""Draw a sample of enterprises of unknown operation (抽样核查)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.coverage.models import Survey, SurveyItem
from runwu.coverage.selectors.shells import book_of, candidates, of_class
from runwu.enterprises.models import Park
from runwu.planning.surveys import Stratum, allocate, draw
from runwu.rules.surveys import ShellClass, ShellScale, shell_scale

EXPECTED = {ShellClass.SHELL: 0.15, ShellClass.OPEN: 0.5, ShellClass.OPERATING: 0.85}
"""The share that is expected to operate; it only decides how the visits are spread, not what they find."""
MARGINS = (5, 8, 10)


def strata_of(sizes: dict[ShellClass, int]) -> list[Stratum]:
    """Return the strata of a park from the sizes of its classes."""
    return [Stratum(kind.value, sizes[kind], EXPECTED[kind]) for kind in ShellClass]


@transaction.atomic
def start_survey(*, park: Park, margin: int, on: date, by: User) -> Survey:
    """Draw a sample that tells the share of operating enterprises to ± `margin` points (开始抽样核查).

    The same park, day and facts draw the same enterprises. Raises UserError where nothing is unknown.
    """
    scale = shell_scale(book=book_of(park, on=on))
    ids = {kind: _ids(park, kind, on, scale) for kind in ShellClass}
    numbers = allocate(strata_of({kind: len(found) for kind, found in ids.items()}), margin=margin / 100)
    if not any(numbers.values()):
        raise UserError(
            _("%(park)s没有需要核查的企业。") % {"park": park.name},
            rule=_("抽样的对象是是否实际经营未知的登记企业。"),
            now=_("不用抽样；有新登记的企业再来。"),
        )
    strata = [{"key": kind.value, "size": len(ids[kind]), "wanted": numbers[kind.value]} for kind in ShellClass]
    survey = Survey.objects.create(park=park, as_of=on, margin=margin, strata=strata, created_by=by.public_id)
    for kind, found in ids.items():
        chosen = draw(found, numbers[kind.value], seed=f"{park.public_id}/{on}")
        SurveyItem.objects.bulk_create(
            SurveyItem(survey=survey, enterprise_id=found[one], stratum=kind.value) for one in chosen
        )
    audit.log(by, "coverage.survey.started", survey, place=park.public_id, margin=margin, items=sum(numbers.values()))
    return survey


def _ids(park: Park, kind: ShellClass, on: date, scale: ShellScale) -> dict[str, int]:
    rows = candidates(park=park, today=on, scale=scale).filter(of_class(kind, scale)).order_by("pk")
    return {str(public_id): pk for public_id, pk in rows.values_list("public_id", "pk")}
