"""Chores of core (例行工作)."""

from datetime import timedelta

from runwu.core.audit.sealing import seal_all, seal_recent
from runwu.core.jobs import register_chore
from runwu.core.jobs.housekeeping import prune_jobs
from runwu.core.jobs.recovery import recover_jobs
from runwu.core.limits import purge_limits
from runwu.core.retention import clear_daily, clear_hourly

register_chore("core.jobs.recover", timedelta(seconds=15), recover_jobs)
register_chore("core.jobs.prune", timedelta(hours=6), prune_jobs)
register_chore("core.audit.seal", timedelta(minutes=1), seal_recent)
register_chore("core.audit.seal_all", timedelta(hours=6), seal_all)
register_chore("core.retention.hourly", timedelta(hours=1), clear_hourly)
register_chore("core.retention.daily", timedelta(days=1), clear_daily)
register_chore("core.limits.purge", timedelta(hours=6), purge_limits)
