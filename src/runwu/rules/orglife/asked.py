"""Which kinds each level of organization is asked for, and by which parameter (应开的种类)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from runwu.rules.branch_size import OrganizationLevel
from runwu.rules.orglife.kinds import MeetingKind


class Rhythm(Enum):
    """How often a kind comes round (周期)."""

    MONTH = "个月"
    QUARTER = "个季度"
    YEAR = "年"

    @property
    def label(self) -> str:
        """Say it in Chinese, as it follows a number."""
        return self.value


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind that a level is asked for (应开): the parameter that holds the number, and how often."""

    kind: MeetingKind
    key: str
    every: Rhythm
    own_label: str = ""

    @property
    def label(self) -> str:
        """Name it as this level does."""
        return self.own_label or self.kind.label


_BRANCH = (
    Asked(MeetingKind.GENERAL, "orglife.general_meetings", Rhythm.QUARTER),
    Asked(MeetingKind.LECTURE, "orglife.lectures", Rhythm.QUARTER),
    Asked(MeetingKind.COMMITTEE, "orglife.committee_meetings", Rhythm.MONTH),
    Asked(MeetingKind.GROUP, "orglife.group_meetings", Rhythm.MONTH),
    Asked(MeetingKind.THEME_DAY, "orglife.theme_days", Rhythm.MONTH),
    Asked(MeetingKind.LIFE_MEETING, "orglife.life_meetings", Rhythm.YEAR),
    Asked(MeetingKind.APPRAISAL, "orglife.appraisals", Rhythm.YEAR),
    Asked(MeetingKind.TALKS, "orglife.talks", Rhythm.YEAR),
)
_GENERAL_BRANCH = (
    Asked(MeetingKind.GENERAL, "orglife.general_branch_meetings", Rhythm.QUARTER, "党总支党员大会"),
    Asked(MeetingKind.COMMITTEE, "orglife.general_branch_committee_meetings", Rhythm.MONTH, "党总支委员会会议"),
)
_PRIMARY_COMMITTEE = (
    Asked(MeetingKind.COMMITTEE, "orglife.primary_committee_meetings", Rhythm.QUARTER, "党委会议"),
    Asked(MeetingKind.SECRETARY_LECTURE, "orglife.secretary_lectures", Rhythm.YEAR),
)
ASKED = {
    OrganizationLevel.BRANCH: _BRANCH,
    OrganizationLevel.GENERAL_BRANCH: _GENERAL_BRANCH,
    OrganizationLevel.PRIMARY_COMMITTEE: _PRIMARY_COMMITTEE,
}
ASKED_KEYS = (
    "orglife.temporary_branch_asked", "orglife.life_meeting_quarter", "orglife.talk_pairs",
    *(asked.key for level in ASKED.values() for asked in level),
)  # fmt: skip
