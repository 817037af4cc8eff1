"""The rules in force (依据): every parameter with its value, clause and how sure it is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from runwu.core.guards import ScopedRequest, day_shown, signed_in
from runwu.core.models import RulebookOverride
from runwu.core.pages.rule_words import is_open
from runwu.core.registries import Hit, RulePlace, register_search, rule_places
from runwu.core.rulebooks import parameters, rulebook, value_of
from runwu.core.scope import Scope
from runwu.rules.parameters import shown_value
from runwu.rules.registry import topic_order
from runwu.rules.rulebook import Level, ParameterInForce, Rulebook
from runwu.rules.sources import Sure


@dataclass(frozen=True, slots=True)
class Listed:
    """One rule of the list: as it stands on the day, and the park's own values that begin later (还没开始的取值)."""

    rule: ParameterInForce
    coming: Sequence[tuple[date, str]] = ()

    @property
    def is_own(self) -> bool:
        """Tell whether the park set it for itself, from the day shown or from a later one on."""
        return self.rule.level is Level.PARK or bool(self.coming)


def _is_local(one: Listed) -> bool:
    return one.rule.level is not Level.NATIONAL or one.rule.source.sure is Sure.LOCAL


_ONLY: dict[str, tuple[str | Promise, Callable[[Listed], bool]]] = {
    "own": (_("本园区取值"), lambda one: one.is_own),
    "local": (_("地方和系统设定"), _is_local),
    "confirm": (_("还要核对"), lambda one: is_open(one.rule.source)),
}


def _in_force(book: Rulebook) -> list[ParameterInForce]:
    """List the rules of a day in the order of their topics."""
    keys = [key for key in book.parameters.keys() if book.parameters.require(key).in_force(book.on)]  # noqa: SIM118
    return [book.parameter(key) for key in sorted(keys, key=topic_order)]


def _listed(place: RulePlace | None, on: date) -> list[Listed]:
    coming = _coming(place, on) if place else {}
    return [Listed(one, coming.get(one.key, ())) for one in _in_force(book_of(place, on))]


def _coming(place: RulePlace, on: date) -> dict[str, list[tuple[date, str]]]:
    """Return the park's own values that begin after the day, by rule. One query."""
    rows = RulebookOverride.objects.standing().filter(place=place.public_id, valid_from__gt=on).order_by("valid_from")
    found: dict[str, list[tuple[date, str]]] = {}
    for row in rows:
        known = parameters().find(row.key)
        if known is not None:
            found.setdefault(row.key, []).append((row.valid_from, shown_value(value_of(row), known.unit, known.labels)))
    return found


def place_shown(request: ScopedRequest) -> tuple[RulePlace | None, list[RulePlace]]:
    """Return the park whose values are shown, and those to choose from: the one asked for, or the only one.

    Raises Http404 for a park out of reach.
    """
    places = rule_places(request.scope)
    asked = request.GET.get("park", "")
    if not asked:
        return (places[0] if len(places) == 1 else None), places
    found = next((place for place in places if str(place.public_id) == asked), None)
    if found is None:
        raise Http404
    return found, places


def book_of(place: RulePlace | None, on: date) -> Rulebook:
    """Return the rules of a day, with the values of a park where one is shown."""
    if place is None:
        return rulebook(on=on)
    return rulebook(on=on, place=place.public_id, region=place.region)


@signed_in
def clauses(request: ScopedRequest) -> HttpResponseBase:
    """Show the rules in force on a day: one topic, or what a search or a filter finds in all of them."""
    on = day_shown(request)
    place, places = place_shown(request)
    words, only = request.GET.get("q", "").strip(), request.GET.get("only", "")
    found = _listed(place, on)
    index = _by_topic(found)
    chosen = request.GET.get("topic", "")
    if not (words or only in _ONLY):
        chosen = chosen if chosen in index else next(iter(index), "")
    shown = _by_topic(one for one in found if _is_shown(one, words, only, chosen))
    context = {
        "topics": shown,
        "index": [(topic, len(ones)) for topic, ones in index.items()],
        "filters": _filters(found, only, place),
        "chosen": chosen,
        "on": on,
        "words": words,
        "only": only if only in _ONLY else "",
        "place": place,
        "places": places,
        "kept": _kept(request, place),
    }
    return render(request, "core/pages/clauses.html", context)


def _is_shown(one: Listed, words: str, only: str, topic: str) -> bool:
    fits = only not in _ONLY or _ONLY[only][1](one)
    return fits and (not topic or one.rule.topic == topic) and _matches(one.rule, words)


def _filters(found: Sequence[Listed], only: str, place: RulePlace | None) -> list[dict[str, object]]:
    return [
        {"key": key, "label": label, "current": key == only, "count": sum(map(fits, found))}
        for key, (label, fits) in _ONLY.items()
        if key != "own" or place is not None
    ]


def _kept(request: ScopedRequest, place: RulePlace | None) -> str:
    """Return what links of the page carry on: the park and the day that were asked for."""
    kept = {name: request.GET[name] for name in ("on", "park") if request.GET.get(name)}
    return urlencode({**kept, **({"park": str(place.public_id)} if place else {})})


def _by_topic(found: Iterable[Listed]) -> dict[str, list[Listed]]:
    topics: dict[str, list[Listed]] = {}
    for one in found:
        topics.setdefault(one.rule.topic, []).append(one)
    return topics


def _matches(one: ParameterInForce, words: str) -> bool:
    """Tell whether every word stands in the title, the clause or the value, whatever its spaces and case."""
    source = one.source
    parts = (one.title, one.topic, one.key, source.document, source.chip, source.number, source.text, one.shown)
    text = " ".join((*parts, one.shown.replace(" ", ""))).lower()
    return all(word in text for word in words.lower().split())


@register_search
def search_clauses(scope: Scope, words: str, limit: int) -> list[Hit]:
    """Find clauses for the command box."""
    found = [one for one in _in_force(rulebook(on=scope.on)) if _matches(one, words)][:limit]
    return [
        Hit(
            kind="依据",
            title=one.title,
            detail=f"{one.source.chip} · {one.shown}",
            url=reverse("rules:one", args=[one.key]),
            icon="book",
        )
        for one in found
    ]


def address_of(key: str, place: UUID | None = None) -> str:
    """Return the lasting address of a rule, for a park where one is named."""
    return reverse("rules:one", args=[key], query={"park": str(place)} if place else None)
