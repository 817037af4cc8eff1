"""Let whole sealed segments expire (日志到期清除): a signed row first, then entries and links go, nothing else."""

from datetime import date, datetime, time

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.audit.chain import digest_of_segments, expiry_mac
from runwu.core.audit.expiries import expired_so_far, segments_after
from runwu.core.audit.journal import Actor, log
from runwu.core.audit.locks import try_to_become_sealer
from runwu.core.audit.verification import verify
from runwu.core.crypto import keyring
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.core.models.audit import AuditExpiry, AuditSeal, AuditSegment
from runwu.core.rulebooks import rulebook
from runwu.rules.privacy import DataCategory, retention_of
from runwu.rules.verdict import refuse


def expirable(*, before: date) -> AuditSegment | None:
    """Return the last segment of those from the beginning on whose every entry is from before a day, if any."""
    limit = timezone.make_aware(datetime.combine(before, time.min))
    state = expired_so_far()
    segments = AuditSegment.objects.filter(number__gt=state.last_segment).order_by("number")
    young = segments.filter(created_at__gte=limit).first()
    late = AuditSeal.objects.filter(position__gt=state.last_seq, entry__at__gte=limit).order_by("position").first()
    if young is not None:
        segments = segments.filter(number__lt=young.number)
    if late is not None:
        segments = segments.filter(number__lt=late.segment_id)
    return segments.last()


@transaction.atomic
def expire(*, before: date, by: Actor) -> AuditExpiry | None:
    """Clear the entries of whole segments from before a day (日志到期清除); return the signed row, None for nothing.

    The caller has seen that `by` administers the audit. Raises RuleRefused for a day within the time that entries
    are kept, UserError where the log does not verify: what does not fit is evidence.
    """
    _require_old_enough(before)
    if not try_to_become_sealer():
        raise Conflict(_("操作日志正在加校验值。"), now=_("请稍后再运行一次。"))
    if not verify().ok:
        raise UserError(
            _("操作日志未通过校验，没有清除任何记录。"), now=_("请先运行 runwu audit verify，查明原因并保留现场。")
        )
    last = expirable(before=before)
    if last is None:
        return None
    expiry = _signed(last, before=before, by=by)
    _clear(expiry)
    log(by, "core.audit.expired", before=before, entries=expiry.count, segments=last.number)
    return expiry


def _require_old_enough(before: date) -> None:
    today = timezone.localdate()
    kept = retention_of(DataCategory.DECISION, since=before, book=rulebook(on=today))
    if kept.until > today:
        raise RuleRefused(
            refuse(
                _("这些操作日志还在保存期内"),
                happened=_("要清除 {before} 以前的记录").format(before=before),
                reasons=[kept.reason],
                now=[_("换一个更早的日期")],
            )
        )


def _signed(last: AuditSegment, *, before: date, by: Actor) -> AuditExpiry:
    state, key = expired_so_far(), keyring().audit_key()
    expiry = AuditExpiry(
        number=state.number + 1,
        before=before,
        last_segment=last.number,
        last_seq=last.last_seq,
        count=last.last_seq - state.last_seq,
        digest=digest_of_segments(segments_after(state, up_to=last.number)),
        by=by.public_id,
        key_id=key.id,
    )
    expiry.mac = expiry_mac(key.secret, state.mac, expiry)
    expiry.save(force_insert=True)
    return expiry


def _clear(expiry: AuditExpiry) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM core_auditentry WHERE id IN (SELECT entry_id FROM core_auditseal WHERE position <= %s)",
            [expiry.last_seq],
        )
        cursor.execute("DELETE FROM core_auditseal WHERE position <= %s", [expiry.last_seq])
