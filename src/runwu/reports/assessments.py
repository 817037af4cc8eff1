"""Records of impact assessments (个人信息保护影响评估记录): written once, looked at again by a day, kept as the law asks."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.core.registries import Duty, register_duties
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Park
from runwu.reports.models import ImpactAssessment
from runwu.rules.periods import add_months
from runwu.rules.privacy import Processing, impact_assessment
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Outcome

_MINUTES = 30


def parks(*, scope: Scope) -> QuerySet[Park]:
    """List the parks for which somebody records assessments."""
    return Park.objects.filter(scope.parks(Capability.SET_RULES, "pk")).order_by("name")


def assessments(*, scope: Scope) -> QuerySet[ImpactAssessment]:
    """List the assessments of parks in reach, the latest first, with those that renewed them."""
    rows = ImpactAssessment.objects.filter(scope.parks(Capability.SET_RULES, "park_id"))
    return rows.select_related("park", "renews").prefetch_related("renewals").order_by("-made_on", "-pk")


def kept_until(row: ImpactAssessment, book: Rulebook) -> date:
    """Return until when an assessment is kept at least; nothing here ever clears one."""
    return add_months(row.made_on, 12 * book.number("privacy.impact_report_years"))


@transaction.atomic
def record_assessment(
    *, park: Park, said: Mapping[str, Any], renews: ImpactAssessment | None, by: User, on: date
) -> ImpactAssessment:
    """Record an assessment that people made (登记影响评估). Raises UserError for days that cannot be, ValidationError."""
    row = ImpactAssessment(park=park, renews=renews, recorded_by=by.public_id, **said)
    if row.made_on > on or row.review_on <= row.made_on:
        raise UserError(
            _("评估日期晚于今天，或者复审日期不晚于评估日期。"),
            rule=_("先评估，后登记；复审在评估以后。"),
            now=_("请核对两个日期。"),
        )
    row.full_clean(exclude=["park", "renews"])
    row.save()
    audit.log(by, "reports.assessment.recorded", row, place=park.public_id, processing=row.processing)
    return row


def asked_by_law(processing: str, book: Rulebook) -> bool:
    """Tell whether the law asks for an assessment before such processing (事先评估)."""
    return impact_assessment(Processing(processing), book=book).outcome is Outcome.DUE


@register_duties
def reviews_due(scope: Scope, on: date) -> Sequence[Duty]:
    """Return the assessments that are to be looked at again. One query; none for who records none."""
    if not scope.may(Capability.SET_RULES):
        return []
    book = rulebook(on=on)
    return [
        Duty(
            key=f"assessment:{row.public_id}",
            title=_("复审影响评估：%s") % row.subject,
            why=_("上次评估 %(made)s，约定 %(due)s 复审。处理活动有变化的，也重新评估。")
            % {"made": row.made_on.isoformat(), "due": row.review_on.isoformat()},
            url=reverse("reports:assessment", args=[row.public_id]),
            action=_("查看并复审"),
            due=row.review_on,
            source=book.source("privacy.impact_before"),
            minutes=_MINUTES,
        )
        for row in assessments(scope=scope).filter(review_on__lte=on, renewals__isnull=True)
    ]
