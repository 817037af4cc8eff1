"""Why this one, why not that one: each pair with its terms and the price of another choice (理由)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .costs import Terms, allowed, left_cost, load_cost, terms_of
from .plan import Plan
from .problem import Contact, Firm, Problem


@dataclass(frozen=True, slots=True)
class Choice:
    """A contact as a choice for one enterprise.

    `alone` is what the plan costs more if only this enterprise changes, None where the contact has no room.
    `at_least` is what every plan with this pair costs more than the bound: proven by the prices.
    """

    contact: str
    terms: Terms
    alone: int | None
    at_least: int
    words: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an enterprise has its contact, and the other choices, the cheapest first."""

    firm: str
    contact: str | None
    words: str
    others: tuple[Choice, ...]


def explain(problem: Problem, plan: Plan, firm_id: str, *, number: int = 3) -> Explanation:
    """Explain one enterprise of a plan. Raises KeyError for an unknown one."""
    contacts = {contact.id: contact for contact in problem.contacts}
    firm = {firm.id: firm for firm in problem.firms}[firm_id]
    chosen = plan.assignment[firm_id]
    loads = Counter(one for one in plan.assignment.values() if one is not None)
    case = _Case(problem, plan, firm, contacts.get(chosen or ""), loads)
    others = [
        case.choice(contact) for contact in problem.contacts if contact.id != chosen and allowed(problem, firm, contact)
    ]
    others.sort(key=lambda one: (one.at_least, one.alone is None, one.alone or 0, one.contact))
    reason = _why_left(plan, firm_id) if chosen is None else why(terms_of(problem, firm, contacts[chosen]), firm)
    return Explanation(firm_id, chosen, reason, tuple(others[:number]))


def alone(
    problem: Problem, firm: Firm, source: Contact | None, target: Contact | None, loads: Mapping[str, int]
) -> int | None:
    """Return what it costs more to move one enterprise and nothing else; None where the target has no room."""
    if target is not None and loads.get(target.id, 0) >= target.room:
        return None
    return _price(problem, firm, target, loads, 0) - _price(problem, firm, source, loads, -1)


def _price(problem: Problem, firm: Firm, contact: Contact | None, loads: Mapping[str, int], shift: int) -> int:
    if contact is None:
        return left_cost(problem, firm)
    taken = loads.get(contact.id, 0) + shift
    step = load_cost(problem, contact, taken + 1) - load_cost(problem, contact, taken)
    return terms_of(problem, firm, contact).total + step


@dataclass(frozen=True, slots=True)
class _Case:
    """One enterprise of a plan with its contact and everybody's load."""

    problem: Problem
    plan: Plan
    firm: Firm
    chosen: Contact | None
    loads: Mapping[str, int]

    def choice(self, contact: Contact) -> Choice:
        """Return another contact as a choice."""
        terms = terms_of(self.problem, self.firm, contact)
        price = alone(self.problem, self.firm, self.chosen, contact, self.loads)
        at_least = max(0, terms.total + self.plan.prices[contact.id] - self._best())
        return Choice(contact.id, terms, price, at_least, self._why_not(contact, price))

    def _best(self) -> int:
        if self.chosen is None:
            return left_cost(self.problem, self.firm)
        return terms_of(self.problem, self.firm, self.chosen).total + self.plan.prices[self.chosen.id]

    def _why_not(self, contact: Contact, price: int | None) -> str:
        if price is None:
            return f"已到上限 {contact.limit} 家"
        if self.chosen is None:
            return "安排的评分高于不安排"
        said = [*self._dearer(contact, self.chosen), *self._fuller(contact, self.chosen)]
        return "，".join(said) or ("评分相同，按名单先后" if price == 0 else "这一家合适，但会挤占更需要的企业")

    def _dearer(self, contact: Contact, chosen: Contact) -> Iterator[str]:
        mine, theirs = (terms_of(self.problem, self.firm, one) for one in (contact, chosen))
        if mine.metres is not None and theirs.metres is not None and mine.metres > theirs.metres:
            yield f"远 {mine.metres - theirs.metres:,} 米"
        if mine.metres is None and mine.way > theirs.way:
            yield f"位置未知，按 {mine.way:,} 米计"
        if mine.language > theirs.language:
            yield "语种不符"
        if mine.trade > theirs.trade:
            yield "不熟悉该产业链"
        if mine.change > theirs.change:
            yield "要更换现任"

    def _fuller(self, contact: Contact, chosen: Contact) -> Iterator[str]:
        mine, theirs = (one.elsewhere + self.loads.get(one.id, 0) for one in (contact, chosen))
        if mine >= theirs:
            yield f"已有 {mine} 家，现安排的 {theirs} 家"


def why(terms: Terms, firm: Firm) -> str:
    """Say why a contact fits: way, language, trade, whether they look after it today."""
    said = ["位置未知" if terms.metres is None else f"相距 {terms.metres:,} 米"]
    if firm.languages:
        said.append("语种不符" if terms.language else "语种相符")
    if firm.trade is not None:
        said.append("不熟悉该产业链" if terms.trade else "熟悉该产业链")
    if firm.today is not None:
        said.append("更换现任" if terms.change else "现任，保持不变")
    return "，".join(said)


def _why_left(plan: Plan, firm_id: str) -> str:
    return next((one.words for one in plan.left if one.firm == firm_id), "暂不安排")
