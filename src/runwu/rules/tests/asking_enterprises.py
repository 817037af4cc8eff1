"""Ask the rules about enterprises, money and casework with the plain facts of a case file."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from runwu.rules import assessment, casework, dues, eligibility, enterprises, points, quiet, surveys
from runwu.rules import money as funds
from runwu.rules.identifiers import Industry, read_industry
from runwu.rules.rulebook import Rulebook
from runwu.rules.sources import Source, Sure
from runwu.rules.workdays import packaged_calendar

Facts = dict[str, Any]  # Any: parsed TOML


def money(facts: Facts, name: str) -> Decimal | None:
    """Read an exact amount, written as text or as a whole number."""
    return Decimal(facts[name]) if name in facts else None


def _industry(facts: Facts) -> Industry:
    found = read_industry(facts["industry"])
    assert isinstance(found, Industry)
    return found


def _size(facts: Facts, book: Rulebook) -> object:
    figures = enterprises.EnterpriseFigures(
        staff=facts.get("staff"), revenue=money(facts, "revenue"), assets=money(facts, "assets")
    )
    return enterprises.size_class(enterprises.SizeGroup(facts["group"]), figures, book=book)


def _above(facts: Facts, book: Rulebook) -> object:
    return enterprises.is_above_scale(
        enterprises.ScaleGroup(facts["group"]),
        revenue=money(facts, "revenue"),
        qualified=facts.get("qualified"),
        book=book,
    )


def _monthly(facts: Facts, book: Rulebook) -> object:
    months = [Decimal(month) for month in facts.get("quarter", ())]
    quarter = (months[0], months[1], months[2]) if months else None
    asked = dues.DuesFacts(payer=dues.PayerClass(facts["payer"]), base=money(facts, "base"), quarter=quarter)
    return dues.monthly_dues(asked, book=book)


def _may_ask(facts: Facts, book: Rulebook) -> object:
    held = quiet.Held(owner=facts["held_by"], confirmed_on=facts["held_on"]) if "held_by" in facts else None
    request = quiet.Request(
        field=facts["field"],
        held=held,
        asked_before=facts.get("asked_before", 0),
        why_again=facts.get("why_again", ""),
    )
    return quiet.may_ask(request, book=book)


def _may_remind(facts: Facts, book: Rulebook) -> object:
    reminder = quiet.Reminder(at=facts["at"], sent=tuple(facts.get("sent", ())), urgent=facts.get("urgent", False))
    return quiet.may_remind(reminder, calendar=packaged_calendar(), book=book)


def _clock(facts: Facts, book: Rulebook) -> object:
    events = [casework.Event(**event | {"kind": casework.EventKind(event["kind"])}) for event in facts["events"]]
    found = casework.clocks(
        casework.CaseLog(tuple(events)),
        profile=facts["profile"],
        grade=casework.Grade(facts["grade"]),
        now=facts.get("now", events[-1].at),
        calendar=packaged_calendar(),
        book=book,
    )
    return next(clock for clock in found if clock.kind == facts["clock"])


def _rates(facts: Facts, book: Rulebook) -> object:
    return casework.three_rates([casework.CaseOutcome(**case) for case in facts["outcomes"]], book=book).lines()


def _score(facts: Facts, book: Rulebook) -> object:
    rules = [points.PointRule(**rule) for rule in facts["rules"]]
    return points.score(rules, [points.PointFact(**fact) for fact in facts["facts"]], book=book)


def _indicators(facts: Facts) -> list[assessment.Indicator]:
    return [
        assessment.Indicator(**indicator | {"subject": assessment.Subject(indicator["subject"])})
        for indicator in facts["indicators"]
    ]


def _grade(facts: Facts, book: Rulebook) -> object:
    results = {code: Decimal(result) for code, result in facts["results"].items()}
    return assessment.grade(_indicators(facts), results, book=book)


def _fact(value: object) -> Any:
    exact = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if exact else value


def _policy(facts: Facts) -> eligibility.Policy:
    words = eligibility.Vocabulary.of(
        *(eligibility.FactDef(**word | {"type": eligibility.FactType(word["type"])}) for word in facts["words"])
    )
    return eligibility.Policy(
        code="support",
        title="示例惠企政策",
        condition=eligibility.read_condition(facts["condition"], words),
        words=words,
        source=Source(
            document="《示例办法》", short="示例办法", article="第二条", sure=Sure.LOCAL, effective_from=None
        ),
        excluded_by=frozenset(facts.get("excluded_by", ())),
    )


def _known(facts: Facts) -> dict[str, Any]:
    return {code: _fact(value) for code, value in facts.get("known", {}).items()}


def _match(facts: Facts, book: Rulebook) -> object:
    return eligibility.match_policy(_policy(facts), _known(facts), held=facts.get("held", ()), book=book)


def _near(facts: Facts, book: Rulebook) -> object:
    policy = _policy(facts)
    found = eligibility.near_misses(policy.condition, _known(facts), words=policy.words, book=book)
    return tuple(f"{miss.text}{'' if miss.in_its_hands else '（企业自己不能改变）'}" for miss in found)


def _shell(signs: list[str], book: Rulebook) -> tuple[int, str]:
    scale = surveys.shell_scale(book=book)
    score = scale.score(set(signs))
    return score, scale.of(score).label


ENTERPRISE_RULES: dict[str, Callable[[Facts, Rulebook], object]] = {
    "enterprises.size_class": _size,
    "enterprises.size_group_of": lambda facts, book: enterprises.size_group_of(_industry(facts), book=book),
    "enterprises.is_above_scale": _above,
    "enterprises.scale_group_of": lambda facts, book: enterprises.scale_group_of(_industry(facts), book=book),
    "dues.monthly_dues": _monthly,
    "dues.may_reduce_dues": lambda facts, book: dues.may_reduce_dues(
        [dues.HardshipStep(step) for step in facts["done"]], book=book
    ),
    "dues.dues_from": lambda facts, book: dues.dues_from(facts["admitted"], book=book),
    "dues.new_base_month": lambda facts, book: str(dues.new_base_month(facts["drawn"], book=book)),
    "dues.extra_payment": lambda facts, book: dues.extra_payment(Decimal(facts["amount"]), book=book),
    "dues.may_pay_together": lambda facts, book: dues.may_pay_together(
        facts["months"], consented=facts["consented"], book=book
    ),
    "dues.may_pay_arrears": lambda facts, book: dues.may_pay_arrears(facts["months"], book=book),
    "dues.unpaid": lambda facts, book: dues.unpaid(facts["months"], has_reason=facts.get("has_reason"), book=book),
    "dues.may_collect": lambda facts, book: dues.may_collect(dues.Way(facts["way"]), book=book),
    "dues.centre_share": lambda facts, book: dues.centre_share(
        Decimal(facts["receipts"]), year=facts["year"], book=book
    ),
    "dues.may_return": lambda facts, book: dues.may_return(
        received=Decimal(facts["received"]), returned=Decimal(facts["returned"]), netted=facts["netted"], book=book
    ),
    "money.deductible": lambda facts, book: funds.deductible(
        funds.Funding(facts["funding"]), wages=money(facts, "wages"), spent=money(facts, "spent"), book=book
    ),
    "money.planned": lambda facts, book: funds.planned(
        last_wages=money(facts, "last_wages"), carried=Decimal(facts["carried"]), book=book
    ),
    "quiet.may_require": lambda facts, book: quiet.may_require(
        quiet.Practice(facts["practice"]),
        compulsory=facts.get("compulsory", True),
        emergency=facts.get("emergency", False),
        book=book,
    ),
    "quiet.may_ask": _may_ask,
    "quiet.may_remind": _may_remind,
    "casework.clocks": _clock,
    "casework.may_extend": lambda facts, book: casework.may_extend(**facts, book=book),
    "casework.three_rates": _rates,
    "dues.may_pay_at": lambda facts, book: dues.may_pay_at(
        own_branch=facts["own_branch"],
        proof=dues.FloatingProof(facts["proof"]) if "proof" in facts else None,
        book=book,
    ),
    "money.provident_subsidy": lambda facts, book: funds.provident_subsidy(
        deposited=Decimal(facts["deposited"]), book=book
    ),
    "money.conditions": lambda facts, book: funds.conditions(facts.get("given"), book=book),
    "surveys.shell_scale": lambda facts, book: _shell(facts["signs"], book),
    "quiet.may_go_online": lambda facts, book: quiet.may_go_online(
        quiet.Level(facts["level"]),
        [quiet.Clearance(step) for step in facts["done"]],
        complaints=facts["complaints"],
        book=book,
    ),
    "casework.may_accept": lambda facts, book: casework.may_accept(
        casework.NotAccepted(facts["ground"]) if "ground" in facts else None, book=book
    ),
    "casework.may_dispatch": lambda facts, book: casework.may_dispatch(casework.Dispatching(**facts), book=book),
    "casework.may_pass_on": lambda facts, book: casework.may_pass_on(
        objection=facts["objection"], upheld=facts.get("upheld"), book=book
    ),
    "casework.grades_of": lambda facts, book: tuple(
        grade.value for grade in casework.grades_of(facts["profile"], book=book)
    ),
    "casework.profile_names": lambda facts, book: casework.profile_names(book=book),
    "points.score": _score,
    "points.may_use_rule": lambda facts, book: points.may_use_rule(
        points.PointRule(**facts | {"subject": points.Subject(facts.get("subject", "enterprise"))}), book=book
    ),
    "points.may_depend_on_points": lambda facts, book: points.may_depend_on_points(facts["service"], book=book),
    "assessment.may_configure": lambda facts, book: assessment.may_configure(_indicators(facts), book=book),
    "assessment.grade": _grade,
    "eligibility.match_policy": _match,
    "eligibility.near_misses": _near,
}
