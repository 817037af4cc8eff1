"""Acting on transfers: the tap list of the receiving branch, and one act on one transfer with one confirmation."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.errors import Conflict, UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.members import transfers as selectors
from runwu.members.models import Transfer
from runwu.members.services import transfers as services
from runwu.members.transfer_forms import (
    AcceptDayForm,
    DayForm,
    DayWordsForm,
    LetterForm,
    RefusedElsewhereForm,
    RefuseForm,
    WordsForm,
)
from runwu.members.transfers import TransferFile
from runwu.members.views.transfers import found

MOST = 50  # as many as a tap list holds; the rest stays in the queue


@require(Capability.TRANSFER_MEMBERS)
def receive_transfers(request: ScopedRequest) -> HttpResponseBase:
    """Tap who is accepted, look once, confirm."""
    queue = selectors.awaiting(scope=request.scope)
    if request.method != "POST":
        rows = list(queue[: MOST + 1])
        context = {"rows": rows[:MOST], "more": len(rows) > MOST, "form": AcceptDayForm(initial={"day": request.on})}
        return render(request, "members/transfers_receive.html", context)
    tapped = [one for one in map(_uuid, request.POST.getlist("transfer")) if one][:MOST]
    chosen = list(queue.filter(public_id__in=tapped))
    form = AcceptDayForm(request.POST)
    if not chosen or len(chosen) != len(set(tapped)):
        raise _gone(bool(tapped))
    if form.is_valid() and request.POST.get("step") == "confirm":
        number = services.accept_transfers(
            transfers=chosen, accepted_on=form.cleaned_data["day"], on=request.on, by=request.user
        )
        messages.success(request, _("已接收 %d 名，组织关系已编入支部。") % number)
        return redirect("members:transfers-receive")
    context = {"rows": chosen, "form": form, "look": form.is_valid()}
    return render(request, "members/transfers_receive.html", context, status=422 if form.errors else 200)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _gone(tapped: bool) -> UserError:
    if not tapped:
        return UserError(_("没有选人。"), now=_("请回到名单，点选要接收的党员。"))
    return Conflict(
        _("名单里有的转接已经办结或撤回。"),
        rule=_("一件转接只办结一次。"),
        now=_("请重新打开待接收名单，再选一次。"),
    )


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a transfer: its words, its form, for whom it is open, and what it calls."""

    title: str | Promise
    what: str | Promise
    button: str | Promise
    form: type[Form]
    open_to: Callable[[TransferFile], bool]
    call: Callable[..., Any]


def _accept(transfer: Transfer, data: dict[str, Any], **who: Any) -> None:
    services.accept_transfers(transfers=[transfer], accepted_on=data["day"], words=data["words"], **who)


def _refuse(transfer: Transfer, data: dict[str, Any], **who: Any) -> None:
    services.refuse_transfer(transfer=transfer, reason=data["words"], refused_on=data["day"], **who)


def _reissue(transfer: Transfer, data: dict[str, Any], **who: Any) -> None:
    letter = {"number": data["number"], "addressee": data["addressee"], "issued_on": data["day"]}
    services.reissue_letter(transfer=transfer, **letter, **who)


ACTS = {
    "accept": Act(
        gettext_lazy("接收组织关系"), gettext_lazy("自接收日起，由接收党组织负责；原支部的组织关系同时结束。"),
        gettext_lazy("确认接收"), DayWordsForm, lambda file: file.answers, _accept,
    ),
    "refuse": Act(
        gettext_lazy("退回转接"), gettext_lazy("组织关系不变，仍由原支部负责；原支部会看到理由。"),
        gettext_lazy("退回"), RefuseForm, lambda file: file.answers, _refuse,
    ),
    "remind": Act(
        gettext_lazy("登记提醒"), gettext_lazy("打过电话后记一笔：联系了谁，怎么答复。到时候会再提醒。"),
        gettext_lazy("登记"), WordsForm, lambda file: file.may_remind,
        lambda transfer, data, **who: services.note_reminder(transfer=transfer, words=data["words"], **who),
    ),
    "reissue": Act(
        gettext_lazy("重新开具介绍信"), gettext_lazy("原介绍信作废，请收回。党籍和组织关系都不变。"),
        gettext_lazy("登记新的介绍信"), LetterForm, lambda file: file.may_reissue, _reissue,
    ),
    "withdraw": Act(
        gettext_lazy("撤回转接"), gettext_lazy("组织关系不变；开过介绍信的，请收回作废。"),
        gettext_lazy("撤回操作"), WordsForm, lambda file: file.may_withdraw,
        lambda transfer, data, **who: services.withdraw_transfer(transfer=transfer, reason=data["words"], **who),
    ),
    "note": Act(
        gettext_lazy("核实退回理由"), gettext_lazy("记下核实的结果。需要的，从党员页面重新转出。"),
        gettext_lazy("登记"), WordsForm, lambda file: file.may_note,
        lambda transfer, data, **who: services.note_refusal(transfer=transfer, words=data["words"], **who),
    ),
    "receipt-sent": Act(
        gettext_lazy("登记寄出回执"), gettext_lazy("回执盖章寄出后登记，转出支部会看到。"),
        gettext_lazy("登记"), DayForm, lambda file: file.may_send_receipt,
        lambda transfer, data, **who: services.send_receipt(transfer=transfer, sent_on=data["day"], **who),
    ),
    "receipt-back": Act(
        gettext_lazy("登记收到回执"), gettext_lazy("把回执贴在存根上。登记后这件转接办结。"),
        gettext_lazy("登记"), DayForm, lambda file: file.may_close,
        lambda transfer, data, **who: services.close_receipt(transfer=transfer, received_on=data["day"], **who),
    ),
}  # fmt: skip


def _asked(act: str, file: TransferFile) -> Act | None:
    """Return an act in the words of who does it: an answer given elsewhere is written down, not given here."""
    asked = ACTS.get(act)
    if asked is None or not file.answered_elsewhere:
        return asked
    words: dict[str, Any] = {
        "accept": {
            "title": gettext_lazy("登记对方已接收"), "button": gettext_lazy("登记对方已接收"),
            "what": gettext_lazy("对方在系统里办结，或者回执寄回以后登记。自接收日起由对方负责，这里的组织关系同时结束。"),
        },
        "refuse": {
            "title": gettext_lazy("登记对方退回"), "button": gettext_lazy("登记对方退回"), "form": RefusedElsewhereForm,
            "what": gettext_lazy("对方没有接收时登记。组织关系不变，仍由本支部负责。"),
        },
    }  # fmt: skip
    return replace(asked, **words.get(act, {}))


@require(Capability.TRANSFER_MEMBERS)
def act_on_transfer(request: ScopedRequest, public_id: UUID, act: str) -> HttpResponseBase:
    """Ask what an act needs and confirm it; what is not open to somebody does not exist."""
    transfer = found(request, public_id)
    file = selectors.file_of(transfer=transfer, scope=request.scope, on=request.on)
    asked = _asked(act, file)
    if asked is None or not asked.open_to(file):
        raise Http404
    form = asked.form(request.POST or None, initial={"day": request.on})
    if request.method == "POST" and form.is_valid():
        try:
            asked.call(transfer, form.cleaned_data, on=request.on, by=request.user)
        except UserError as error:
            if error.status != 422:
                raise
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已登记：%s。") % asked.title)
            still = selectors.visible(scope=request.scope).filter(pk=transfer.pk).exists()
            return redirect("members:transfer", public_id=public_id) if still else redirect("members:transfers")
    context = {"transfer": transfer, "file": file, "act": asked, "form": form}
    return render(request, "members/transfer_act.html", context, status=422 if form.errors else 200)
