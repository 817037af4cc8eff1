"""URLs of search, clauses, suggestions and settings."""

from django.urls import include, path

from runwu.core.pages import clauses, feedback, search, settings

core_patterns = [
    path("search/", search.search, name="search"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("feedback/<uuid:public_id>/answer/", feedback.answer, name="feedback-answer"),
]
urlpatterns = [
    path("", include((core_patterns, "core"))),
    path("rules/", include(([path("", clauses.clauses, name="list")], "rules"))),
    path("settings/", include(([path("", settings.settings_home, name="home")], "settings"))),
]
