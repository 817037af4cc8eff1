"""What is held about somebody's skills (我的技能), told to the person."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.owndata import OwnItem, OwnSection, own_data_providers
from runwu.people.models import Skill


@own_data_providers.register
def skill_sections(person_id: int, _on: date) -> Sequence[OwnSection]:
    """Return the skills on record of a person. One query."""
    rows = Skill.objects.filter(person=person_id)
    records = tuple(
        (
            OwnItem("kind", _("类别"), row.get_kind_display()),
            OwnItem("name", _("名称"), row.name),
            OwnItem("level", _("程度"), row.get_level_display()),
            OwnItem("source", _("来源"), row.source),
            OwnItem("own", _("本人填写"), _("是") if row.own else _("否")),
            OwnItem("told_on", _("告知本人日期"), row.told_on.isoformat() if row.told_on else ""),
        )
        for row in rows
    )
    return [OwnSection("skills", _("技能"), records)]
