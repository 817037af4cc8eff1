"""URLs of accounts and roles, below the settings."""

from django.urls import path

from runwu.access import views

app_name = "access"

urlpatterns = [
    path("", views.account_list, name="list"),
    path("accounts/new/", views.account_create, name="account-create"),
    path("accounts/<uuid:public_id>/", views.account, name="account"),
    path("accounts/<uuid:public_id>/reset/", views.account_reset, name="account-reset"),
    path("accounts/<uuid:public_id>/invite/", views.account_invite, name="account-invite"),
    path("accounts/<uuid:public_id>/factors/reset/", views.factors_reset, name="factors-reset"),
    path("accounts/<uuid:public_id>/sign-ins/end/", views.account_sign_out, name="account-sign-out"),
    path("accounts/<uuid:public_id>/resume/", views.account_resume, name="account-resume"),
    path("accounts/<uuid:public_id>/lock/", views.account_lock, name="account-lock"),
    path("accounts/<uuid:public_id>/unlock/", views.account_unlock, name="account-unlock"),
    path("accounts/<uuid:public_id>/roles/grant/", views.role_grant, name="role-grant"),
    path("roles/<uuid:public_id>/end/", views.role_end, name="role-end"),
    path("names/", views.names_ask, name="names-ask"),
    path("names/close/", views.names_close, name="names-close"),
]
