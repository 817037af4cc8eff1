"""Lists by consent (自愿名单): which ones somebody keeps, who has agreed, and whom one may ask."""

from typing import Any

import django_tables2
from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import DateColumn, LinkColumn, TextColumn
from runwu.core.scope import Capability, Scope
from runwu.members.choices import InvitationState, ListKind, Membership
from runwu.members.forms import MemberChoiceField
from runwu.members.models import ListInvitation, PartyMember, VoluntaryList
from runwu.members.selectors import known_to
from runwu.organizations.models import Organization
from runwu.organizations.paths import ancestors
from runwu.people.ordering import by_name


def lists(*, scope: Scope) -> QuerySet[VoluntaryList]:
    """List the lists of organisations whose members somebody keeps, and of those above the own branch; closed ones too."""
    held = scope.holding(Capability.SEE_MEMBER_CONTACTS)
    above = {path for grant in held if grant.path for path in ancestors(grant.path)}
    rows = VoluntaryList.objects.filter(_reach(scope) | Q(path__in=above))
    return rows.select_related("organization")


def keeps(*, scope: Scope, voluntary_list: VoluntaryList) -> bool:
    """Tell whether somebody closes a list: who keeps the members of its organisation."""
    held = (Capability.EDIT_MEMBERS, Capability.SEE_MEMBER_CONTACTS)
    return any(scope.reaches_path(one, voluntary_list.path) for one in held)


def _reach(scope: Scope) -> Q:
    return scope.paths(Capability.EDIT_MEMBERS) | scope.paths(Capability.SEE_MEMBER_CONTACTS)


def agreed(*, scope: Scope, voluntary_list: VoluntaryList) -> QuerySet[ListInvitation]:
    """List who stands on a list: who agreed and has not left, as far as somebody knows them whole."""
    rows = ListInvitation.objects.filter(known_to(scope, prefix="member__"), voluntary_list=voluntary_list)
    standing = Q(state=InvitationState.AGREED, member__membership=Membership.ACTIVE)
    return rows.filter(standing).select_related("member__person", "member__organization")


def askable(*, scope: Scope, voluntary_list: VoluntaryList) -> QuerySet[PartyMember]:
    """List whom somebody may ask: members known whole below the list's organisation, who were not asked yet."""
    asked = ListInvitation.objects.filter(voluntary_list=voluntary_list).values("member_id")
    rows = PartyMember.objects.filter(
        known_to(scope), scope.paths(Capability.TRANSFER_MEMBERS), membership=Membership.ACTIVE
    )
    found = rows.exclude(pk__in=asked).select_related("person", "organization")
    return found.order_by("person__initials", "person__name", "pk")


def standing_by_word(*, member: PartyMember) -> QuerySet[ListInvitation]:
    """List the lists on which a member without account stands, for the branch to take the member off on a word."""
    rows = own(member=member).filter(state=InvitationState.AGREED, voluntary_list__closed_on__isnull=True)
    return rows.filter(member__person__user__isnull=True)


def own(*, member: PartyMember) -> QuerySet[ListInvitation]:
    """List what a member was asked."""
    return ListInvitation.objects.filter(member=member).select_related("voluntary_list__organization")


class ListForm(forms.Form):
    """What everybody is told when asked."""

    organization = forms.ModelChoiceField(
        label=_("建立的党组织"),
        queryset=Organization.objects.none(),
        to_field_name="public_id",
        empty_label=_("请选择"),
    )
    kind = forms.ChoiceField(label=_("种类"), choices=ListKind.choices)
    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("例如：党员志愿服务队。不要写姓名。"))
    purpose = forms.CharField(label=_("用途"), max_length=200, help_text=_("本人答复前会看到：列入以后做什么。"))
    seen_by = forms.CharField(
        label=_("谁能看到"), max_length=200, help_text=_("本人答复前会看到：名单给谁看、发给谁。")
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organization.objects.filter(_reach(scope), dissolved_on__isnull=True).order_by("path", "pk")
        self.fields["organization"].queryset = rows  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """Whom to ask, or what a member without account agreed to in person."""

    member = MemberChoiceField(
        label=_("党员"), queryset=PartyMember.objects.none(), to_field_name="public_id", empty_label=_("请选择")
    )
    by_word = forms.BooleanField(
        label=_("没有账号，本人已当面同意"), required=False, help_text=_("有账号的由本人登录后答复，不要勾选。")
    )

    def __init__(self, *args: Any, possible: QuerySet[PartyMember], own_branch: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = possible  # type: ignore[attr-defined]
        if not own_branch:  # only the own branch writes down what a member said
            del self.fields["by_word"]


class AgreedTable(django_tables2.Table):
    """Who stands on a list."""

    name = LinkColumn(
        _("姓名"), get=lambda row: row.member.person.full_name, sort=by_name("member__person__"), row_header=True,
        url=lambda row: reverse("members:page", args=[row.member.public_id]),
    )  # fmt: skip
    branch = TextColumn(
        _("所在支部"), get=lambda row: row.member.organization and row.member.organization.name,
        sort="member__organization__name", width=36,
    )  # fmt: skip
    agreed_on = DateColumn(_("本人同意日期"), sort="agreed_on")
