"""Seedlings (苗子): which proposals a branch, its committee, whoever made them and whom they are about may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from runwu.accounts.models import User
from runwu.core.scope import Capability, Scope
from runwu.members.choices import Membership, SeedlingState
from runwu.members.forms import MemberChoiceField
from runwu.members.models import PartyMember, Seedling
from runwu.members.services.seedlings import BranchDecision, SeedlingEntry
from runwu.organizations.choices import BRANCH_FORMS, COMMITTEE_FORMS, OrganizationState
from runwu.organizations.forms import DayInput
from runwu.organizations.models import Organization
from runwu.organizations.paths import in_subtree

_ROWS = ("organization", "member__person")
PROCESSED = Q(member__isnull=True) | Q(member__frozen="")  # what is frozen (停止处理) is in no list
STILL_HERE = Q(member__isnull=True) | Q(member__organization=F("organization"))


def of_branch(*, scope: Scope) -> QuerySet[Seedling]:
    """List every proposal in the own branch, those that have ended included, but for members who belong elsewhere by now."""
    own = scope.paths(Capability.SEE_MEMBER_CONTACTS, "organization__path")
    return Seedling.objects.filter(STILL_HERE, PROCESSED, own).select_related(*_ROWS)


def in_training(*, scope: Scope) -> QuerySet[Seedling]:
    """List whom branches train, for the officers of the committee right above them; restricted members never."""
    rows = Seedling.objects.filter(STILL_HERE, state=SeedlingState.ACCEPTED).exclude(member__restricted=True)
    held = [grant.path for grant in scope.holding(Capability.KEEP_RESERVES) if grant.path]
    near = Q(pk__in=[])
    for path in held:
        near |= in_subtree(path, "organization__path") & Q(~Exists(_committees_between(path)))
    return rows.filter(near).select_related(*_ROWS)


def _committees_between(path: str) -> QuerySet[Organization]:
    """List the committees below one that a branch belongs to: what is theirs is no other committee's."""
    branch = ExpressionWrapper(OuterRef("organization__path"), output_field=CharField())
    rows = Organization.objects.filter(in_subtree(path), form__in=COMMITTEE_FORMS, state=OrganizationState.ACTIVE)
    return rows.exclude(path=path).alias(branch=branch).filter(branch__startswith=F("path"))


def waiting(*, scope: Scope) -> QuerySet[Seedling]:
    """List what the own branch has not decided yet, the oldest first."""
    return of_branch(scope=scope).filter(state=SeedlingState.PROPOSED).order_by("proposed_on", "pk")


def about(*, member: PartyMember) -> QuerySet[Seedling]:
    """List the proposals about a member, for the member."""
    return Seedling.objects.filter(member=member).select_related("organization")


def made_by(*, account: UUID) -> QuerySet[Seedling]:
    """List the proposals that an account made."""
    return Seedling.objects.filter(PROCESSED, proposed_by=account).select_related(*_ROWS)


def proposers(rows: Sequence[Seedling]) -> Mapping[UUID, str]:
    """Return by which names the accounts go that made proposals; one that is gone has none. One query."""
    accounts = User.objects.filter(public_id__in={row.proposed_by for row in rows})
    return dict(accounts.values_list("public_id", "display_name"))


@dataclass(frozen=True, slots=True)
class OwnProposal:
    """A proposal as whoever made it reads it: the name as it was typed, and not why somebody is not trained."""

    row: Seedling
    outcome: str


def own_proposals(*, account: UUID) -> list[OwnProposal]:
    """Return what an account proposed; a person's no and a branch's read alike. One query."""
    return [OwnProposal(row, str(_outcome(row))) for row in made_by(account=account)]


def _outcome(row: Seedling) -> Any:
    declined = row.state in (SeedlingState.OBJECTED, SeedlingState.DECLINED)
    return SeedlingState.DECLINED.label if declined else SeedlingState(row.state).label


def branches(*, scope: Scope) -> QuerySet[Organization]:
    """List the own branches of a secretary."""
    own = scope.paths(Capability.SEE_MEMBER_CONTACTS)
    rows = Organization.objects.filter(own, form__in=BRANCH_FORMS, state=OrganizationState.ACTIVE)
    return rows.order_by("path", "pk")


def nameable(*, scope: Scope) -> QuerySet[PartyMember]:
    """List the open members of the own branch."""
    own = scope.paths(Capability.SEE_MEMBER_CONTACTS)
    rows = PartyMember.objects.filter(own, restricted=False, membership=Membership.ACTIVE)
    return rows.select_related("person").order_by("person__initials", "person__name", "pk")


class OwnSeedlingForm(forms.Form):
    """Whom a member proposes, in the member's own words."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    reason = forms.CharField(
        label=_("提名理由"), max_length=200, help_text=_("一句话：做什么好，想学什么。不写证件号、手机等信息。")
    )
    told_on = forms.DateField(label=_("本人同意日期"), widget=DayInput())
    agreed = forms.BooleanField(label=_("已当面告诉本人，本人同意提名"), help_text=_("没有征得本人同意的，不能提名。"))

    @property
    def entry(self) -> SeedlingEntry:
        """Return the proposal as it was typed."""
        said = self.cleaned_data
        return SeedlingEntry(name=said["name"], reason=said["reason"], told_on=said["told_on"])


class SeedlingForm(OwnSeedlingForm):
    """Whom a secretary proposes: from the register, or by name."""

    organization = forms.ModelChoiceField(
        label=_("党支部"), queryset=Organization.objects.none(), to_field_name="public_id", empty_label=_("请选择")
    )
    member = MemberChoiceField(
        label=_("名册里的党员"), queryset=PartyMember.objects.none(), to_field_name="public_id", required=False,
        empty_label=_("不在名册里"),
    )  # fmt: skip
    name = forms.CharField(
        label=_("姓名"), max_length=50, required=False, help_text=_("不在名册里的写姓名，其他信息不登记。")
    )
    field_order = ("organization", "member", "name", "reason", "told_on", "agreed")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = branches(scope=scope)
        self.fields["organization"].queryset = own  # type: ignore[attr-defined]
        if len(several := own[:2]) == 1:
            self.fields["organization"].initial = several[0].public_id
        self.fields["member"].queryset = nameable(scope=scope)  # type: ignore[attr-defined]


class FindForm(forms.Form):
    """Which member of the branch a proposal is about."""

    member = MemberChoiceField(
        label=_("名册里的党员"), queryset=PartyMember.objects.none(), to_field_name="public_id", empty_label=_("请选择")
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = nameable(scope=scope)  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What the branch decided."""

    accepts = forms.ChoiceField(label=_("支部意见"), choices=[("yes", _("同意培养")), ("no", _("不列入"))])
    decided_on = forms.DateField(label=_("研究日期"), widget=DayInput())
    document = forms.CharField(label=_("会议或文件"), max_length=100, help_text=_("例如：支部委员会会议，或者文号。"))
    words = forms.CharField(
        label=_("培养安排或理由"), required=False, max_length=200, help_text=_("不列入的写明理由。本人看得到。")
    )

    @property
    def decision(self) -> BranchDecision:
        """Return the decision as it was typed."""
        said = self.cleaned_data
        return BranchDecision(
            accepts=said["accepts"] == "yes", decided_on=said["decided_on"], document=said["document"],
            words=said["words"],
        )  # fmt: skip
