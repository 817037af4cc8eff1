"""The number that receives codes: told, confirmed by a code, given up."""

import base64

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from runwu.accounts.codes import code_is_right, send_code
from runwu.accounts.confirming import confirmed_anew
from runwu.accounts.factors import keep_phone
from runwu.accounts.forms import PhoneForm, SmsCodeForm
from runwu.core.addresses import client_address
from runwu.core.crypto import decrypt_bytes, encrypt_bytes
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, signed_in

_TOLD = "runwu_phone"
_CONTEXT = "session.phone"


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
@confirmed_anew
def phone(request: ScopedRequest) -> HttpResponse:
    """Ask for a number and send a code to it."""
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _sent(request, form):
        return redirect("account_phone_code")
    return render(request, "account/phone.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def phone_code(request: ScopedRequest) -> HttpResponse:
    """Take the code and keep the number."""
    told = _told(request)
    if not told:
        return redirect("account_phone")
    form = SmsCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_right(request, form, told):
        request.session.pop(_TOLD, None)
        keep_phone(user=request.user, phone=told)
        messages.success(request, _("已开通短信验证码。下次登录输入密码后，会请你再输短信验证码。"))
        return redirect("mfa_index")
    context = {"form": form, "tail": told[-4:]}
    return render(request, "account/phone_code.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
@confirmed_anew
def phone_remove(request: ScopedRequest) -> HttpResponse:
    """Give up codes by SMS."""
    keep_phone(user=request.user, phone="")
    messages.success(request, _("短信验证码已停用，手机号已删除。"))
    return redirect("mfa_index")


def _sent(request: ScopedRequest, form: Form) -> bool:
    number: str = form.cleaned_data["phone"]
    try:
        send_code(request.session, phone=number, purpose=_purpose(request), address=client_address(request) or "")
    except UserError as error:
        form.add_error(None, str(error))
        return False
    request.session[_TOLD] = base64.b64encode(encrypt_bytes(number.encode(), _CONTEXT)).decode()
    return True


def _told(request: ScopedRequest) -> str:
    kept = request.session.get(_TOLD)
    return decrypt_bytes(base64.b64decode(kept), _CONTEXT).decode() if kept else ""


def _is_right(request: ScopedRequest, form: Form, told: str) -> bool:
    code = form.cleaned_data["sms_code"]
    try:
        if code_is_right(request.session, phone=told, purpose=_purpose(request), code=code):
            return True
        form.add_error("sms_code", _("验证码不正确或已过期。请核对短信，或重新发送。"))
    except UserError as error:
        form.add_error(None, str(error))
    return False


def _purpose(request: ScopedRequest) -> str:
    return f"phone:{request.user.pk}"
