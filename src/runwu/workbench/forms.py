"""What a person decides about a computed duty."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from runwu.core.meanwhile import CarefulForm
from runwu.core.models import Decision


class DecisionForm(CarefulForm):
    """Postpone a duty until a day, or say that it does not apply; always with a reason."""

    decision = forms.ChoiceField(label=_("怎么处理"), choices=Decision.choices, widget=forms.RadioSelect)
    until = forms.DateField(
        label=_("暂缓至"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    reason = forms.CharField(label=_("理由"), min_length=2, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Ask for a day to come where a duty is postponed."""
        cleaned = super().clean() or {}
        until = cleaned.get("until")
        if cleaned.get("decision") == Decision.POSTPONED and (until is None or until <= self.today):
            self.add_error("until", _("暂缓要写到哪一天，而且要晚于今天。"))
        return cleaned
