"""Forms about organisations."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from runwu.core.scope import Scope
from runwu.organizations import history, selectors
from runwu.organizations.choices import Form, may_stand_below
from runwu.organizations.handover import followers
from runwu.organizations.models import Organization
from runwu.organizations.services import Paper, Part


class ParentChoice(forms.ModelChoiceField[Organization]):
    """A committee or general branch, with the one above it in front where names repeat."""

    def label_from_instance(self, obj: Organization) -> str:
        return f"{obj.name}（{obj.get_form_display()}）"


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
        label=_("生效日期"),
        required=False,
        widget=DayInput(),
        help_text=_("批复写明的日期；没有写明的不填，按批复日期。"),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_on(self) -> date | None:
        """Return the day that the paper names, else the day of the paper itself."""
        found: date | None = self.cleaned_data["on"] or self.cleaned_data.get("issued_on")
        return found

    @property
    def paper(self) -> Paper:
        """Return the approval that was typed."""
        names = ("number", "issued_on", "authority", "on")
        return Paper(**{name: self.cleaned_data[name] for name in names})


class MoveForm(PaperForm):
    """Move an organisation under another parent (调整隶属)."""

    parent = ParentChoice(
        queryset=Organization.objects.none(), to_field_name="public_id", label=_("新的上级组织"),
        empty_label=_("请选择上级组织"),
    )  # fmt: skip
    field_order = ("parent", "number", "issued_on", "authority", "on")

    def __init__(self, *args: Any, organization: Organization, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents: Any = self.fields["parent"]
        parents.queryset = selectors.possible_parents(organization=organization, scope=scope)


class DissolveForm(PaperForm):
    """Dissolve an organisation: who takes over, by which approval (撤销)."""

    successor = ParentChoice(
        queryset=Organization.objects.none(),
        to_field_name="public_id",
        label=_("承接组织"),
        required=False,
        empty_label=_("没有承接组织"),
        help_text=_("党员、覆盖企业、下级组织和兜底事项转到这里。没有党员、任职、企业和下级组织的，可以不选。"),
    )
    field_order = ("successor", "number", "issued_on", "authority", "on")

    def __init__(self, *args: Any, organization: Organization, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        successors: Any = self.fields["successor"]
        successors.queryset = history.possible_successors(organization=organization, scope=scope)


class SeveralChoice(forms.ModelMultipleChoiceField[Organization]):
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
    field_order: tuple[str, ...] = ("sources", "number", "issued_on", "authority", "on")

    def __init__(self, *args: Any, organization: Organization, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources: Any = self.fields["sources"]
        sources.queryset = history.possible_sources(into=organization, scope=scope)


class RenameForm(PaperForm):
    """Give an organisation another name (更名)."""

    name = forms.CharField(label=_("新名称"), max_length=100, help_text=_("照批复填写全称。"))
    short_name = forms.CharField(label=_("新简称"), max_length=50, required=False)
    field_order = ("name", "short_name", "number", "issued_on", "authority", "on")


class FoundForm(MergeForm):
    """Merge this organisation with others into a newly named one (新设合并)."""

    name = forms.CharField(label=_("新组织名称"), max_length=100, help_text=_("照批复填写全称。"))
    field_order = ("name", "sources", "number", "issued_on", "authority", "on")

    def __init__(self, *args: Any, organization: Organization, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, organization=organization, scope=scope, **kwargs)
        self.fields["sources"].label = _("与本组织一同合并的组织")
        self.fields["sources"].help_text = _("本组织和选中的组织随之撤销，由新组织承接。")


def _chosen(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class PartForm(PaperForm):
    """What goes to a branch that is founded: enterprises with who works there, and single members."""

    name = forms.CharField(label=_("新支部名称"), max_length=100, help_text=_("照批复填写全称。"))
    enterprises = _chosen(_("转到新支部的企业"), _("在这些企业工作的党员随同转移。"))
    members = _chosen(_("另行转到新支部的党员"), _("限组织内知悉的党员不在此列，由所在支部书记另行办理。"))

    field_order: tuple[str, ...] = ("name", "enterprises", "members", "number", "issued_on", "authority", "on")

    def __init__(self, *args: Any, organization: Organization, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {
            str(unit.enterprise.public_id): unit.enterprise
            for unit in selectors.units_of(organization=organization, on=scope.on)
        }
        enterprises: Any = self.fields["enterprises"]
        enterprises.choices = [(public_id, firm.name) for public_id, firm in self.units.items()]
        members: Any = self.fields["members"]
        members.choices = [
            choice for follower in followers for choice in follower.choices(scope, organization, scope.on)
        ]

    @property
    def part(self) -> Part:
        """Return what goes to the new branch."""
        return Part(
            name=self.cleaned_data["name"].strip(),
            enterprises=frozenset(self.units[one].pk for one in self.cleaned_data["enterprises"]),
            members=frozenset(UUID(one) for one in self.cleaned_data["members"]),
        )


class UpgradeForm(PartForm):
    """Make a branch a general branch or a committee, with two branches below (升格)."""

    form = forms.ChoiceField(
        label=_("升格为"),
        choices=[(one.value, one.label) for one in (Form.GENERAL_BRANCH, Form.COMMITTEE)],
    )
    rest_name = forms.CharField(
        label=_("接收其余党员的支部名称"), max_length=100, help_text=_("没有另行选走的企业和党员都转到这里。")
    )
    field_order = ("form", "rest_name", "name", "enterprises", "members", "number", "issued_on", "authority", "on")

    def __init__(self, *args: Any, organization: Organization, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, organization=organization, scope=scope, **kwargs)
        self._offer_what_may_stand(organization)
        if organization.form == Form.GENERAL_BRANCH:
            for name in ("name", "rest_name", "enterprises", "members"):
                del self.fields[name]
            chosen: Any = self.fields["form"]
            chosen.choices = [(Form.COMMITTEE.value, Form.COMMITTEE.label)]

    def _offer_what_may_stand(self, organization: Organization) -> None:
        """Offer the forms that may stand below the superior; where there is none, the act says why it is refused."""
        edge = selectors.latest_edge(organization=organization)
        if edge is None or edge.parent is None:
            return
        chosen: Any = self.fields["form"]
        fitting = [one for one in chosen.choices if may_stand_below(one[0], edge.parent.form)]
        chosen.choices = fitting or chosen.choices

    @property
    def parts(self) -> list[Part]:
        """Return the branches that are founded below; none below a general branch, which has them."""
        if "rest_name" not in self.fields:
            return []
        return [self.part, Part(name=self.cleaned_data["rest_name"].strip(), rest=True)]
