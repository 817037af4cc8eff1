"""What the rules advise about standings (待办): probations that end, suspensions that last. Nothing changes by itself."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.rulebooks import rulebook, rulebooks
from runwu.core.scope import Capability, Scope
from runwu.members import standings
from runwu.members.choices import Standing
from runwu.members.models import PartyMember
from runwu.members.standings import Awaited
from runwu.rules.membership import suspension_decision
from runwu.rules.periods import in_words
from runwu.rules.recruitment import conversion_due, probation_ends
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Outcome, Verdict

_AHEAD = timedelta(days=30)  # a courtesy of the product: when a branch is told that a probation will end
_PREPARING = 20  # minutes
_LOOKING_UP = 3  # minutes for one day in the papers
_NAMED = 3  # names told in one duty


@register_duties
def standings_to_decide(scope: Scope, on: date) -> Sequence[Duty]:
    """Return the probations that end or lack their beginning, and the suspensions to be considered. At most three queries."""
    if not (scope.may(Capability.EDIT_MEMBERS) or scope.may(Capability.SEE_MEMBER_CONTACTS)):
        return []
    (probations, undated), suspensions = standings.probations(scope=scope), standings.suspensions(scope=scope)
    book = _books([*probations, *suspensions], on)
    found = [duty for one in probations for duty in _conversion(one, book(one))]
    found += _undated([one for one in undated if standings.decides(scope=scope, member=one)])
    return found + [duty for one in suspensions for duty in _long(one, book(one))]


def _books(awaited: Sequence[Awaited], on: date) -> Callable[[Awaited], Rulebook]:
    """Return what gives the rules of a member's park, of all parks together. One query."""
    parks = {one.member.organization.park for one in awaited if one.member.organization}
    books = rulebooks(on=on, places={park.public_id: park.region for park in parks if park})
    national = rulebook(on=on)

    def book(one: Awaited) -> Rulebook:
        park = one.member.organization.park if one.member.organization else None
        return books[park.public_id] if park else national

    return book


def _conversion(one: Awaited, book: Rulebook) -> Iterator[Duty]:
    ends = probation_ends(one.since, extension_months=one.months, book=book)
    if ends - _AHEAD > book.on:
        return
    verdict = conversion_due(admitted=one.since, extension_months=one.months, book=book)
    over = verdict.outcome is Outcome.DUE
    title = _("预备期已满，讨论 %s 的转正") if over else _("%s 的预备期快满")
    yield _duty(one, f"probation:{ends:%Y%m%d}", title, _("%s期满。") % in_words(ends), verdict, ends)


def _undated(members: Sequence[PartyMember]) -> Iterator[Duty]:
    """Ask once for the days of admission that are missing: without one nobody is told when the probation ends."""
    if not members:
        return
    names = "、".join(one.person.full_name for one in members[:_NAMED])
    others = _("等 %d 名") % len(members) if len(members) > _NAMED else ""
    one = members[0]
    yield Duty(
        key="members.standing:undated",
        title=_("补录入党日期：%d 名预备党员") % len(members),
        why=_("%s没有入党日期，算不出预备期到哪天。请对照入党志愿书，导入名册补录，或由本人申请更正。")
        % (names + others),
        url=(
            reverse("members:page", args=[one.public_id])
            if len(members) == 1
            else reverse("members:list", query={"standing": Standing.PROBATIONARY})
        ),
        action=_("打开党员页面") if len(members) == 1 else _("打开名单"),
        minutes=_LOOKING_UP * len(members),
    )


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
