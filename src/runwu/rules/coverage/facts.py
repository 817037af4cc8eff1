"""What is asked about an enterprise's coverage, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwu.rules.codes import Code
from runwu.rules.counts import NOBODY_ASKED, MemberCounts, require_count
from runwu.rules.verdict import Outcome, Verdict


class CoverageStatus(Code):
    """How Party work reaches an enterprise (覆盖状态), strongest form first."""

    OWN_BRANCH = "own_branch"
    JOINT_BRANCH = "joint_branch"
    CATCH_ALL = "catch_all"
    WORK = "work"
    NONE = "none"
    NOT_OPERATING = "not_operating"

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> [status.label for status in CoverageStatus]
        ['单独支部', '联合支部', '大党委兜底', '工作覆盖', '未覆盖', '未投产']
        """
        return _LABELS[self]


_LABELS = {
    CoverageStatus.OWN_BRANCH: "单独支部",
    CoverageStatus.JOINT_BRANCH: "联合支部",
    CoverageStatus.CATCH_ALL: "大党委兜底",
    CoverageStatus.WORK: "工作覆盖",
    CoverageStatus.NONE: "未覆盖",
    CoverageStatus.NOT_OPERATING: "未投产",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFacts:
    """What is known of one enterprise on one day (覆盖所需的事实); None is unknown, never no.

    Forms count only while approved and in force; `pending` tells that an application waits for its
    approval (待批复). `third_full_since` is the day the last needed full member arrived,
    `joint_full_without` the full members that today's joint branch would keep without this
    enterprise.
    Raises RuleInputError for a negative count.
    """

    operating: bool | None
    staff: int | None = None
    members: MemberCounts = NOBODY_ASKED
    own_branch: bool = False
    joint_branch: bool = False
    catch_all: bool = False
    instructor: bool = False
    liaison: bool = False
    union: bool = False
    youth_league: bool = False
    pending: bool = False
    third_full_since: date | None = None
    joint_full_without: int | None = None

    def __post_init__(self) -> None:
        """Refuse negative counts."""
        require_count(self.staff, "职工人数")
        require_count(self.joint_full_without, "联合党支部其余正式党员人数")

    def work_forms(self) -> set[str]:
        """List the forms of work without an organization, by their codes in the parameters."""
        forms = {"instructor": self.instructor, "liaison": self.liaison, "union": self.union,
                 "youth_league": self.youth_league}  # fmt: skip
        return {code for code, present in forms.items() if present}


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageVerdict:
    """How an enterprise is covered, and what comes next (覆盖结论).

    The verdict tells members' numbers: only for viewers who are entitled to the names.
    """

    status: CoverageStatus
    organization_covered: bool
    work_covered: bool
    verdict: Verdict

    @property
    def next_step(self) -> str:
        """Say the one thing to do next (下一步)."""
        return self.verdict.now[0]

    @property
    def is_due(self) -> bool:
        """Tell whether something ought to change (需调整)."""
        return self.verdict.outcome is Outcome.DUE
