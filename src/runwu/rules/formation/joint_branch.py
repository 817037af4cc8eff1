"""A branch that several enterprises share (联合党支部)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runwu.rules.counts import MemberCounts, require_count
from runwu.rules.errors import RuleInputError
from runwu.rules.formation.size import branch_size
from runwu.rules.limits import reaches, stays_within
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, combine, due, refuse, unknown

_NOBODY = MemberCounts(full=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class JointUnit:
    """A unit that would share a joint branch (联合单位).

    `has_own_branch` marks the unit whose existing branch takes in the neighbours.
    """

    name: str
    members: MemberCounts
    has_own_branch: bool = False


@reads(
    "formation.min_full_members", "formation.joint_min_full_members",
    "formation.max_members", "formation.joint_max_units",
)  # fmt: skip
def may_form_joint_branch(units: Sequence[JointUnit], *, singly: MemberCounts = _NOBODY, book: Rulebook) -> Verdict:
    """Say whether units may share a joint branch (联合党支部); `singly` are members who come from none of them.

    REFUSED below three full members together, DUE when a unit without a branch has enough of its
    own, ADVISED above fifty members or five units, UNKNOWN while a count is missing.
    Raises RuleInputError for fewer than two units or a unit named twice.
    Source: 支部工作条例 第四条、第五条.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> first = JointUnit(name="甲厂", members=MemberCounts(full=2))
    >>> second = JointUnit(name="乙厂", members=MemberCounts(full=1))
    >>> may_form_joint_branch([first, second], book=book).outcome
    <Outcome.ALLOWED: 'allowed'>
    >>> may_form_joint_branch([first, second], singly=MemberCounts(full=1), book=book).arithmetic[-1]
    '单位 2 家 ≤ 5 家'
    """
    _require_distinct(units)
    missing = [unit.name for unit in units if unit.members.full is None]
    missing += ["另行选定的党员"] if singly.full is None else []
    if missing:
        return _some_unknown(missing, book)
    full = sum(unit.members.full or 0 for unit in units) + (singly.full or 0)
    total = sum(unit.members.total or 0 for unit in units) + (singly.total or 0)
    own = [_own_branch_first(unit, book) for unit in units if not unit.has_own_branch]
    verdicts = [_enough_together(full, book), branch_size(total, book), _few_enough(len(units), book)]
    return combine([*verdicts, *(verdict for verdict in own if verdict is not None)])


def _require_distinct(units: Sequence[JointUnit]) -> None:
    if len(units) < 2 or len({unit.name for unit in units}) < len(units):
        raise RuleInputError(
            happened="联合组建的单位少于两家，或有一家列了两次",
            rule="联合党支部由两家以上的不同单位组成",
            now="核对名单",
        )


def _some_unknown(names: list[str], book: Rulebook) -> Verdict:
    return unknown(
        "还不能判断能否联合组建",
        happened=f"{'、'.join(names)}的正式党员人数没有人填过",
        reasons=[book.reason("formation.joint_min_full_members")],
        now=["向企业联系人核实一次", "先把这几家移出名单"],
    )


def _enough_together(full: int, book: Rulebook) -> Verdict:
    check = reaches(full, "formation.joint_min_full_members", label="正式党员合计", book=book)
    if check.met:
        return allow("可以成立联合党支部", reasons=[check.reason])
    return refuse(
        "合起来也不能成立联合党支部",
        happened=f"正式党员合计 {full} 名，还差 {check.limit - full} 名",
        reasons=[check.reason],
        now=["再加入一家邻近、同行业的企业", "并入已有的党支部", "暂由大党委兜底"],
    )


def _few_enough(units: int, book: Rulebook) -> Verdict:
    check = stays_within(units, "formation.joint_max_units", label="单位", book=book)
    if check.met:
        return allow("单位数在一般范围内", reasons=[check.reason])
    return advise(
        "可以办，但单位数超出一般规定",
        happened=f"联合党支部覆盖 {units} 家，一般不超过 {check.limit} 家",
        reasons=[check.reason],
        now=["写明理由，由本人具名通过", "拆成两组"],
    )


def _own_branch_first(unit: JointUnit, book: Rulebook) -> Verdict | None:
    check = reaches(unit.members.full or 0, "formation.min_full_members", label=f"{unit.name}正式党员", book=book)
    if not check.met:
        return None
    return due(
        f"{unit.name}应当单独成立党支部",
        happened=f"{unit.name}的正式党员已满 {check.limit} 名",
        reasons=[check.reason],
        now=[f"先为{unit.name}单独成立党支部", "需要时由该支部吸收邻近企业"],
    )


@reads("formation.joint_max_way")
def may_joint_branch_reach(way: int, *, book: Rulebook) -> Verdict:
    """Say whether a unit is near enough to its host (距离); `way` in metres.

    Raises RuleInputError for a negative way. Source: 支部工作条例 第五条 says 地域相邻; the number is the park's own.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_joint_branch_reach(1501, book=book).arithmetic
    ('到牵头单位 1501 米 > 1500 米',)
    """
    require_count(way, "距离")
    check = stays_within(way, "formation.joint_max_way", label="到牵头单位", book=book)
    if check.met:
        return allow("在园区设定的距离以内", reasons=[check.reason])
    return advise(
        "可以办，但超出园区设定的距离",
        happened=f"到牵头单位 {way} 米，园区设定不超过 {check.limit} 米",
        reasons=[check.reason],
        now=["换一家更近的牵头单位", "写明理由，由本人具名通过"],
    )
