"""How sure and how strong a rule is, in words that people understand (核对程度、约束力)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from runwu.rules.sources import Force, Source, Sure

_SURE: dict[Sure, str | Promise] = {
    Sure.TEXT: _("已对照文件原文"),
    Sure.SECONDARY: _("从其他材料转引，还没有对照原文"),
    Sure.TO_CONFIRM: _("来源或数值还没有确认，先按此提示"),
    Sure.LOCAL: _("没有全国规定，是地方、园区或本系统的设定"),
}
_FORCE: dict[Force, str | Promise] = {
    Force.MUST_NOT: _("不符合就不能办"),
    Force.OUGHT: _("列为待办"),
    Force.GENERALLY: _("提示后可以办"),
    Force.DEFINES: _("说明词的含义"),
}
OPEN = frozenset({Sure.TO_CONFIRM, Sure.SECONDARY})


def sure_words(source: Source) -> tuple[str | Promise, str | Promise]:
    """Return how sure a clause is: the words that every list and paper uses, and what they mean."""
    if source.sure is Sure.TEXT and not source.article_confirmed:
        return source.sure.label, _("已对照文件原文，条款号待核")
    return source.sure.label, _SURE[source.sure]


def force_words(force: Force) -> str | Promise:
    """Return what follows from the force of a rule."""
    return _FORCE[force]


def is_open(source: Source) -> bool:
    """Tell whether something of a clause is still to be confirmed (还要核对)."""
    return source.sure in OPEN or not source.article_confirmed
