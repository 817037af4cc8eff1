"""Deletions (删除): asked for by the person, answered with reasons; what must be kept is stored and no longer processed."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.members.choices import OPEN_TRANSFERS, DeletionPiece, DeletionState
from runwu.members.models import DeletionRequest, Disclosure, PartyMember, Transfer
from runwu.members.own.deletions import answering, held_pieces, is_former
from runwu.members.services.answering import require_another
from runwu.members.services.freezing import erase_record, freeze_record, thaw_record
from runwu.members.services.keeping_back import drop_papers, put_back, take_out


@transaction.atomic
def ask_deletion(*, member: PartyMember, piece: DeletionPiece, reason: str, by: User) -> DeletionRequest:
    """Ask for the deletion of a piece of what is held about oneself (申请删除).

    Raises UserError for what is not held or must be held; Conflict while one for the piece is open.
    """
    if member.deletions.filter(piece=piece, state=DeletionState.ASKED).exists():
        raise _waits(piece)
    if piece not in held_pieces(member):
        raise UserError(
            _("“%s”没有登记，或者不能单独删除。") % piece.label,
            rule=_("党员登记、转接和统计按党内法规必须有的内容，在党期间不删除。"),
            now=_("内容有错的，请申请更正。"),
        )
    try:
        with transaction.atomic():
            row = DeletionRequest.objects.create(
                member=member, organization=answering(member), piece=piece, reason=reason.strip()
            )
    except IntegrityError as error:
        raise _waits(piece) from error
    _log(by, "asked", row)
    return row


def _waits(piece: DeletionPiece) -> Conflict:
    return Conflict(_("“%s”已经申请删除，正等答复。") % piece.label, now=_("不想删除了的，请在“谁能看到我”里撤回。"))


@transaction.atomic
def withdraw_deletion(*, request: DeletionRequest, by: User) -> None:
    """Take one's own request back before it is answered (撤回删除申请). Raises Conflict when it has been answered."""
    row = _locked(request, DeletionState.ASKED)
    row.state = DeletionState.WITHDRAWN
    row.save(update_fields=["state"])
    _log(by, "withdrawn", row)


@transaction.atomic
def refuse_deletion(*, request: DeletionRequest, answer: str, by: User) -> None:
    """Answer that the piece stays as it is, with reasons (不予删除). Raises UserError without them, or Conflict."""
    row = _answered(request, DeletionState.REFUSED, answer, by)
    row.save()
    _log(by, "refused", row)


@transaction.atomic
def delete_piece(*, request: DeletionRequest, answer: str, by: User) -> None:
    """Delete the piece at once (删除); nothing brings it back. Raises UserError without an answer, or Conflict."""
    row = _answered(request, DeletionState.DELETED, answer, by)
    if row.piece == DeletionPiece.RECORD:
        _require_former(row.member)
        erase_record(row.member)
    else:
        drop_papers(take_out(row.member, DeletionPiece(row.piece), by))
    row.save()
    _log(by, "deleted", row)


@transaction.atomic
def freeze_piece(*, request: DeletionRequest, answer: str, ground: str, until: date | None, by: User) -> None:
    """Stop every processing but storing, as a document demands keeping (停止处理); `until` is the last day of that.

    Raises UserError without an answer or ground, or for a last day that is over; Conflict when answered meanwhile.
    """
    row = _answered(request, DeletionState.FROZEN, answer, by)
    if not ground.strip():
        raise UserError(
            _("没有写明要求保存的依据。"),
            rule=_("个人信息保护法第四十七条：法律、行政法规规定的保存期限没有届满的，才不删除而停止处理。"),
            now=_("请写明文件名称和条款；没有这样的依据的，请删除。"),
        )
    if until is not None and until < timezone.localdate():
        raise UserError(
            _("保存期限已经过了。"), rule=_("保存期限届满的，应当删除。"), now=_("请核对日期，或者选择删除。")
        )
    row.ground, row.until = ground.strip(), until
    if row.piece == DeletionPiece.RECORD:
        _require_former(row.member)
        row.kept = freeze_record(row.member)
    else:
        row.kept = take_out(row.member, DeletionPiece(row.piece), by)
    row.full_clean(exclude=["member", "organization"])
    row.save()
    _log(by, "frozen", row)


@transaction.atomic
def lift_freeze(*, request: DeletionRequest, reason: str, by: User) -> None:
    """Put what was frozen back into the register (解除停止处理). Raises UserError without a reason, or Conflict."""
    row = _locked(request, DeletionState.FROZEN)
    require_another(row.member, by)
    if not reason.strip():
        raise UserError(
            _("没有写明解除的理由。"),
            rule=_("停止处理的内容，只有本人同意、恢复组织关系或者有权机关依法要求时才恢复使用。"),
            now=_("请写明理由，本人会看到。"),
        )
    if row.piece == DeletionPiece.RECORD:
        thaw_record(row.member, row.kept or {})
    else:
        put_back(row.member, row.kept or {}, by)
    row.state, row.kept = DeletionState.LIFTED, None
    row.lift_reason, row.lifted_at, row.lifted_by = reason.strip(), timezone.now(), by.public_id
    row.save()
    _log(by, "lifted", row)


def expire(row: DeletionRequest) -> None:
    """Delete what was frozen once the time of keeping is over (保存期满删除). Callers are in a transaction."""
    if row.piece == DeletionPiece.RECORD:
        erase_record(row.member)
    else:
        drop_papers(row.kept or {})
    row.state, row.kept = DeletionState.EXPIRED, None
    row.save(update_fields=["state", "kept"])


@transaction.atomic
def open_frozen(*, request: DeletionRequest, reason: str, by: User) -> DeletionRequest:
    """Open what is stored of a former member, one by one and with a reason that the person reads (打开停止处理的记录).

    Raises UserError without a reason, Conflict once it is lifted or gone.
    """
    row = _locked(request, DeletionState.FROZEN)
    if not reason.strip():
        raise UserError(
            _("没有写明打开的事由。"),
            rule=_("停止处理的记录只存储和保护；打开要有事由，并留下记录。"),
            now=_("请写明事由，本人会看到。"),
        )
    Disclosure.objects.create(member=row.member, seen_by=by.public_id, fields=["frozen"], reason=reason.strip())
    _log(by, "opened", row)
    return row


def _require_former(member: PartyMember) -> None:
    """Insist on somebody who is a member no more and with whom nothing is under way: it would be stuck, unseen."""
    held = member.person.posts.open().exists()
    if held or Transfer.objects.filter(member=member, state__in=OPEN_TRANSFERS).exists():
        raise Conflict(
            _("这个人还有没有离任的任职。") if held else _("这个人还有没有办完的组织关系转接。"),
            rule=_("停止处理以后，谁也看不到、办不了。"),
            now=_("请先登记离任，或者办结、撤回转接，再答复。"),
        )
    if not is_former(member):
        raise Conflict(
            _("这个人现在是党员。"),
            rule=_("只有不再是党员、或者组织关系已经转出的，才能删除或者停止处理全部登记内容。"),
            now=_("请不予删除，写明理由。"),
        )


def _answered(request: DeletionRequest, state: DeletionState, answer: str, by: User) -> DeletionRequest:
    row = _locked(request, DeletionState.ASKED)
    require_another(row.member, by)
    if not answer.strip():
        raise UserError(
            _("还没有写答复。"),
            rule=_("个人信息保护法：请求删除要及时办理；不予删除或者停止处理的，说明理由。"),
            now=_("请写明核对的结果和理由，本人会看到。"),
        )
    row.state, row.answer = state, answer.strip()
    row.answered_at, row.answered_by = timezone.now(), by.public_id
    return row


def _locked(request: DeletionRequest, state: DeletionState) -> DeletionRequest:
    rows = DeletionRequest.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("member__person", "organization").get(pk=request.pk)
    if row.state != state:
        raise Conflict(_("这件删除申请已经办过：%s。") % row.get_state_display(), now=_("请刷新页面查看。"))
    return row


def _log(by: User, what: str, row: DeletionRequest, **more: Any) -> None:
    member = row.member
    audit.log(
        by, f"members.deletion.{what}", row, path=member.path or (row.organization.path if row.organization else ""),
        restricted=member.restricted, fields=[row.piece], member=member.public_id, **more,
    )  # fmt: skip
