"""Setting up and giving up second factors: authenticator app, passkeys, recovery codes."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal.flows import remove_authenticator, rename_authenticator
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from runwu.accounts.confirming import confirmed_anew
from runwu.accounts.factors import passkey_row
from runwu.accounts.forms import PasskeyNameForm
from runwu.core.guards import ScopedRequest, signed_in


class TotpView(ActivateTOTPView):
    """Set up the authenticator app."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the secret in groups of four, for whoever types it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return {**context, "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))}


class PasskeyAddView(AddWebAuthnView):
    """Add a passkey."""


class RecoveryCodesView(ViewRecoveryCodesView):
    """Show the recovery codes, once."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where they belong, for the printed sheet."""
        return {**super().get_context_data(**kwargs), "place": self.request.get_host()}


totp = signed_in(never_cache(TotpView.as_view()))
totp_end = signed_in(never_cache(DeactivateTOTPView.as_view()))
passkey_add = signed_in(never_cache(PasskeyAddView.as_view()))
codes = signed_in(never_cache(RecoveryCodesView.as_view()))
codes_renew = signed_in(never_cache(GenerateRecoveryCodesView.as_view()))


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def passkey_rename(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Give a passkey another name."""
    return _rename(request, _own(request, public_id))


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def passkey_remove(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Ask, and give up a passkey."""
    return _remove(request, _own(request, public_id))


@confirmed_anew
def _rename(request: ScopedRequest, row: Authenticator) -> HttpResponse:
    form = PasskeyNameForm(request.POST or None, initial={"name": row.wrap().name})
    if request.method == "POST" and form.is_valid():
        rename_authenticator(request, row, form.cleaned_data["name"])
        return redirect("mfa_index")
    return render(request, "mfa/webauthn/edit_form.html", {"form": form}, status=422 if form.errors else 200)


@confirmed_anew
def _remove(request: ScopedRequest, row: Authenticator) -> HttpResponse:
    if request.method == "POST":
        remove_authenticator(request, row)
        return redirect("mfa_index")
    return render(request, "mfa/webauthn/authenticator_confirm_delete.html", {"name": row.wrap().name})


def _own(request: ScopedRequest, public_id: UUID) -> Authenticator:
    row = passkey_row(request.user, public_id)
    if row is None:
        raise Http404
    return row
