"""The steps of admission as a template with a version (发展党员流程), loaded as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from runwu.rules.errors import ParameterError, RuleInputError

Table = Mapping[str, Any]  # Any: parsed TOML
_STEP_FIELDS = {"id", "stage", "name", "papers", "after", "not_before", "latest"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A span of months after another step (期限); `key` names the parameter that holds the months.

    `extended` tells that an extension of the probation lengthens it.
    """

    step: str
    key: str
    extended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of admission (步骤)."""

    identity: str
    number: int
    stage: str
    name: str
    papers: tuple[str, ...]
    after: tuple[str, ...]
    not_before: Interval | None = None
    latest: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The steps of one nation or province with their version (流程模板)."""

    version: str
    title: str
    valid_from: date
    steps: tuple[Step, ...]

    def step(self, identity: str) -> Step:
        """Find a step.

        Raises RuleInputError when the template has none of this name.
        """
        found = next((step for step in self.steps if step.identity == identity), None)
        if found is None:
            raise RuleInputError(
                happened=f"{self.title}没有名为 {identity} 的步骤", rule="步骤以流程模板为准", now="核对步骤"
            )
        return found


@cache
def packaged_template() -> Template:
    """Read the national template.

    >>> len(packaged_template().steps), packaged_template().steps[14].name
    (25, '支部大会讨论')
    """
    text = files("runwu.rules.recruitment").joinpath("templates", "national.toml").read_text(encoding="utf-8")
    return load_template(tomllib.loads(text))


def load_template(table: Table) -> Template:
    """Read a template from parsed TOML, the form of `templates/national.toml`.

    Raises ParameterError for a step listed twice, an unknown field, or a step that refers to one
    that does not come before it.
    """
    title = table["title"]
    steps: list[Step] = []
    for entry in table["step"]:
        step = _step(entry, steps, title)
        _require_known(step, {known.identity for known in steps}, title)
        steps.append(step)
    return Template(version=table["version"], title=title, valid_from=table["from"], steps=tuple(steps))


def _step(entry: Table, before: list[Step], title: str) -> Step:
    if set(entry) - _STEP_FIELDS:
        raise _fail(title, f"有不认识的字段 {'、'.join(sorted(set(entry) - _STEP_FIELDS))}")
    follows = entry.get("after", [before[-1].identity] if before else [])
    return Step(
        identity=entry["id"],
        number=len(before) + 1,
        stage=entry["stage"],
        name=entry["name"],
        papers=tuple(entry.get("papers", ())),
        after=tuple(follows),
        not_before=Interval(**entry["not_before"]) if "not_before" in entry else None,
        latest=Interval(**entry["latest"]) if "latest" in entry else None,
    )


def _require_known(step: Step, known: set[str], title: str) -> None:
    if step.identity in known:
        raise _fail(title, f"步骤 {step.identity} 列了两次")
    named = {interval.step for interval in (step.not_before, step.latest) if interval} | set(step.after)
    if named - known:
        raise _fail(title, f"步骤 {step.identity} 提到了前面没有的 {'、'.join(sorted(named - known))}")


def _fail(title: str, what: str) -> ParameterError:
    return ParameterError(happened=f"流程模板“{title}”{what}", rule="步骤唯一，只能接在前面的步骤之后", now="修正模板")
