"""Sign-in pages: of allauth only those we mean, each under its guard."""

from allauth.account import views as allauth
from django.urls import path

from runwu.accounts.views import factors, password, phone, preferences, security, sign_in, single_sign_on, sms_sign_in
from runwu.accounts.views.invitations import invitation
from runwu.core.guards import public, signed_in

# What somebody may open who has to set up a second factor first.
SETTING_UP = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "account_change_password",
        "account_reauthenticate",
    }
)

urlpatterns = [
    path("account/login/", public(sign_in.SignInView.as_view()), name="account_login"),
    path("account/login/second/", sign_in.second_factor, name="mfa_authenticate"),
    path("account/login/passkey/", public(sign_in.PasskeyView.as_view()), name="mfa_login_webauthn"),
    path("account/login/phone/", sms_sign_in.ask, name="account_sms_sign_in"),
    path("account/login/phone/code/", sms_sign_in.code, name="account_sms_code"),
    path("account/sso/<slug:provider_id>/begin/", single_sign_on.begin, name="openid_connect_login"),
    path("account/sso/<slug:provider_id>/return/", single_sign_on.come_back, name="openid_connect_callback"),
    path("account/sso/cancelled/", single_sign_on.cancelled, name="socialaccount_login_cancelled"),
    path("account/invitation/", invitation, name="account_invitation"),
    path("account/logout/", public(allauth.logout), name="account_logout"),
    path("account/inactive/", public(allauth.account_inactive), name="account_inactive"),
    path("account/password/", password.password_change, name="account_change_password"),
    path("account/confirm/", signed_in(allauth.reauthenticate), name="account_reauthenticate"),
    path("account/security/", security.security, name="mfa_index"),
    path("account/security/app/", factors.totp, name="mfa_activate_totp"),
    path("account/security/app/end/", factors.totp_end, name="mfa_deactivate_totp"),
    path("account/security/codes/", factors.codes, name="mfa_view_recovery_codes"),
    path("account/security/codes/renew/", factors.codes_renew, name="mfa_generate_recovery_codes"),
    path("account/security/passkeys/add/", factors.passkey_add, name="mfa_add_webauthn"),
    path("account/security/passkeys/<uuid:public_id>/rename/", factors.passkey_rename, name="passkey_rename"),
    path("account/security/passkeys/<uuid:public_id>/remove/", factors.passkey_remove, name="passkey_remove"),
    path("account/security/phone/", phone.phone, name="account_phone"),
    path("account/security/phone/code/", phone.phone_code, name="account_phone_code"),
    path("account/security/phone/remove/", phone.phone_remove, name="account_phone_remove"),
    path("account/security/sign-ins/end/", security.end_others, name="account_end_others"),
    path("account/security/sign-ins/<uuid:public_id>/end/", security.end_one, name="account_end_one"),
    path("account/security/sso/unlink/", single_sign_on.unlink, name="account_unlink"),
    path("account/language/", preferences.set_language, name="set_language"),
    path("account/theme/", preferences.set_theme, name="set_theme"),
]
