"""What organisations keep for a time (保存期限): promises that were settled, or whose relation ended, long ago."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.retention import Category, Moment, kept_since, register_category
from runwu.organizations.choices import PromiseState
from runwu.organizations.models import Promise
from runwu.rules.privacy import DataCategory


def _settled(moment: Moment) -> QuerySet[Promise]:
    """List what was settled, or left open at the end of its relation, before the time of decisions."""
    since = kept_since(DataCategory.DECISION, moment.today)
    settled = ~Q(state=PromiseState.OPEN) & Q(settled_on__lt=since)
    return Promise.objects.filter(settled | Q(state=PromiseState.OPEN, relation__valid_to__lt=since))


register_category(
    Category(
        "promise",
        _("组织之间的承诺事项"),
        _("登记兑现情况或关系终止以后，按决定的保存期删除"),
        lambda moment: _settled(moment).count(),
        lambda moment: _settled(moment).delete()[0],
    )
)
