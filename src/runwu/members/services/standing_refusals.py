"""What is said when a decision about a standing can't be recorded: what happened, by which rule, what to do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from runwu.core.errors import Conflict, UserError
from runwu.members.choices import StandingAct
from runwu.members.models import PartyMember, StandingDecision
from runwu.organizations.models import Organization
from runwu.rules.membership import Standing as RuleStanding

if TYPE_CHECKING:
    from runwu.members.services.standing import StandingEntry


def require_paper(document: str, organization: Organization | None, label: str) -> None:
    """Insist on a number and on who approved."""
    if not document.strip() or (organization is None and not label.strip()):
        raise UserError(
            _("没有写文号或者批准组织。"),
            rule=_("党员身份只由党组织的决定改变。"),
            now=_("照批复填写文号和批准组织；还没有批复的，等批准以后再登记。"),
        )


def require_days(member: PartyMember, entry: StandingEntry, today: date) -> None:
    """Insist on days that can be: none later than today, none before birth or admission."""
    days = ((_("支部大会日期"), entry.meeting_on), (_("批准日期"), entry.approved_on), (_("生效日期"), entry.on))
    born, admitted = member.person.born_on, member.admitted_on
    for label, day in days:
        told = {"label": label, "day": day.isoformat()}
        if day > today:
            raise UserError(
                _("%(label)s（%(day)s）还没有到。") % told, rule=_("决定过了才登记。"), now=_("请核对日期。")
            )
        if born is not None and day <= born:
            raise UserError(
                _("%(label)s（%(day)s）早于出生日期。") % told,
                rule=_("出生在前，入党和以后的决定在后。"),
                now=_("请核对日期；出生日期登记有误的，先更正。"),
            )
        if admitted is not None and day < admitted:
            raise UserError(
                _("%(label)s（%(day)s）早于入党日期。") % told,
                rule=_("预备期从支部大会通过接收之日算起，决定不会早于入党。"),
                now=_("请核对日期；入党日期登记有误的，先更正。"),
            )
    if entry.act is not StandingAct.CONVERTED and entry.on < entry.meeting_on:
        raise UserError(
            _("生效日期早于支部大会日期。"), rule=_("先有决定，后生效。"), now=_("请按批复写明的日期填写。")
        )


def changes_nothing(member: PartyMember, act: StandingAct, before: RuleStanding) -> UserError:
    """Say that a decision does not fit what the member is."""
    return UserError(
        _("现为%(now)s，不能登记“%(act)s”。") % {"now": before.label, "act": act.label},
        rule=_("党员身份按规定的次序变动。"),
        now=_("请核对人员和决定；原来的登记有误的，按更正办理。"),
    )


def before_the_last(last: StandingDecision) -> UserError:
    """Say that a later decision is on record."""
    told = {"day": last.on.isoformat(), "act": last.get_act_display()}
    return UserError(
        _("%(day)s 的“%(act)s”已经登记，这件决定却在它以前生效。") % told,
        rule=_("决定按时间先后登记。"),
        now=_("请核对生效日期。"),
    )


def no_admission() -> UserError:
    """Say that nobody told when the probation began."""
    return UserError(
        _("没有登记入党日期，不知道预备期从哪天算起。"),
        rule=_("预备期从支部大会通过接收之日算起。"),
        now=_("请先补上入党日期，再登记转正。"),
    )


def not_today() -> Conflict:
    """Say that only what was recorded today is taken back."""
    return Conflict(
        _("这件决定不是今天登记的，或者已经撤回。"),
        rule=_("登记当天可以撤回，以后的变动要有新的决定。"),
        now=_("决定改变了的，登记新的决定。"),
    )


def not_the_latest() -> Conflict:
    """Say that a later decision stands in the way."""
    return Conflict(_("它以后还登记了别的决定。"), rule=_("撤回从最近的一件开始。"), now=_("请先撤回后面那一件。"))


def changed_since() -> Conflict:
    """Say that the member is no longer what the decision made of him."""
    return Conflict(
        _("登记以后，党员身份又改过。"), rule=_("撤回要回到登记以前的样子。"), now=_("请刷新页面，核对现在的身份。")
    )
