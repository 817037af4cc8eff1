"""What members ask of the secretary of their branch, or of who is next above (待办): answers, decisions, contacts."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability, Scope
from runwu.members.choices import OPENING_WISHES, CorrectionState, DeletionState, WishState
from runwu.members.models import RestrictionWish
from runwu.members.own.corrections import corrections
from runwu.members.own.deletions import deletions, due_to
from runwu.members.own.restriction import Uncared, uncared, wishes
from runwu.members.proposals import waiting
from runwu.rules.privacy import answer_request

_MINUTES = 5


@register_duties
def corrections_to_answer(scope: Scope, on: date) -> Sequence[Duty]:
    """Return the corrections that wait for an answer, for the secretary or who is next. Two queries; none for others.

    An own request is nobody's own duty: another secretary of the branch has it, else who is next above.
    """
    if not _answers(scope):
        return []
    waiting = corrections(scope=scope).filter(state=CorrectionState.ASKED)
    rows = list(waiting.exclude(member__person=scope.person_id).order_by("asked_at", "pk"))
    if not rows:
        return []
    book = rulebook(on=on)
    due = {row.pk: answer_request("correct", asked=timezone.localdate(row.asked_at), book=book) for row in rows}
    return [
        Duty(
            key=f"correction:{row.public_id}",
            title=_("答复 %(name)s 的更正申请") % {"name": row.member.person.full_name},
            why=_("%(day)s 提出更正“%(field)s”，核对后答复并说明理由。")
            % {"day": f"{timezone.localtime(row.asked_at):%Y-%m-%d}", "field": row.get_field_display()},
            url=reverse("members:correction-answer", args=[row.public_id]),
            action=_("核对并答复"),
            source=due[row.pk].reasons[0].source,
            due=due[row.pk].due,
            minutes=_MINUTES,
        )
        for row in rows
    ]


def _answers(scope: Scope) -> bool:
    return scope.may(Capability.SEE_MEMBER_CONTACTS) or scope.may(Capability.EDIT_MEMBERS)


@register_duties
def deletions_to_answer(scope: Scope, on: date) -> Sequence[Duty]:
    """Return the deletions that wait for an answer, for the secretary or who is next. Two queries; none for others."""
    if not _answers(scope):
        return []
    waiting = deletions(scope=scope).filter(due_to(scope), state=DeletionState.ASKED)
    rows = list(waiting.exclude(member__person=scope.person_id).order_by("asked_at", "pk"))
    if not rows:
        return []
    book = rulebook(on=on)
    due = {row.pk: answer_request("delete", asked=timezone.localdate(row.asked_at), book=book) for row in rows}
    return [
        Duty(
            key=f"deletion:{row.public_id}",
            title=_("答复 %(name)s 的删除申请") % {"name": row.member.person.full_name},
            why=_("%(day)s 申请删除“%(piece)s”，核对后答复并说明理由。")
            % {"day": f"{timezone.localtime(row.asked_at):%Y-%m-%d}", "piece": row.get_piece_display()},
            url=reverse("members:deletion-answer", args=[row.public_id]),
            action=_("核对并答复"),
            source=due[row.pk].reasons[0].source,
            due=due[row.pk].due,
            minutes=_MINUTES,
        )
        for row in rows
    ]


@register_duties
def wishes_to_decide(scope: Scope, on: date) -> Sequence[Duty]:
    """Return the wishes that wait for a decision, for the secretary, or for the officer where nobody else of the branch may.

    Two queries; none for everybody else.
    """
    if not (scope.may(Capability.SEE_MEMBER_CONTACTS) or scope.may(Capability.SEE_RESTRICTED)):
        return []
    waiting = wishes(scope=scope).filter(state=WishState.ASKED)
    rows = list(waiting.exclude(member__person=scope.person_id).order_by("wished_on", "pk"))
    if not rows:
        return []
    book = rulebook(on=on)
    return [
        Duty(
            key=f"wish:{row.public_id}",
            title=_("支部决定 %(name)s 的意愿") % {"name": row.member.person.full_name},
            why=_why(row),
            url=reverse("members:wish-decide", args=[row.public_id]),
            action=_("查看") if (other := _for_another(row, scope)) else _("记下支部的决定"),
            due=answer_request("decide", asked=row.wished_on, book=book).due,
            minutes=0 if other else _MINUTES,
            waiting=other,
        )
        for row in rows
    ]


def _for_another(row: RestrictionWish, scope: Scope) -> bool:
    """Tell whether somebody else has to decide: who recorded a paper that opens does not."""
    return row.on_paper and row.kind in OPENING_WISHES and row.recorded_by == scope.user_id


def _why(row: RestrictionWish) -> str:
    said = _("本人 %(day)s 提出：%(kind)s。") % {"day": row.wished_on.isoformat(), "kind": row.get_kind_display()}
    if row.at_once:
        return said + _("已先生效，待支部决定。")
    two = row.on_paper and row.kind in OPENING_WISHES
    return said + (_("决定以前，现状不变；由登记人以外的一名负责人凭原件办理。") if two else _("决定以前，现状不变。"))


@register_duties
def merges_to_check(scope: Scope, _on: date) -> Sequence[Duty]:
    """Return the pairs with a restricted row of the own branch that the officer asks about. Two queries."""
    if not scope.may(Capability.SEE_MEMBER_CONTACTS):
        return []
    return [
        Duty(
            key=f"merge:{one.row.public_id}",
            title=_("核对 %(name)s 是不是登记了两行") % {"name": one.kept.person.full_name},
            why=_("组织委员提出，由你对照档案核对；同意以后合并。"),
            url=reverse("members:merge-answer", args=[one.row.public_id]),
            action=_("核对并答复"),
            minutes=_MINUTES,
        )
        for one in waiting(scope=scope)
        if one.row.proposed_by != scope.user_id
    ]


@register_duties
def contacts_to_name(scope: Scope, _on: date) -> Sequence[Duty]:
    """Return the restricted members without a contact or a deputy in the branch, for the secretary. Two queries."""
    if not scope.may(Capability.SEE_MEMBER_CONTACTS):
        return []
    return [_contact_duty(one) for one in uncared(scope=scope)]


def _contact_duty(one: Uncared) -> Duty:
    part = _("副联系人") if one.has_contact else _("联系人")
    left = bool(one.deputy if one.has_contact else one.contact)
    if one.has_contact:
        why = _("副联系人已离开本支部。") if left else _("还没有副联系人。")
        now = _("联系人离开时由副联系人接手，请另定一名。")
    else:
        why = _("联系人已离开本支部。") if left else _("还没有确定联系人。")
        now = _("由副联系人接手，或另定一名。") if one.has_deputy else _("请确定一名，再定一名副联系人。")
    return Duty(
        key=f"contact:{one.member.public_id}:{'deputy-' if one.has_contact else ''}{'left' if left else 'none'}",
        title=_("为 %(name)s 确定%(part)s") % {"name": one.member.person.full_name, "part": part},
        why=f"{why}{now}",
        url=reverse("members:page", args=[one.member.public_id]),
        action=_("办理"),
        minutes=_MINUTES,
    )
