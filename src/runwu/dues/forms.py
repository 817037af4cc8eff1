"""Forms of dues (党费)."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from runwu.dues.choices import Method, MonthState, PaidBy, Payer, Proof
from runwu.dues.selectors import MemberDues, MonthDue
from runwu.dues.services import ElsewhereOrder, ReceiptOrder, ReductionOrder
from runwu.dues.services.tables import read_facts
from runwu.members.models import PartyMember
from runwu.members.transfer_forms import day_field
from runwu.rules.dues import DuesFacts


def in_words(month: date) -> str:
    """Write a month as people do."""
    return f"{month.year} 年 {month.month} 月"


def money_field(label: Any, **options: Any) -> forms.DecimalField:
    """Return a field for an amount in yuan."""
    return forms.DecimalField(label=label, max_digits=12, decimal_places=2, **options)


def month_field(label: Any, months: Sequence[date], **options: Any) -> forms.TypedChoiceField:
    """Return a field for one of several months."""
    choices = [(month.isoformat(), in_words(month)) for month in months]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=date.fromisoformat, **options)


def chosen(members: Iterable[PartyMember], wanted: Iterable[str]) -> list[PartyMember]:
    """Return the members that were ticked, as far as they are among these."""
    ids = set(wanted)
    return [member for member in members if str(member.public_id) in ids]


class CollectForm(forms.Form):
    """When and how a month's dues came in."""

    method = forms.ChoiceField(
        label=_("交款方式"), choices=Method.choices, initial=Method.CASH, widget=forms.RadioSelect
    )
    received_on = day_field(_("收款日期"))

    def order(self) -> ReceiptOrder:
        """Return the order."""
        return ReceiptOrder(received_on=self.cleaned_data["received_on"], method=Method(self.cleaned_data["method"]))


class MemberForm(forms.Form):
    """A form about one member of the branch."""

    member = forms.ChoiceField(label=_("党员"))

    def __init__(self, *args: Any, members: Sequence[PartyMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(member.public_id): member for member in members}
        field = self.fields["member"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *((key, one.person.full_name) for key, one in self.members.items())]

    def chosen(self) -> PartyMember:
        """Return the member that was chosen."""
        return self.members[self.cleaned_data["member"]]


class PayingForm(forms.Form):
    """Who brought the money, when and how."""

    received_on = day_field(_("收款日期"))
    method = forms.ChoiceField(
        label=_("交款方式"), choices=Method.choices, initial=Method.CASH, widget=forms.RadioSelect
    )
    paid_by = forms.ChoiceField(
        label=_("交款人"), choices=PaidBy.choices, initial=PaidBy.SELF, widget=forms.RadioSelect
    )
    payer_name = forms.CharField(
        label=_("代交人姓名"), max_length=50, required=False, help_text=_("亲属或其他党员代交时填写。")
    )

    def order(self) -> ReceiptOrder:
        """Return the order."""
        data = self.cleaned_data
        return ReceiptOrder(
            received_on=data["received_on"], method=Method(data["method"]), paid_by=PaidBy(data["paid_by"]),
            payer_name=data["payer_name"], consented=data.get("consented", False),
        )  # fmt: skip


_MAY_COME_IN = (MonthState.UNPAID, MonthState.EXEMPT)


class ReceiptForm(PayingForm):
    """Which months of one member: those that are not paid, with what was asked of them."""

    months = forms.TypedMultipleChoiceField(
        label=_("所交月份"), coerce=date.fromisoformat, widget=forms.CheckboxSelectMultiple
    )
    consented = forms.BooleanField(
        label=_("几个月一并交纳，已经党支部同意"), required=False, help_text=_("按季交纳时勾选。")
    )

    def __init__(self, *args: Any, row: MemberDues, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["months"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [
                (month.isoformat(), _told(month, due)) for month, due in row.months.items() if due.state in _MAY_COME_IN
            ]
        self.order_fields(["months", "consented", "received_on", "method", "paid_by", "payer_name"])


def _told(month: date, due: MonthDue) -> str:
    paid = f"（{due.state.label}，{due.receipt_label} 号）" if due.receipt_label else f"（{due.state.label}）"
    amount = f"　{due.amount} 元" if due.amount is not None else ""
    return f"{in_words(month)}{amount}{paid if due.state != 'unpaid' else ''}"


class ExtraForm(MemberForm, PayingForm):
    """What a member pays beyond the dues."""

    amount = money_field(_("金额（元）"))
    field_order = ("member", "amount", "received_on", "method", "paid_by", "payer_name")


class ElsewhereForm(forms.Form):
    """Which months a member paid at the place of stay, where, and what was shown for it; no amount."""

    months = forms.TypedMultipleChoiceField(
        label=_("交纳的月份"), coerce=date.fromisoformat, widget=forms.CheckboxSelectMultiple
    )
    at = forms.ChoiceField(
        label=_("交到哪里"), choices=[("host", _("流动登记里的流入地党组织")), ("other", _("另一个党组织"))],
        initial="host", widget=forms.RadioSelect,
    )  # fmt: skip
    place = forms.CharField(
        label=_("党组织名称"), max_length=100, required=False, help_text=_("交到另一个党组织的填写，照收据上的写。")
    )
    proof = forms.ChoiceField(
        label=_("出示的流动党员凭证"), choices=[*Proof.choices, ("none", _("没有凭证"))], widget=forms.RadioSelect,
    )  # fmt: skip
    document = forms.CharField(
        label=_("收据号或交纳凭证"), max_length=200, help_text=_("对方党组织出具的；有几张的都写上。原件由本人留存。")
    )
    paper_on = day_field(_("凭证日期"), help_text=_("有几张的，写最近一张的日期。"))

    def __init__(self, *args: Any, row: MemberDues, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["months"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(month.isoformat(), in_words(month)) for month in open_months(row, on)]

    def clean(self) -> dict[str, Any]:
        """Ask for the name where it is not the one on record."""
        data = super().clean() or self.cleaned_data
        if data.get("at") == "other" and not data.get("place", "").strip():
            self.add_error("place", _("请填写党组织名称。"))
        return data

    def order(self) -> ElsewhereOrder:
        """Return the order."""
        data = self.cleaned_data
        return ElsewhereOrder(
            place=data["place"] if data["at"] == "other" else "", document=data["document"],
            proof=None if data["proof"] == "none" else Proof(data["proof"]), paper_on=data["paper_on"],
        )  # fmt: skip


def open_months(row: MemberDues, on: date) -> list[date]:
    """Return the months up to this one that are outstanding, and this year's that nobody has set yet; the latest first."""
    known = {month: due.state for month, due in row.months.items() if month <= on}
    return [
        month
        for month in sorted(known, reverse=True)
        if known[month] == MonthState.UNPAID or (known[month] == MonthState.NOT_SET and month.year == on.year)
    ]


class WithdrawForm(forms.Form):
    """Why a record is taken back after its day."""

    reason = forms.CharField(
        label=_("撤回原因"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("登记当天撤回的不用填。"),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why a receipt or an entry of the two lines is reversed."""

    reason = forms.CharField(label=_("冲销原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class BeginForm(forms.Form):
    """From which month a year is kept here, and which number the paper book has reached."""

    last_receipt = forms.IntegerField(
        label=_("纸质收据本本年用到几号"), min_value=0, max_value=9999, initial=0,
        help_text=_("系统从下一号接着开；本年没有用过纸质收据的填 0。"),
    )  # fmt: skip

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts"] = month_field(
            _("从哪个月起在系统里收"), months, help_text=_("以前的月份照原来的纸质账，不算未交。")
        )
        self.order_fields(["starts", "last_receipt"])


class TakeBackForm(forms.Form):
    """Why a reduction is taken back."""

    reason = forms.CharField(label=_("撤回原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class LineForm(forms.Form):
    """What a member's dues are reckoned from."""

    payer = forms.ChoiceField(label=_("交纳类别"), choices=Payer.choices)
    base = money_field(
        _("每月基数（元）"), required=False,
        help_text=_("按月领取工资：税后相对固定、经常性的部分；年薪制：当月实领；离退休：离退休费或养老金总额。"),
    )  # fmt: skip
    first = money_field(
        _("上季度第一个月纯收入（元）"), required=False, help_text=_("不按月取得收入的填三个月，亏损填负数。")
    )
    second = money_field(_("上季度第二个月纯收入（元）"), required=False)
    third = money_field(_("上季度第三个月纯收入（元）"), required=False)

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts"] = month_field(_("起用月份"), months, help_text=_("按新标准领到工资的当月起用新基数。"))

    def facts(self) -> DuesFacts:
        """Return the facts. Raises UserError in the words of the rule."""
        data = self.cleaned_data
        quarter = (data.get("first"), data.get("second"), data.get("third"))
        full = all(one is not None for one in quarter)
        return read_facts(data["payer"], data.get("base"), quarter if full else None)

    def clean(self) -> dict[str, Any]:
        """Ask for all three months of a quarter, or none."""
        data = super().clean() or self.cleaned_data
        given = [data.get(name) is not None for name in ("first", "second", "third")]
        if any(given) and not all(given):
            self.add_error("third", _("一个季度有三个月。请逐月填写，没有收入的填 0。"))
        return data


class ApproveForm(forms.Form):
    """Who approved a table, when, on which paper."""

    approved_on = day_field(_("批准日期"))
    approver = forms.CharField(label=_("批准人"), max_length=50, help_text=_("在纸质核定表上签字的人。"))
    document = forms.CharField(
        label=_("签字的纸质表或会议记录"), max_length=100, help_text=_("会议日期或编号，原件由支部留存。")
    )


class ReductionForm(MemberForm):
    """An approved reduction."""

    amount = money_field(_("批准的月交纳额（元）"), min_value=Decimal(0), help_text=_("免交填 0。"))
    applied_on = day_field(_("本人申请日期"))
    studied_on = day_field(_("党支部研究日期"))
    approved_on = day_field(_("上一级党委批准日期"))
    document = forms.CharField(label=_("批准文号或会议记录"), max_length=100)

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts"] = month_field(_("从哪个月起"), months)
        self.fields["ends"] = month_field(_("到哪个月止"), months)
        self.order_fields(["member", "starts", "ends", "amount", "applied_on", "studied_on", "approved_on", "document"])

    def order(self) -> ReductionOrder:
        """Return the order."""
        return ReductionOrder(**{name: value for name, value in self.cleaned_data.items() if name != "member"})


class LargeUpForm(forms.Form):
    """When a large extra payment went up, and by which voucher; it goes whole, so no amount is asked for."""

    made_on = day_field(_("日期"))
    document = forms.CharField(label=_("凭证号"), max_length=100, help_text=_("缴款书的编号。"))


class HandUpForm(forms.Form):
    """What went up."""

    year = forms.IntegerField(label=_("所属年度"), min_value=2000, max_value=2100)
    amount = money_field(_("金额（元）"))
    made_on = day_field(_("日期"))
    document = forms.CharField(label=_("凭证号"), max_length=100)


class ReturnForm(HandUpForm):
    """What came back, and by which way."""

    netted = forms.TypedChoiceField(
        label=_("怎样拨来"), coerce=lambda value: value == "netted", widget=forms.RadioSelect,
        choices=[("paid", _("上级另行拨付到账")), ("netted", _("从应上缴的党费里抵扣"))], initial="paid",
    )  # fmt: skip


class TalkForm(forms.Form):
    """That there was a talk about arrears, and whether there is a good reason; no words."""

    talked_on = day_field(_("谈话日期"))
    has_reason = forms.TypedChoiceField(
        label=_("了解的结果"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=[("yes", _("有正当理由")), ("no", _("没有正当理由"))],
    )  # fmt: skip
