"""Does an enterprise meet a policy (政策匹配): a proposal that a person confirms."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from runwu.rules.eligibility.conditions import Condition, Truth
from runwu.rules.eligibility.explaining import Explained, explain
from runwu.rules.eligibility.near_misses import NearMiss, near_misses
from runwu.rules.eligibility.vocabulary import Facts, Vocabulary
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.sources import Source
from runwu.rules.verdict import Reason, Verdict, allow, refuse, unknown


class Status(StrEnum):
    """How an enterprise stands to a policy (匹配结果)."""

    ELIGIBLE = "eligible"
    UNKNOWN = "unknown"
    NOT_ELIGIBLE = "not_eligible"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A support policy (惠企政策): its condition, its words, its clause, and what excludes it.

    `excluded_by` holds the codes of policies that cannot be enjoyed together with this one.
    """

    code: str
    title: str
    condition: Condition
    words: Vocabulary
    source: Source
    excluded_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityAnswer:
    """The answer with its tree, what is still to be asked, and what would have to change.

    `near_misses` holds the smallest sets of changes, and after them what the enterprise can do itself
    where that takes more.
    """

    status: Status
    tree: Explained
    missing: tuple[str, ...]
    near_misses: tuple[NearMiss, ...]
    verdict: Verdict


@reads("eligibility.max_changes", "eligibility.max_shown", "eligibility.no_double", "eligibility.human_confirms")
def match_policy(policy: Policy, facts: Facts, *, held: Collection[str] = (), book: Rulebook) -> EligibilityAnswer:
    """Say whether an enterprise meets a policy on the rulebook's day (政策匹配), sentence by sentence.

    `facts` by the codes of the policy's words, None or left out where unknown; `held` are the codes
    of policies that it enjoys already. UNKNOWN lists what to ask, NOT_ELIGIBLE what would have to
    change. Nothing is granted here: a person confirms.
    Raises RuleInputError for a fact that is not in the words or of another type.

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> from runwu.rules.eligibility import FactDef, FactType, read_condition
    >>> from runwu.rules.sources import Sure
    >>> words = Vocabulary.of(FactDef(code="staff", label="职工", type=FactType.NUMBER, unit="人"))
    >>> source = Source(document="《示例办法》", short="示例办法", article="第二条", sure=Sure.LOCAL, effective_from=None)
    >>> policy = Policy(code="demo", title="示例政策", words=words, source=source,
    ...                 condition=read_condition({"fact": "staff", "op": "≥", "value": 20}, words))
    >>> match_policy(policy, {"staff": Decimal(12)}, book=Rulebook(on=date(2026, 11, 23))).verdict.now
    ('职工由 12 人 变为 20 人后再申请',)
    """
    policy.words.check(facts)
    tree = explain(policy.condition, facts, words=policy.words, on=book.on)
    clash = sorted({policy.code, *policy.excluded_by} & set(held))
    if clash and book.value("eligibility.no_double") is True:
        verdict = _excluded(policy, clash, book)
        return EligibilityAnswer(status=Status.EXCLUDED, tree=tree, missing=(), near_misses=(), verdict=verdict)
    reasons = [*_reasons(policy, tree), book.reason("eligibility.human_confirms")]
    if tree.truth is Truth.TRUE:
        verdict = allow("符合条件", reasons=reasons, now=["由负责的人核对后告诉企业"])
        return EligibilityAnswer(status=Status.ELIGIBLE, tree=tree, missing=(), near_misses=(), verdict=verdict)
    if tree.truth is Truth.UNKNOWN:
        return _unknown(policy, facts, tree, reasons)
    return _not_eligible(policy, facts, tree, reasons, book=book)


def _reasons(policy: Policy, tree: Explained) -> list[Reason]:
    return [
        Reason(text=leaf.sentence or policy.title, source=policy.source, arithmetic=f"{leaf.text}：{leaf.truth.label}")
        for leaf in tree.comparisons()
    ]


def _unknown(policy: Policy, facts: Facts, tree: Explained, reasons: list[Reason]) -> EligibilityAnswer:
    open_leaves = dict.fromkeys(leaf.fact for leaf in tree.in_the_way() if leaf.truth is Truth.UNKNOWN)
    missing = tuple(code for code in open_leaves if facts.get(code) is None)
    labels = [policy.words[code].label for code in missing]
    unset = [policy.words[code].label for code in open_leaves if code not in missing]
    happened = [f"不知道{'、'.join(labels)}"] if labels else []
    happened += [f"当日还没有关于{'、'.join(unset)}的界限"] if unset else []
    verdict = unknown(
        "还不能判断是否符合条件",
        happened="；".join(happened),
        reasons=reasons,
        now=[f"核实一次{label}" for label in labels] or ["等政策的界限开始施行后再看"],
    )
    return EligibilityAnswer(status=Status.UNKNOWN, tree=tree, missing=missing, near_misses=(), verdict=verdict)


def _not_eligible(
    policy: Policy, facts: Facts, tree: Explained, reasons: list[Reason], *, book: Rulebook
) -> EligibilityAnswer:
    misses = near_misses(policy.condition, facts, words=policy.words, book=book)
    own = tuple(miss for miss in misses if miss.in_its_hands)
    if not own:  # what the enterprise can do itself may take more changes than what it cannot
        own = near_misses(policy.condition, facts, words=policy.words, own_only=True, book=book)
    shown = [f"{miss.text}后再申请" for miss in own][: book.number("eligibility.max_shown")]
    failed = [leaf.text for leaf in tree.in_the_way() if leaf.truth is not Truth.UNKNOWN]
    verdict = refuse(
        "不符合条件",
        happened="；".join(failed),
        reasons=reasons,
        now=shown or ["所差的条件企业自己不能改变，或者差得太多，看看其他政策"],
    )
    listed = tuple(dict.fromkeys((*misses, *own)))
    return EligibilityAnswer(status=Status.NOT_ELIGIBLE, tree=tree, missing=(), near_misses=listed, verdict=verdict)


def _excluded(policy: Policy, clash: list[str], book: Rulebook) -> Verdict:
    happened = "已经享受这项政策" if clash == [policy.code] else f"已经享受不能同时享受的政策：{'、'.join(clash)}"
    return refuse(
        "不能重复享受", happened=happened, reasons=[book.reason("eligibility.no_double")], now=["看看其他政策"]
    )
