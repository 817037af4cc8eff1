"""What the register keeps for a time (保存期限): who opened a member's masked fields, and why."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.core.retention import Category, Moment, kept_since, register_category
from runwu.members.models import Disclosure
from runwu.rules.privacy import DataCategory


def _old(moment: Moment) -> QuerySet[Disclosure]:
    return Disclosure.objects.filter(seen_at__date__lt=kept_since(DataCategory.DECISION, moment.today))


register_category(
    Category(
        "disclosure",
        _("查看记录"),
        _("决定的保存期后删除，在此之前本人都能看到"),
        lambda moment: _old(moment).count(),
        lambda moment: _old(moment).delete()[0],
    )
)
