"""One rule (依据): its values over time, of the nation, the province and the park; which checks and pages read it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.guards import ScopedRequest, day_shown, signed_in
from runwu.core.models import Attachment, RulebookOverride
from runwu.core.pages.clauses import book_of, place_shown
from runwu.core.pages.rule_words import force_words, sure_words
from runwu.core.registries import RulePlace
from runwu.core.rule_pages import checks_reading, pages_reading
from runwu.core.rulebooks import override_of, parameters, value_of, why_not
from runwu.rules.errors import RuleInputError
from runwu.rules.overrides import may_list
from runwu.rules.parameters import DatedValue, Parameter, shown_value
from runwu.rules.places import province_slug
from runwu.rules.rulebook import Level, ParameterInForce, Rulebook, origin_of
from runwu.rules.sources import Force, Source, Sure

_STATES = {"now": gettext_lazy("现行"), "past": gettext_lazy("已过"), "coming": gettext_lazy("还没开始")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One value on the time line of a rule: who set it, from when to when (last day included), by which document.

    `state` is now, past or coming; a version of a park's own value that no longer counts has a `void` reason.
    """

    level: Level
    shown: str
    since: date
    last_day: date | None
    source: Source
    force: Force
    state: str
    row: RulebookOverride | None = None
    void: str = ""
    file_url: str = ""
    acts: Mapping[str, str] = field(default_factory=dict)

    @property
    def state_label(self) -> str | Promise:
        """Say whether it holds on the day shown."""
        return self.void or _STATES[self.state]

    @property
    def origin(self) -> str:
        """Name who set it."""
        return origin_of(self.level, self.source)

    @property
    def sure(self) -> tuple[str | Promise, str | Promise]:
        """Say how sure it is, and what that means."""
        return sure_words(self.source)

    @property
    def effect(self) -> str | Promise:
        """Say what follows when it is not met."""
        return force_words(self.force)


@signed_in
def clause(request: ScopedRequest, key: str) -> HttpResponseBase:
    """Show one rule over time, with what a park set for itself beside the national and provincial values."""
    parameter = parameters().find(key)
    if parameter is None:
        raise Http404
    on = day_shown(request)
    place, places = place_shown(request)
    context = {
        "parameter": parameter,
        "now": _now(book_of(place, on), key),
        "moments": list(_settled(parameter, place, on)),
        "own": _Own.load(parameter, place, on, request.on).moments() if place else [],
        "checks": checks_reading(key),
        "pages": pages_reading(key),
        "place": place,
        "places": places,
        "on": on,
        "set_url": _set_url(parameter, place, request.on),
        "why_closed": _why_closed(parameter, request.on),
    }
    return render(request, "core/pages/clause.html", context)


def _now(book: Rulebook, key: str) -> ParameterInForce | None:
    try:
        return book.parameter(key)
    except RuleInputError:
        return None


def _settled(parameter: Parameter, place: RulePlace | None, on: date) -> Iterator[Moment]:
    """List the values of the nation and of the park's province, newest first."""
    slug = province_slug(place.region) if place else ""
    own = parameters().find(parameter.key, slug) if slug else None
    for known, level in ((own, Level.PROVINCE), (parameter, Level.NATIONAL)):
        if known is not None:
            yield from (_moment(known, index, level, on) for index in reversed(range(len(known.values))))


def _moment(parameter: Parameter, index: int, level: Level, on: date) -> Moment:
    dated = parameter.values[index]
    last_day = _last_day(parameter, index)
    return Moment(
        level=level,
        shown=shown_value(dated.value, parameter.unit, parameter.labels),
        since=dated.valid_from,
        last_day=last_day,
        source=dated.source,
        force=dated.force,
        state=_state(dated.valid_from, last_day, on),
    )


def _last_day(parameter: Parameter, index: int) -> date | None:
    dated: DatedValue = parameter.values[index]
    if dated.valid_to is not None or index + 1 == len(parameter.values):
        return dated.valid_to
    return parameter.values[index + 1].valid_from - timedelta(days=1)


def _state(since: date, last_day: date | None, on: date) -> str:
    if since > on:
        return "coming"
    return "past" if last_day is not None and last_day < on else "now"


@dataclass(frozen=True, slots=True)
class _Own:
    """The versions of a park's own value of one rule, as somebody looks at them."""

    parameter: Parameter
    place: RulePlace
    on: date
    today: date
    rows: Sequence[RulebookOverride]
    papers: frozenset[str]

    @classmethod
    def load(cls, parameter: Parameter, place: RulePlace, on: date, today: date) -> "_Own":
        """Load every version that the park recorded, the latest first. Two queries."""
        found = RulebookOverride.objects.filter(place=place.public_id, key=parameter.key)
        rows = list(found.order_by("-valid_from", "-pk"))
        return cls(parameter, place, on, today, rows, _with_paper(rows))

    def moments(self) -> list[Moment]:
        """List the versions; void ones stay readable."""
        return [self._moment(row) for row in self.rows]

    def _moment(self, row: RulebookOverride) -> Moment:
        override = override_of(row)
        dated = self.parameter.in_force(row.valid_from) or self.parameter.values[-1]
        return Moment(
            level=Level.PARK,
            shown=shown_value(value_of(row), self.parameter.unit, self.parameter.labels),
            since=row.valid_from,
            last_day=override.valid_to,
            source=override.source,
            force=dated.force,
            state=_state(row.valid_from, override.valid_to, self.on),
            row=row,
            void=self._why_void(row),
            file_url=self._url("file", row) if str(row.public_id) in self.papers else "",
            acts=self._acts(row),
        )

    def _acts(self, row: RulebookOverride) -> dict[str, str]:
        """Return the addresses of what the person may do with a version: undo only on its day, or before it begins."""
        if row.withdrawn_at is not None or self.place.set_url is None:
            return {}
        coming = all(one.valid_from > self.today for one in self.rows if one.series == row.series)
        undo = ["undo"] if coming or localdate(row.set_at) == self.today else []
        end = [] if row.valid_from > self.today else ["end"]
        paper = ["paper"] if str(row.public_id) not in self.papers else []
        return {act: self._url(act, row) for act in ("correct", *end, *undo, *paper)}

    def _url(self, act: str, row: RulebookOverride) -> str:
        return self.place.act_url(act, row.public_id) if self.place.act_url else ""

    def _why_void(self, row: RulebookOverride) -> str:
        if row.withdrawn_at is not None:
            by = next((one for one in self.rows if one.supersedes == row.public_id and one.withdrawn_at is None), None)
            return _("已由“%(act)s”代替") % {"act": by.get_act_display()} if by else _("已撤销")
        reason = why_not(row, on=self.on, region=self.place.region) if row.holds_on(self.on) else ""
        return _("不再适用：%(reason)s") % {"reason": reason} if reason else ""


def _with_paper(rows: Sequence[RulebookOverride]) -> frozenset[str]:
    ids = [str(row.public_id) for row in rows]
    owner = RulebookOverride._meta.label_lower
    return frozenset(Attachment.objects.filter(owner_type=owner, owner_id__in=ids).values_list("owner_id", flat=True))


def _why_closed(parameter: Parameter, today: date) -> str:
    """Say why no park may set a value of its own; empty where it may (为什么不能另设)."""
    dated = parameter.in_force(today)
    if dated is None:
        return _("今天没有这项规定，不能另设。")
    if not dated.is_open_to_override:
        promise = dated.source.sure is Sure.LOCAL
        return _("这是本系统的承诺，园区不能另设。") if promise else _("这是已核对的规定，不是“一般”，园区不能另设。")
    if not may_list(parameter, dated):
        return _("这是一张格式固定的表，不在页面上另设；需要调整的，请系统管理员修改参数文件。")
    return ""


def _set_url(parameter: Parameter, place: RulePlace | None, today: date) -> str:
    may = place is not None and place.set_url is not None and not _why_closed(parameter, today)
    return place.set_url(parameter.key) if may and place and place.set_url else ""
