"""Pages of accounts and roles, under the settings."""

from runwu.access.views.accounts import (
    account,
    account_create,
    account_invite,
    account_list,
    account_lock,
    account_reset,
    account_resume,
    account_sign_out,
    account_unlock,
    factors_reset,
)
from runwu.access.views.names import names_ask, names_close
from runwu.access.views.roles import role_end, role_grant

__all__ = [
    "account",
    "account_create",
    "account_invite",
    "account_list",
    "account_lock",
    "account_reset",
    "account_resume",
    "account_sign_out",
    "account_unlock",
    "factors_reset",
    "names_ask",
    "names_close",
    "role_end",
    "role_grant",
]
