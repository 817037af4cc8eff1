"""On what ground personal information is processed, and when separate consent is needed (处理依据与单独同意)."""

from __future__ import annotations

from collections.abc import Iterable

from runwu.rules.codes import Code
from runwu.rules.errors import RuleInputError
from runwu.rules.privacy.fields import PersonField
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, refuse


class LegalBasis(Code):
    """On what ground information is processed (处理的合法性基础)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    STATUTORY_DUTY = "statutory_duty"
    EMERGENCY = "emergency"
    NEWS = "news"
    ALREADY_PUBLIC = "already_public"
    OTHER_LAW = "other_law"


class Consent(Code):
    """What consent somebody has given (同意)."""

    NONE = "none"
    GENERAL = "general"
    SEPARATE = "separate"


@reads(
    "privacy.legal_bases", "privacy.consent_free", "privacy.separate_consent", "privacy.sensitive_fields",
    "privacy.sensitive_kinds",
)  # fmt: skip
def may_process(field: PersonField, *, basis: LegalBasis, consent: Consent, book: Rulebook) -> Verdict:
    """Say whether a field may be processed on a ground (能否处理), and whether separate consent is missing (单独同意).

    Where the ground is consent, sensitive fields need it separately, the others at all. On the other
    grounds no consent is needed; for sensitive fields necessity and effect are told all the same.
    Source: 个人信息保护法 第十三条至第十六条、第二十八条至第三十条.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_process(PersonField.PHONE, basis=LegalBasis.CONSENT, consent=Consent.GENERAL, book=book).title
    '还要取得单独同意'
    """
    field, basis = PersonField(field), LegalBasis(basis)
    consent = Consent(consent)
    sensitive = field in book.names("privacy.sensitive_fields")
    wanted = [book.reason("privacy.separate_consent"), book.reason("privacy.sensitive_kinds")] if sensitive else []
    grounds = [book.reason("privacy.legal_bases"), *wanted]
    if basis is not LegalBasis.CONSENT:
        now = ["告知必要性和对个人的影响"] if sensitive else []
        return allow("可以处理，不以同意为前提", reasons=grounds, now=now)
    free = book.reason("privacy.consent_free")
    if sensitive and consent is not Consent.SEPARATE:
        now = ["单独说明必要性和影响，请本人单独同意", "不同意的，不影响其他服务"]
        return refuse("还要取得单独同意", reasons=[*wanted, free], now=now)
    if consent is Consent.NONE:
        return refuse("还没有取得同意", reasons=[*grounds, free], now=["说明目的后请本人同意"])
    return allow("可以处理", reasons=[*grounds, free], now=["撤回同意要同给出同意一样方便"])


@reads("privacy.notice_items")
def notice_complete(told: Iterable[str], *, book: Rulebook) -> Verdict:
    """Say whether people have been told what they must be told (告知事项), by the codes of the parameter.

    Source: 个人信息保护法 第十七条.

    >>> from datetime import date
    >>> notice_complete(["who", "purpose"], book=Rulebook(on=date(2026, 11, 23))).now[0]
    '补充告知处理方式'
    """
    known = set(told)
    labels = dict(book.parameter("privacy.notice_items").labels)
    strange = sorted(known - labels.keys())
    if strange:
        raise RuleInputError(
            happened=f"没有名为 {strange[0]} 的告知事项", rule="告知事项在参数中列出", now="核对事项代码"
        )
    missing = [labels[item] for item in book.names("privacy.notice_items") if item not in known]
    reasons = [book.reason("privacy.notice_items")]
    if not missing:
        return allow("告知完整", reasons=reasons)
    return refuse(
        "告知不完整",
        happened=f"没有告知{'、'.join(missing)}",
        reasons=reasons,
        now=[f"补充告知{item}" for item in missing],
    )
