"""Read conditions from plain tables, as a policy file holds them (读取条件)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from runwu.rules.eligibility.conditions import Among, Compare, Condition, Count, Op, Opposite, Threshold
from runwu.rules.eligibility.vocabulary import MONEY_UNITS, FactDef, FactType, FactValue, Vocabulary
from runwu.rules.errors import RuleInputError

Table = Mapping[str, Any]  # Any: parsed TOML or JSON
_FORMS = {
    "all": {"all", "sentence"},
    "any": {"any", "sentence"},
    "not": {"not", "sentence"},
    "at_least": {"at_least", "of", "sentence"},
    "fact": {"fact", "op", "value", "values", "unit", "in", "sentence"},
}
_DEEPEST = 50
_MONTHS = (Op.MONTHS_AT_LEAST, Op.MONTHS_AT_MOST)
_ORDERED = (FactType.NUMBER, FactType.MONEY, FactType.DATE)


def read_condition(table: Table, vocabulary: Vocabulary) -> Condition:
    """Read one condition (条件), checking every fact, operator, unit and type.

    Forms: `{all = […]}`, `{any = […]}`, `{not = {…}}`, `{at_least = 2, of = […]}`,
    `{fact = "staff", op = "≥", value = 10}`, `{fact = "industry", in = ["C", "I"]}`; money with a
    `unit` of 元, 万元 or 亿元; limits over time as `values = [{from = 2026-01-01, value = 10}]`; every
    form with its `sentence`. Raises RuleInputError naming what does not fit.

    >>> words = Vocabulary.of(FactDef(code="revenue", label="营业收入", type=FactType.MONEY))
    >>> table = {"fact": "revenue", "op": "≥", "value": 2000, "unit": "万元"}
    >>> read_condition(table, words).thresholds[0].value
    Decimal('20000000')
    """
    return _read(table, vocabulary, 0)


def _read(table: object, vocabulary: Vocabulary, depth: int) -> Condition:
    if not isinstance(table, Mapping):
        raise _error(f"条件写成了 {table}", "条件是一张表")
    forms = [form for form in _FORMS if form in table]
    if len(forms) != 1:
        raise _error(f"条件 {dict(table)} 不是一种写法", "每个条件用 all、any、not、at_least、fact 之一")
    strange = sorted(str(field) for field in table if field not in _FORMS[forms[0]])
    if strange or depth > _DEEPEST:
        raise _error(
            f"条件里有不认识的 {'、'.join(strange)}" if strange else f"条件套了 {depth} 层", "条件按规定的写法"
        )
    sentence = str(table.get("sentence", ""))
    if forms[0] == "not":
        return Opposite(_read(table["not"], vocabulary, depth + 1), sentence)
    if forms[0] == "fact":
        return _leaf(table, vocabulary.find(str(table["fact"])), sentence)
    return _count(forms[0], table, vocabulary, depth)


def _listed(table: Table, field: str) -> Sequence[Any]:
    found = table.get(field, ())
    if isinstance(found, str) or not isinstance(found, Sequence):
        raise _error(f"{field} 写成了 {found}", f"{field} 后面是一个列表")
    return found


def _count(form: str, table: Table, vocabulary: Vocabulary, depth: int) -> Count:
    listed = _listed(table, "of" if form == "at_least" else form)
    parts = tuple(_read(part, vocabulary, depth + 1) for part in listed)
    needed = {"all": len(parts), "any": 1}.get(form, table.get("at_least"))
    if type(needed) is not int or not 1 <= needed <= len(parts):
        raise _error(f"{len(parts)} 项中要求满足 {needed} 项", "要求的项数在一和总数之间")
    return Count(needed, parts, str(table.get("sentence", "")))


def _leaf(table: Table, fact: FactDef, sentence: str) -> Condition:
    unit = str(table.get("unit", ""))
    if "in" in table:
        members = tuple(_value(member, fact, unit) for member in _listed(table, "in"))
        if not members:
            raise _error(f"“{fact.label}”没有列出可选的值", "至少列一个值")
        return Among(fact.code, members, sentence)
    op = _operator(str(table.get("op", Op.EQUAL)), fact)
    dated = _listed(table, "values") or [{"value": table.get("value")}]
    thresholds = tuple(_threshold(entry, fact, op, unit) for entry in dated)
    if len({threshold.valid_from for threshold in thresholds}) < len(thresholds):
        raise _error(f"“{fact.label}”的界限日期重复", "每个日期只有一个界限")
    return Compare(fact.code, op, thresholds, sentence)


def _threshold(entry: object, fact: FactDef, op: Op, unit: str) -> Threshold:
    if not isinstance(entry, Mapping):
        raise _error(f"“{fact.label}”的界限写成了 {entry}", "每个界限写明 from 和 value")
    return Threshold(_limit(entry.get("value"), fact, op, unit), _from(entry))


def _operator(written: str, fact: FactDef) -> Op:
    op = next((op for op in Op if op.value == written), None)
    fits = op is Op.EQUAL or (fact.type is FactType.DATE if op in _MONTHS else fact.type in _ORDERED)
    if op is None or not fits:
        raise _error(f"“{fact.label}”不能用“{written}”比较", "是否和文字只比较是否相同，满月只用于日期")
    return op


def _limit(raw: object, fact: FactDef, op: Op, unit: str) -> FactValue:
    if op in _MONTHS:
        return _value(raw, FactDef(code=fact.code, label=fact.label, type=FactType.NUMBER), unit)
    return _value(raw, fact, unit)


def _value(raw: object, fact: FactDef, unit: str) -> FactValue:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        raw = Decimal(str(raw))
    if not isinstance(raw, bool | Decimal | date | str):
        raise _error(f"“{fact.label}”的界限 {raw} 读不出来", "界限为数、金额、日期、文字或是否")
    fact.check(raw)
    if fact.type is not FactType.MONEY or not isinstance(raw, Decimal):
        return raw
    if unit not in MONEY_UNITS:
        raise _error(f"“{fact.label}”的单位是“{unit}”", "金额写明元、万元或亿元")
    return raw * MONEY_UNITS[unit]


def _from(entry: Table) -> date:
    start = entry.get("from", date.min)
    if type(start) is not date:
        raise _error(f"起始日期 {start} 读不出来", "起始日期为年月日")
    return start


def _error(happened: str, rule: str) -> RuleInputError:
    return RuleInputError(happened=happened, rule=rule, now="修正政策条件")
