"""Models of core: audit, facts, jobs, imports, exports, journeys, decisions, attachments, limits."""

from runwu.core.models.attachments import Attachment
from runwu.core.models.audit import AuditEntry, AuditExpiry, AuditSeal, AuditSegment
from runwu.core.models.decisions import Decision, DutyDecision, Feedback, OverrideAct, RulebookOverride
from runwu.core.models.exports import ListExport
from runwu.core.models.facts import FactChange
from runwu.core.models.imports import BatchState, ColumnMemory, ImportBatch, RowOutcome
from runwu.core.models.jobs import Job
from runwu.core.models.journeys import Journey, JourneyStep
from runwu.core.models.limits import Limit
from runwu.core.models.staging import StagedChunk
from runwu.core.models.workers import Worker

__all__ = [
    "Attachment",
    "AuditEntry",
    "AuditExpiry",
    "AuditSeal",
    "AuditSegment",
    "BatchState",
    "ColumnMemory",
    "Decision",
    "DutyDecision",
    "FactChange",
    "Feedback",
    "ImportBatch",
    "Job",
    "Journey",
    "JourneyStep",
    "Limit",
    "ListExport",
    "OverrideAct",
    "RowOutcome",
    "RulebookOverride",
    "StagedChunk",
    "Worker",
]
