"""Codes that refuse what they do not know (代码)."""

from __future__ import annotations

from enum import StrEnum

from runwu.rules.errors import RuleInputError


class Code(StrEnum):
    """A list of codes (代码表); an unknown one raises RuleInputError, so that no answer rests on it.

    >>> class Color(Code):
    ...     RED = "red"
    >>> Color("red")
    <Color.RED: 'red'>
    >>> Color("blue")
    Traceback (most recent call last):
    runwu.rules.errors.RuleInputError: 不认识的代码 blue。依据：可选的有：red。现在可以：从可选的代码中选择。
    """

    @classmethod
    def _missing_(cls, value: object) -> None:
        raise RuleInputError(
            happened=f"不认识的代码 {value}", rule=f"可选的有：{'、'.join(cls)}", now="从可选的代码中选择"
        )
