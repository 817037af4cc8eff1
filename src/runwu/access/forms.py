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
from runwu.access.refusals import BothSides
from runwu.access.services import RoleRequest
from runwu.accounts.models import User
from runwu.core.meanwhile import CarefulForm
from runwu.core.scope import Scope

_USERNAME_RULE = _("只用字母、数字和 @ . + - _，建议用部门简称加工号，不用手机号。")


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
        help_text=_("填组织、园区、网格或企业的名称或编码；网格重名的写“园区/网格”。管全系统的管理员不填。"),
    )
    with_below = forms.BooleanField(label=_("含下级组织"), required=False)
    valid_from = forms.DateField(label=_("起"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    valid_to = forms.DateField(
        label=_("止"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("从这一天起不再有效；长期有效的不填。"),
    )

    aware = forms.BooleanField(label=_("已核对，确需由同一账号担任"), required=False, widget=forms.HiddenInput)
    aware_of = forms.CharField(required=False, widget=forms.HiddenInput)
    sides: BothSides | None = None

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        # no role is chosen for anybody: the first of the list reaches far
        self.fields["role"].choices = [("", _("请选择")), *roles_to_grant(scope)]  # type: ignore[attr-defined]
        self.fields["place"].needed_when = _("除管全系统的管理员外都要填")  # type: ignore[attr-defined]
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

    @property
    def is_aware(self) -> bool:
        """Whether the page has told what this very grant brings together, and somebody has ticked it."""
        return bool(self.cleaned_data["aware"]) and self.cleaned_data["aware_of"] == self._asked()

    def ask(self, sides: BothSides) -> None:
        """Show what would come together in one account, with a box to tick; another grant is asked about anew."""
        self.sides = sides
        self.add_error(None, str(sides))
        self.fields["aware"].widget = forms.CheckboxInput()
        sent = self.data.copy()  # type: ignore[attr-defined]
        sent.pop(self.add_prefix("aware"), None)
        sent[self.add_prefix("aware_of")] = self._asked()
        self.data = sent

    def _asked(self) -> str:
        return f"{self.cleaned_data['role']} {self.cleaned_data['place']}"

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
        label=_("用户名"),
        max_length=150,
        help_text=_USERNAME_RULE,
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
        try:
            User._meta.get_field("username").run_validators(username)
        except ValidationError:
            raise ValidationError(
                _("用户名“%(name)s”不能用。%(rule)s") % {"name": username, "rule": _USERNAME_RULE}
            ) from None
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
