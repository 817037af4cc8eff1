"""The kinds of organization life (组织生活的种类)."""

from __future__ import annotations

from runwu.rules.codes import Code


class MeetingKind(Code):
    """What a branch holds (组织生活)."""

    GENERAL = "general"
    COMMITTEE = "committee"
    GROUP = "group"
    LECTURE = "lecture"
    SECRETARY_LECTURE = "secretary_lecture"
    THEME_DAY = "theme_day"
    LIFE_MEETING = "life_meeting"
    APPRAISAL = "appraisal"
    TALKS = "talks"

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> MeetingKind.THEME_DAY.label
        '主题党日'
        """
        return _LABELS[self]


_LABELS = {
    MeetingKind.GENERAL: "支部党员大会",
    MeetingKind.COMMITTEE: "支部委员会会议",
    MeetingKind.GROUP: "党小组会",
    MeetingKind.LECTURE: "党课",
    MeetingKind.SECRETARY_LECTURE: "书记讲党课",
    MeetingKind.THEME_DAY: "主题党日",
    MeetingKind.LIFE_MEETING: "组织生活会",
    MeetingKind.APPRAISAL: "民主评议党员",
    MeetingKind.TALKS: "谈心谈话",
}
