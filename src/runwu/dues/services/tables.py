"""The yearly table (核定表): computed by the rules, approved on paper, changed only by a supplement."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import Conflict, UserError
from runwu.dues.models import DuesLine, DuesReceipt, DuesTable
from runwu.dues.selectors.beginnings import first_month_in
from runwu.dues.selectors.tables import first_month_of, without_line
from runwu.dues.services.checks import locked, log, require_collected_here, require_past, require_words
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization
from runwu.rules.dues import DuesFacts, PayerClass, monthly_dues
from runwu.rules.errors import RuleInputError
from runwu.rules.rulebook import Rulebook

_FURTHEST = 1  # years ahead for which a table may be made


@transaction.atomic
def open_table(*, organization: Organization, year: int, by: User, book: Rulebook) -> DuesTable:
    """Begin the table of a year, or a supplement where one is approved (编制核定表).

    Who paid by a class that needs no income last year gets a line at once; everybody else waits for a basis.
    Raises UserError for a year that nobody plans yet, Conflict while a draft of the year is open.
    """
    organization = locked(organization)
    earliest = organization.established_on.year if organization.established_on else book.on.year - 1
    if not earliest <= year <= book.on.year + _FURTHEST:
        raise UserError(_("%d 年不能核定。") % year, rule=_("从支部成立那年到明年。"), now=_("请选择另一个年度。"))
    last = DuesTable.objects.filter(organization=organization, year=year).aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            table = DuesTable.objects.create(
                organization=organization, year=year, number=last + 1, made_on=book.on, made_by=by.public_id
            )
    except IntegrityError as error:
        raise Conflict(
            _("%d 年的核定表还有一份没有批准。") % year, rule=_("一次只编制一份。"), now=_("请打开那一份继续。")
        ) from error
    if table.number == 1:
        _carry_over(table, book)
    log(by, "dues.table.opened", table, organization=organization, year=year, number=table.number)
    return table


def _carry_over(table: DuesTable, book: Rulebook) -> None:
    """Take over from the year before whom a fixed amount applies to; incomes are asked anew."""
    before = DuesLine.objects.filter(
        table__organization=table.organization_id, table__year=table.year - 1, table__approved_on__isnull=False
    )
    payers = {row.member_id: row.payer for row in before.order_by("starts", "table__number")}
    for member in without_line(table):
        facts = DuesFacts(payer=PayerClass(payers[member.pk])) if member.pk in payers else None
        answer = monthly_dues(facts, book=book) if facts else None
        if facts is not None and answer is not None and answer.amount is not None:
            DuesLine.objects.create(
                table=table, member=member, starts=first_month_in(member, table.first_month), payer=facts.payer.value,
                amount=str(answer.amount), clauses=[reason.key for reason in answer.verdict.reasons],
            )  # fmt: skip


@transaction.atomic
def begin_table(*, table: DuesTable, starts: date, last_receipt: int, by: User) -> DuesTable:
    """Say from which month a branch keeps its dues here, and which number its paper book has reached (期初).

    Lines that began with the table move along. Raises UserError for a month of another year and where receipts of the
    year have been issued already, Conflict for a supplement and for what has been approved.
    """
    locked(table.organization)
    table = _draft(table)
    starts = starts.replace(day=1)
    if table.number > 1:
        raise Conflict(
            _("这是补充核定表。"),
            rule=_("从几月起用、接哪个收据号，由本年第一份核定表写明。"),
            now=_("请逐人选起用月份。"),
        )
    _require_year(table, starts)
    _require_unused(table, last_receipt)
    before, table.starts, table.last_receipt = table.first_month, starts, last_receipt
    table.save(update_fields=["starts", "last_receipt"])
    for line in table.lines.select_related("member"):
        if line.starts == before or line.starts < starts:
            line.starts = first_month_in(line.member, table.first_month)
            line.save(update_fields=["starts"])
    log(by, "dues.table.begun", table, organization=table.organization, year=table.year)
    return table


def _require_unused(table: DuesTable, last_receipt: int) -> None:
    issued = DuesReceipt.objects.filter(organization=table.organization_id, year=table.year).order_by("number").first()
    if issued is not None and last_receipt != table.last_receipt:
        raise UserError(
            _("%(year)d 年的收据已经从 %(label)s 号开起。") % {"year": table.year, "label": issued.label},
            rule=_("收据号按支部、按年连续，开过的不改。"),
            now=_("请保留原来的号码；纸质收据本停用，以后的都在系统里开。"),
        )


def _require_year(table: DuesTable, starts: date) -> None:
    if starts.year != table.year:
        raise UserError(
            _("起用月份不在 %d 年。") % table.year, rule=_("一份核定表管一个年度。"), now=_("请选择本年的月份。")
        )


@transaction.atomic
def set_line(
    *, table: DuesTable, member: PartyMember, starts: date, facts: DuesFacts, by: User, book: Rulebook
) -> DuesLine:
    """Compute a member's monthly dues and put them into a draft (核定月交纳额); a line there is already gives way.

    Raises UserError where the facts don't suffice or the month isn't the table's, Conflict where it has been approved.
    """
    table = _draft(table)
    starts = starts.replace(day=1)
    _require_year(table, starts)
    if starts < first_month_of(table):
        raise UserError(
            _("起用月份早于本支部本年在系统里起用的 %s。") % f"{first_month_of(table):%Y-%m}",
            rule=_("以前的月份照原来的纸质账，不在系统里收。"),
            now=_("请选起用的当月或以后的月份。"),
        )
    require_collected_here(member, table.organization, starts, book=book)
    answer = monthly_dues(facts, book=book)
    if answer.amount is None:
        chips = "；".join(reason.chip for reason in answer.verdict.reasons)
        raise UserError(answer.verdict.happened or answer.verdict.title, rule=chips, now="；".join(answer.verdict.now))
    line, _made = DuesLine.objects.update_or_create(
        table=table,
        member=member,
        defaults={
            "starts": starts,
            "payer": facts.payer.value,
            "basis": _basis(facts),
            "amount": str(answer.amount),
            "clauses": [reason.key for reason in answer.verdict.reasons],
        },
    )
    log(by, "dues.line.set", line.table, organization=table.organization, member=member)
    return line


def _basis(facts: DuesFacts) -> dict[str, Any] | None:
    if facts.quarter is not None:
        return {"quarter": [str(one) for one in facts.quarter]}
    return None if facts.base is None else {"base": str(facts.base)}


@transaction.atomic
def drop_line(*, table: DuesTable, member: PartyMember, by: User) -> None:
    """Take a member out of a draft (移出核定表). Raises Conflict where it has been approved."""
    table = _draft(table)
    table.lines.filter(member=member).delete()
    log(by, "dues.line.dropped", table, organization=table.organization, member=member)


@transaction.atomic
def discard_table(*, table: DuesTable, by: User) -> None:
    """Throw a draft away (撤销草稿). Raises Conflict where it has been approved."""
    table = _draft(table)
    log(by, "dues.table.discarded", table, organization=table.organization, year=table.year)
    table.delete()


@transaction.atomic
def approve_table(
    *, table: DuesTable, approved_on: date, approver: str, document: str, by: User, on: date
) -> DuesTable:
    """Record that a table was approved on paper, by whom and when (登记批准); from now on it stands.

    Raises UserError without a line, a name, a paper or with a day to come, Conflict where it has been approved.
    """
    table = _draft(table)
    if not table.lines.exists():
        raise UserError(_("核定表里还没有党员。"), rule=_("批准的是每名党员的月交纳额。"), now=_("请先逐人核定。"))
    require_past(approved_on, on=on, label=_("批准日期"))
    table.approver = require_words(approver, _("批准人"), _("请填写在纸质表上签字的人。"))
    table.document = require_words(document, _("签字的纸质表或会议记录"), _("请写明会议日期或编号，原件由支部留存。"))
    table.approved_on, table.recorded_by = approved_on, by.public_id
    table.save(update_fields=["approved_on", "approver", "document", "recorded_by"])
    log(by, "dues.table.approved", table, organization=table.organization, year=table.year, number=table.number)
    return table


def _draft(table: DuesTable) -> DuesTable:
    rows = DuesTable.objects.select_for_update(of=("self",), no_key=True).select_related("organization__park")
    row = rows.filter(pk=table.pk).first()
    if row is None or row.approved_on is not None:
        raise Conflict(
            _("这份核定表已经批准或撤销，不能再改。"),
            rule=_("批准后的变动另编补充核定表，从变动的当月起用。"),
            now=_("请新编一份补充核定表。"),
        )
    return row


def read_facts(payer: str, base: Any, quarter: tuple[Any, Any, Any] | None) -> DuesFacts:
    """Return the facts of a form. Raises UserError in the words of the rule."""
    try:
        return DuesFacts(payer=PayerClass(payer), base=base, quarter=quarter)
    except RuleInputError as error:
        raise UserError(error.happened, rule=error.rule, now=error.now) from error
