"""How long each kind of data is kept, and when it has to go (保存期限与主动删除)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from runwu.rules.codes import Code
from runwu.rules.errors import RuleInputError
from runwu.rules.periods import add_months
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, due


class DataCategory(Code):
    """The kinds of data with a time of their own (数据类别)."""

    RAW_FILE = "raw_file"
    LEAD = "lead"
    FORMER = "former"
    NETWORK_LOG = "network_log"
    DECISION = "decision"
    IMPACT_REPORT = "impact_report"
    SHARING_RECORD = "sharing_record"

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> DataCategory.LEAD.label
        '联系线索'
        """
        return _PURPOSES[self][0]

    @property
    def purpose(self) -> str:
        """Say what it is kept for (处理目的)."""
        return _PURPOSES[self][1]


_PURPOSES = {
    DataCategory.RAW_FILE: ("上传的原始文件", "核对导入的数据"),
    DataCategory.LEAD: ("联系线索", "由联系人主动联系一次"),
    DataCategory.FORMER: ("离开以后的联系方式", "办完余下的手续"),
    DataCategory.NETWORK_LOG: ("网络日志", "查找安全事件的原因"),
    DataCategory.DECISION: ("决定的操作记录", "说明谁在什么时候办了什么"),
    DataCategory.IMPACT_REPORT: ("个人信息保护影响评估报告", "说明处理是否合法、必要"),
    DataCategory.SHARING_RECORD: ("向他人提供数据的记录", "说明向谁提供了什么"),
}
_KEYS = {
    DataCategory.RAW_FILE: "privacy.raw_file_days",
    DataCategory.LEAD: "privacy.lead_days",
    DataCategory.FORMER: "privacy.former_months",
    DataCategory.NETWORK_LOG: "privacy.network_log_months",
    DataCategory.DECISION: "privacy.decision_years",
    DataCategory.IMPACT_REPORT: "privacy.impact_report_years",
    DataCategory.SHARING_RECORD: "privacy.sharing_record_years",
}
_AT_MOST = (DataCategory.RAW_FILE, DataCategory.LEAD, DataCategory.FORMER)
_MONTHS = {"个月": 1, "年": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long a kind of data is kept (保存期限): until a day at the latest, or at the least."""

    category: DataCategory
    until: date
    at_most: bool
    reason: Reason


@reads(
    "privacy.raw_file_days", "privacy.lead_days", "privacy.former_months", "privacy.network_log_months",
    "privacy.decision_years", "privacy.impact_report_years", "privacy.sharing_record_years",
    "privacy.shortest_retention",
)  # fmt: skip
def retention_of(category: DataCategory, *, since: date, book: Rulebook) -> Retention:
    """Say how long data of a kind is kept from a day on (保存期限).

    Files and leads go at the latest on that day; logs, decisions, reports and records stay at the
    least until it. Raises RuleInputError for a day that no calendar holds.
    Source: 个人信息保护法 第十九条、第五十六条; 网络安全法; 网络数据安全管理条例 第十二条; 产品设定.

    >>> found = retention_of(DataCategory.LEAD, since=date(2026, 11, 23), book=Rulebook(on=date(2026, 11, 23)))
    >>> found.until, found.at_most
    (datetime.date(2026, 12, 23), True)
    """
    category = DataCategory(category)
    key = _KEYS[category]
    at_most = category in _AT_MOST
    text = "" if at_most else book.reason("privacy.shortest_retention").text
    until = _later(since, book.number(key), book.parameter(key).unit)
    kept = f"{'至多' if at_most else '至少'}保存 {book.parameter(key).shown}"
    arithmetic = f"{since} 起{kept}，到 {until}"
    reason = book.reason(key, arithmetic=arithmetic)
    return Retention(
        category=category, until=until, at_most=at_most,
        reason=Reason(
            text=f"{reason.text}{text}", source=reason.source, force=reason.force, arithmetic=arithmetic, key=key
        ),
    )  # fmt: skip


def _later(since: date, amount: int, unit: str) -> date:
    if unit in _MONTHS:
        return add_months(since, amount * _MONTHS[unit])
    try:
        return since + timedelta(days=amount)
    except OverflowError:
        raise RuleInputError(
            happened=f"{since} 加 {amount} {unit}超出了日历", rule="日期在日历以内", now="核对日期"
        ) from None


@reads("privacy.raw_file_days")
def raw_file_purged_on(uploaded: date, *, book: Rulebook) -> date:
    """Give the day on which an uploaded file is destroyed at the latest (原始文件销毁).

    >>> raw_file_purged_on(date(2026, 11, 23), book=Rulebook(on=date(2026, 11, 23)))
    datetime.date(2026, 11, 30)
    """
    return _later(uploaded, book.number("privacy.raw_file_days"), "日")


@reads("privacy.lead_days")
def lead_purged_on(opened: date, *, book: Rulebook) -> date:
    """Give the day on which a lead (线索) disappears.

    >>> lead_purged_on(date(2026, 11, 23), book=Rulebook(on=date(2026, 11, 23)))
    datetime.date(2026, 12, 23)
    """
    return _later(opened, book.number("privacy.lead_days"), "日")


class DeletionGround(Code):
    """What makes data superfluous (主动删除的情形)."""

    PURPOSE_MET = "purpose_met"
    SERVICE_ENDED = "service_ended"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    UNLAWFUL = "unlawful"


@reads("privacy.deletion_grounds", "privacy.only_stored")
def deletion_due(ground: DeletionGround, *, must_be_kept: bool = False, book: Rulebook) -> Verdict:
    """Say what is due when data has become superfluous (主动删除): it goes, nobody has to ask for it.

    Where a law still asks for keeping, or deleting is technically hard, everything but storing stops.
    Source: 个人信息保护法 第四十七条.

    >>> deletion_due(DeletionGround.CONSENT_WITHDRAWN, book=Rulebook(on=date(2026, 11, 23))).title
    '应当主动删除'
    """
    label = dict(book.parameter("privacy.deletion_grounds").labels)[DeletionGround(ground)]
    grounds = book.reason("privacy.deletion_grounds")
    if must_be_kept:
        reasons = [book.reason("privacy.only_stored"), grounds]
        return due("只保存，停止其他处理", happened=label, reasons=reasons, now=["停止使用、展示和导出", "到期后删除"])
    return due("应当主动删除", happened=label, reasons=[grounds], now=["删除，并在操作记录里留证"], since=book.on)
