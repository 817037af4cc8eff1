"""Chores of coverage (例行工作)."""

from datetime import timedelta

from runwu.core.jobs import register_chore
from runwu.coverage.services.lost_plans import take_up_lost_plans
from runwu.coverage.services.tallies import renew_due_tallies

register_chore("coverage.tallies.renew", timedelta(minutes=1), renew_due_tallies)
register_chore("coverage.plans.take_up", timedelta(minutes=1), take_up_lost_plans)
