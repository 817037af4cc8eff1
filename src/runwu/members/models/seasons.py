"""Season calendars (候鸟季历): when seasonal members come and go, kept by a park's committee or by one branch."""

from calendar import monthrange
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel
from runwu.organizations.models import Organization

_YEAR = 2001  # a year without 29 February: a season begins and ends on days that every year has


class Season(PublicModel):
    """One season of every year, from a day to a day (included); it may pass the turn of the year."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="seasons")
    name = models.CharField(_("名称"), max_length=40)
    first_month = models.PositiveSmallIntegerField(_("开始月"))
    first_day = models.PositiveSmallIntegerField(_("开始日"))
    last_month = models.PositiveSmallIntegerField(_("结束月"))
    last_day = models.PositiveSmallIntegerField(_("结束日"))
    activities = models.CharField(_("季内安排"), max_length=200, blank=True)
    ended_on = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        ordering = ["first_month", "first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__range=(1, 12), first_day__range=(1, 31))
                & Q(last_month__range=(1, 12), last_day__range=(1, 31)),
                name="season_days_of_a_year",
            ),
            models.UniqueConstraint(
                fields=["organization", "name"],
                condition=Q(ended_on__isnull=True),
                name="season_one_of_a_name",
                violation_error_message=_("这个组织已有同名的季历。请换一个名称，或先停用原来的。"),
            ),
        ]

    def clean(self) -> None:
        """Refuse days that some year has not."""
        for month, day in ((self.first_month, self.first_day), (self.last_month, self.last_day)):
            if not 1 <= month <= 12 or not 1 <= day <= monthrange(_YEAR, month)[1]:
                raise ValidationError(_("没有这一天。季历每年重复，月份和日期须每年都有。请核对后重填。"))

    def around(self, on: date) -> tuple[date, date]:
        """Return the first and last day of the season that holds on a day, or else of the next one."""
        for year in (on.year - 1, on.year, on.year + 1):
            first = date(year, self.first_month, self.first_day)
            over = (self.last_month, self.last_day) < (self.first_month, self.first_day)
            last = date(year + over, self.last_month, self.last_day)
            if on <= last:
                return first, last
        raise AssertionError(on)

    @property
    def days(self) -> str:
        """Write the days as people say them: “10 月 15 日至 4 月 15 日”."""
        told: dict[str, Any] = {"a": self.first_month, "b": self.first_day, "c": self.last_month, "d": self.last_day}
        return str(_("%(a)s 月 %(b)s 日至 %(c)s 月 %(d)s 日") % told)
