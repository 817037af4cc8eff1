"""Registries that each app fills from its `ready()`: duties, search hits, panels of the enterprise file, chores.

Pages that gather from many apps ask here, so that no app imports what stands above it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Generic, TypeVar
from uuid import UUID

from runwu.core.scope import Scope
from runwu.rules.sources import Source

P = TypeVar("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that must happen (待办): what, why, by when, by which clause, where to click.

    `key` names the same duty on every day, so that a decision about it stays with it. `waiting` marks
    what somebody else has to do first.
    """

    key: str
    title: str
    why: str
    url: str
    action: str
    source: Source | None = None
    due: date | None = None
    remark: str = ""
    waiting: bool = False
    minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One search hit."""

    kind: str
    title: str
    detail: str
    url: str
    icon: str = "search"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A panel of a file, rendered from `template` with what `context` returns; None leaves it out."""

    key: str
    template: str
    context: Callable[..., dict[str, object] | None]
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Consequence:
    """One line of what a change would bring about (影响): whom or what it touches, in words.

    `items` name it one by one, each with its address ("" without one); `more` is the address of all of them where only
    the first are named.
    """

    label: str
    words: str
    items: tuple[tuple[str, str], ...] = ()
    more: str = ""

    @property
    def seen(self) -> str:
        """What a signed preview remembers: the words, and a digest of what is named, no name."""
        named = "\n".join(f"{words} {address}" for words, address in self.items)
        return f"{self.words} {sha256(named.encode()).hexdigest()[:16]}" if named else self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationSight:
    """Two organisations between which a relation begins, or `ends`: their paths and names, and what is shown of each.

    `leads_of_…` is what only those see who may know names at their own end; "" for nothing.
    """

    source_path: str
    source: str
    target_path: str
    target: str
    of_source: str = ""
    of_target: str = ""
    leads_of_source: str = ""
    leads_of_target: str = ""
    ends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePlace:
    """A park whose own values of rules a person may see (园区取值), and the addresses where they are set.

    `set_url` leads from the key of a rule to the page that records a value; None where the person may not. `act_url`
    leads from an act (correct, end, undo, attach, document) on a recorded value to its page.
    """

    public_id: UUID
    label: str
    region: str
    set_url: Callable[[str], str] | None = None
    act_url: Callable[[str, UUID], str] | None = None


@dataclass
class Registry(Generic[P]):
    """Providers in the order of their registration, each once."""

    providers: list[P] = field(default_factory=list)

    def register(self, provider: P) -> P:
        """Add a provider; also usable as a decorator."""
        if provider not in self.providers:
            self.providers.append(provider)
        return provider

    def __iter__(self) -> Iterator[P]:
        return iter(self.providers)


DutyProvider = Callable[[Scope, date], Sequence[Duty]]
SearchProvider = Callable[[Scope, str, int], Sequence[Hit]]

MoveConsequences = Callable[[Scope, str, str], Sequence[Consequence]]
RelationConsequences = Callable[[Scope, RelationSight], Sequence[Consequence]]
RulePlaceProvider = Callable[[Scope], Sequence[RulePlace]]

duty_providers: Registry[DutyProvider] = Registry()
search_providers: Registry[SearchProvider] = Registry()
enterprise_panels: Registry[Panel] = Registry()
organization_panels: Registry[Panel] = Registry()
reconciliation_panels: Registry[Panel] = Registry()  # asked with scope, reconciliation, day
move_consequences: Registry[MoveConsequences] = Registry()  # asked with scope, old path, new parent's path
relation_consequences: Registry[RelationConsequences] = Registry()
rule_place_providers: Registry[RulePlaceProvider] = Registry()


def register_duties(provider: DutyProvider) -> DutyProvider:
    """Register a provider `duties(scope, on) -> Sequence[Duty]`."""
    return duty_providers.register(provider)


def register_search(provider: SearchProvider) -> SearchProvider:
    """Register a provider `search(scope, words, limit) -> Sequence[Hit]`."""
    return search_providers.register(provider)


def register_rule_places(provider: RulePlaceProvider) -> RulePlaceProvider:
    """Register a provider `rule_places(scope) -> Sequence[RulePlace]`."""
    return rule_place_providers.register(provider)


def rule_places(scope: Scope) -> list[RulePlace]:
    """List the parks whose own values of rules a person may see."""
    return [place for provider in rule_place_providers for place in provider(scope)]
