"""What is held about somebody's growing into posts (履职卡、后备), told to the person."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.owndata import OwnItem, OwnSection, own_data_providers
from runwu.organizations.choices import ReviewGrade
from runwu.organizations.models import CardNote, Reserve, ReserveVersion


@own_data_providers.register
def cadre_sections(person_id: int, _on: date) -> Sequence[OwnSection]:
    """Return the lines on a person's card and entries in reserve, with how these stood before. Three queries at most."""
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
        OwnSection("reserves", _("后备"), tuple(_reserve_items(person_id))),
    ]


def _reserves(person_id: int) -> Sequence[Reserve]:
    return list(Reserve.objects.filter(person=person_id).select_related("organization").prefetch_related("versions"))


def _reserve_items(person_id: int) -> Iterator[tuple[OwnItem, ...]]:
    """Yield each entry, and after it how it stood before it was updated, the latest first."""
    for row in _reserves(person_id):
        yield _reserve(row)
        for one in row.versions.all():
            yield _version(row, one)


def _version(row: Reserve, one: ReserveVersion) -> tuple[OwnItem, ...]:
    return (
        OwnItem("organization", _("党组织"), row.organization.name),
        OwnItem("replaced_on", _("更新日期"), one.replaced_on.isoformat()),
        OwnItem("readiness", _("准备情况"), one.get_readiness_display()),
        OwnItem("strengths", _("具备条件"), one.strengths),
        OwnItem("gap", _("还差什么"), one.gap),
        OwnItem("told_on", _("告知本人日期"), one.told_on.isoformat()),
        OwnItem("told_by", _("告知人"), one.told_by),
    )


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
