"""The way to the identity provider and back, and the end of a link."""

from allauth.socialaccount.providers.openid_connect import views as allauth
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from requests import RequestException

from runwu.accounts import single_sign_on
from runwu.core.guards import ScopedRequest, public, signed_in


@public
@never_cache
def begin(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Send somebody to the identity provider; say so when it does not answer."""
    try:
        response: HttpResponseBase = allauth.login(request, provider_id)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=502)
    return response


@public
@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Receive somebody from the identity provider."""
    response: HttpResponseBase = allauth.callback(request, provider_id)
    return response


@public
def cancelled(request: HttpRequest) -> HttpResponse:
    """Receive somebody who cancelled there."""
    return render(request, "socialaccount/authentication_error.html", {"auth_error": {"code": "cancelled"}})


@signed_in
@require_POST
def unlink(request: ScopedRequest) -> HttpResponse:
    """End the link of the own account with the identity provider."""
    single_sign_on.unlink(request.user)
    messages.success(request, _("已解除关联。以后仍可用密码登录。"))
    return redirect("mfa_index")
