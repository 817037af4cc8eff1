"""What dues keep for a time (保存期限): incomes are forgotten after the approval, talks and foreign papers as decisions are."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.retention import Category, Moment, kept_since, register_category
from runwu.dues.models import DuesLine, DuesTalk, PaidElsewhere
from runwu.rules.privacy import DataCategory


def _bases(moment: Moment) -> QuerySet[DuesLine]:
    """List the lines whose table was approved long enough ago: the approved amount stays, the income goes."""
    since = kept_since(DataCategory.LEAD, moment.today)
    return DuesLine.objects.filter(basis__isnull=False, table__approved_on__lt=since)


def _talks(moment: Moment) -> QuerySet[DuesTalk]:
    return DuesTalk.objects.filter(talked_on__lt=kept_since(DataCategory.DECISION, moment.today))


def _papers(moment: Moment) -> QuerySet[PaidElsewhere]:
    """List the payments elsewhere whose paper and place nobody needs any more; that the months are cleared stays."""
    since = kept_since(DataCategory.DECISION, moment.today)
    return PaidElsewhere.objects.filter(document__isnull=False, recorded_on__lt=since)


register_category(
    Category(
        "dues_basis",
        _("党费的交纳基数"),
        _("批准后按联系线索的保存期删除，只留核定的月交纳额"),
        lambda moment: _bases(moment).count(),
        lambda moment: _bases(moment).update(basis=None),
    )
)
register_category(
    Category.of_rows(
        "dues_talk",
        _("欠交党费的谈话记录"),
        _("按决定的保存期删除"),
        _talks,
    )
)
register_category(
    Category(
        "dues_elsewhere",
        _("在流入地交纳党费的地点和凭证"),
        _("按决定的保存期删除，只留交清的月份"),
        lambda moment: _papers(moment).count(),
        lambda moment: _papers(moment).update(host=None, place=None, document=None, reason=""),
    )
)
