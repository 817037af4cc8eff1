"""Errors that people read: what happened, by which rule, what to do now."""

from dataclasses import dataclass

from runwu.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Message:
    """A message in three parts (发生了什么 · 依据哪一条 · 现在可以做什么)."""

    happened: str
    rule: str = ""
    now: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.happened, self.rule, self.now) if part)


class UserError(Exception):
    """Something a person can mend; pages answer 422 with the message and keep what was typed."""

    status = 422

    def __init__(self, happened: str, *, rule: str = "", now: str = "") -> None:
        self.message = Message(str(happened), str(rule), str(now))
        super().__init__(str(self.message))


class Conflict(UserError):
    """Somebody else was faster, or the facts changed meanwhile; pages answer 409 and say what changed."""

    status = 409


class RuleRefused(Exception):
    """A rule says no (不得). Carries the verdict with its cited reasons; pages answer 409 with it."""

    status = 409

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__(verdict.title)
