"""Forms of accounts and roles."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from runwu.access.choices import FactorReason, Role
from runwu.access.naming import NameReason
from runwu.access.places import NamedPlace, place_named, suggestions
from runwu.access.policies import PLATFORM_ROLES
from runwu.access.services import RoleRequest
from runwu.accounts.models import User
from runwu.core.meanwhile import CarefulForm
from runwu.core.scope import Scope


class SuggestInput(forms.TextInput):
    """A text field with suggestions that browsers show by themselves."""

    template_name = "access/suggest_input.html"

    def __init__(self, suggested: list[str], **options: Any) -> None:
        super().__init__(**options)
        self.suggested = suggested

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"suggested": self.suggested, "list": f"{context['widget']['attrs']['id']}_suggested"}
        return context


class RoleForm(CarefulForm):
    """A role, its place, and its days."""

    role = forms.ChoiceField(label=_("角色"))
    place = forms.CharField(
        label=_("范围"),
        required=False,
        max_length=100,
        help_text=_(
            "填组织、园区、网格或企业的名称或编码；网格重名的写“园区/网格”。只看本人的角色和全系统的管理员不填。"
        ),
    )
    with_below = forms.BooleanField(label=_("含下级组织"), required=False)
    valid_from = forms.DateField(label=_("起"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    valid_to = forms.DateField(
        label=_("止"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("从这一天起不再有效；长期有效的不填。"),
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.fields["role"].choices = roles_to_grant(scope)  # type: ignore[attr-defined]
        self.fields["place"].widget = SuggestInput(suggestions(scope=scope))
        self.fields["valid_from"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        """Find the place that was named."""
        data = super().clean() or {}
        if "role" in data and "place" in data:
            try:
                data["named"] = place_named(data["place"], role=Role(data["role"]), scope=self.scope)
            except ValidationError as error:
                self.add_error("place", error)
        return data

    def request(self) -> RoleRequest:
        """Return the valid form as what the service takes."""
        named: NamedPlace = self.cleaned_data["named"]
        return RoleRequest(
            role=Role(self.cleaned_data["role"]),
            valid_from=self.cleaned_data["valid_from"],
            valid_to=self.cleaned_data["valid_to"],
            with_below=self.cleaned_data["with_below"],
            organization=named.organization,
            park=named.park,
            grid=named.grid,
            enterprise=named.enterprise,
        )


class AccountForm(RoleForm):
    """A new account with its first role."""

    username = forms.CharField(
        label=_("用户名"), max_length=150, help_text=_("字母、数字和 @ . + - _；建议用姓名拼音或工号，不用手机号。")
    )
    display_name = forms.CharField(label=_("姓名"), max_length=50)
    hand_over = forms.ChoiceField(
        label=_("交给本人的方式"),
        choices=[("password", _("一次性密码，当面或电话告知")), ("link", _("邀请链接，由本人自己设密码"))],
        widget=forms.RadioSelect,
        initial="password",
    )
    field_order = ["username", "display_name", "role", "place", "with_below", "valid_from", "valid_to", "hand_over"]

    def clean_username(self) -> str:
        """Return a name that is valid and free."""
        username = str(self.cleaned_data["username"]).strip()
        User._meta.get_field("username").run_validators(username)
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError(_("这个用户名已被使用。请换一个，例如加上部门简称。"))
        return username


class FactorResetForm(forms.Form):
    """Why second factors are reset, and that the person was identified."""

    reason = forms.ChoiceField(label=_("事由"), choices=FactorReason.choices, widget=forms.RadioSelect)
    identified = forms.BooleanField(label=_("已当面或用其他可靠办法核实是本人"))


class NamesForm(forms.Form):
    """Why somebody asks for names."""

    reason = forms.ChoiceField(label=_("事由"), choices=NameReason.choices, widget=forms.RadioSelect)


def roles_to_grant(scope: Scope) -> list[tuple[str, Any]]:
    """Return the roles somebody may grant: administrators' roles only by a security administrator.

    Never the member's own row: the answer would tell who is on the register, and the branch opens those accounts.
    """
    hidden = {Role.MEMBER} | (frozenset() if Role.SECURITY_ADMINISTRATOR in scope.roles() else PLATFORM_ROLES)
    return [(role.value, role.label) for role in Role if role not in hidden]
