"""Forms of transfers (组织关系转接): only what the paper needs and nobody knows yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability, Scope
from runwu.members.choices import Route, Standing
from runwu.members.services.transfers import Arrival, Order
from runwu.members.transfers import HOLDING_FORMS, is_ambiguous, target_called
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization
from runwu.people.models import Gender
from runwu.rules.identifiers import Problem, read_identity_number

_GROUNDS = "membership.transfer_grounds"
_NUMBER_HINT = gettext_lazy("存根、介绍信、回执三联一致。“第”和“号”信上已经印好，可以不写。")


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, **options: Any) -> forms.DateField:
    """Return a field for one day."""
    return forms.DateField(label=label, widget=DayInput(), **options)


class _NotAsked(forms.TextInput):
    """A field that must be filled in by one route alone: the browser asks for it on no route, the form does."""

    def use_required_attribute(self, initial: Any) -> bool:
        """Leave it to the form: a field of another route is out of sight and cannot be filled in."""
        return False


@dataclass(frozen=True, slots=True)
class Block:
    """Fields that stand together: those of every route, or those of one."""

    route: str
    title: str
    fields: list[forms.BoundField]


class ByRoute(forms.Form):
    """A form in which some fields belong to one route; what was typed for another route counts for nothing."""

    of_route: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            chosen = self.data.get(self.add_prefix("route"), "")
            for name, route in self.of_route.items():
                self.fields[name].required &= route == chosen

    def blocks(self) -> Iterator[Block]:
        """Yield the fields in their order, those of one route under its name."""
        for route, fields in groupby(self.visible_fields(), lambda field: self.of_route.get(field.name, "")):
            yield Block(route, str(Route(route).label) if route else "", list(fields))

    def clean(self) -> dict[str, Any]:
        """Forget what belongs to another route."""
        data = dict(super().clean() or self.cleaned_data)
        others = [name for name, route in self.of_route.items() if route != data.get("route")]
        return data | dict.fromkeys(others, "")


class OpenForm(ByRoute):
    """To whom, by which route, from which day."""

    of_route: ClassVar = {"code": Route.NATION, "number": Route.LETTER, "addressee": Route.LETTER}
    reason = forms.ChoiceField(label=gettext_lazy("事由"))
    route = forms.ChoiceField(label=gettext_lazy("转接方式"), choices=Route.choices, widget=forms.RadioSelect)
    target = forms.CharField(
        label=gettext_lazy("接收党组织"), max_length=100,
        help_text=gettext_lazy("写全称、简称或组织编码。写法和登记的一致才能找到。"),
    )  # fmt: skip
    outside = forms.BooleanField(label=gettext_lazy("对方不使用本系统"), required=False)
    code = forms.CharField(
        label=gettext_lazy("对方组织编码"), max_length=32, widget=_NotAsked,
        help_text=gettext_lazy("对方不使用本系统的，凭编码转接；在本系统里的不用填。"),
        error_messages={"required": gettext_lazy("全国系统凭组织编码转接。请填写对方的组织编码。")},
    )  # fmt: skip
    number = forms.CharField(
        label=gettext_lazy("介绍信编号"), max_length=40, widget=_NotAsked, help_text=_NUMBER_HINT,
        error_messages={"required": gettext_lazy("介绍信要有编号。请填写印好的编号。")},
    )  # fmt: skip
    addressee = forms.CharField(
        label=gettext_lazy("介绍信抬头"), max_length=100, required=False,
        help_text=gettext_lazy("不填：写接收党组织。"),
    )  # fmt: skip
    dues_until = forms.DateField(
        label=gettext_lazy("党费交至"), required=False, input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )  # fmt: skip
    sent_on = day_field(gettext_lazy("转出日期"))
    note = forms.CharField(
        label=gettext_lazy("说明"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("双方都能看到。请勿写身份证号码和涉密内容。"),
    )  # fmt: skip

    def __init__(self, *args: Any, scope: Scope, on: date, paid_until: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.paid_until = paid_until
        if paid_until:
            self.fields["dues_until"].initial = paid_until
            self.fields["dues_until"].help_text = _("党费里登记已交到这个月；与此不同的，在说明里写明原因。")
        if self.is_bound:
            self.fields["code"].required &= bool(self.data.get("outside"))
        labels = [*(label for _code, label in rulebook(on=on).parameter(_GROUNDS).labels), _("其他")]
        self.fields["reason"].choices = [(label, label) for label in labels]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the organisation."""
        data, outside = super().clean(), self.cleaned_data.get("outside")
        words = data.get("target", "")
        data["found"] = self._found(words) if words else None
        if words and data["found"] is None and not outside:
            self.add_error("target", self._not_found(words))
        if data["found"] is not None and outside:
            self.add_error("outside", _("这个党组织在本系统里，双方在系统内办理。请去掉勾选。"))
        self._require_remark(data)
        return data

    def _require_remark(self, data: dict[str, Any]) -> None:
        """Ask why, where the letter is to say another month than the dues on record."""
        typed, known = data.get("dues_until"), self.paid_until
        if typed and known and typed != known and not data.get("note", "").strip():
            words = _("党费里登记已交到 %(known)s，这里填的是 %(typed)s。请核对月份；确实不同的，在说明里写明原因。")
            self.add_error("dues_until", words % {"known": f"{known:%Y-%m}", "typed": f"{typed:%Y-%m}"})

    def _found(self, words: str) -> Organization | None:
        """Return the organisation; one that is over and out of reach is as good as none."""
        found = target_called(words)
        if found is None or found.state == OrganizationState.ACTIVE:
            return found
        return found if self.scope.reaches_path(Capability.SEE_ORGANIZATIONS, found.path) else None

    def _not_found(self, words: str) -> str:
        if is_ambiguous(words):
            return _("有几个党组织都叫这个简称。请写全称或组织编码。")
        return _("没有找到这个党组织。请核对名称或编码；对方不使用本系统的，勾选下一项。")

    def order(self) -> Order:
        """Return what is asked for."""
        data = self.cleaned_data
        return Order(
            route=Route(data["route"]), sent_on=data["sent_on"], reason=data["reason"], target=data["found"],
            target_label=data["target"], target_code=data["code"], number=data["number"],
            addressee=data["addressee"], dues_until=data["dues_until"], note=data["note"],
        )  # fmt: skip


class ArriveForm(ByRoute):
    """What stands on a letter from outside, or on a transfer that came by a member system."""

    of_route: ClassVar = {"number": Route.LETTER}
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=50)
    gender = forms.ChoiceField(label=gettext_lazy("性别"), choices=[("", "—"), *Gender.choices], required=False)
    standing = forms.ChoiceField(label=gettext_lazy("党员类别"), choices=Standing.choices)
    admitted_on = day_field(gettext_lazy("入党日期"), required=False)
    converted_on = day_field(gettext_lazy("转正日期"), required=False)
    identity = forms.CharField(
        label=gettext_lazy("公民身份号码"), max_length=32, required=False,
        help_text=gettext_lazy("只用来核对是否同一人，系统留后四位。"),
    )  # fmt: skip
    restricted = forms.BooleanField(
        label=gettext_lazy("限组织内知悉"), required=False,
        help_text=gettext_lazy("本人提出，或者介绍信、原支部写明的勾选。登记后只有编入支部和上级党委的组织委员看得到，本人再确认。"),
    )  # fmt: skip
    source_label = forms.CharField(label=gettext_lazy("转出党组织"), max_length=100)
    route = forms.ChoiceField(label=gettext_lazy("转接方式"), choices=Route.choices, widget=forms.RadioSelect)
    number = forms.CharField(
        label=gettext_lazy("介绍信编号"), max_length=40, widget=_NotAsked, help_text=_NUMBER_HINT,
        error_messages={"required": gettext_lazy("介绍信要有编号。请照介绍信填写。")},
    )  # fmt: skip
    issued_on = day_field(gettext_lazy("开具或发起日期"))
    target = forms.ModelChoiceField(
        label=gettext_lazy("编入支部"), queryset=Organization.objects.none(), to_field_name="public_id",
        empty_label=gettext_lazy("请选择"),
    )  # fmt: skip
    note = forms.CharField(label=gettext_lazy("说明"), max_length=200, required=False)
    of_the_person = ("name", "gender", "standing", "admitted_on", "converted_on", "identity", "restricted")

    def __init__(self, *args: Any, scope: Scope, on: date, known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["target"].queryset = accepting(scope)  # type: ignore[attr-defined]
        if known:
            for name in self.of_the_person:
                del self.fields[name]

    def clean_identity(self) -> str:
        """Read the identity number; what is wrong with it is not told."""
        typed = str(self.cleaned_data.get("identity", ""))
        if not typed:
            return ""
        found = read_identity_number(typed, on=self.on)
        if isinstance(found, Problem):
            raise ValidationError(_("公民身份号码有误。请对照证件核对。"))
        return str(found.number)

    def clean(self) -> dict[str, Any]:
        """Ask for dates in order."""
        data = super().clean()
        admitted, converted = data.get("admitted_on"), data.get("converted_on")
        if admitted and converted and converted < admitted:
            self.add_error("converted_on", _("转正日期不能早于入党日期。请核对两个日期。"))
        return data

    def arrival(self) -> Arrival:
        """Return what stands on the paper."""
        data = self.cleaned_data
        person = {name: data[name] for name in self.of_the_person if name in data}
        return Arrival(
            target=data["target"], source_label=data["source_label"], route=Route(data["route"]),
            issued_on=data["issued_on"], number=data["number"], note=data["note"], **person,
        )  # fmt: skip


def accepting(scope: Scope) -> QuerySet[Organization]:
    """List the branches in reach that hold formal affiliations."""
    reach = scope.paths(Capability.TRANSFER_MEMBERS)
    rows = Organization.objects.filter(reach, state=OrganizationState.ACTIVE, form__in=HOLDING_FORMS)
    return rows.order_by("name")


class DayForm(forms.Form):
    """On which day."""

    day = day_field(gettext_lazy("日期"))


class AcceptDayForm(DayForm):
    """From which day the new branch is responsible."""

    day = day_field(gettext_lazy("接收日期"))


class DayWordsForm(AcceptDayForm):
    """From which day, and a word about it."""

    words = forms.CharField(label=gettext_lazy("说明"), max_length=200, required=False)


class RefuseForm(DayForm):
    """On which day, and why; a refusal without a reason does not exist."""

    words = forms.CharField(
        label=gettext_lazy("退回理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("转出支部会看到。没有正当理由不得拒绝接收。"),
        error_messages={"required": gettext_lazy("请写明理由。没有正当理由不得拒绝接收转来的组织关系。")},
    )  # fmt: skip


class RefusedElsewhereForm(RefuseForm):
    """On which day and why another organisation, outside this installation, did not accept."""

    words = forms.CharField(
        label=gettext_lazy("退回理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("照对方的答复写。"),
        error_messages={"required": gettext_lazy("请写明对方退回的理由；对方没有说明的，请先问清楚。")},
    )  # fmt: skip


class WordsForm(forms.Form):
    """A word about what was done."""

    words = forms.CharField(label=gettext_lazy("说明"), max_length=200)


class LetterForm(DayForm):
    """A letter issued anew."""

    number = forms.CharField(label=gettext_lazy("新的介绍信编号"), max_length=40, help_text=_NUMBER_HINT)
    addressee = forms.CharField(label=gettext_lazy("介绍信抬头"), max_length=100, required=False)
