"""What organisations keep for a time (保存期限): promises settled, reserves and vacancies ended, lines of cards, long ago."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.retention import Category, Moment, kept_since, register_category
from runwu.organizations.choices import PromiseState
from runwu.organizations.models import CardNote, Promise, Reserve, Vacancy
from runwu.rules.privacy import DataCategory


def _settled(moment: Moment) -> QuerySet[Promise]:
    """List what was settled, or left open at the end of its relation, before the time of decisions."""
    since = kept_since(DataCategory.DECISION, moment.today)
    settled = ~Q(state=PromiseState.OPEN) & Q(settled_on__lt=since)
    return Promise.objects.filter(settled | Q(state=PromiseState.OPEN, relation__valid_to__lt=since))


register_category(
    Category.of_rows(
        "promise",
        _("组织之间的承诺事项"),
        _("登记兑现情况或关系终止以后，按决定的保存期删除"),
        _settled,
    )
)


def _reserves(moment: Moment) -> QuerySet[Reserve]:
    return Reserve.objects.filter(ended_on__lt=kept_since(DataCategory.DECISION, moment.today))


def _notes(moment: Moment) -> QuerySet[CardNote]:
    return CardNote.objects.filter(on__lt=kept_since(DataCategory.DECISION, moment.today))


def _vacancies(moment: Moment) -> QuerySet[Vacancy]:
    return Vacancy.objects.filter(closed_on__lt=kept_since(DataCategory.DECISION, moment.today))


register_category(
    Category.of_rows(
        "reserve",
        _("已退出的后备人选"),
        _("退出以后按决定的保存期删除，在此之前本人看得到"),
        _reserves,
    )
)
register_category(
    Category.of_rows(
        "card_note",
        _("履职卡上的培训、述职评议和下一步安排"),
        _("按决定的保存期删除，在此之前本人看得到"),
        _notes,
    )
)
register_category(
    Category.of_rows(
        "vacancy",
        _("已关闭的空缺岗位"),
        _("关闭以后按决定的保存期删除"),
        _vacancies,
    )
)
