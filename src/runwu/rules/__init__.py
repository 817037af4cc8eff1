"""What the regulations say (规则库): pure answers with reasons, dates and sources.

Ask a rule with plain facts and a `Rulebook` of one day and place; it answers with a value or a
`Verdict` whose reasons cite the clause. No Django, no clock, no files but the packaged parameters.

>>> from datetime import date
>>> from runwu.rules import Rulebook, formation
>>> verdict = formation.may_form_branch(formation.MemberCounts(full=2), book=Rulebook(on=date(2026, 11, 23)))
>>> verdict.refused, verdict.arithmetic[0], verdict.chips[0]
(True, '正式党员 2 名 < 3 名', '支部工作条例 第四条')

Rules: organizations `formation`, `branch_size`, `temporary`, `coverage`, `terms`, `votes`, `orglife`; people
`recruitment`, `membership`, `training`, `privacy`; enterprises and services `enterprises`, `dues`, `money`,
`casework`, `eligibility`, `points`, `assessment`, `quiet`. Small tools: `periods`, `workdays`, `identifiers`. The register of
who reads which parameter: `registry`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runwu.rules.errors import OverrideError, ParameterError, RuleInputError
    from runwu.rules.parameters import ParameterSet, load_parameters, packaged_parameters
    from runwu.rules.rulebook import Override, ParameterInForce, Rulebook
    from runwu.rules.sources import Force, Source, Sure
    from runwu.rules.verdict import Outcome, Reason, Verdict

_HOMES = {
    "OverrideError": "errors",
    "ParameterError": "errors",
    "RuleInputError": "errors",
    "ParameterSet": "parameters",
    "load_parameters": "parameters",
    "packaged_parameters": "parameters",
    "Override": "rulebook",
    "ParameterInForce": "rulebook",
    "Rulebook": "rulebook",
    "Force": "sources",
    "Source": "sources",
    "Sure": "sources",
    "Outcome": "verdict",
    "Reason": "verdict",
    "Verdict": "verdict",
}

__all__ = [
    "Force",
    "Outcome",
    "Override",
    "OverrideError",
    "ParameterError",
    "ParameterInForce",
    "ParameterSet",
    "Reason",
    "RuleInputError",
    "Rulebook",
    "Source",
    "Sure",
    "Verdict",
    "load_parameters",
    "packaged_parameters",
]


def __getattr__(name: str) -> object:
    """Fetch a public name on first use, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
