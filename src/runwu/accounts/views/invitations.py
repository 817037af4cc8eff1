"""The link by which somebody invited sets the first password (邀请)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from runwu.accounts.forms import InvitationForm
from runwu.accounts.services import accept_invitation, invited
from runwu.core.guards import public


@public
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Let somebody invited set a password, once; a link that no longer holds says so."""
    key = request.GET.get("key", "")
    user = invited(key)
    if user is None:
        return render(request, "account/invitation_over.html", status=410)
    form = InvitationForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        accept_invitation(key=key, password=form.cleaned_data["password1"])
        messages.success(request, _("密码已设好。请用用户名和新密码登录。"))
        return redirect("account_login")
    context = {"form": form, "account": user}
    return render(request, "account/invitation.html", context, status=422 if form.errors else 200)
