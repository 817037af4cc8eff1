"""What an account reaches, and which accounts and assignments somebody may manage."""

from runwu.access.selectors.accounts import (
    account_in_reach,
    accounts_holding,
    accounts_within,
    assignment_in_reach,
    assignments_within,
    enterprises_to_grant,
    grids_to_grant,
    organizations_to_grant,
    parks_to_grant,
    personal_accounts,
)
from runwu.access.selectors.reaching import after_move, scopes_reaching
from runwu.access.selectors.scopes import scope_of

__all__ = [
    "account_in_reach",
    "accounts_holding",
    "accounts_within",
    "after_move",
    "assignment_in_reach",
    "assignments_within",
    "enterprises_to_grant",
    "grids_to_grant",
    "organizations_to_grant",
    "parks_to_grant",
    "personal_accounts",
    "scope_of",
    "scopes_reaching",
]
