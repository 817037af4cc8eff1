"""What is held about somebody's growing into posts (履职卡、后备), told to the person."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.owndata import OwnItem, OwnSection, own_data_providers
from runwu.organizations.choices import ReviewGrade
from runwu.organizations.models import CardNote, Reserve


@own_data_providers.register
def cadre_sections(person_id: int, _on: date) -> Sequence[OwnSection]:
    """Return the lines on a person's card and entries in reserve. Two queries."""
    grades = dict(ReviewGrade.choices)
    notes = tuple(
        (
            OwnItem("kind", _("类别"), row.get_kind_display()),
            OwnItem("on", _("日期"), row.on.isoformat()),
            OwnItem("words", _("内容"), row.words),
            OwnItem("grade", _("等次"), str(grades.get(row.grade, ""))),
            OwnItem("document", _("依据文件"), row.document),
        )
        for row in CardNote.objects.filter(person=person_id)
    )
    return [
        OwnSection("card_notes", _("履职卡"), notes),
        OwnSection("reserves", _("后备"), tuple(_reserve(row) for row in _reserves(person_id))),
    ]


def _reserves(person_id: int) -> Sequence[Reserve]:
    return list(Reserve.objects.filter(person=person_id).select_related("organization"))


def _reserve(row: Reserve) -> tuple[OwnItem, ...]:
    return (
        OwnItem("organization", _("党组织"), row.organization.name),
        OwnItem("kind", _("培养方向"), row.get_kind_display()),
        OwnItem("state", _("状态"), row.get_state_display()),
        OwnItem("readiness", _("准备情况"), row.get_readiness_display()),
        OwnItem("strengths", _("具备条件"), row.strengths),
        OwnItem("gap", _("还差什么"), row.gap),
        OwnItem("told_on", _("告知本人日期"), row.told_on.isoformat()),
        OwnItem("told_by", _("告知人"), row.told_by),
        OwnItem("ended_on", _("退出日期"), row.ended_on.isoformat() if row.ended_on else ""),
        OwnItem("reason", _("退出原因"), row.reason),
    )
