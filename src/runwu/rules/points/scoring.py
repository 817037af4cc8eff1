"""How many points an enterprise has, and in which band (积分与档次)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from runwu.rules.amounts import plain_number
from runwu.rules.bands import Band, band_of, read_bands
from runwu.rules.errors import RuleInputError
from runwu.rules.grading import grade_of
from runwu.rules.periods import add_months, full_months
from runwu.rules.points.rules import PointRule, may_use_rule
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, allow


@dataclass(frozen=True, slots=True, kw_only=True)
class PointFact:
    """Something an enterprise did (积分事实), with the record that shows it (凭据)."""

    rule: str
    on: date
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsAnswer:
    """The points and the band (积分档次); pages show the band alone."""

    amount: Decimal
    band: str
    verdict: Verdict


@reads(
    "points.max_total", "points.bands", "points.decay", "points.enterprises_only", "points.never_from",
    "points.voluntary", "assessment.prohibited", "assessment.prohibited_words",
)  # fmt: skip
def score(rules: Sequence[PointRule], facts: Iterable[PointFact], *, book: Rulebook) -> PointsAnswer:
    """Count an enterprise's points on the rulebook's day (积分).

    More facts never give fewer points, the total never passes its cap, and the order of the facts
    does not matter. One record counts once.
    Raises RuleInputError for a fact without a rule or evidence, of a day on which the rule was not
    in force, or of a later day, and for a rule that may not be used.

    >>> rule = PointRule(code="a", title="开放场地", points=20, cap=40, valid_from=date(2026, 1, 1))
    >>> fact = PointFact(rule="a", on=date(2026, 11, 1), evidence="记录一")
    >>> score([rule], [fact, fact], book=Rulebook(on=date(2026, 11, 23))).amount
    Decimal('20')
    """
    by_code = _checked(rules, book)
    counted = sorted(set(facts), key=lambda fact: (fact.rule, fact.on, fact.evidence))
    for fact in counted:
        _check(fact, by_code, book.on)
    decay = read_bands(book.names("points.decay"))
    lines = [
        _line(rule, [fact for fact in counted if fact.rule == rule.code], decay, book.on) for rule in by_code.values()
    ]
    return _answer(lines, book)


def _answer(lines: list[tuple[Decimal, str]], book: Rulebook) -> PointsAnswer:
    limit = book.decimal("points.max_total")
    whole = sum((points for points, _ in lines), Decimal(0))
    total = min(whole, limit)
    band = grade_of(book.names("points.bands"), total)
    arithmetic = f"合计 {plain_number(whole)} 分，总上限 {limit} 分，计 {plain_number(total)} 分"
    reasons = [Reason(text="各项积分", arithmetic=text) for _, text in lines]
    reasons += [book.reason("points.max_total", arithmetic=arithmetic), book.reason("points.bands")]
    return PointsAnswer(amount=total, band=band, verdict=allow(band, reasons=reasons))


def _checked(rules: Sequence[PointRule], book: Rulebook) -> dict[str, PointRule]:
    for rule in rules:
        verdict = may_use_rule(rule, book=book)
        if verdict.refused:
            raise _error(verdict.title, verdict.reasons[0].text, verdict.now[0])
    if len({rule.code for rule in rules}) < len(rules):
        raise _error("积分规则的代码重复", "每条规则有唯一的代码", "更正代码")
    return {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}


def _check(fact: PointFact, rules: dict[str, PointRule], on: date) -> None:
    if fact.rule not in rules:
        raise _error(f"没有名为 {fact.rule} 的积分规则", "每项事实对应一条规则", "核对规则代码")
    if not fact.evidence.strip():
        raise _error("积分事实没有凭据", "积分只用系统里已有的记录", "关联已有的记录，不另要材料")
    if fact.on > on:
        raise _error("积分事实的日期晚于今天", "先有事实，后有积分", "核对日期")
    if not rules[fact.rule].covers(fact.on):
        raise _error(f"{fact.on} 当日没有“{rules[fact.rule].title}”这条规则", "积分按当时的规则计算", "核对日期")


def _line(rule: PointRule, facts: list[PointFact], decay: tuple[Band, ...], on: date) -> tuple[Decimal, str]:
    earned = sum((rule.points * band_of(decay, _age(fact, on)).percent / 100 for fact in facts), Decimal(0))
    counted = min(earned, Decimal(rule.cap))
    text = f"{rule.title} {plain_number(earned)} 分，上限 {rule.cap} 分，计 {plain_number(counted)} 分"
    return counted, text


def _age(fact: PointFact, on: date) -> Decimal:
    """Count the months since a fact, a begun month as one more: exactly a year ago is still twelve."""
    months = full_months(fact.on, on)
    return Decimal(months if add_months(fact.on, months) == on else months + 1)


def _error(happened: str, rule: str, now: str) -> RuleInputError:
    return RuleInputError(happened=happened, rule=rule, now=now)
