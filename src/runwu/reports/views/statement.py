"""The data statement, open to everybody (数据说明)."""

from django.http import HttpResponseBase
from django.shortcuts import render

from runwu.core.guards import ScopedRequest, public
from runwu.reports.statement import statement


@public
def data_statement(request: ScopedRequest) -> HttpResponseBase:
    """Show what is held of firms and persons, who sees it and how long, to read and print."""
    return render(request, "reports/statement.html", {"statement": statement(request.on)})
