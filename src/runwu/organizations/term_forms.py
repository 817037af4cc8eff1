"""Forms about terms (届次)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from runwu.organizations.forms import DayInput
from runwu.organizations.models import Post
from runwu.organizations.services.terms import TermEntry


class TermForm(forms.Form):
    """An election as its papers tell it."""

    number = forms.IntegerField(
        label=_("第几届"), required=False, min_value=1, max_value=200, help_text=_("不清楚的留空。")
    )
    elected_on = forms.DateField(label=_("选举日期"), widget=DayInput(), help_text=_("召开选举大会的日期。"))
    approved_on = forms.DateField(
        label=_("批准日期"), required=False, widget=DayInput(), help_text=_("上级批复的日期。")
    )
    authority = forms.CharField(label=_("批准机关"), max_length=100)
    document = forms.CharField(label=_("依据文件"), max_length=100, help_text=_("选举结果批复的文号。"))
    leaving = forms.MultipleChoiceField(
        label=_("这次换届离任的"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("勾选不再任职的人，任职到选举日期为止；没有勾选的继续任职。新当选的，登记换届后另行登记任职。"),
    )  # fmt: skip

    def __init__(self, *args: Any, posts: Sequence[Post] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaving: Any = self.fields["leaving"]
        leaving.choices = [(str(one.public_id), f"{one.person.name}（{one.get_kind_display()}）") for one in posts]
        if not posts:
            del self.fields["leaving"]

    @property
    def entry(self) -> TermEntry:
        """Return the election as it was typed."""
        given = self.cleaned_data
        return TermEntry(
            number=given["number"],
            elected_on=given["elected_on"],
            approved_on=given["approved_on"],
            authority=given["authority"],
            document=given["document"],
            leaving=frozenset(UUID(one) for one in given.get("leaving", ())),
        )

    @property
    def leaving_words(self) -> list[str]:
        """Return who leaves, in words."""
        if "leaving" not in self.fields:
            return []
        field: Any = self.fields["leaving"]
        return [words for key, words in field.choices if key in self.cleaned_data["leaving"]]


class ExtensionForm(forms.Form):
    """To when a term is extended, and who approved it."""

    to = forms.DateField(label=_("延期至"), widget=DayInput())
    authority = forms.CharField(label=_("批准机关"), max_length=100)
    document = forms.CharField(label=_("延期批复"), max_length=100, help_text=_("批复的文号。"))
