"""Deciding what is right where two registers differ (对账核对), and noting what was typed into the mandated one."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.core.facts import Change, record_changes
from runwu.members.choices import DecisionOrigin, Gap, Ruling
from runwu.members.models import Discrepancy, PartyMember, Reconciliation
from runwu.members.models.reconciliations import as_stored
from runwu.members.services.conversions import Conversion, conversion_on_record
from runwu.members.services.transfers.recording import book_for
from runwu.rules.membership import Decision, MemberDates, Standing, dates_in_order, may_change_standing
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict

CORRECTED_HERE = (Gap.STANDING, Gap.ADMITTED, Gap.CONVERTED)


@transaction.atomic
def rule(
    *, discrepancy: Discrepancy, ruling: Ruling, document: str, decided_on: date | None, on: date, by: User
) -> Discrepancy:
    """Record which register is right; where it is theirs, correct the fact here by the rules for it (核对差异).

    A branch, or a person only one side holds, is never corrected by this: transfers and the roster are for that.
    Raises UserError, RuleRefused, or Conflict when it was decided or has changed meanwhile.
    """
    row = _locked(discrepancy)
    if row.ruling:
        raise Conflict(_("这处差异已经核对过。"), now=_("请打开它看结论。"))
    if ruling == Ruling.THEIRS:
        _correct(row, document, decided_on, on, by)
    row.ruling, row.document, row.ruled_on, row.ruled_by = ruling, document, on, by.public_id
    row.full_clean(exclude=["member", "organization", "typed_on"])
    row.save()
    audit.log(by, "members.discrepancy.ruled", row, restricted=True, ruling=ruling)
    return row


def _locked(discrepancy: Discrepancy) -> Discrepancy:
    if discrepancy.member_id:
        PartyMember.objects.select_for_update(no_key=True).get(pk=discrepancy.member_id)
    rows = Discrepancy.objects.select_for_update(of=("self",)).select_related("member__person", "reconciliation__park")
    return rows.get(pk=discrepancy.pk)


def _correct(row: Discrepancy, document: str, decided_on: date | None, on: date, by: User) -> None:
    member = row.member
    if row.kind not in CORRECTED_HERE or member is None:
        rule, way = _elsewhere(Gap(row.kind))
        raise UserError(
            _("“%s”不能在对账里直接更正。") % row.get_kind_display(),
            rule=rule,
            now=_("%s本系统的登记无误的，选“本系统为准”。") % way,
        )
    if not document:
        raise UserError(_("没有写依据。"), rule=_("更正党员登记要有依据。"), now=_("请写明档案材料或文号。"))
    old = getattr(member, row.kind)
    if as_stored(old) != row.ours:
        raise Conflict(_("对账以后，这一项已经改过。"), now=_("请用新的导出重新对账。"))
    new: str | date = row.theirs if row.kind == Gap.STANDING else date.fromisoformat(row.theirs)
    book = book_for(member.organization, on)
    setattr(member, row.kind, new)
    decision = Decision(number=document, decided_on=decided_on) if decided_on else None
    _require(_asked(row, old, decision, book))
    member.full_clean(exclude=["person"])
    member.save(update_fields=[row.kind, "updated_at"])
    if row.kind == Gap.STANDING and decided_on is not None:
        conversion = Conversion(member, str(old), member.converted_on, decided_on, document)
        if conversion_on_record([conversion], origin=DecisionOrigin.LEDGER, by=by.public_id, on=on):
            _date_conversion(row, member, decided_on)
    if not member.restricted:
        source = row.reconciliation.system
        change = Change(member, row.kind, old, new)
        record_changes([change], source=source, source_date=row.reconciliation.as_of, by=by.public_id)


def _date_conversion(row: Discrepancy, member: PartyMember, day: date) -> None:
    """Note the day of a conversion that has none, unless the two registers have yet to agree on it."""
    asked = row.reconciliation.discrepancies.filter(member=member, kind=Gap.CONVERTED)
    if member.converted_on is None and not asked.exists():
        member.converted_on = day
        member.full_clean(exclude=["person"])
        member.save(update_fields=["converted_on", "updated_at"])


@transaction.atomic
def take_over(*, reconciliation: Reconciliation, by: User) -> None:
    """Go on with somebody else's reconciliation (接手对账): from now on it is for this account alone.

    Raises Conflict where somebody else took it over meanwhile.
    """
    row = Reconciliation.objects.select_for_update(of=("self",)).select_related("park").get(pk=reconciliation.pk)
    if row.made_by != reconciliation.made_by:
        raise Conflict(_("这份对账刚刚由别人接手。"), now=_("请重新打开“法定名册对账”。"))
    before, row.made_by = row.made_by, by.public_id
    row.save(update_fields=["made_by"])
    place = row.park.public_id
    audit.log(by, "members.reconciliation.taken_over", row, place=place, restricted=True, before=str(before))


@transaction.atomic
def rule_together(
    *, reconciliation: Reconciliation, rows: QuerySet[Discrepancy], kinds: Collection[str], on: date, by: User
) -> int:
    """Record of all open differences of some kinds among `rows` that this register is right; return how many (一起核对).

    Nothing here is corrected by it: they are listed to be typed there, and each can be taken back. Raises Conflict where
    none is open. Two statements whatever their number.
    """
    known = rows.filter(reconciliation=reconciliation).order_by().values("pk")
    open_ones = Discrepancy.objects.filter(pk__in=known, ruling="", kind__in=kinds)
    number = open_ones.update(ruling=Ruling.OURS, document="", ruled_on=on, ruled_by=by.public_id)
    if not number:
        raise Conflict(_("这些差异都已经核对过。"), now=_("请重新打开清单。"))
    audit.log(by, "members.discrepancy.ruled_together", reconciliation, restricted=True, kinds=sorted(kinds), n=number)
    return number


@transaction.atomic
def withdraw_ruling(*, discrepancy: Discrepancy, by: User) -> None:
    """Take back the conclusion that this register is right (撤回结论), so that the difference is open again.

    Raises Conflict where it was typed over there already, or where a fact was corrected here by it.
    """
    row = _locked(discrepancy)
    if row.ruling != Ruling.OURS or row.typed_on is not None:
        raise Conflict(
            _("这处差异没有可以撤回的结论。"),
            rule=_("已经更正本系统，或者已经登记录入的，不能撤回。"),
            now=_("登记有误的，请在党员页面办理，下次对账会再列出。"),
        )
    row.ruling, row.document, row.ruled_on, row.ruled_by = "", "", None, None
    row.save(update_fields=["ruling", "document", "ruled_on", "ruled_by"])
    audit.log(by, "members.discrepancy.withdrawn", row, restricted=True)


def where_instead(kind: Gap) -> str:
    """Say where a fact is corrected that a reconciliation does not correct; nothing for those it does."""
    return "" if kind in CORRECTED_HERE else _elsewhere(kind)[1]


def _elsewhere(kind: Gap) -> tuple[str, str]:
    """Return by what rule a fact is not corrected here, and where it is instead."""
    if kind == Gap.FLOATING:
        return _("流动从登记流出到返回，由支部逐段记录。"), _("请在这名党员的页面登记流出或者返回。")
    if kind == Gap.POST:
        return _("党内职务随任免登记，有起止日期。"), _("请在党组织的页面登记任免。")
    if kind == Gap.PHONE:
        return _("电话由本人更正，或者由支部随名册更新。"), _("请本人在“谁能看到我”里更正，或者导入名册。")
    return _("组织关系只由转接改变；党员由名册或者转入登记。"), _("请办理转接、登记转入或者导入名册。")


def _asked(row: Discrepancy, old: object, decision: Decision | None, book: Rulebook) -> Verdict:
    member = row.member
    assert member is not None  # noqa: S101 -- asked only for known members
    if row.kind == Gap.STANDING:
        return may_change_standing(Standing(str(old)), Standing(str(member.standing)), decision=decision, book=book)
    dates = MemberDates(birth=member.person.born_on, admission=member.admitted_on, conversion=member.converted_on)
    return dates_in_order(dates, book=book)


def _require(verdict: Verdict) -> None:
    if verdict.refused:
        raise RuleRefused(verdict)


@transaction.atomic
def note_typed(*, discrepancy: Discrepancy, on: date, by: User) -> None:
    """Note that a difference was typed into the mandated system (已录入)."""
    row = _locked(discrepancy)
    if row.ruling != Ruling.OURS or row.typed_on is not None:
        raise Conflict(_("这处差异不在待录入清单里。"), now=_("请重新打开清单。"))
    row.typed_on = on
    row.save(update_fields=["typed_on"])
    audit.log(by, "members.discrepancy.typed", row, restricted=True)
