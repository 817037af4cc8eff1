"""Forms about decisions on a standing (身份变动)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from runwu.core.scope import Capability, Scope
from runwu.members.choices import StandingAct
from runwu.members.models import PartyMember
from runwu.members.services.standing import StandingEntry
from runwu.organizations.forms import DayInput, ParentChoice
from runwu.organizations.models import Organization
from runwu.organizations.paths import ancestors


class StandingForm(forms.Form):
    """A decision as its paper tells it."""

    act = forms.ChoiceField(label=_("决定"))
    meeting_on = forms.DateField(label=_("支部大会日期"), widget=DayInput(), help_text=_("讨论通过的那次会议。"))
    decided_by = ParentChoice(
        queryset=Organization.objects.none(), to_field_name="public_id", label=_("批准组织"), required=False,
        empty_label=_("不在这里，在下面填写"),
    )  # fmt: skip
    decided_by_label = forms.CharField(
        label=_("批准组织（不在上面的）"), max_length=100, required=False, help_text=_("照批复填写党委全称。")
    )
    approved_on = forms.DateField(label=_("批准日期"), widget=DayInput())
    document = forms.CharField(label=_("文号"), max_length=100, help_text=_("只填文号，不填事由。"))
    on = forms.DateField(
        label=_("生效日期"), widget=DayInput(), help_text=_("转正的填转正日期，一般是预备期满那一天；其他的按批复。")
    )
    months = forms.IntegerField(
        label=_("延长几个月"), required=False, min_value=1, max_value=60, help_text=_("只在延长预备期时填写。")
    )

    def __init__(
        self, *args: Any, member: PartyMember, acts: Sequence[StandingAct], scope: Scope, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        act: Any = self.fields["act"]
        act.choices = [(one.value, one.label) for one in acts]
        deciders: Any = self.fields["decided_by"]
        above = Organization.objects.filter(path__in=ancestors(member.path)) if member.path else None
        reach = scope.paths(Capability.SEE_ORGANIZATIONS)
        deciders.queryset = above.filter(reach).order_by("path") if above is not None else deciders.queryset
        if StandingAct.EXTENDED not in acts:
            del self.fields["months"]

    def clean(self) -> dict[str, Any]:
        """Ask for the months of an extension, and for one who approved."""
        given = super().clean() or {}
        if given.get("act") == StandingAct.EXTENDED and not given.get("months"):
            self.add_error("months", _("延长预备期的，请填写延长几个月。"))
        if given.get("decided_by") and given.get("decided_by_label"):
            self.add_error("decided_by_label", _("批准组织只填一处。"))
        return given

    @property
    def entry(self) -> StandingEntry:
        """Return the decision as it was typed."""
        given = self.cleaned_data
        act = StandingAct(given["act"])
        names = ("on", "meeting_on", "approved_on", "document", "decided_by", "decided_by_label")
        return StandingEntry(
            act=act, months=given.get("months") if act is StandingAct.EXTENDED else None,
            **{name: given[name] for name in names},
        )  # fmt: skip
