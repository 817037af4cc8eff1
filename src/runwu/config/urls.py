"""All URLs. Each app brings its own; what is not listed in tests/access_table.py fails the battery."""

from django.urls import URLPattern, URLResolver, include, path

from runwu.config import health, metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("runwu.workbench.urls")),
    path("", include("runwu.accounts.urls")),
    path("board/", include("runwu.reports.urls")),
    path("privacy/", include("runwu.reports.privacy_urls")),
    path("enterprises/", include("runwu.enterprises.urls")),
    path("organizations/", include("runwu.organizations.urls")),
    path("members/", include("runwu.members.urls")),
    path("me/", include("runwu.members.own_urls")),
    path("me/dues/", include("runwu.dues.own_urls")),
    path("dues/", include("runwu.dues.urls")),
    path("coverage/", include("runwu.coverage.urls")),
    path("settings/access/", include("runwu.access.urls")),
    path("settings/parks/", include("runwu.organizations.park_urls")),
    path("jobs/", include("runwu.core.jobs.urls")),
    path("imports/", include("runwu.core.imports.urls")),
    path("exports/", include("runwu.core.exports.urls")),
    path("audit/", include("runwu.reports.audit_urls")),
    path("rules/parks/", include("runwu.enterprises.override_urls")),
    path("", include("runwu.core.pages.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("healthz/all", health.complete, name="healthz-all"),
    path("metrics", metrics.metrics, name="metrics"),
]

handler400 = "runwu.config.errors.bad_request"
handler403 = "runwu.config.errors.forbidden"
handler404 = "runwu.config.errors.not_found"
handler500 = "runwu.config.errors.server_error"
