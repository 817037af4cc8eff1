"""Forms about organisations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from runwu.core.scope import Scope
from runwu.organizations import history, selectors
from runwu.organizations.models import Organization
from runwu.organizations.services import Paper


class ParentChoice(forms.ModelChoiceField[Organization]):
    """A committee or general branch, with the one above it in front where names repeat."""

    def label_from_instance(self, obj: Organization) -> str:
        return f"{obj.name}（{obj.get_form_display()}）"


class MoveForm(forms.Form):
    """Move an organisation under another parent (调整隶属)."""

    parent = ParentChoice(queryset=Organization.objects.none(), to_field_name="public_id", label=_("新的上级组织"))
    on = forms.DateField(
        label=_("生效日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("批复写明的日期；不写明的，按批复落款日期。"),
    )
    document = forms.CharField(label=_("依据文件"), max_length=100, help_text=_("批复的标题或文号。"))

    def __init__(self, *args: Any, organization: Organization, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents: Any = self.fields["parent"]
        parents.queryset = selectors.possible_parents(organization=organization, scope=scope)


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PaperForm(forms.Form):
    """The approval as it stands on the paper, and from which day it takes effect."""

    number = forms.CharField(label=_("批复文号"), max_length=100)
    issued_on = forms.DateField(label=_("批复日期"), widget=DayInput())
    authority = forms.CharField(label=_("批准机关"), max_length=100)
    on = forms.DateField(
        label=_("生效日期"), widget=DayInput(), help_text=_("批复写明的日期；不写明的，按批复落款日期。")
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def paper(self) -> Paper:
        """Return the approval that was typed."""
        names = ("number", "issued_on", "authority", "on")
        return Paper(**{name: self.cleaned_data[name] for name in names})


class DissolveForm(PaperForm):
    """Dissolve an organisation: who takes over, by which approval (撤销)."""

    successor = ParentChoice(
        queryset=Organization.objects.none(),
        to_field_name="public_id",
        label=_("承接组织"),
        help_text=_("党员、覆盖企业、下级组织和兜底事项转到这里。"),
    )
    field_order = ("successor", "number", "issued_on", "authority", "on")

    def __init__(self, *args: Any, organization: Organization, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        successors: Any = self.fields["successor"]
        successors.queryset = history.possible_successors(organization=organization, scope=scope)


class SeveralChoice(forms.ModelMultipleChoiceField):
    """Several organisations, with their forms."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.get_form_display()}）"


class MergeForm(PaperForm):
    """Merge organisations into one that goes on (合并)."""

    sources = SeveralChoice(
        queryset=Organization.objects.none(),
        to_field_name="public_id",
        label=_("并入本组织的组织"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("选中的组织随之撤销。"),
    )
    field_order = ("sources", "number", "issued_on", "authority", "on")

    def __init__(self, *args: Any, organization: Organization, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources: Any = self.fields["sources"]
        sources.queryset = history.possible_sources(into=organization, scope=scope)
