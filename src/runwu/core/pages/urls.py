"""URLs of search, clauses, suggestions and settings."""

from django.urls import include, path

from runwu.core.pages import addresses, clause, clauses, feedback, search, settings  # noqa: F401 -- registers a converter

core_patterns = [
    path("search/", search.search, name="search"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("feedback/<uuid:public_id>/answer/", feedback.answer, name="feedback-answer"),
]
rules_patterns = [
    path("", clauses.clauses, name="list"),
    path("<rule_key:key>/", clause.clause, name="one"),
]
urlpatterns = [
    path("", include((core_patterns, "core"))),
    path("rules/", include((rules_patterns, "rules"))),
    path("settings/", include(([path("", settings.settings_home, name="home")], "settings"))),
]
