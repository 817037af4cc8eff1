"""How many members one branch holds (党支部的规模)."""

from __future__ import annotations

from runwu.rules.limits import stays_within
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow


def branch_size(total: int, book: Rulebook) -> Verdict:
    """Say whether a branch of `total` members, probationary ones included, keeps to the usual size."""
    check = stays_within(total, "formation.max_members", label="党员", book=book)
    if check.met:
        return allow("规模在一般范围内", reasons=[check.reason])
    return advise(
        "可以办，但党员人数超出一般规定",
        happened=f"党员共 {total} 名，一般不超过 {check.limit} 名",
        reasons=[check.reason],
        now=["写明理由，由本人具名通过", "拆成两个组织"],
    )
