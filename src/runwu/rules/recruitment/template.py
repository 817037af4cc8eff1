"""The steps of admission as a template with a version (发展党员流程), loaded as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from importlib.resources import files

from runwu.rules.errors import ParameterError, RuleInputError
from runwu.rules.parameters import packaged_parameters
from runwu.rules.tables import Fail, Table, field, list_field, only

_FIELDS = {"version", "title", "from", "step"}
_STEP_FIELDS = {"id", "stage", "name", "papers", "after", "not_before", "latest"}
_INTERVAL_FIELDS = {"step", "key", "extended"}


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

    def all_before(self, identity: str) -> tuple[str, ...]:
        """List every step that comes before another, however far (前面的全部步骤).

        >>> packaged_template().all_before("contacts")
        ('activist', 'talk', 'apply')
        """
        found: dict[str, None] = {}
        waiting = list(self.step(identity).after)
        while waiting:
            name = waiting.pop(0)
            if name not in found:
                found[name] = None
                waiting += self.step(name).after
        return tuple(found)


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

    Raises ParameterError for a field that is missing, unknown or of another type, a step listed
    twice, an unknown parameter, or a step that refers to one that does not come before it.
    """
    title = field(table, "title", str, partial(_fail, ""))
    fail = partial(_fail, title)
    only(_FIELDS, table, fail)
    steps: list[Step] = []
    for entry in list_field(table, "step", dict, fail):
        step = _step(entry, steps, fail)
        _require_known(step, {known.identity for known in steps}, fail)
        steps.append(step)
    return Template(
        version=field(table, "version", str, fail),
        title=title,
        valid_from=field(table, "from", date, fail),
        steps=tuple(steps),
    )


def _step(entry: Table, before: list[Step], fail: Fail) -> Step:
    only(_STEP_FIELDS, entry, fail)
    follows = list_field(entry, "after", str, fail) if "after" in entry else [step.identity for step in before[-1:]]
    return Step(
        identity=field(entry, "id", str, fail),
        number=len(before) + 1,
        stage=field(entry, "stage", str, fail),
        name=field(entry, "name", str, fail),
        papers=tuple(list_field(entry, "papers", str, fail)) if "papers" in entry else (),
        after=tuple(follows),
        not_before=_interval(entry, "not_before", fail),
        latest=_interval(entry, "latest", fail),
    )


def _interval(entry: Table, name: str, fail: Fail) -> Interval | None:
    if name not in entry:
        return None
    found = field(entry, name, dict, fail)
    only(_INTERVAL_FIELDS, found, fail)
    return Interval(
        step=field(found, "step", str, fail),
        key=field(found, "key", str, fail),
        extended="extended" in found and field(found, "extended", bool, fail),
    )


def _require_known(step: Step, known: set[str], fail: Fail) -> None:
    if step.identity in known:
        raise fail(f"步骤 {step.identity} 列了两次")
    intervals = [interval for interval in (step.not_before, step.latest) if interval]
    missing = ({interval.step for interval in intervals} | set(step.after)) - known
    if missing:
        raise fail(f"步骤 {step.identity} 提到了前面没有的 {'、'.join(sorted(missing))}")
    lost = [interval.key for interval in intervals if packaged_parameters().find(interval.key) is None]
    if lost:
        raise fail(f"步骤 {step.identity} 用了没有的参数 {'、'.join(lost)}")


def _fail(title: str, what: str) -> ParameterError:
    return ParameterError(happened=f"流程模板“{title}”{what}", rule="步骤唯一，只能接在前面的步骤之后", now="修正模板")
