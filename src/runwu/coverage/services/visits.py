"""Write down what a visit found, an activity, or a mass organisation (走访登记): one entry, facts from it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.coverage.choices import EntryKind, Finding, MassKind
from runwu.coverage.models import MassOrganization, SurveyItem, Visit
from runwu.enterprises.choices import FactKind, Operating
from runwu.enterprises.models import Enterprise
from runwu.enterprises.services import FactInput, record_facts

_TELLS = {
    Finding.OPERATING: Operating.YES,
    Finding.NOT_OPERATING: Operating.NO,
    Finding.NOT_FOUND: Operating.NO,
}
MOST_STAFF = 1_000_000


@transaction.atomic
def record_visit(
    *, enterprise: Enterprise, finding: Finding, on: date, by: User, staff: int | None = None, note: str = ""
) -> Visit:
    """Write down what a visit found, and record the facts that follow from it (走访登记).

    A second entry of the same day corrects the first. Who met nobody has learned nothing: no fact changes. A sample
    that waits for this enterprise gets its answer. Raises UserError for a number of staff that can't be.
    """
    if staff is not None and not 0 <= staff <= MOST_STAFF:
        raise UserError(_("职工人数不能是 %d。") % staff, now=_("请填 0 或正整数；不知道就不填。"))
    before = Visit.objects.filter(enterprise=enterprise, kind=EntryKind.VISIT, made_on=on).first()
    visit, _new = Visit.objects.update_or_create(
        enterprise=enterprise,
        kind=EntryKind.VISIT,
        made_on=on,
        defaults={"finding": finding, "note": note[:200], "recorded_by": by.public_id},
    )
    told = before is not None and before.finding in _TELLS
    record_facts(_facts(enterprise, finding, staff, on, told=told), by=by.public_id)
    if finding in _TELLS:
        SurveyItem.objects.filter(enterprise=enterprise, visit__isnull=True).update(visit=visit)
    else:
        SurveyItem.objects.filter(visit=visit).update(visit=None)
    audit.log(by, "coverage.visit.recorded", enterprise, place=enterprise.park.public_id, finding=str(finding))
    return visit


def _facts(enterprise: Enterprise, finding: Finding, staff: int | None, on: date, *, told: bool) -> list[FactInput]:
    source = _("走访：%s") % finding.label
    found = []
    if finding in _TELLS:
        found.append(FactInput(enterprise.pk, FactKind.OPERATING, str(_TELLS[finding]), on, source))
    elif told:  # the first entry of the day was a slip: what it told is unknown again
        found.append(FactInput(enterprise.pk, FactKind.OPERATING, None, on, source))
    if staff is not None and finding is Finding.OPERATING:
        found.append(FactInput(enterprise.pk, FactKind.STAFF, staff, on, source))
    return found


@transaction.atomic
def record_activity(*, enterprise: Enterprise, on: date, by: User, note: str = "") -> Visit:
    """Write down that this quarter's activity took place (季度活动); one entry a day."""
    entry, _new = Visit.objects.update_or_create(
        enterprise=enterprise,
        kind=EntryKind.ACTIVITY,
        made_on=on,
        defaults={"finding": "", "note": note[:200], "recorded_by": by.public_id},
    )
    audit.log(by, "coverage.visit.activity_recorded", enterprise, place=enterprise.park.public_id)
    return entry


@transaction.atomic
def record_mass(*, enterprise: Enterprise, kind: MassKind, on: date, by: User) -> bool:
    """Write down that a mass organisation exists at an enterprise, and tell whether that was new (群团组织登记)."""
    Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
    _row, new = MassOrganization.objects.get_or_create(
        enterprise=enterprise, kind=kind, valid_to=None, defaults={"valid_from": on, "source": _("走访登记")}
    )
    if new:
        audit.log(by, "coverage.mass.recorded", enterprise, place=enterprise.park.public_id, kind=str(kind))
    return new
