"""Pages of accounts and roles, under the settings."""

from runwu.access.views.accounts import (
    account,
    account_create,
    account_list,
    account_lock,
    account_reset,
    account_unlock,
)
from runwu.access.views.names import names_ask, names_close
from runwu.access.views.roles import role_end, role_grant

__all__ = [
    "account",
    "account_create",
    "account_list",
    "account_lock",
    "account_reset",
    "account_unlock",
    "names_ask",
    "names_close",
    "role_end",
    "role_grant",
]
