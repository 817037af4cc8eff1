"""What the views of access share: who acts, on which account."""

from typing import cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404

from runwu.access.selectors import account_in_reach
from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest


def acting(request: ScopedRequest) -> User:
    """Return the account that acts; the guard of the view has let in nobody else."""
    return cast("User", request.user)


def account_or_404(request: ScopedRequest, public_id: UUID) -> User:
    """Return an account in reach; what is out of reach does not exist."""
    user = account_in_reach(scope=request.scope, public_id=public_id)
    if user is None:
        raise Http404
    return user


def note_error(form: Form, error: UserError | ValidationError) -> None:
    """Show a refusal at the top of the form that caused it."""
    form.add_error(None, str(error) if isinstance(error, UserError) else error.messages)
