"""Which functions may run as jobs (可在后台运行的工作)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.module_loading import import_string

Words = str | Promise


@dataclass(frozen=True, slots=True)
class JobResult:
    """What a job hands back: where its result is, one sentence, a few figures. Large things stay in tables."""

    url: str = ""
    message: Words = ""
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JobFunction:
    """A function that may run as a job; calling it runs it at once, without a job."""

    function: Callable[..., JobResult | None]
    title: Words
    unit: Words = ""

    @property
    def kind(self) -> str:
        """Return the dotted path under which the worker finds it."""
        return f"{self.function.__module__}.{self.function.__qualname__}"

    def __call__(self, **arguments: Any) -> JobResult | None:
        return self.function(**arguments)


def job(*, title: Words, unit: Words = "") -> Callable[[Callable[..., JobResult | None]], JobFunction]:
    """Mark a function of a module as a job; `unit` is the word after its figures (行, 个园区).

    It takes JSON-able keyword arguments. It may be run again from the start, so it changes nothing before its
    own transaction commits.
    """
    return lambda function: JobFunction(function, title, unit)


def find(kind: str) -> JobFunction:
    """Return the job function of a dotted path.

    Raises LookupError where there is none, so that no other function can ever be called by name.
    """
    try:
        found = import_string(kind)
    except ImportError as error:
        raise LookupError(kind) from error
    if not isinstance(found, JobFunction):
        raise LookupError(kind)
    return found
