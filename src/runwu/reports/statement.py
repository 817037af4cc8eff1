"""What is held of a firm and its people, for whom, how long (数据说明): two pages for a firm's legal department.

Nothing is written down twice: purposes, times of keeping, rights and masks come from the rules, who reads what from
`access.policies`. Tests compare the fields of a firm with the model, and the readers with the policies.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from runwu.access.choices import Role
from runwu.access.policies import PLATFORM_ROLES, POLICIES
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.rules.privacy import DataCategory, PersonField, is_masked, is_sensitive, purpose_of, retention_of
from runwu.rules.rulebook import Rulebook

Words = str | Promise


@dataclass(frozen=True, slots=True)
class FirmPart:
    """Columns of a firm that are held for one purpose; the words name them on the page."""

    columns: tuple[str, ...]
    words: Words
    purpose: Words


@dataclass(frozen=True, slots=True)
class Held:
    """One thing held of a person, why, and how it is shown."""

    words: Words
    purpose: Words
    shown: Words


@dataclass(frozen=True, slots=True)
class Reader:
    """What one role sees: the firm's entry, names of members, phone and birth date, restricted members."""

    role: Words
    firm: Words
    names: Words
    contacts: Words
    restricted: Words


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data and how long it is kept."""

    words: Words
    time: str


@dataclass(frozen=True, slots=True)
class Statement:
    """The whole statement as of a day."""

    on: date
    firm: tuple[FirmPart, ...]
    persons: tuple[Held, ...]
    readers: tuple[Reader, ...]
    kept: tuple[Kept, ...]
    basis: tuple[str, ...]
    rights: tuple[Words, ...]


FIRM = (
    FirmPart(
        ("credit_code", "provisional_number", "name", "short_name"),
        gettext_lazy("名称、简称、统一社会信用代码或园区临时编号"),
        gettext_lazy("认出是哪一家企业"),
    ),
    FirmPart(
        ("park", "address", "grid", "building", "latitude", "longitude", "located"),
        gettext_lazy("园区、地址、网格、厂房和由此得出的坐标"),
        gettext_lazy("就近走访、就近组建联合党支部"),
    ),
    FirmPart(
        ("chain", "industry", "ownership", "foreign_share"),
        gettext_lazy("产业链、行业代码、所有制、外资比例"),
        gettext_lazy("找到适用的政策和合适的联络方式"),
    ),
    FirmPart(
        ("stage", "operating", "staff", "above_designated", "high_tech", "tax_filed", "insured"),
        gettext_lazy("阶段、是否实际经营、职工人数、规上、高新、近一年有无纳税和社保"),
        gettext_lazy("计算覆盖的分母；有无，不记金额"),
    ),
    FirmPart(
        ("visibility", "source", "source_date"),
        gettext_lazy("可见程度、数据来源和日期"),
        gettext_lazy("说明数据从哪里来、谁看得到"),
    ),
)
_PERSON: dict[PersonField, Words] = {
    PersonField.NAME: gettext_lazy("姓名"),
    PersonField.GENDER: gettext_lazy("性别"),
    PersonField.BIRTH_DATE: gettext_lazy("出生日期"),
    PersonField.EDUCATION: gettext_lazy("学历"),
    PersonField.PHONE: gettext_lazy("手机"),
    PersonField.IDENTITY_NUMBER: gettext_lazy("身份证后四位（全号不保存，只留校验值）"),
    PersonField.MEMBERSHIP: gettext_lazy("党员身份和所在党支部"),
}
_TIMES: dict[str, tuple[Words, Words]] = {  # at most, at least
    "日": (gettext_lazy("至多 %s 日"), gettext_lazy("至少 %s 日")),
    "个月": (gettext_lazy("至多 %s 个月"), gettext_lazy("至少 %s 个月")),
    "年": (gettext_lazy("至多 %s 年"), gettext_lazy("至少 %s 年")),
}
_KEYS = {
    DataCategory.RAW_FILE: "privacy.raw_file_days",
    DataCategory.LEAD: "privacy.lead_days",
    DataCategory.FORMER: "privacy.former_months",
    DataCategory.NETWORK_LOG: "privacy.network_log_months",
    DataCategory.DECISION: "privacy.decision_years",
    DataCategory.SHARING_RECORD: "privacy.sharing_record_years",
}
_BASIS = ("privacy.purpose_limited", "privacy.shortest_retention", "privacy.rights", "privacy.impact_before")
_YES, _NO = pgettext_lazy("seen", "可见"), "—"
_WITH_REASON = gettext_lazy("说明理由后，留痕")
_NAME_AND_BRANCH = gettext_lazy("姓名和所在支部")
_OPENED = gettext_lazy("逐条说明理由后，留痕")
_DUES_ALONE = gettext_lazy("只看姓名和党费")
_NAMES = (
    (Capability.SEE_MEMBERS, _YES),
    (Capability.KEEP_DUES, _DUES_ALONE),
    (Capability.ASK_FOR_NAMES, _WITH_REASON),
)
_RESTRICTED = (
    (Capability.SEE_MEMBER_CONTACTS, _YES),
    (Capability.SEE_RESTRICTED, _NAME_AND_BRANCH),
    (Capability.KEEP_DUES, _DUES_ALONE),
)


def statement(on: date) -> Statement:
    """Return the statement as the rules and roles stand on a day. One query."""
    book = rulebook(on=on)
    return Statement(
        on=on,
        firm=FIRM,
        persons=tuple(_held(field, words, book) for field, words in _PERSON.items()),
        readers=tuple(_readers()),
        kept=tuple(_kept(category, on, book) for category in _KEYS),
        basis=tuple(book.source(key).chip for key in _BASIS),
        rights=tuple(_(words) for _code, words in book.parameter("privacy.rights").labels),
    )


def _held(field: PersonField, words: Words, book: Rulebook) -> Held:
    marks = [(is_masked, _("默认遮盖")), (is_sensitive, _("按敏感信息保护"))]
    shown = [mark for applies, mark in marks if applies(field, book=book)]
    return Held(words, _(purpose_of(field, book=book).text), _("、").join(shown) or _NO)


def _readers() -> Iterator[Reader]:
    """Say of each role what it sees, in the order of the roles; those who run the platform see neither."""
    for role in Role:
        if role in PLATFORM_ROLES or role is Role.MEMBER:
            continue
        held = POLICIES[role].capabilities
        yield Reader(
            role=role.label,
            firm=_YES if Capability.SEE_ENTERPRISES in held else _NO,
            names=_first(held, *_NAMES),
            contacts=_first(held, (Capability.SEE_MEMBER_CONTACTS, _YES), (Capability.OPEN_MEMBER_CONTACTS, _OPENED)),
            restricted=_first(held, *_RESTRICTED),
        )


def _first(held: frozenset[Capability], *answers: tuple[Capability, Words]) -> Words:
    return next((words for capability, words in answers if capability in held), _NO)


def _kept(category: DataCategory, on: date, book: Rulebook) -> Kept:
    found = book.parameter(_KEYS[category])
    at_most, at_least = _TIMES[found.unit]
    words = at_most if retention_of(category, since=on, book=book).at_most else at_least
    return Kept(_(category.label), str(words) % book.number(_KEYS[category]))
