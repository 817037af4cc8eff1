"""Which pages show what the rules answer (规则与页面): each app says so, and a test sees that it is true."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from uuid import UUID

from django.utils.functional import Promise

from runwu.core.registries import Registry
from runwu.core.scope import Scope
from runwu.rules.parameters import packaged_parameters
from runwu.rules.registry import readers, rules
from runwu.rules.rulebook import Rulebook

_IN_BRACKETS = re.compile(r"[(（]([^()（）]*[\u4e00-\u9fff][^()（）]*)[)）]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One answer of a page before and after a change of the rules (答案变化)."""

    what: str
    old: str
    new: str
    url: str = ""


Compare = Callable[[Scope, UUID, Rulebook, Rulebook], Sequence[Difference]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """A page that shows what rules answer, by the name of its URL.

    `checks` names the rules it asks as `rules.registry` does, with the words for them; `keys` are parameters that the
    page reads without asking a rule.
    """

    name: str
    title: str | Promise
    checks: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()

    def reads(self, key: str) -> bool:
        """Tell whether a parameter may change what the page says."""
        return key in self.keys or any(key in rules()[check] for check in self.checks)


rule_pages: Registry[RulePage] = Registry()
comparisons: Registry[Compare] = Registry()


def pages_reading(key: str) -> tuple[RulePage, ...]:
    """List the pages that a changed parameter may change (受影响的页面)."""
    return tuple(page for page in rule_pages if page.reads(key))


def differences(*, scope: Scope, place: UUID, before: Rulebook, after: Rulebook) -> list[Difference]:
    """List what pages of a park will answer differently under other rules (预览)."""
    return [one for compare in comparisons for one in compare(scope, place, before, after)]


@cache
def words_of(check: str) -> str:
    """Name a rule by its topic and the words of its own description, or by its code where it has none (判断名称).

    >>> words_of("formation.application_answer")
    '党支部的组建：批复期限'
    """
    topic, name = check.split(".", 1)
    described = _IN_BRACKETS.search(getattr(import_module(f"runwu.rules.{topic}"), name).__doc__ or "")
    own = next((one.topic for one in packaged_parameters() if one.key.startswith(f"{topic}.")), topic)
    return f"{own}：{described[1]}" if described else f"{own}：{check}"


def checks_reading(key: str) -> list[tuple[str, str]]:
    """List the rules that read a parameter, each with its words."""
    return [(check, words_of(check)) for check in readers(key)]
