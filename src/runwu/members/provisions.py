"""The register of what was handed out (信息提供登记簿), and what may go into a workbook of the register (名册导出)."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from runwu.accounts.models import User
from runwu.core.listing import DateColumn, Filters, LinkColumn, NumberColumn, TextColumn
from runwu.core.scope import Capability, Scope
from runwu.members import selectors
from runwu.members.choices import ProvisionBasis, ProvisionKind
from runwu.members.models import PartyMember, Provision
from runwu.members.telling import place_of, with_place
from runwu.people.ordering import by_name
from runwu.rules.privacy import mask_phone

# Names of columns and fields as a person reads them; what a list shows beyond them keeps its own name.
FIELD_NAMES: dict[str, Any] = {
    "name": _("姓名"), "gender": _("性别"), "birth_date": _("出生日期"), "phone": _("手机"), "education": _("学历"),
    "identity_tail": _("身份证后四位"), "standing": _("类别"), "belonging": _("组织关系"), "organization": _("所在支部"),
    "branch": _("所在支部"), "admitted_on": _("入党日期"), "converted_on": _("转正日期"), "restricted": _("知悉范围"),
    "group": _("党小组"), "workplace": _("工作单位"), "posts": _("党内职务"), "floating": _("流动情况"), "page": _("党员页面"),
    "member": _("姓名"), "act": _("决定"), "state": _("状态"), "since": _("起"), "until": _("止"), "on": _("生效日期"),
    "meeting_on": _("支部大会日期"), "approved_on": _("批准日期"),
    "frozen": _("停止处理的记录"), "decider": _("批准组织"), "document": _("文号"),
}  # fmt: skip


def in_words(fields: list[str]) -> str:
    """Name fields as a person reads them, each once; codes without a name are left out."""
    return "、".join(dict.fromkeys(str(FIELD_NAMES[name]) for name in fields if name in FIELD_NAMES))


def recipient_of(row: Provision) -> Any:
    """Say to whom something was given; letters of earlier versions name no addressee, but go to one."""
    unnamed = _("介绍信写明的接收党组织") if row.kind == ProvisionKind.LETTER else _("办理人本人")
    return row.recipient or unnamed


def provisions(*, scope: Scope) -> QuerySet[Any, Any]:
    """List what was handed out about people of whom somebody keeps the register, and what somebody handed out.

    What was handed out of restricted members stands in rows of its own, for their own branch.
    """
    own = scope.paths(Capability.SEE_MEMBER_CONTACTS)
    kept = (scope.paths(Capability.EDIT_MEMBERS) | own) & Q(restricted=False)
    rows = Provision.objects.filter(kept | (own & Q(restricted=True)) | Q(given_by=scope.user_id))
    giver = User.objects.filter(public_id=OuterRef("given_by")).values("display_name")[:1]
    return rows.annotate(giver=Subquery(giver))


def concerned(*, scope: Scope, provision: Provision) -> QuerySet[PartyMember]:
    """List those of whom something was handed out, as far as somebody knows them."""
    rows = selectors.visible(scope=scope).filter(disclosures__provision=provision)
    return with_place(rows, selectors.known_to(scope))


def exportable(*, scope: Scope) -> QuerySet[PartyMember]:
    """List the members whose contacts may leave in a workbook: open ones by who opens them, one's own branch whole."""
    open_ones = scope.paths(Capability.OPEN_MEMBER_CONTACTS) & Q(restricted=False)
    return selectors.visible(scope=scope).filter(open_ones | scope.paths(Capability.SEE_MEMBER_CONTACTS))


class GiverColumn(TextColumn):
    """A name, which is never broken over two lines."""

    css = "nowrap"


class ProvisionTable(django_tables2.Table):
    """What was handed out, the latest first."""

    given_at = LinkColumn(
        _("时间"), get=lambda row: f"{timezone.localtime(row.given_at):%Y-%m-%d %H:%M}", sort="given_at", row_header=True,
        url=lambda row: reverse("members:provision", args=[row.public_id]),
    )  # fmt: skip
    kind = TextColumn(_("种类"), choices=ProvisionKind, sort="kind", width=16)
    giver = GiverColumn(_("办理人"), get=lambda row: row.giver or _("已停用的账号"), width=16)
    recipient = TextColumn(_("提供给"), get=recipient_of, width=24)
    people = NumberColumn(_("人数"), sort="people")
    told = TextColumn(_("内容"), get=lambda row: in_words(row.fields), width=40)
    basis = TextColumn(_("依据"), choices=ProvisionBasis, sort="basis", width=24)
    reason = TextColumn(_("事由"), get=lambda row: row.reason, width=30)


class ProvisionFilter(Filters):
    """By form, and by the ground."""

    kind = django_filters.ChoiceFilter(label=_("种类"), choices=ProvisionKind.choices)
    basis = django_filters.ChoiceFilter(label=_("依据"), choices=ProvisionBasis.choices)

    class Meta:
        model = Provision
        fields: tuple[str, ...] = ()


class ConcernedTable(django_tables2.Table):
    """Of whom something was handed out."""

    name = LinkColumn(
        _("姓名"), get=lambda row: row.person.full_name, sort=by_name("person__"), row_header=True,
        url=lambda row: reverse("members:page", args=[row.public_id]),
    )  # fmt: skip
    organization = TextColumn(_("所在支部"), get=place_of, sort="organization__name", width=36)


class _RegisterTable(django_tables2.Table):
    """What every workbook of the register holds."""

    name = TextColumn(_("姓名"), get=lambda row: row.person.full_name, sort=by_name("person__"), row_header=True)
    standing = TextColumn(_("类别"), get=lambda row: row.get_standing_display(), width=12)
    belonging = TextColumn(_("组织关系"), get=lambda row: row.get_belonging_display(), width=12)
    organization = TextColumn(_("所在支部"), get=place_of, width=36)
    admitted_on = DateColumn(_("入党日期"))
    converted_on = DateColumn(_("转正日期"))
    gender = TextColumn(_("性别"), get=lambda row: row.person.get_gender_display(), width=8)
    education = TextColumn(_("学历"), get=lambda row: row.person.get_education_display(), width=12)


class MaskedRegisterTable(_RegisterTable):
    """The register with phone and birth date masked."""

    birth_date = TextColumn(_("出生日期"), get=lambda row: row.person.birth_date and "****-**-**", width=14)
    phone = TextColumn(_("手机"), get=lambda row: mask_phone(row.person.phone), width=16)
    identity_tail = TextColumn(_("身份证后四位"), get=lambda row: row.person.identity_tail and "****", width=14)


class FullRegisterTable(_RegisterTable):
    """The register with phone and birth date in clear."""

    birth_date = TextColumn(_("出生日期"), get=lambda row: row.person.birth_date, width=14)
    phone = TextColumn(_("手机"), get=lambda row: row.person.phone, width=16)
    identity_tail = TextColumn(_("身份证后四位"), get=lambda row: row.person.identity_tail, width=14)
