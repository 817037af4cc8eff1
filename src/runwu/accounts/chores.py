"""Chores of accounts (例行工作)."""

from datetime import timedelta

from runwu.accounts.sessions import forget_all_old
from runwu.core.jobs import register_chore

register_chore("accounts.sign_ins.forget", timedelta(hours=12), forget_all_old)
