"""Chores of core (例行工作)."""

from datetime import timedelta

from runwu.core.attachments.purging import purge_today
from runwu.core.audit.sealing import seal_all, seal_recent
from runwu.core.imports.disposing import purge_due_batches
from runwu.core.jobs import register_chore
from runwu.core.jobs.housekeeping import prune_jobs

register_chore("core.jobs.prune", timedelta(hours=6), prune_jobs)
register_chore("core.audit.seal", timedelta(minutes=1), seal_recent)
register_chore("core.audit.seal_all", timedelta(hours=6), seal_all)
register_chore("core.imports.purge", timedelta(hours=1), purge_due_batches)
register_chore("core.attachments.purge", timedelta(hours=1), purge_today)
