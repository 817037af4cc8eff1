"""What has to be done about dues (待办): tables and months for who keeps them, arrears for the secretary."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability, Scope
from runwu.dues.choices import MonthState
from runwu.dues.models import DuesTable
from runwu.dues.selectors import Arrears, arrears, branches, sheet, spans
from runwu.organizations.models import Organization
from runwu.rules.dues import unpaid
from runwu.rules.periods import Month
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Outcome

LOOK_BACK = 24  # months for which arrears are looked up
_MINUTES = 5


@register_duties
def dues_to_keep(scope: Scope, on: date) -> Sequence[Duty]:
    """Return tables to approve and months to take in, for who keeps dues. At most eight queries; none for others."""
    if not scope.may(Capability.KEEP_DUES):
        return []
    places = list(branches(scope=scope, capability=Capability.KEEP_DUES))
    book = rulebook(on=on)
    approved = set(
        DuesTable.objects.filter(organization__in=places, year=on.year, approved_on__isnull=False).values_list(
            "organization_id", flat=True
        )
    )
    month = Month.containing(on).first
    rows = sheet(organizations=[one for one in places if one.pk in approved], first=month, last=month)
    open_ones = {row.organization.pk: 0 for row in rows}
    for row in rows:
        open_ones[row.organization.pk] += row.one(month).state == MonthState.UNPAID
    return [*_tables(places, approved, on, book), *_months(places, open_ones, month, book)]


def _tables(places: list[Organization], approved: set[int], on: date, book: Rulebook) -> Iterator[Duty]:
    for place in places:
        if place.pk not in approved:
            yield Duty(
                key=f"dues.table:{place.public_id}:{on.year}",
                title=_("%(place)s：核定 %(year)d 年党费") % {"place": place.label, "year": on.year},
                why=_("没有批准的核定表，本年的党费不能收。"),
                url=reverse("dues:tables", args=[place.public_id]),
                action=_("编制核定表"),
                source=book.source("dues.wage_bands"),
                minutes=_MINUTES,
            )


def _months(places: list[Organization], unpaid_by: dict[int, int], month: date, book: Rulebook) -> Iterator[Duty]:
    for place in places:
        if number := unpaid_by.get(place.pk):
            told = {"place": place.label, "n": number, "month": month.month}
            yield Duty(
                key=f"dues.month:{place.public_id}:{month.isoformat()}",
                title=_("%(place)s：%(n)d 名党员 %(month)d 月党费待收") % told,
                why=_("党员按月交纳；收到后一次登记，每人一张收据。"),
                url=reverse("dues:month", args=[place.public_id, month.year, month.month]),
                action=_("登记收缴"),
                source=book.source("dues.consented_months"),
                due=Month.containing(month).last,
                minutes=1,
            )


@register_duties
def arrears_to_ask_about(scope: Scope, on: date) -> Sequence[Duty]:
    """Return whose arrears the secretary has to ask about; advice only. At most eight queries; none for others."""
    if not scope.may(Capability.SEE_MEMBER_CONTACTS) or not scope.may(Capability.SEE_DUES):
        return []
    places = list(branches(scope=scope))
    book = rulebook(on=on)
    found = arrears(organizations=places, on=on, months=LOOK_BACK)
    return [_ask(row, on, book) for row in found if _asks(row, book)]


def _asks(row: Arrears, book: Rulebook) -> bool:
    if row.departed:  # the branch of today talks; here the months stand in the list of arrears
        return False
    return unpaid(len(row.run), has_reason=row.has_reason, book=book).outcome in (Outcome.UNKNOWN, Outcome.DUE)


def _ask(row: Arrears, _on: date, book: Rulebook) -> Duty:
    verdict = unpaid(len(row.run), has_reason=row.has_reason, book=book)
    told = {"name": row.member.person.full_name, "n": len(row.run)}
    older = [_("还有更早的没有交：%s") % spans(row.before)] if row.before else []
    return Duty(
        key=f"dues.arrears:{row.member.public_id}:{row.run[0].isoformat()}",
        title=_("%(name)s 连续 %(n)d 个月没有交党费，谈话了解原因") % told,
        why="；".join([*older, *verdict.now]),
        url=reverse("dues:talk", args=[row.organization.public_id, row.member.public_id]),
        action=_("登记谈话"),
        source=verdict.reasons[0].source,
        minutes=_MINUTES,
    )
