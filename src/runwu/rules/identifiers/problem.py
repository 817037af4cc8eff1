"""What is wrong with a code, in words that never give the right one away."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ProblemKind(StrEnum):
    """What is wrong with a code (问题类别)."""

    EMPTY = "empty"
    DAMAGED = "damaged"  # a spreadsheet turned it into a rounded number
    LENGTH = "length"
    CHARACTERS = "characters"
    CHECK = "check"
    DATE = "date"
    OUTDATED = "outdated"
    REGION = "region"
    UNKNOWN_CODE = "unknown_code"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a code was not read (问题), in the three parts that people read.

    Never repeats the code and never names the character that would have been right: what a person
    typed wrongly is compared with the licence, not with the arithmetic.
    """

    kind: ProblemKind
    happened: str
    rule: str
    now: str

    def __str__(self) -> str:
        return f"{self.happened}。依据：{self.rule}。现在可以：{self.now}。"
