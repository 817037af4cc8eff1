"""The page of the own account's security (登录安全), and the sign-ins that can be ended there."""

from ipaddress import ip_address
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from runwu.accounts import sessions
from runwu.accounts.factors import factors_of
from runwu.accounts.second_factor import unforced
from runwu.accounts.single_sign_on import links_of, offered
from runwu.accounts.sms import gateway
from runwu.core.guards import ScopedRequest, signed_in


@signed_in
@never_cache
@require_GET
def security(request: ScopedRequest) -> HttpResponse:
    """Show second factors, recovery codes left, live and recent sign-ins: to the person alone."""
    user = request.user
    here, live = request.session.get(sessions.SIGN_IN, ""), user.session_key.split()
    rows = [(row, row.key == here, row.key in live) for row in sessions.recent(user)]
    context = {
        "factors": factors_of(user),
        "sign_ins": rows,
        "others": sum(is_live and not is_here for _row, is_here, is_live in rows),
        "at_once": settings.RUNWU_SIGN_INS,
        "sms": gateway() is not None,
        "single_sign_on": offered(request),
        "linked": links_of(user).exists(),
        "required": getattr(request, "factor_required", False),
        "unforced": unforced(),
        "by_address": _is_address(request),
    }
    return render(request, "account/security.html", context)


@signed_in
@require_POST
def end_others(request: ScopedRequest) -> HttpResponse:
    """End every sign-in but this one."""
    sessions.end_others(request.session, request.user)
    messages.success(request, _("其他登录已结束。那些页面下一步操作时要重新登录。"))
    return redirect("mfa_index")


@signed_in
@require_POST
def end_one(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """End one sign-in elsewhere."""
    row = sessions.recent(request.user).filter(public_id=public_id).first()
    if row is None or row.key == request.session.get(sessions.SIGN_IN):
        raise Http404
    sessions.end(request.user, {row.key})
    messages.success(request, _("那一处登录已结束。"))
    return redirect("mfa_index")


def _is_address(request: HttpRequest) -> bool:
    """Tell whether the page was opened by a bare address: passkeys need a host name."""
    try:
        ip_address(request.get_host().rpartition(":")[0].strip("[]") or request.get_host())
    except ValueError:
        return False
    return True
