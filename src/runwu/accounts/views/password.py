"""The own password."""

from typing import Any

from allauth.account.views import PasswordChangeView

from runwu.accounts.sessions import needs_password
from runwu.core.guards import signed_in


class PasswordView(PasswordChangeView):
    """Set a new password instead of the one in use; of one for one use there is no way around it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether nothing else opens before."""
        forced = needs_password(self.request.session, self.request.user)
        return {**super().get_context_data(**kwargs), "forced": forced}


password_change = signed_in(PasswordView.as_view())
