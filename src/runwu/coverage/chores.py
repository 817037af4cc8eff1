"""Chores of coverage (例行工作)."""

from datetime import timedelta

from runwu.core.jobs import register_chore
from runwu.coverage.services.tallies import renew_due_tallies

register_chore("coverage.tallies.renew", timedelta(minutes=1), renew_due_tallies)
