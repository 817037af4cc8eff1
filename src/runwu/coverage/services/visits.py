"""Write down what a visit found (走访登记): one entry, facts from it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.coverage.choices import EntryKind, Finding
from runwu.coverage.models import SurveyItem, Visit
from runwu.enterprises.choices import FactKind, Operating
from runwu.enterprises.models import Enterprise, EnterpriseFact
from runwu.enterprises.services import FactInput, record_facts

_TELLS = {
    Finding.OPERATING: Operating.YES,
    Finding.NOT_OPERATING: Operating.NO,
    Finding.NOT_FOUND: Operating.NO,
}
_KINDS = (FactKind.OPERATING, FactKind.STAFF)
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
    visit, _new = Visit.objects.update_or_create(
        enterprise=enterprise,
        kind=EntryKind.VISIT,
        made_on=on,
        defaults={"finding": finding, "note": note[:200], "recorded_by": by.public_id},
    )
    if told := _told_today(enterprise, on):
        visit.replaced = {**visit.replaced, **told}
        visit.save(update_fields=["replaced"])
    record_facts(_facts(visit, finding, staff), by=by.public_id)
    if finding in _TELLS:
        SurveyItem.objects.filter(enterprise=enterprise, visit__isnull=True).update(visit=visit)
    else:
        SurveyItem.objects.filter(visit=visit).update(visit=None)
    audit.log(by, "coverage.visit.recorded", enterprise, place=enterprise.park.public_id, finding=str(finding))
    return visit


def _told_today(enterprise: Enterprise, on: date) -> dict[str, list[str]]:
    """Return what somebody else told today about what a visit tells: a fact of the same day is written over, not closed."""
    rows = EnterpriseFact.objects.open().filter(enterprise=enterprise, kind__in=_KINDS, valid_from=on)
    return {row.kind: [row.value, row.source] for row in rows.exclude(source__startswith=_of_visits())}


def _of_visits() -> str:
    return _("走访：%s") % ""


def _facts(visit: Visit, finding: Finding, staff: int | None) -> list[FactInput]:
    enterprise, on, source = visit.enterprise, visit.made_on, _("走访：%s") % finding.label
    found = []
    if finding in _TELLS:
        found.append(FactInput(enterprise.pk, FactKind.OPERATING, str(_TELLS[finding]), on, source))
    else:
        found += _as_before(visit, FactKind.OPERATING)
    if finding is not Finding.OPERATING:
        found += _as_before(visit, FactKind.STAFF)
    elif staff is not None:
        found.append(FactInput(enterprise.pk, FactKind.STAFF, staff, on, source))
    return found


def _as_before(visit: Visit, kind: FactKind) -> list[FactInput]:
    """Return what was known before an earlier entry of the day told something else: that entry was a slip."""
    enterprise, on = visit.enterprise, visit.made_on
    rows = EnterpriseFact.objects.filter(enterprise=enterprise, kind=kind)
    if not rows.open().filter(valid_from=on, source__startswith=_of_visits()).exists():
        return []
    if kind.value in visit.replaced:
        value, source = visit.replaced[kind.value]
        return [FactInput(enterprise.pk, kind, value or None, on, source)]
    old = rows.filter(valid_to=on).order_by("-valid_from").first()
    if old is None:
        return [FactInput(enterprise.pk, kind, None, on, _("走访登记更正"))]
    return [FactInput(enterprise.pk, kind, old.value or None, on, old.source)]
