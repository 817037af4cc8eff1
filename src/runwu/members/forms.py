"""Forms of members."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why a masked field is opened."""

    reason = forms.CharField(
        label=_("事由"),
        min_length=2,
        max_length=100,
        help_text=_("会记入操作日志，党员本人可以看到谁看过。"),
        error_messages={"required": _("请写明事由。手机和出生日期打开时须留下事由。")},
    )
