"""Forms about organisations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from runwu.core.scope import Scope
from runwu.organizations import selectors
from runwu.organizations.models import Organization


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
