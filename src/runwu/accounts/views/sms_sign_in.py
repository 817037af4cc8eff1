"""Signing in by a code on the phone instead of the password (短信登录), where the installation allows it."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from runwu.accounts.codes import code_is_right, send_code
from runwu.accounts.failures import note_failed
from runwu.accounts.forms import SmsCodeForm, UsernameForm
from runwu.accounts.models import User, Way
from runwu.accounts.second_factor import may_come_by_phone
from runwu.accounts.sms import gateway
from runwu.core.addresses import client_address
from runwu.core.errors import UserError
from runwu.core.guards import public

_ASKED, _PURPOSE, _NEXT = "runwu_sms_user", "sign-in-alone", "runwu_sms_next"


def offered() -> bool:
    """Tell whether this installation lets people sign in by phone."""
    return bool(settings.RUNWU_SMS_SIGN_IN and gateway())


@public
@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the name and send a code; whether there is such an account is not told."""
    _check_offered(request)
    form = UsernameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _send(request, form.cleaned_data["login"])
        request.session[_NEXT] = get_next_redirect_url(request)
        return redirect("account_sms_code")
    return render(request, "account/sms_sign_in.html", {"form": form}, status=422 if form.errors else 200)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Take the code and sign in."""
    _check_offered(request)
    form = SmsCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _who_came(request, form)
        if user is not None:
            return _sign_in(request, user)
    return render(request, "account/sms_code.html", {"form": form}, status=422 if form.errors else 200)


def _check_offered(request: HttpRequest) -> None:
    if not offered() or request.user.is_authenticated:
        raise Http404


def _send(request: HttpRequest, username: str) -> None:
    """Send a code where there is an account that may come this way; too many or a failing gateway is not told."""
    request.session.pop(_ASKED, None)
    user = User.objects.filter(username=username, is_active=True, phone__isnull=False).first()
    if user is None or not may_come_by_phone(user):
        return
    try:
        address = client_address(request) or ""
        send_code(request.session, phone=user.phone or "", purpose=_PURPOSE, address=address)
    except UserError:
        return
    finally:
        request.session[_ASKED] = user.pk


def _who_came(request: HttpRequest, form: SmsCodeForm) -> User | None:
    user = User.objects.filter(pk=request.session.get(_ASKED) or 0, is_active=True, phone__isnull=False).first()
    typed = form.cleaned_data["sms_code"]
    try:
        if user and code_is_right(request.session, phone=user.phone or "", purpose=_PURPOSE, code=typed):
            return user
        form.add_error("sms_code", _("验证码不正确或已过期。请核对短信，或重新发送。"))
    except UserError as error:
        form.add_error("sms_code", str(error))
    note_failed("sms", user)
    return None


def _sign_in(request: HttpRequest, user: User) -> HttpResponse:
    back = request.session.pop(_NEXT, None) or reverse("workbench:home")
    request.session.pop(_ASKED, None)
    record_authentication(request, user, Way.PHONE.value)
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=back))
    return response
