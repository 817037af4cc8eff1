"""The rules in force (依据): every parameter with its value, clause and how sure it is."""

from collections.abc import Iterable

from django.http import HttpResponseBase
from django.shortcuts import render

from runwu.core.guards import ScopedRequest, day_shown, signed_in
from runwu.core.registries import Hit, register_search
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Scope
from runwu.rules.rulebook import ParameterInForce, Rulebook


def _in_force(book: Rulebook) -> list[ParameterInForce]:
    known = book.parameters
    return [book.parameter(key) for key in known.keys() if known.require(key).in_force(book.on)]  # noqa: SIM118


@signed_in
def clauses(request: ScopedRequest) -> HttpResponseBase:
    """Show the rules in force on a day: one topic, or what matches a search in all of them."""
    on = day_shown(request)
    words = request.GET.get("q", "").strip()
    topics = _by_topic(_in_force(rulebook(on=on)))
    chosen = request.GET.get("topic", "")
    if words:
        shown = _by_topic(one for found in topics.values() for one in found if _matches(one, words))
    else:
        chosen = chosen if chosen in topics else next(iter(topics), "")
        shown = {chosen: topics[chosen]} if chosen else {}
    index = [(topic, len(found)) for topic, found in topics.items()]
    context = {"topics": shown, "index": index, "chosen": chosen, "on": on, "words": words}
    return render(request, "core/pages/clauses.html", context)


def _by_topic(found: Iterable[ParameterInForce]) -> dict[str, list[ParameterInForce]]:
    topics: dict[str, list[ParameterInForce]] = {}
    for one in found:
        topics.setdefault(one.topic, []).append(one)
    return topics


def _matches(one: ParameterInForce, words: str) -> bool:
    text = f"{one.title} {one.topic} {one.key} {one.source.document} {one.source.chip} {one.source.text}"
    return all(word in text for word in words.split())


@register_search
def search_clauses(scope: Scope, words: str, limit: int) -> list[Hit]:
    """Find clauses for the command box."""
    from django.urls import reverse

    found = [one for one in _in_force(rulebook(on=scope.on)) if _matches(one, words)][:limit]
    return [
        Hit(
            kind="依据",
            title=one.title,
            detail=f"{one.source.chip} · {one.shown}",
            url=f"{reverse('rules:list')}?q={one.key}",
            icon="book",
        )
        for one in found
    ]
