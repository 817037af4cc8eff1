"""The product's URLs, a bare page (signed in, base template, no query of its own), and the admin's list."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from runwu.config.urls import urlpatterns as product
from runwu.core.guards import signed_in
from runwu.enterprises.models import Enterprise


class EnterpriseAdmin(admin.ModelAdmin[Enterprise]):
    """The same columns, filters and search as the product's list."""

    list_display = ("name", "credit_code", "park", "grid", "building", "chain", "stage", "operating", "staff")
    list_filter = ("stage", "operating", "ownership", "above_designated", "high_tech", "grid", "chain")
    search_fields = ("name", "short_name", "initials", "credit_code", "provisional_number")
    list_select_related = ("park", "grid", "building", "chain")
    list_per_page = 50
    ordering = ("name", "id")


admin.site.register(Enterprise, EnterpriseAdmin)


@signed_in
def bare(request: HttpRequest) -> HttpResponse:
    """Answer with the frame alone."""
    return render(request, "core/base.html")


urlpatterns = [*product, path("bare/", bare), path("admin/", admin.site.urls)]
