"""What the rules advise about standings (待办): probations that end, suspensions that last. Nothing changes by itself."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability, Scope
from runwu.members import standings
from runwu.members.standings import Awaited
from runwu.rules.membership import suspension_decision
from runwu.rules.periods import in_words
from runwu.rules.recruitment import conversion_due, probation_ends
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Outcome, Verdict

_AHEAD = timedelta(days=30)  # a courtesy of the product: when a branch is told that a probation will end
_PREPARING = 20  # minutes


@register_duties
def standings_to_decide(scope: Scope, on: date) -> Sequence[Duty]:
    """Return the probations that end and the suspensions to be considered. At most two queries and one per park."""
    if not (scope.may(Capability.EDIT_MEMBERS) or scope.may(Capability.SEE_MEMBER_CONTACTS)):
        return []
    books: dict[object, Rulebook] = {}
    found = [duty for one in standings.probations(scope=scope) for duty in _conversion(one, _book(one, on, books))]
    return found + [duty for one in standings.suspensions(scope=scope) for duty in _long(one, _book(one, on, books))]


def _book(one: Awaited, on: date, books: dict[object, Rulebook]) -> Rulebook:
    park = one.member.organization.park if one.member.organization else None
    key = park.public_id if park else None
    if key not in books:
        books[key] = rulebook(on=on, place=park.public_id, region=park.region) if park else rulebook(on=on)
    return books[key]


def _conversion(one: Awaited, book: Rulebook) -> Iterator[Duty]:
    ends = probation_ends(one.since, extension_months=one.months, book=book)
    if ends - _AHEAD > book.on:
        return
    verdict = conversion_due(admitted=one.since, extension_months=one.months, book=book)
    over = verdict.outcome is Outcome.DUE
    title = _("预备期已满，讨论 %s 的转正") if over else _("%s 的预备期快满")
    yield _duty(one, f"probation:{ends:%Y%m%d}", title, _("%s期满。") % in_words(ends), verdict, ends)


def _long(one: Awaited, book: Rulebook) -> Iterator[Duty]:
    verdict = suspension_decision(suspended_on=one.since, book=book)
    if verdict.outcome is Outcome.DUE:
        why = _("%s起停止党籍。") % in_words(one.since)
        key = f"suspension:{one.since:%Y%m%d}"
        yield _duty(one, key, _("研究 %s 停止党籍以后的处置"), why, verdict, verdict.since or one.since)


def _duty(one: Awaited, key: str, title: str, why: str, verdict: Verdict, last: date) -> Duty:  # noqa: PLR0917
    member = one.member
    return Duty(
        key=f"members.standing:{member.public_id}:{key}",
        title=title % member.person.full_name,
        why=why + "。".join(verdict.now) + "。",
        url=reverse("members:page", args=[member.public_id]),
        action=_("打开党员页面"),
        source=verdict.reasons[0].source,
        due=last,
        remark=member.organization.label if member.organization else "",
        minutes=_PREPARING,
    )
