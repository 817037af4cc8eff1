"""What floating members ask of the secretary (待办): get in touch, answer a step, welcome and see off by season."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Case, Prefetch, When
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.rulebooks import rulebook, rulebooks
from runwu.core.scope import Capability, Scope
from runwu.members.choices import LandingKind, StepState
from runwu.members.floating.selectors import cared_stays, greets, hosted_stays
from runwu.members.floating.studying import lost_contact, to_study, unstudied
from runwu.members.models import FloatingStay, RestrictionContact
from runwu.rules.membership import floating_contact
from runwu.rules.privacy import lead_purged_on
from runwu.rules.rulebook import Rulebook

CONTACT_KEY = "floating.contact:"
_MINUTES = 5
_AT_THE_HOST = (LandingKind.HELLO, LandingKind.ACTIVITY, LandingKind.GROUP)
_FAREWELL = timedelta(days=14)  # before the season ends; the calendar says when, nobody is measured by it


@register_duties
def floating_duties(scope: Scope, on: date) -> Sequence[Duty]:
    """Return what the secretary has to do for members who float. Six queries; none for everybody else.

    Welcome and farewell are said by the branch that hosts, never by the one that somebody leaves.
    """
    if not scope.may(Capability.SEE_MEMBER_CONTACTS):
        return []
    rows = list(
        cared_stays(scope=scope).filter(valid_to__isnull=True, valid_from__lte=on)
        .select_related("member__organization__park").prefetch_related("steps", _contacts_on(on))
        .annotate(studies=Case(When(unstudied(on), then=True), default=False)).order_by("valid_from", "pk")
    )  # fmt: skip
    books = _books(rows, on)
    own = [duty for row in rows for duty in _of(row, books[_place(row)])]
    own += to_study([row for row in rows if row.studies], rulebook(on=on))
    hosted = hosted_stays(scope=scope).filter(valid_to__isnull=True, valid_from__lte=on).prefetch_related("steps")
    guests = list(hosted.order_by("valid_from", "pk"))
    own += [duty for row in guests for duty in _steps(row, as_host=True)]
    greeted = [row for row in (*rows, *guests) if greets(row, scope=scope, capability=Capability.SEE_MEMBER_CONTACTS)]
    return own + [duty for row in greeted for duty in _greetings(row, on)]


def _place(row: FloatingStay) -> object:
    organization = row.member.organization or row.host
    return organization.park_id if organization else None


def _books(rows: Sequence[FloatingStay], on: date) -> dict[object, Rulebook]:
    if not rows:
        return {}
    parks = {one.park for row in rows if (one := row.member.organization or row.host) and one.park}
    known = rulebooks(on=on, places={park.public_id: park.region for park in parks})
    return {None: rulebook(on=on), **{park.pk: known[park.public_id] for park in parks}}


def _of(row: FloatingStay, book: Rulebook) -> Iterator[Duty]:
    yield from list(lost_contact(row, book)) or _contact(row, book)
    yield from _steps(row, as_host=False)


def stale_since(row: FloatingStay, book: Rulebook) -> date | None:
    """Return the day from which a member counts as long out of contact (久未联系), None while in time.

    The reminder is a lead: it disappears by itself after the time of leads, and nothing of it stays.
    """
    verdict = floating_contact(last_contact=row.contacted_on or row.valid_from, book=book)
    since = verdict.since
    return since if since is not None and book.on < lead_purged_on(since, book=book) else None


def _contact(row: FloatingStay, book: Rulebook) -> Iterator[Duty]:
    since = stale_since(row, book)
    if since is None:
        return
    gone = lead_purged_on(since, book=book)
    yield Duty(
        key=f"{CONTACT_KEY}{row.public_id}:{since.isoformat()}",
        title=_("久未联系提醒：联系一次 %(name)s") % {"name": row.member.person.full_name},
        why=_("%(day)s 以后没有登记过联系。%(who)s提醒到 %(gone)s 自动消失，不留记录。")
        % {
            "day": (row.contacted_on or row.valid_from).isoformat(),
            "who": _who_calls(row),
            "gone": gone.isoformat(),
        },
        url=_page(row),
        action=_("联系后记下日期"),
        source=book.source("membership.floating_contact_months"),
        minutes=_MINUTES,
    )


def _arranges(row: FloatingStay, kind: str, *, as_host: bool) -> bool:
    """Tell who of two branches here arranges a step: the host its own life, the home contact and transfer."""
    shared = row.host_id is not None and row.home_id is not None and not row.member.restricted
    return not shared or (kind in _AT_THE_HOST) is as_host


def _contacts_on(on: date) -> Prefetch[str]:
    rows = RestrictionContact.objects.on(on).select_related("person").order_by("deputy", "pk")
    return Prefetch("member__contacts", queryset=rows, to_attr="contacts_now")


def _who_calls(row: FloatingStay) -> str:
    """Propose who should call: the contact whom the member knows, else the deputy, else the branch itself."""
    known: Sequence[RestrictionContact] = getattr(row.member, "contacts_now", ())
    if not known:
        return _("建议由支部书记打个电话，并先确定联系人。")
    return _("建议由联系人%s打个电话。") % known[0].person.full_name


def _steps(row: FloatingStay, *, as_host: bool) -> Iterator[Duty]:
    for step in row.steps.all():
        if step.by_member and step.state == StepState.AGREED and _arranges(row, step.kind, as_host=as_host):
            yield Duty(
                key=f"floating.step:{step.public_id}:{step.proposed_on.isoformat()}",
                title=_("%(name)s 想走这一步：%(step)s")
                % {"name": row.member.person.full_name, "step": step.get_kind_display()},
                why=_("本人 %(day)s 提出，由本支部安排。没有期限，按本人的节奏。")
                % {"day": step.proposed_on.isoformat()},
                url=_page(row),
                action=_("安排"),
                minutes=_MINUTES,
            )


def _greetings(row: FloatingStay, on: date) -> Iterator[Duty]:
    season = row.season
    if season is None or season.ended_on is not None:
        return
    first, last = season.around(on)
    name = {"name": row.member.person.full_name, "season": season.name}
    if first <= on and (row.welcomed_on is None or row.welcomed_on < first):
        yield Duty(
            key=f"floating.welcome:{row.public_id}:{first.isoformat()}",
            title=_("欢迎候鸟党员 %(name)s") % name,
            why=_("“%(season)s”已经开始。送上欢迎信，告诉本人季内安排和活动地点。") % name,
            url=_page(row), action=_("打印欢迎信"), minutes=_MINUTES,
        )  # fmt: skip
    if first <= on and last - _FAREWELL <= on and (row.farewelled_on is None or row.farewelled_on < first):
        yield Duty(
            key=f"floating.farewell:{row.public_id}:{first.isoformat()}",
            title=_("欢送候鸟党员 %(name)s") % name,
            why=_("“%(season)s”快结束了。送上欢送信，问本人是否愿意保持季外联系。") % name,
            url=_page(row), action=_("打印欢送信"), due=last, minutes=_MINUTES,
        )  # fmt: skip


def _page(row: FloatingStay) -> str:
    return reverse("members:floating-stay", args=[row.public_id])
