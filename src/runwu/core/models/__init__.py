"""Models of core: audit, facts, jobs, imports, journeys, decisions, attachments."""

from runwu.core.models.attachments import Attachment
from runwu.core.models.audit import AuditEntry, AuditSeal, AuditSegment
from runwu.core.models.decisions import Decision, DutyDecision, Feedback, RulebookOverride
from runwu.core.models.facts import FactChange
from runwu.core.models.imports import BatchState, ColumnMemory, ImportBatch, RowOutcome, StagedRow
from runwu.core.models.jobs import Job
from runwu.core.models.journeys import Journey, JourneyStep

__all__ = [
    "Attachment",
    "AuditEntry",
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
    "RowOutcome",
    "RulebookOverride",
    "StagedRow",
]
