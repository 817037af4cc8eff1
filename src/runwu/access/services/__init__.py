"""What is done with accounts and roles: opened with a first role, granted, ended, reset, locked."""

from runwu.access.services.accounts import (
    link_person,
    lock_account,
    open_account_with_role,
    reset_account_password,
    unlock_account,
)
from runwu.access.services.assignments import RoleRequest, end_role, grant_role

__all__ = [
    "RoleRequest",
    "end_role",
    "grant_role",
    "link_person",
    "lock_account",
    "open_account_with_role",
    "reset_account_password",
    "unlock_account",
]
