"""Signing in: the page, the second step, and a passkey alone."""

from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from runwu.accounts.codes import code_is_right, code_was_sent, send_code
from runwu.accounts.factors import Factors, factors_of
from runwu.accounts.failures import note_failed
from runwu.accounts.forms import CodeForm, PasskeyStepForm, SmsCodeForm
from runwu.accounts.models import User
from runwu.accounts.second_factor import SecondFactorStage, unforced
from runwu.accounts.single_sign_on import offered
from runwu.accounts.sms import gateway
from runwu.accounts.views import sms_sign_in
from runwu.core.addresses import client_address
from runwu.core.errors import UserError
from runwu.core.guards import public

_PURPOSE = "sign-in"


class SignInView(LoginView):
    """Name and password, and the other ways in that this installation offers."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by_phone = sms_sign_in.offered()
        more = {"single_sign_on": offered(self.request), "unforced": unforced(), "by_phone": by_phone}
        return {**super().get_context_data(**kwargs), **more}


class PasskeyView(LoginWebAuthnView):
    """Sign in by a passkey alone; the device has verified the person."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Sign in, and lead back to where somebody stood."""
        authenticator = form.cleaned_data["credential"]
        login = Login(user=authenticator.user, redirect_url=get_next_redirect_url(self.request))
        response: HttpResponse = perform_passwordless_login(self.request, authenticator, login)
        return response

    def form_invalid(self, form: Form) -> HttpResponse:
        """Log the failure; whose it is, only the sender says, so nobody is named."""
        note_failed("passkey", None)
        response: HttpResponse = super().form_invalid(form)
        return response


@public
@never_cache
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of whoever has just given a password."""
    stage = None if request.user.is_authenticated else LoginStageController.enter(request, SecondFactorStage.key)
    if stage is None:
        return redirect("account_login")
    user: User = stage.login.user
    factors = factors_of(user)
    forms = _forms(request, user)
    if request.method == "POST" and _passed(request, user, factors, forms):
        response: HttpResponse = stage.exit()
        return response
    return _page(request, user, factors, forms)


def _forms(request: HttpRequest, user: User) -> dict[str, Form]:
    """Return the three forms; the one that was sent is bound."""
    sent = request.POST if request.method == "POST" else {}
    return {
        "code_form": CodeForm(user=user, data=sent if "code" in sent else None),
        "passkey_form": PasskeyStepForm(user=user, data=sent if "credential" in sent else None),
        "sms_form": SmsCodeForm(sent if "sms_code" in sent else None),
    }


def _passed(request: HttpRequest, user: User, factors: Factors, forms: dict[str, Form]) -> bool:
    """Check what was sent; only what the account has is asked."""
    if not factors.strong:
        return _passed_by_sms(request, user, cast("SmsCodeForm", forms["sms_form"]))
    by_passkey = "credential" in request.POST
    form = forms["passkey_form" if by_passkey else "code_form"]
    if not form.is_valid():
        if request.POST.get("credential" if by_passkey else "code"):
            note_failed("passkey" if by_passkey else "code", user)
        return False
    form.save()  # type: ignore[attr-defined]  # records how somebody signed in
    return True


def _passed_by_sms(request: HttpRequest, user: User, form: SmsCodeForm) -> bool:
    """Send a code when asked to, or check the one that was typed."""
    phone = user.phone or ""
    purpose = f"{_PURPOSE}:{user.pk}"
    try:
        if "send" in request.POST:
            send_code(request.session, phone=phone, purpose=purpose, address=client_address(request) or "")
        elif form.is_valid():
            right = code_is_right(request.session, phone=phone, purpose=purpose, code=form.cleaned_data["sms_code"])
            return _recorded(request, user) if right else _wrong(form, user)
    except UserError as error:
        form.refused = str(error)
        if "send" not in request.POST:
            note_failed("sms", user)
    return False


def _recorded(request: HttpRequest, user: User) -> bool:
    record_authentication(request, user, "mfa", type="sms")
    return True


def _wrong(form: Form, user: User) -> bool:
    note_failed("sms", user)
    form.add_error("sms_code", _("验证码不正确或已过期。请核对短信，或重新发送。"))
    return False


def _page(request: HttpRequest, user: User, factors: Factors, forms: dict[str, Form]) -> HttpResponse:
    options = webauthn.begin_authentication(user) if factors.passkeys else None
    context = {
        **forms,
        "factors": factors,
        "options": options,
        "phone_tail": (user.phone or "")[-4:],
        "by_sms": not factors.strong and gateway() is not None,
        "code_sent": code_was_sent(request.session),
    }
    failed = any(getattr(form, "refused", "") or (form.is_bound and form.errors) for form in forms.values())
    return render(request, "mfa/authenticate.html", context, status=422 if failed else 200)
