"""The facts that conditions speak about (事实词表)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from runwu.rules.amounts import plain_number, yuan
from runwu.rules.errors import RuleInputError
from runwu.rules.periods import in_words

FactValue = bool | Decimal | date | str
Facts = Mapping[str, FactValue | None]
MONEY_UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


class FactType(StrEnum):
    """What kind of value a fact has (事实类型)."""

    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TEXT = "text"
    TRUTH = "truth"

    @property
    def python_type(self) -> type:
        """Name the type that carries it; money is in yuan."""
        return {"date": date, "text": str, "truth": bool}.get(self.value, Decimal)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDef:
    """A fact with its name (事实), and whether the enterprise itself can change it.

    `step` is the smallest difference that numbers have; money goes by the cent.
    Raises RuleInputError for a step that is no positive number.
    """

    code: str
    label: str
    type: FactType
    unit: str = ""
    changeable: bool = True
    step: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        """Refuse a step by which nothing can be counted."""
        if not (self.step.is_finite() and self.step > 0):
            raise RuleInputError(
                happened=f"“{self.label}”的最小差是 {self.step}", rule="最小差是正数", now="修正事实词表"
            )

    def shown(self, value: FactValue | None) -> str:
        """Write a value as people read it.

        >>> FactDef(code="staff", label="职工", type=FactType.NUMBER, unit="人").shown(Decimal(20))
        '20 人'
        """
        if value is None:
            return "不知道"
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, Decimal):
            return yuan(value) if self.type is FactType.MONEY else f"{plain_number(value)} {self.unit}".strip()
        return in_words(value) if isinstance(value, date) else value

    def check(self, value: FactValue | None) -> None:
        """Insist that a value has the fact's type; numbers are not negative.

        Raises RuleInputError naming the fact.
        """
        wrong = value is not None and type(value) is not self.type.python_type
        if wrong or (isinstance(value, Decimal) and not (value.is_finite() and value >= 0)):
            raise RuleInputError(
                happened=f"“{self.label}”填成了 {value}",
                rule=f"“{self.label}”的类型是{_TYPES[self.type]}",
                now=self._now(value),
            )

    def _now(self, value: object) -> str:
        wants_decimal = self.type in (FactType.NUMBER, FactType.MONEY) and type(value) in (int, float)
        return "写成 Decimal 再试" if wants_decimal else "更正后再试"


_TYPES = {
    FactType.NUMBER: "零或正数",
    FactType.MONEY: "零或正的金额",
    FactType.DATE: "日期",
    FactType.TEXT: "文字",
    FactType.TRUTH: "是或否",
}


class Vocabulary(dict[str, FactDef]):
    """The facts by their codes (事实词表)."""

    @classmethod
    def of(cls, *definitions: FactDef) -> Vocabulary:
        """Collect definitions.

        Raises RuleInputError for a code defined twice.

        >>> list(Vocabulary.of(FactDef(code="staff", label="职工", type=FactType.NUMBER)))
        ['staff']
        """
        found = cls()
        for definition in definitions:
            if definition.code in found:
                raise RuleInputError(
                    happened=f"事实 {definition.code} 列了两次", rule="每个事实有唯一的代码", now="修正事实词表"
                )
            found[definition.code] = definition
        return found

    def find(self, code: str) -> FactDef:
        """Find a fact.

        Raises RuleInputError for a fact that nobody has defined.
        """
        if code not in self:
            raise RuleInputError(happened=f"没有名为 {code} 的事实", rule="条件只用词表里的事实", now="核对事实代码")
        return self[code]

    def check(self, facts: Facts) -> None:
        """Insist that all facts are defined and have their types."""
        for code, value in facts.items():
            self.find(code).check(value)
