"""What a process consists of: steps with their clause, papers and dates."""

from dataclasses import dataclass


class TemplateError(ValueError):
    """A template that nobody can follow; names the file and what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """By when a step is to be done: so many months after another step; the number is a rule parameter."""

    after: str
    months: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of a step (材料); `local` ones differ by province."""

    title: str
    local: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a process (步骤).

    `after` is the step that comes first. An `automatic` step is recorded by the act itself (for example the
    entry of an approval) and can't be ticked by hand. `document` says that a number or paper must be named.
    """

    key: str
    title: str
    who: str = ""
    clause: str = ""
    after: str = ""
    automatic: bool = False
    document: bool = False
    latest: Deadline | None = None
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A process in one version (流程模板)."""

    key: str
    version: str
    title: str
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step:
        """Return a step by its key. Raises KeyError."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def has(self, key: str) -> bool:
        """Tell whether the process has such a step."""
        return any(step.key == key for step in self.steps)

    def following(self, key: str) -> tuple[Step, ...]:
        """Return the steps that come right after one."""
        return tuple(step for step in self.steps if step.after == key)
