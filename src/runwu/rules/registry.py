"""Which rule reads which parameters, so that a changed clause names the answers it changes."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TypeVar

RULE_MODULES = (
    "formation", "branch_size", "temporary", "coverage", "surveys",
    "terms", "votes", "recruitment",
    "membership", "orglife", "training", "privacy",
    "enterprises", "dues", "money", "quiet", "casework", "points", "assessment", "eligibility",
)  # fmt: skip

AnyRule = TypeVar("AnyRule", bound=Callable[..., object])
_KEYS: dict[str, tuple[str, ...]] = {}


def reads(*keys: str) -> Callable[[AnyRule], AnyRule]:
    """Declare the parameters that a rule reads, its own and those of the rules it asks."""

    def register(rule: AnyRule) -> AnyRule:
        _KEYS[rule_name(rule)] = keys
        return rule

    return register


def topic_order(key: str) -> int:
    """Say where the topic of a parameter stands (主题次序): branches first, services last; unknown ones at the end.

    >>> topic_order("formation.max_members") < topic_order("votes.right") < topic_order("example.own")
    True
    """
    topic = key.partition(".")[0]
    return RULE_MODULES.index(topic) if topic in RULE_MODULES else len(RULE_MODULES)


def rule_name(rule: Callable[..., object]) -> str:
    """Name a rule as the register does: topic and function.

    >>> from runwu.rules import formation
    >>> rule_name(formation.may_form_branch)
    'formation.may_form_branch'
    """
    return f"{rule.__module__.split('.')[2]}.{rule.__qualname__}"


def rules() -> dict[str, tuple[str, ...]]:
    """List every rule with the parameters it reads.

    >>> "formation.min_full_members" in rules()["formation.may_form_branch"]
    True
    """
    for module in RULE_MODULES:
        import_module(f"runwu.rules.{module}")
    return dict(sorted(_KEYS.items()))


def readers(key: str) -> tuple[str, ...]:
    """List the rules that read a parameter.

    >>> "formation.may_form_branch" in readers("formation.min_full_members")
    True
    """
    return tuple(name for name, keys in rules().items() if key in keys)
