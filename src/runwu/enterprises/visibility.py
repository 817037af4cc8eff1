"""What follows from how openly Party work may appear at an enterprise (润物模式): words, channel, hours, prints."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from runwu.enterprises.choices import VisibilityLevel
from runwu.enterprises.models import Workplace
from runwu.rules.privacy import VisibilityLevel as RuleLevel
from runwu.rules.privacy import needs_neutral_wording
from runwu.rules.rulebook import Rulebook

Words = str | Promise
_MEANS: Mapping[VisibilityLevel, tuple[Words, ...]] = {
    VisibilityLevel.OPEN: (
        _("措辞：正常用语。"),
        _("渠道：发给本人；工作上的事可以经企业联络员。"),
        _("时间：工作时间。"),
    ),
    VisibilityLevel.LIGHT: (
        _("措辞：正常用语，只说必要的。"),
        _("渠道：发给本人；非必要不经企业。"),
        _("时间：工作时间，能合并的合并成一次。"),
    ),
    VisibilityLevel.NEUTRAL: (
        _("措辞：中性，标题和正文都不出现看得出身份的词。"),
        _("渠道：只发给本人，不经企业、人事和同事。"),
        _("时间：上班时间以外本人方便的时候。"),
    ),
    VisibilityLevel.QUIET: (
        _("措辞：中性，尽量不留纸面。"),
        _("渠道：只由联系人联系本人，不寄到企业，不在企业张贴。"),
        _("时间：由本人定。"),
    ),
}


def meaning(level: int) -> tuple[Words, ...]:
    """Return what follows from a level, in words."""
    return _MEANS[VisibilityLevel(level)]


def is_neutral(level: int, *, book: Rulebook) -> bool:
    """Tell whether what reaches people from this level on has neutral words (中性措辞)."""
    return needs_neutral_wording(RuleLevel(level), book=book)


def strictest_of(*, person_id: int, on: date) -> int:
    """Return the highest level of the enterprises where a person works on a day, zero for none. One query."""
    rows = Workplace.objects.on(on).filter(person=person_id).order_by("-enterprise__visibility")
    level = rows.values_list("enterprise__visibility", flat=True).first()
    return level or 0
