"""What of frozen figures is cleared: the lists of who was counted, once they have outlived the time of decisions."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.retention import Category, Moment, kept_since, register_category
from runwu.reports.models import FrozenFigure
from runwu.rules.privacy import DataCategory


def _counted(moment: Moment) -> QuerySet[FrozenFigure]:
    since = kept_since(DataCategory.DECISION, moment.today)
    return FrozenFigure.objects.filter(frozen__frozen_on__lt=since, listed=True)


register_category(
    Category(
        "frozen_people",
        _("时点数计入的党员编号"),
        _("决定的保存期后清除，数字和口径保留"),
        lambda moment: _counted(moment).count(),
        lambda moment: _counted(moment).update(people=[], listed=False),
    )
)
