"""The five soft steps (软着陆五步): started by the member, or proposed by the branch and agreed to; never counted."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import Conflict, UserError
from runwu.members.choices import LandingKind, StepAct, StepState
from runwu.members.floating.selectors import groups_of
from runwu.members.models import FloatingStay, LandingStep
from runwu.members.services.floating.stays import locked_stay, log
from runwu.organizations.models import Organization

NONE = ""
BECOMES = {
    StepAct.PROPOSE: StepState.PROPOSED,
    StepAct.START: StepState.AGREED,
    StepAct.AGREE: StepState.AGREED,
    StepAct.DECLINE: StepState.DECLINED,
    StepAct.DONE: StepState.DONE,
}
_FROM_MEMBER: Mapping[StepAct, set[str]] = {
    StepAct.START: {NONE, StepState.DECLINED},
    StepAct.AGREE: {StepState.PROPOSED},
    StepAct.DECLINE: {StepState.PROPOSED, StepState.AGREED},
    StepAct.DONE: {StepState.AGREED},
}
_FROM_BRANCH: Mapping[StepAct, set[str]] = {
    StepAct.PROPOSE: {NONE},  # what the member declined is not proposed again
    StepAct.AGREE: {StepState.PROPOSED},
    StepAct.DECLINE: {StepState.PROPOSED, StepState.AGREED},
    StepAct.DONE: {StepState.AGREED},
}


def possible(state: str, *, by_member: bool) -> list[StepAct]:
    """Return what may be done with a step in a state, by the member or by the branch."""
    table = _FROM_MEMBER if by_member else _FROM_BRANCH
    return [act for act, states in table.items() if state in states]


@transaction.atomic
def move_step(
    *,
    stay: FloatingStay,
    kind: LandingKind,
    act: StepAct,
    by_member: bool,
    by: User,
    on: date,
    group: Organization | None = None,
) -> LandingStep:
    """Let a step begin, be agreed to, declined or done (办理一步). What the branch notes of a yes or no is by word.

    `group` is where the member joins in, told when that step is done. Raises Conflict where the step is no longer
    where the act starts from or the period is over, UserError for a group that is not the host's.
    """
    row = locked_stay(stay)
    step = row.steps.filter(kind=kind).first()
    state = step.state if step else NONE
    if row.valid_to is not None or act not in possible(state, by_member=by_member):
        now = step.get_state_display() if step else _("还没有开始")
        raise Conflict(
            _("“%(step)s”现在是：%(state)s。") % {"step": kind.label, "state": now},
            rule=_("每一步由本人提出，或者经本人同意；本人暂不办的，只由本人再提。"),
            now=_("请刷新页面，按现在的状态办理。"),
        )
    if step is None or act is StepAct.START:
        step = step or LandingStep(stay=row, kind=kind)
        step.by_member, step.proposed_on, step.closed_on = by_member, on, None
    step.state = BECOMES[act]
    if step.state == StepState.AGREED:
        step.agreed_on, step.by_word = on, not by_member
    elif step.state in (StepState.DONE, StepState.DECLINED):
        step.closed_on = on
    if group is not None:
        step.group = _own_group(row, group, kind, act)
    step.save()
    log(by, f"members.landing.{act}", row, step=kind.value, group=group.public_id if group else None)
    return step


def _own_group(stay: FloatingStay, group: Organization, kind: LandingKind, act: StepAct) -> Organization:
    joins = kind is LandingKind.GROUP and act is StepAct.DONE
    if not joins or not groups_of(stay).filter(pk=group.pk).exists():
        raise UserError(
            _("不能编入“%s”。") % group.label,
            rule=_("流动党员编入流入地党支部，或者它下面的党小组、临时党支部。"),
            now=_("请从列出的组织里选择。"),
        )
    return group


def finish_transfer_step(*, stay: FloatingStay, by: User, on: date) -> None:
    """Close the last step where the member agreed to it and the relation has come to the host (转接已接收)."""
    for step in stay.steps.filter(kind=LandingKind.TRANSFER, state=StepState.AGREED):
        step.state, step.closed_on = StepState.DONE, on
        step.save(update_fields=["state", "closed_on"])
        log(by, f"members.landing.{StepAct.DONE}", stay, step=LandingKind.TRANSFER.value)
