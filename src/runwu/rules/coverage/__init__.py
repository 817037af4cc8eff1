"""Which Party work reaches an enterprise, why, and what comes next (两个覆盖)."""

from runwu.rules.coverage.answers import coverage_of, status_of, trigger_of
from runwu.rules.coverage.facts import CoverageFacts, CoverageStatus, CoverageVerdict
from runwu.rules.coverage.rates import CoverageRates, CoverageTable, Rate, coverage_table
from runwu.rules.coverage.targets import local_target

__all__ = [
    "CoverageFacts",
    "CoverageRates",
    "CoverageStatus",
    "CoverageTable",
    "CoverageVerdict",
    "Rate",
    "coverage_of",
    "coverage_table",
    "local_target",
    "status_of",
    "trigger_of",
]
