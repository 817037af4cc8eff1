"""Seedlings (苗子): proposed with the person's consent, decided by the branch, left by the person at any time."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.members.choices import SEEDLINGS_OPEN, Membership, SeedlingState
from runwu.members.models import PartyMember, Seedling
from runwu.organizations.models import Organization


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedlingEntry:
    """A proposal as it is typed; `told_on` is the day on which the person was told and agreed."""

    name: str
    reason: str
    told_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchDecision:
    """What the branch decided, by which meeting or document; `words` say what training follows, or why none does."""

    accepts: bool
    decided_on: date
    document: str
    words: str


@transaction.atomic
def propose_seedling(
    *, organization: Organization, entry: SeedlingEntry, by: User, on: date, member: PartyMember | None = None
) -> Seedling:
    """Propose somebody who has been told and agrees (提名苗子); `member` where the secretary finds them in the register.

    Raises UserError without name or reason, or for a day to come; Conflict where the same account has proposed the
    name already.
    """
    name, reason = entry.name.strip(), entry.reason.strip()
    if not (name or member) or not reason:
        raise UserError(
            _("没有填写姓名或提名理由。"), rule=_("提名写明是谁、为什么，一句话即可。"), now=_("请补充后再提名。")
        )
    if entry.told_on > on:
        raise UserError(
            _("告知本人的日期晚于今天。"), rule=_("先征得本人同意，再提名。"), now=_("请在本人同意的当天或以后提名。")
        )
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    waiting = Seedling.objects.filter(organization=organization, proposed_by=by.public_id, state=SeedlingState.PROPOSED)
    if member is None and any(row.name == name for row in waiting):
        raise Conflict(
            _("你已经提名过同一姓名。"), rule=_("同一人只提名一次。"), now=_("要改理由的，先撤回原来的，再重新提名。")
        )
    row = Seedling(
        organization=organization, name=member.person.name if member else name, reason=reason, told_on=entry.told_on,
        proposed_on=on, proposed_by=by.public_id,
    )  # fmt: skip
    if member is not None:
        _name_in_register(row, member)
    row.full_clean(exclude=["organization", "member"])
    row.save()
    _log(by, "proposed", row)
    return row


@transaction.atomic
def find_seedling_in_register(*, seedling: Seedling, member: PartyMember, by: User) -> None:
    """Say which member a proposal is about (对应名册), who then reads it and may say no.

    Raises Conflict where one is named or the person has said no since being told, UserError for whoever is restricted
    or belongs elsewhere.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=seedling.organization_id)
    row = _locked(seedling)
    if row.member_id is not None or row.state not in SEEDLINGS_OPEN:
        raise Conflict(_("这件提名已经对应，或者已经结束。"), now=_("请刷新页面查看。"))
    _name_in_register(row, member)
    row.save(update_fields=["member"])
    _log(by, "found", row)


def _name_in_register(row: Seedling, member: PartyMember) -> None:
    if member.restricted or member.organization_id != row.organization_id or member.membership != Membership.ACTIVE:
        raise UserError(
            _("这名党员不能在这里选择。"),
            rule=_("提名对应的是本支部的党员；限组织内知悉的党员不列入。"),
            now=_("请重新选择，或者不选，只写姓名。"),
        )
    former = Seedling.objects.filter(organization=row.organization_id, member=member)
    if former.filter(state__in=SEEDLINGS_OPEN).exists():
        raise Conflict(_("这名党员已经有一件提名。"), rule=_("同一人只提名一次。"), now=_("请办理原来的一件。"))
    if former.filter(state=SeedlingState.OBJECTED, ended_on__gte=row.told_on).exists():
        raise Conflict(
            _("本人不同意过列为苗子。"),
            rule=_("本人不同意的，不再列入。"),
            now=_("本人改变意愿的，再次当面征求以后，按新的日期提名。"),
        )
    row.member = member


@transaction.atomic
def decide_seedling(*, seedling: Seedling, decision: BranchDecision, by: User, on: date) -> None:
    """Record what the branch decided (支部研究决定); it is about training and changes no standing.

    Raises Conflict where it is decided, UserError without meeting or document, for a day outside proposal and today, and
    where it declines without a reason.
    """
    row = _locked(seedling)
    if row.state != SeedlingState.PROPOSED:
        raise Conflict(_("这件提名已经办结。"), rule=_("一件提名只研究一次。"), now=_("请刷新页面查看。"))
    document, words = decision.document.strip(), decision.words.strip()
    if not document:
        raise UserError(_("没有填写会议或文件。"), rule=_("是否培养由支部集体研究。"), now=_("请填写会议名称或文号。"))
    if not row.proposed_on <= decision.decided_on <= on:
        raise UserError(_("研究日期不在提名日期和今天之间。"), rule=_("按实际研究的日期登记。"), now=_("请核对日期。"))
    if not decision.accepts and not words:
        raise UserError(_("没有填写理由。"), rule=_("没有列入的写明理由，本人看得到。"), now=_("请补充后再登记。"))
    row.decided_on, row.document, row.recorded_by = decision.decided_on, document, by.public_id
    if decision.accepts:
        row.state, row.words = SeedlingState.ACCEPTED, words
    else:
        _close(row, SeedlingState.DECLINED, words, on)
    row.save()
    _log(by, "accepted" if decision.accepts else "declined", row)


@transaction.atomic
def end_seedling(*, seedling: Seedling, by: User, on: date, reason: str = "", objects: bool = False) -> None:
    """End a proposal or a training (结束); with `objects` because the person says no, which works at once.

    Raises Conflict where it has ended, or where the branch ends what it has not decided; UserError without its reason.
    """
    row = _locked(seedling)
    if row.state not in SEEDLINGS_OPEN or (row.state == SeedlingState.PROPOSED and not objects):
        raise Conflict(
            _("这件提名现在不能结束。"), rule=_("没有研究的先研究，已经结束的不再变动。"), now=_("请刷新页面查看。")
        )
    if not objects and not reason.strip():
        raise UserError(_("没有填写结束原因。"), rule=_("结束培养写明原因，本人看得到。"), now=_("请补充后再登记。"))
    _close(row, SeedlingState.OBJECTED if objects else SeedlingState.ENDED, reason.strip(), on)
    row.save()
    _log(by, "objected" if objects else "ended", row)


@transaction.atomic
def withdraw_seedling(*, seedling: Seedling, by: User, on: date) -> None:
    """Take an own proposal back before the branch has decided (撤回提名). Raises Conflict afterwards."""
    row = _locked(seedling)
    if row.state != SeedlingState.PROPOSED:
        raise Conflict(_("这件提名已经办结。"), rule=_("支部研究以后不再撤回。"), now=_("有不同意见的，请同书记说明。"))
    _close(row, SeedlingState.WITHDRAWN, "", on)
    row.save()
    _log(by, "withdrawn", row)


def _close(row: Seedling, state: SeedlingState, words: str, on: date) -> None:
    row.state, row.words, row.ended_on = state, words, on
    row.name = row.reason = ""


def _locked(seedling: Seedling) -> Seedling:
    rows = Seedling.objects.select_for_update(of=("self",), no_key=True).select_related("organization")
    return rows.get(pk=seedling.pk)


def _log(by: User, act: str, row: Seedling) -> None:
    """Put an act on record for who must know alone: not even the park's staff reads that there is a proposal."""
    audit.log(by, f"members.seedling.{act}", row, path=row.organization.path, restricted=True)
