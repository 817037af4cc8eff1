"""Merging a restricted row with one of another branch by two people (两人核对后合并): proposed by the officer, agreed by the branch."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.core.scope import Scope
from runwu.members.choices import ProposalState
from runwu.members.models import MemberMerge, MergeProposal, PartyMember
from runwu.members.proposals import asked_paths
from runwu.members.services.merging import merge_members


@transaction.atomic
def propose_merge(*, kept: PartyMember, absorbed: PartyMember, basis: str, by: User) -> MergeProposal:
    """Propose that two rows are one person; the secretary of every restricted one's branch is asked (提出核对).

    Raises UserError for one row, or where none of the two is restricted; Conflict while the same pair waits.
    """
    asked_of = sorted({one.path for one in (kept, absorbed) if one.restricted})
    if kept.pk == absorbed.pk or not asked_of:
        raise UserError(
            _("这两行不需要两人核对。"),
            rule=_("有一行限组织内知悉、又不在同一个支部的，才由组织委员提出、支部书记核对。"),
            now=_("请在“疑似重复”里直接合并，或者另选一行。"),
        )
    pair = {kept.public_id, absorbed.public_id}
    if MergeProposal.objects.filter(state=ProposalState.ASKED, kept__in=pair, absorbed__in=pair).exists():
        raise _waits()
    try:
        with transaction.atomic():
            row = MergeProposal.objects.create(
                kept=kept.public_id, absorbed=absorbed.public_id, basis=basis.strip(), path=asked_of[0],
                second_path=asked_of[1] if len(asked_of) > 1 else "", proposed_by=by.public_id,
            )  # fmt: skip
    except IntegrityError as error:
        raise _waits() from error
    _log(by, "merge_proposed", row)
    return row


def _waits() -> Conflict:
    return Conflict(_("这两行已经提过，正等支部书记核对。"), now=_("请等支部书记答复；提错了的，先撤回。"))


@transaction.atomic
def agree_to_merge(*, proposal: MergeProposal, scope: Scope, by: User) -> MemberMerge | None:
    """Agree for one's own branch; once every branch that is asked has, the two rows are merged (支部同意).

    Returns the merge, or None while another branch is still asked. Raises UserError where the two can't be merged, or
    where the same person proposed it.
    """
    row = _open(proposal)
    mine = asked_paths(scope, row)
    if row.proposed_by == by.public_id or not mine:
        raise UserError(
            _("这一件不由你核对。"),
            rule=_("限组织内知悉的一行，由提出人以外的所在支部书记核对。"),
            now=_("请由所在支部的书记办理。"),
        )
    row.agreed = sorted({*row.agreed, *mine})
    merge = None
    if set(row.agreed) >= set(row.asked_of):
        kept, absorbed = (PartyMember.objects.get(public_id=one) for one in (row.kept, row.absorbed))
        merge = merge_members(kept=kept, absorbed=absorbed, basis=row.basis, by=by)
        row.state, row.closed_by, row.closed_at = ProposalState.MERGED, by.public_id, timezone.now()
    row.save()
    _log(by, "merge_agreed", row)
    return merge


@transaction.atomic
def refuse_merge(*, proposal: MergeProposal, scope: Scope, answer: str, by: User) -> None:
    """Say that the two are not one person, or are not to be merged (不合并); the officer takes the own proposal back."""
    row = _open(proposal)
    own = row.proposed_by == by.public_id
    if not own and not asked_paths(scope, row):
        raise UserError(_("这一件不由你答复。"), now=_("请由所在支部的书记办理。"))
    row.state = ProposalState.WITHDRAWN if own else ProposalState.REFUSED
    row.answer, row.closed_by, row.closed_at = answer.strip(), by.public_id, timezone.now()
    row.save()
    _log(by, "merge_refused", row)


def _open(proposal: MergeProposal) -> MergeProposal:
    row = MergeProposal.objects.select_for_update().get(pk=proposal.pk)
    if row.state != ProposalState.ASKED:
        raise Conflict(_("这一件已经办结：%s。") % row.get_state_display(), now=_("请刷新页面查看。"))
    return row


def _log(by: User, what: str, row: MergeProposal) -> None:
    audit.log(
        by, f"members.duplicate.{what}", row, path=row.path, restricted=True, kept=row.kept,
        absorbed=row.absorbed, state=row.state,
    )  # fmt: skip
