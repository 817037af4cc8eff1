"""What is owed before risky processing, to persons who ask, and after a breach (评估、权利与泄露)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from runwu.rules.codes import Code
from runwu.rules.errors import RuleInputError
from runwu.rules.office_hours import in_words_with_time
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, due, refuse

_LAST_YEAR = 2999


class Processing(Code):
    """What is going to be done with personal information (处理活动)."""

    SENSITIVE = "sensitive"
    AUTOMATED_DECISION = "automated_decision"
    ENTRUSTED = "entrusted"
    PUBLISHED = "published"
    EXPORTED = "exported"
    ORDINARY = "ordinary"


@reads("privacy.impact_before", "privacy.impact_report_years")
def impact_assessment(processing: Processing, *, book: Rulebook) -> Verdict:
    """Say whether an impact assessment comes first (个人信息保护影响评估); its report is kept for three years.

    Source: 个人信息保护法 第五十五条、第五十六条.

    >>> impact_assessment(Processing.AUTOMATED_DECISION, book=Rulebook(on=date(2026, 11, 23))).title
    '应当先做影响评估'
    """
    processing = Processing(processing)
    reasons = [book.reason("privacy.impact_before")]
    if processing not in book.names("privacy.impact_before"):
        return allow("不要求事先评估", reasons=reasons)
    kept = book.parameter("privacy.impact_report_years").shown
    reasons.append(book.reason("privacy.impact_report_years"))
    return due("应当先做影响评估", reasons=reasons, now=["评估后再开始", f"报告保存至少 {kept}"], since=book.on)


@reads("privacy.rights", "privacy.answer_days")
def answer_request(
    right: str, *, asked: date | None = None, refused_because: str | None = None, book: Rulebook
) -> Verdict:
    """Say what is due when a person uses a right (个人行使权利), by when if the day of asking is known.

    `refused_because` is set where it shall be refused. Raises RuleInputError for a right that is not listed.
    Source: 个人信息保护法 第四十四条至第五十条; 日数是产品设定.

    >>> answer_request("copy", refused_because="", book=Rulebook(on=date(2026, 11, 23))).title
    '拒绝要说明理由'
    >>> answer_request("copy", asked=date(2026, 11, 20), book=Rulebook(on=date(2026, 11, 23))).due
    datetime.date(2026, 12, 5)
    """
    labels = dict(book.parameter("privacy.rights").labels)
    if right not in book.names("privacy.rights"):
        raise RuleInputError(
            happened=f"没有名为 {right} 的权利", rule="权利在参数中列出", now=f"改用 {'、'.join(labels)} 之一"
        )
    reasons = [book.reason("privacy.rights")]
    if refused_because is None:
        by = None if asked is None else asked + timedelta(days=book.number("privacy.answer_days"))
        reasons += [book.reason("privacy.answer_days", arithmetic=f"{asked} 提出，到 {by}")] if by else []
        return due(f"应当办理：{labels[right]}", reasons=reasons, now=["核对是否本人，及时办理"], since=book.on, by=by)
    if not refused_because.strip():
        return refuse("拒绝要说明理由", reasons=reasons, now=["写明理由告诉本人", "改为办理"])
    return allow(
        "可以说明理由后拒绝", happened=refused_because.strip(), reasons=reasons, now=["告诉本人还可以怎样主张"]
    )


@reads("privacy.breach_notified", "privacy.risk_report_hours")
def breach_duties(found_at: datetime, *, national_risk: bool, book: Rulebook) -> Verdict:
    """Say what is due after a breach (泄露后的义务): remedy and notice at once, within a day where the nation is at risk.

    Raises RuleInputError for a moment after the rulebook's day.
    Source: 个人信息保护法 第五十七条; 网络数据安全管理条例 第十条.

    >>> breach_duties(datetime(2026, 11, 23, 9), national_risk=True, book=Rulebook(on=date(2026, 11, 23))).due
    datetime.date(2026, 11, 24)
    """
    if found_at.date() > book.on or found_at.year > _LAST_YEAR:
        raise RuleInputError(happened="发现时间晚于今天", rule="发现了才登记", now="核对发现时间")
    now = ["立即采取补救措施", "通知主管部门和受影响的个人"]
    reasons = [book.reason("privacy.breach_notified")]
    if not national_risk:
        return due("应当立即补救并通知", reasons=reasons, now=now, since=found_at.date())
    by = found_at + timedelta(hours=book.number("privacy.risk_report_hours"))
    arithmetic = f"{in_words_with_time(found_at)} 发现，到 {in_words_with_time(by)}"
    reasons.append(book.reason("privacy.risk_report_hours", arithmetic=arithmetic))
    return due(
        "应当立即补救、通知并限时报告",
        reasons=reasons,
        now=[*now, "限时向有关主管部门报告"],
        since=found_at.date(),
        by=by.date(),
    )
