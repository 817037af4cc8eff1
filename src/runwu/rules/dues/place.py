"""Where dues are paid (交纳地点)."""

from __future__ import annotations

from runwu.rules.codes import Code
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, refuse


class FloatingProof(Code):
    """What shows a member to be a floating one (流动党员凭证)."""

    CARD = "card"
    ELECTRONIC = "electronic"


@reads("dues.paid_at_own_branch", "dues.floating_proofs")
def may_pay_at(*, own_branch: bool, proof: FloatingProof | None = None, book: Rulebook) -> Verdict:
    """Say whether dues may be paid at a branch (交纳地点): the own one, or with a proof the one at the place of work.

    Source: 党费规定 第九条.

    >>> from datetime import date
    >>> may_pay_at(own_branch=False, proof=FloatingProof.CARD, book=Rulebook(on=date(2026, 11, 23))).allowed
    True
    """
    proof = None if proof is None else FloatingProof(proof)
    reasons = [book.reason("dues.paid_at_own_branch")]
    if own_branch:
        return allow("在所在党支部交纳", reasons=reasons)
    reasons.append(book.reason("dues.floating_proofs"))
    if proof in book.names("dues.floating_proofs"):
        return allow("可以在外出所在地交纳", reasons=reasons, now=["登记凭证，收据交回本人"])
    happened = "没有流动党员凭证" if proof is None else "这种凭证本地没有确认"
    now = ["向组织关系所在的党支部交纳", "请所在党支部办理流动党员活动证"]
    return refuse("不能在这里交纳", happened=happened, reasons=reasons, now=now)
