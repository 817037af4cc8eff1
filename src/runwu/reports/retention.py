"""What reports clear in time: who was counted in frozen figures, and packages that a newer one has replaced."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.retention import Category, Moment, kept_since, register_category
from runwu.reports.models import FrozenFigure, ReceivedFigures
from runwu.rules.privacy import DataCategory


def _counted(moment: Moment) -> QuerySet[FrozenFigure]:
    since = kept_since(DataCategory.DECISION, moment.today)
    return FrozenFigure.objects.filter(frozen__frozen_on__lt=since, listed=True)


def _replaced(moment: Moment) -> QuerySet[ReceivedFigures]:
    newer = ReceivedFigures.objects.filter(park=OuterRef("park"), counted_at__gt=OuterRef("counted_at"))
    since = kept_since(DataCategory.SHARING_RECORD, moment.today)
    return ReceivedFigures.objects.filter(Exists(newer), day__lt=since)


register_category(
    Category(
        "frozen_people",
        _("时点数计入的党员编号"),
        _("决定的保存期后清除，数字和口径保留"),
        lambda moment: _counted(moment).count(),
        lambda moment: _counted(moment).update(people=[], listed=False),
    )
)
register_category(
    Category.of_rows(
        "received_figures",
        _("被新数据替代的交换包"),
        _("按共享记录的保存期删除，每个园区最新的一份不删"),
        _replaced,
    )
)
