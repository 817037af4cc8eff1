"""Ask the rules about personal information with the plain facts of a case file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runwu.rules import privacy
from runwu.rules.rulebook import Rulebook

Facts = dict[str, Any]  # Any: parsed TOML


def _retention(facts: Facts, book: Rulebook) -> object:
    found = privacy.retention_of(privacy.DataCategory(facts["category"]), since=facts["since"], book=book)
    return (found.reason.arithmetic, found.reason.chip)


PRIVACY_RULES: dict[str, Callable[[Facts, Rulebook], object]] = {
    "privacy.purpose_of": lambda facts, book: privacy.purpose_of(privacy.PersonField(facts["field"]), book=book).text,
    "privacy.is_sensitive": lambda facts, book: privacy.is_sensitive(privacy.PersonField(facts["field"]), book=book),
    "privacy.retention_of": _retention,
    "privacy.deletion_due": lambda facts, book: privacy.deletion_due(
        privacy.DeletionGround(facts["ground"]), must_be_kept=facts.get("must_be_kept", False), book=book
    ),
    "privacy.may_process": lambda facts, book: privacy.may_process(
        privacy.PersonField(facts["field"]),
        basis=privacy.LegalBasis(facts["basis"]),
        consent=privacy.Consent(facts["consent"]),
        book=book,
    ),
    "privacy.notice_complete": lambda facts, book: privacy.notice_complete(facts["told"], book=book),
    "privacy.impact_assessment": lambda facts, book: privacy.impact_assessment(
        privacy.Processing(facts["processing"]), book=book
    ),
    "privacy.answer_request": lambda facts, book: privacy.answer_request(
        facts["right"], asked=facts.get("asked"), refused_because=facts.get("refused_because"), book=book
    ),
    "privacy.breach_duties": lambda facts, book: privacy.breach_duties(
        facts["found_at"], national_risk=facts["national_risk"], book=book
    ),
}
