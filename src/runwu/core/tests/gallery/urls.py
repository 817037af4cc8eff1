"""Addresses of the gallery, with stand-ins for the names that the frame links to."""

from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from runwu.core.tests.gallery import views


def nothing(request: HttpRequest) -> HttpResponse:
    """Stand in for a page that is not part of the gallery."""
    return HttpResponse("")


core = [path("search", nothing, name="search"), path("feedback", nothing, name="feedback")]
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("refused", views.refused),
    path("mistake", views.mistake),
    path("paper", views.paper),
    path("page/<slug:name>", views.page),
    path("login", nothing, name="account_login"),
    path("logout", nothing, name="account_logout"),
    path("password", nothing, name="account_change_password"),
    path("again", nothing, name="account_reauthenticate"),
    path("passkey", nothing, name="mfa_login_webauthn"),
    path("language", nothing, name="set_language"),
    path("theme", nothing, name="set_theme"),
    path("core/", include((core, "core"))),
    *staticfiles_urlpatterns(),
]
