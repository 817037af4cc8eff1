"""Corrections (更正): asked for by the member, answered with reasons by the secretary of the branch."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.crypto import blind_index
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.core.facts import changes_between, record_changes
from runwu.core.pinyin import initials_of
from runwu.core.rulebooks import rulebook
from runwu.members.choices import CorrectionField, CorrectionState
from runwu.members.imports.wishes import PHONE
from runwu.members.models import CorrectionRequest, PartyMember
from runwu.members.own.corrections import CHOSEN, in_words, kept_label, standing_now
from runwu.members.services.answering import require_another
from runwu.members.services.locking import locked_person
from runwu.members.services.own_accounts import name_own_accounts
from runwu.people.models import Person
from runwu.rules.identifiers import MobileNumber, read_mobile_number
from runwu.rules.membership import MemberDates, dates_in_order


def read_wanted(field: CorrectionField, words: str) -> str:
    """Return what was typed for a field, as the register keeps it. Raises UserError with what is accepted."""
    words = words.strip()
    if field in CHOSEN:
        return _choice(words, field)
    if field in {CorrectionField.BIRTH_DATE, CorrectionField.ADMITTED}:
        return _past_day(words, field)
    if field is CorrectionField.PHONE:
        return _phone(words)
    return words


def _choice(words: str, field: CorrectionField) -> str:
    known = CHOSEN[field]
    found = next((one for one in known if words.casefold() in (kept_label(one), str(one.label).casefold())), None)
    if found:
        return kept_label(found)
    told = "、".join(str(one.label) for one in known)
    raise UserError(
        _("%(what)s“%(words)s”无法识别。") % {"what": field.label, "words": words[:20]}, now=_("请填：%s。") % told
    )


def _past_day(words: str, field: CorrectionField) -> str:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        day = date.max
    if day >= timezone.localdate():
        raise UserError(
            _("%(what)s“%(words)s”无法识别。") % {"what": field.label, "words": words[:20]},
            now=_("请按 1990-03-31 的格式填写，早于今天。"),
        )
    return day.isoformat()


def _phone(words: str) -> str:
    read = read_mobile_number(words)
    if not isinstance(read, MobileNumber):
        raise UserError(_("手机号码不完整或有误。"), now=_("请填写十一位手机号码。"))
    return read.number


@transaction.atomic
def ask_correction(
    *, member: PartyMember, field: CorrectionField, wanted: str, reason: str, by: User
) -> CorrectionRequest:
    """Ask for a correction of one's own row (申请更正). Raises UserError; Conflict while one for the field is open."""
    wanted = read_wanted(field, wanted)
    if in_words(field, wanted) == standing_now(member, field):
        raise UserError(_("登记已经是这样：%s。") % in_words(field, wanted), now=_("不需要更正。"))
    try:
        with transaction.atomic():
            row = CorrectionRequest.objects.create(member=member, field=field, wanted=wanted, reason=reason)
    except IntegrityError as error:
        raise Conflict(
            _("“%s”已经提过更正，正等答复。") % field.label, now=_("要改内容的，请先撤回前一次的申请。")
        ) from error
    _log(by, "members.correction.asked", row)
    return row


@transaction.atomic
def withdraw_correction(*, request: CorrectionRequest, by: User) -> None:
    """Take one's own request back before it is answered (撤回更正申请). Raises Conflict when it has been answered."""
    row = _open(request)
    row.state = CorrectionState.WITHDRAWN
    row.save(update_fields=["state"])
    _log(by, "members.correction.withdrawn", row)


@transaction.atomic
def answer_correction(*, request: CorrectionRequest, correct: bool, answer: str, by: User) -> None:
    """Answer with reasons (答复更正申请); what is corrected is put right in the register in the same act.

    Raises UserError without reasons or for one's own request, Conflict when it has been answered or withdrawn meanwhile.
    """
    row = _open(request)
    require_another(row.member, by)
    if not answer.strip():
        raise UserError(
            _("还没有写答复。"),
            rule=_("个人信息保护法：更正申请要及时核实；不予更正的，说明理由。"),
            now=_("请写明核对的结果和理由。"),
        )
    row.state = CorrectionState.CORRECTED if correct else CorrectionState.REFUSED
    row.answer, row.answered_at, row.answered_by = answer.strip(), timezone.now(), by.public_id
    row.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    if correct:
        _put_right(row, by)
    _log(by, f"members.correction.{row.state}", row)


def _open(request: CorrectionRequest) -> CorrectionRequest:
    locked = CorrectionRequest.objects.select_for_update(of=("self",), no_key=True)
    row = locked.select_related("member__person").get(pk=request.pk)
    if row.state != CorrectionState.ASKED:
        raise Conflict(_("这件更正申请已经办结：%s。") % row.get_state_display(), now=_("请刷新页面查看。"))
    return row


def _put_right(row: CorrectionRequest, by: User) -> None:
    """Write the corrected value into the person's row, and note that it changed (no values).

    Raises RuleRefused for a birth date that the admission or the conversion on record contradicts.
    """
    if row.field == CorrectionField.ADMITTED:
        _put_admission_right(row, by)
        return
    member = _locked_member(row)
    person = locked_person(member)
    values = _columns(CorrectionField(row.field), row.wanted, person)
    if not values:
        return
    old = {name: getattr(person, name) for name in values}
    for name, value in values.items():
        setattr(person, name, value)
    if row.field == CorrectionField.BIRTH_DATE:
        _require_order(member, person)
    person.full_clean(validate_unique=False)
    person.save(update_fields=list(values))
    name_own_accounts([person.pk])
    if not row.member.restricted:  # nothing is noted about restricted ones beyond their own log
        told = [name for name in old if not name.endswith(("index", "initials"))]
        record_changes(changes_between(person, {name: old[name] for name in told}, personal=told), by=by.public_id)


def _put_admission_right(row: CorrectionRequest, by: User) -> None:
    """Write the corrected day of admission, where it is in order with birth and conversion. Raises RuleRefused."""
    member = _locked_member(row)
    old, member.admitted_on = member.admitted_on, date.fromisoformat(row.wanted)
    _require_order(member, member.person)
    member.save(update_fields=["admitted_on", "updated_at"])
    if not member.restricted:
        record_changes(changes_between(member, {"admitted_on": old}), by=by.public_id)


def _locked_member(row: CorrectionRequest) -> PartyMember:
    members = PartyMember.objects.select_for_update(of=("self",), no_key=True).select_related("person")
    return members.get(pk=row.member_id)


def _require_order(member: PartyMember, person: Person) -> None:
    """Refuse a birth, admission and conversion that cannot be true together. Raises RuleRefused."""
    dates = MemberDates(birth=person.born_on, admission=member.admitted_on, conversion=member.converted_on)
    verdict = dates_in_order(dates, book=rulebook(on=timezone.localdate()))
    if verdict.refused:
        raise RuleRefused(verdict)


def _columns(field: CorrectionField, wanted: str, person: Person) -> dict[str, str]:
    """Return the columns that a corrected field fills; nothing for what the secretary has put right elsewhere."""
    if field is CorrectionField.NAME:
        sealed = {"sealed_name": wanted}
        return sealed if person.sealed else {"name": wanted, "initials": initials_of(wanted, limit=50)}
    if field in CHOSEN:
        return {field.value: next(one.value for one in CHOSEN[field] if kept_label(one) == wanted)}
    if field is CorrectionField.BIRTH_DATE:
        return {"birth_date": wanted}
    return {"phone": wanted, "phone_index": blind_index(wanted, PHONE)} if field is CorrectionField.PHONE else {}


def _log(by: User, action: str, row: CorrectionRequest) -> None:
    audit.log(
        by,
        action,
        row,
        path=row.member.path,
        restricted=row.member.restricted,
        fields=[row.field],
        member=row.member.public_id,
    )
