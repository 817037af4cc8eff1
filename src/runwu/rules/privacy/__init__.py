"""What is held of persons, why and how long, who may see a figure, and what is owed to them (个人信息保护)."""

from runwu.rules.privacy.consent import Consent, LegalBasis, may_process, notice_complete
from runwu.rules.privacy.duties import Processing, answer_request, breach_duties, impact_assessment
from runwu.rules.privacy.fields import PersonField, is_masked, is_sensitive, mask_identity, mask_phone, purpose_of
from runwu.rules.privacy.figures import UNKNOWN_COUNT, shown_count, shown_parts
from runwu.rules.privacy.retention import (
    DataCategory,
    DeletionGround,
    Retention,
    deletion_due,
    lead_purged_on,
    raw_file_purged_on,
    retention_of,
)
from runwu.rules.privacy.wording import VisibilityLevel, needs_neutral_wording

__all__ = [
    "UNKNOWN_COUNT",
    "Consent",
    "DataCategory",
    "DeletionGround",
    "LegalBasis",
    "PersonField",
    "Processing",
    "Retention",
    "VisibilityLevel",
    "answer_request",
    "breach_duties",
    "deletion_due",
    "impact_assessment",
    "is_masked",
    "is_sensitive",
    "lead_purged_on",
    "mask_identity",
    "mask_phone",
    "may_process",
    "needs_neutral_wording",
    "notice_complete",
    "purpose_of",
    "raw_file_purged_on",
    "retention_of",
    "shown_count",
    "shown_parts",
]
