"""Forms of plans, approvals and steps."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.coverage.choices import Finding, PairKind, ReviewOutcome
from runwu.coverage.models import AdoptedGroup
from runwu.enterprises.models import Enterprise, Park


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PlanRequestForm(forms.Form):
    """For which park, what becomes of today's joint branches, and of what people settled in the plan before.

    `after` names the plan whose page asked; without one the park's last plan counts.
    """

    park = forms.ModelChoiceField(
        queryset=Park.objects.none(), to_field_name="public_id", label=_("园区"), empty_label=None
    )
    keeps_joint_branches = forms.BooleanField(
        label=_("现有联合党支部保持不变，只吸纳邻近企业"), required=False, initial=True
    )
    keeps_wishes = forms.BooleanField(label=_("沿用上一份的人工安排"), required=False, initial=True)
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, parks: QuerySet[Park], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["park"].queryset = parks  # type: ignore[attr-defined]


class ApprovalForm(forms.Form):
    """The paper from above, as it stands on the original."""

    number = forms.CharField(label=_("文号"), max_length=100)
    issued_on = forms.DateField(label=_("日期"), widget=DayInput())
    authority = forms.CharField(label=_("批准机关"), max_length=100)


class ReviewForm(forms.Form):
    """What the yearly review of a plan in force came to, in one choice and one sentence."""

    outcome = forms.ChoiceField(label=_("结论"), choices=ReviewOutcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("说明"), min_length=2, max_length=200)


class TickForm(forms.Form):
    """One step of the process, done on one day for one or several branches."""

    step = forms.ChoiceField(label=_("步骤"))
    groups = forms.ModelMultipleChoiceField(
        queryset=AdoptedGroup.objects.none(), to_field_name="public_id", label=_("党支部"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    done_on = forms.DateField(label=_("完成日期"), widget=DayInput())
    document = forms.CharField(label=_("文号或材料"), max_length=200, required=False)

    def __init__(
        self, *args: Any, steps: Iterable[tuple[str, str]], groups: QuerySet[AdoptedGroup], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = list(steps)  # type: ignore[attr-defined]
        field = self.fields["groups"]
        field.queryset = groups  # type: ignore[attr-defined]
        field.label_from_instance = lambda group: group.organization.label  # type: ignore[attr-defined]


class PairForm(forms.Form):
    """Two enterprises, whether they belong together or apart, and why."""

    first = forms.ModelChoiceField(queryset=Enterprise.objects.none(), to_field_name="public_id", label=_("企业"))
    second = forms.ModelChoiceField(
        queryset=Enterprise.objects.none(), to_field_name="public_id", label=_("另一家企业")
    )
    kind = forms.ChoiceField(label=_("要求"), choices=PairKind.choices)
    reason = forms.CharField(label=_("理由"), max_length=100)

    def __init__(self, *args: Any, enterprises: QuerySet[Enterprise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].queryset = enterprises  # type: ignore[attr-defined]


class VisitForm(forms.Form):
    """What a visit found: one tap, and what somebody happened to tell."""

    finding = forms.ChoiceField(choices=Finding.choices)
    staff = forms.IntegerField(label=_("职工"), min_value=0, max_value=1_000_000, required=False)
    union = forms.BooleanField(label=_("有工会"), required=False)
    liaison = forms.CharField(label=_("联络员"), max_length=50, required=False)


class ActivityForm(forms.Form):
    """The day of an activity; without one it is today."""

    day = forms.DateField(label=_("活动日期"), widget=DayInput(), required=False)
