"""Chores of core (例行工作)."""

from datetime import timedelta

from runwu.core.jobs import register_chore
from runwu.core.jobs.housekeeping import prune_jobs

register_chore("core.jobs.prune", timedelta(hours=6), prune_jobs)
