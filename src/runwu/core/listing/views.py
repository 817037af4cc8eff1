"""Answer a request for a list (列表页): page, swapped fragment or workbook under the same URL."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from runwu.core.listing.counts import counted
from runwu.core.listing.export import workbook_response
from runwu.core.listing.page import ListPage
from runwu.core.listing.replay import Again, ListingFound, sealed
from runwu.core.listing.state import Listing

PAGE = "core/listing/list_page.html"
LARGE = "core/listing/export_large.html"
FRAGMENT = f"{PAGE}#region"
REGION = "list"  # the id of the swapped element


def list_response(
    request: HttpRequest,
    page: ListPage,
    *,
    template: str = PAGE,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse | FileResponse:
    """Answer with the list that a request asks for.

    `?export=xlsx` answers with the workbook (403 for who may not), above RUNWU_EXPORT_ROWS rows with a page that has it
    written in the background; a filter that can't be read answers 422.
    A template of an app's own extends `core/listing/list_page.html`.
    """
    listing = Listing(request, page)
    if isinstance(request, Again):
        return ListingFound(listing)
    if request.GET.get("export") == "xlsx" and listing.valid:
        return _workbook(request, listing)
    return _page(request, listing, template, context or {})


def _workbook(request: HttpRequest, listing: Listing) -> HttpResponse | FileResponse:
    if not listing.page.may_export:
        raise PermissionDenied
    rows = counted(listing.queryset, cap=None).number
    if rows <= settings.RUNWU_EXPORT_ROWS:
        return workbook_response(listing, by=request.user)
    context = {
        "listing": listing,
        "rows": rows,
        "limit": settings.RUNWU_EXPORT_ROWS,
        "hours": settings.RUNWU_EXPORT_HOURS,
        "token": sealed(listing, user=request.user),
        "back": listing.links.to(),
    }
    return render(request, LARGE, context)


def _page(request: HttpRequest, listing: Listing, template: str, context: Mapping[str, Any]) -> HttpResponse:
    fragment = wants_fragment(request, REGION)
    name = FRAGMENT if fragment else template
    values = {**context, "listing": listing, "fragment": fragment}
    response = render(request, name, values, status=200 if listing.valid else 422)
    patch_vary_headers(response, ["HX-Request"])
    if fragment:
        response["HX-Push-Url"] = listing.url
    return response


def wants_fragment(request: HttpRequest, region: str) -> bool:
    """Tell whether htmx swaps just this element; going back in history asks for the whole page."""
    headers = request.headers
    going_back = headers.get("HX-History-Restore-Request") == "true"
    return headers.get("HX-Request") == "true" and headers.get("HX-Target") == region and not going_back
