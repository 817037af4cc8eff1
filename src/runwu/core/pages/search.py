"""The command box (搜索): hits from every app, within the scope."""

from django.http import HttpResponseBase
from django.shortcuts import render

from runwu.core.guards import ScopedRequest, signed_in
from runwu.core.registries import Hit, search_providers

LONGEST = 60
PER_KIND = 10


@signed_in
def search(request: ScopedRequest) -> HttpResponseBase:
    """Show what matches a name, a code or pinyin initials."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    hits: list[Hit] = []
    if words:
        hits = [hit for provider in search_providers for hit in provider(request.scope, words, PER_KIND)]
    return render(request, "core/pages/search.html", {"words": words, "hits": hits})
