"""Sign-in pages: of allauth only those we mean, each under its guard."""

from allauth.account import views as allauth
from django.urls import path

from runwu.accounts import views
from runwu.core.guards import public, signed_in

urlpatterns = [
    path("account/login/", public(allauth.login), name="account_login"),
    path("account/logout/", public(allauth.logout), name="account_logout"),
    path("account/inactive/", public(allauth.account_inactive), name="account_inactive"),
    path("account/password/", signed_in(allauth.password_change), name="account_change_password"),
    path("account/confirm/", signed_in(allauth.reauthenticate), name="account_reauthenticate"),
    path("account/language/", views.set_language, name="set_language"),
    path("account/theme/", views.set_theme, name="set_theme"),
]
