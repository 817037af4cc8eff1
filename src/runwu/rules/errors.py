"""What the rules raise when a question cannot be answered at all."""

from __future__ import annotations


class RuleInputError(ValueError):
    """A fact that no rule can work with (事实有误): contradictory, out of range or unknown.

    Carries the three parts that people read: what happened, by which rule, what to do now.

    >>> error = RuleInputError(happened="党员人数填成了负数", rule="人数应为零或正整数", now="更正人数后再试")
    >>> str(error)
    '党员人数填成了负数。依据：人数应为零或正整数。现在可以：更正人数后再试。'
    """

    def __init__(self, *, happened: str, rule: str, now: str) -> None:
        super().__init__(f"{happened}。依据：{rule}。现在可以：{now}。")
        self.happened = happened
        self.rule = rule
        self.now = now


class ParameterError(RuleInputError):
    """A parameter file that does not hold together (参数文件有误)."""


class OverrideError(RuleInputError):
    """A park's own value that may not stand (园区设定不成立)."""
