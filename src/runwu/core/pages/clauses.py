"""The rules in force (依据): every parameter with its value, clause and how sure it is."""

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
    """Show the rules in force on a day, by topic."""
    on = day_shown(request)
    words = request.GET.get("q", "").strip()
    found = [one for one in _in_force(rulebook(on=on)) if _matches(one, words)]
    topics: dict[str, list[ParameterInForce]] = {}
    for one in found:
        topics.setdefault(one.topic, []).append(one)
    return render(request, "core/pages/clauses.html", {"topics": topics, "on": on, "words": words})


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
            url=f"{reverse('rules:list')}#{one.key}",
            icon="book",
        )
        for one in found
    ]
