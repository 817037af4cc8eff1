"""What is done with accounts and roles: opened or invited with a first role, granted, ended, reset, locked."""

from runwu.access.services.accounts import (
    end_account_sign_ins,
    invite_account,
    invite_with_role,
    lift_pause,
    link_person,
    lock_account,
    open_account_with_role,
    reset_account_password,
    reset_factors,
    unlock_account,
)
from runwu.access.services.assignments import RoleRequest, end_role, grant_role, shown_roles

__all__ = [
    "RoleRequest",
    "end_account_sign_ins",
    "end_role",
    "grant_role",
    "invite_account",
    "invite_with_role",
    "lift_pause",
    "link_person",
    "lock_account",
    "open_account_with_role",
    "reset_account_password",
    "reset_factors",
    "shown_roles",
    "unlock_account",
]
