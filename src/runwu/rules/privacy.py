"""Who may see a figure, what is masked, and how long it is kept (个人信息保护)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from runwu.rules.counts import require_count
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook

UNKNOWN_COUNT = "—"


class VisibilityLevel(IntEnum):
    """How openly Party work may appear at an enterprise (敏感可见度)."""

    OPEN = 0
    PLAIN = 1
    NEUTRAL = 2
    DISCREET = 3

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> VisibilityLevel.NEUTRAL.label
        '二级，中性措辞'
        """
        return ("零级，公开开展", "一级，平常开展", "二级，中性措辞", "三级，仅联系本人")[self]


class PersonField(StrEnum):
    """The fields held of a person (个人信息项目)."""

    NAME = "name"
    GENDER = "gender"
    BIRTH_DATE = "birth_date"
    EDUCATION = "education"
    PHONE = "phone"
    IDENTITY_NUMBER = "identity_number"
    MEMBERSHIP = "membership"


@dataclass(frozen=True, slots=True)
class FieldPurpose:
    """Why a field is held (处理目的) and whether it is treated as sensitive (敏感个人信息)."""

    field: PersonField
    label: str
    purpose: str
    sensitive: bool = False


# Membership is not named among the sensitive kinds of the law; it is treated as one by prudence.
PURPOSES: tuple[FieldPurpose, ...] = (
    FieldPurpose(PersonField.NAME, "姓名", "登记党员、办理组织关系和组织生活"),
    FieldPurpose(PersonField.GENDER, "性别", "填报党内规定的统计表"),
    FieldPurpose(PersonField.BIRTH_DATE, "出生日期", "核对入党年龄，填报党内规定的统计表"),
    FieldPurpose(PersonField.EDUCATION, "学历", "填报党内规定的统计表，选派党建工作指导员"),
    FieldPurpose(PersonField.PHONE, "手机号码", "由所在党支部和党务工作者联系本人", sensitive=True),
    FieldPurpose(PersonField.IDENTITY_NUMBER, "公民身份号码", "核对是否同一人，与法定名册比对", sensitive=True),
    FieldPurpose(PersonField.MEMBERSHIP, "党员身份", "管理组织关系，计算组织覆盖", sensitive=True),
)


def purpose_of(field: PersonField) -> FieldPurpose:
    """Find why a field is held.

    >>> purpose_of(PersonField.PHONE).purpose
    '由所在党支部和党务工作者联系本人'
    """
    return next(entry for entry in PURPOSES if entry.field is field)


@reads("privacy.masked_fields")
def is_masked(field: PersonField, *, book: Rulebook) -> bool:
    """Tell whether a field is shown masked until it is opened with a reason (默认遮盖).

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> is_masked(PersonField.PHONE, book=book)
    True
    """
    return field in book.names("privacy.masked_fields")


def mask_phone(phone: str) -> str:
    """Keep the first three and last four digits of a mobile number; anything else is hidden whole.

    >>> mask_phone("13800000000"), mask_phone("0898-1234")
    ('138****0000', '****')
    """
    is_mobile = len(phone) == 11 and phone.isdigit()
    return f"{phone[:3]}****{phone[-4:]}" if is_mobile else "****" * bool(phone)


def mask_identity(number: str) -> str:
    """Keep the last four characters of an identity number: the rest tells birth and home.

    >>> mask_identity("460100199001011234")
    '**************1234'
    """
    return "*" * 14 + number[-4:] if len(number) == 18 else "*" * len(number)


@reads("privacy.small_cell")
def shown_count(count: int | None, *, entitled: bool, book: Rulebook) -> str:
    """Write a count of members for a viewer (小数保护): below the limit only for the entitled.

    Zero is hidden, too: it tells that nobody is a member.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> shown_count(4, entitled=True, book=book), shown_count(4, entitled=False, book=book)
    ('4', '少于5')
    """
    require_count(count, "人数")
    if count is None:
        return UNKNOWN_COUNT
    limit = book.number("privacy.small_cell")
    return str(count) if entitled or count >= limit else f"少于{limit}"


@reads("privacy.small_cell")
def shown_parts(counts: Sequence[int], *, entitled: bool, book: Rulebook) -> tuple[str, ...]:
    """Write the parts of a total that is shown beside them (分项), so that no hidden part can be worked out.

    Where exactly one part is hidden, the smallest of the others is hidden with it.

    >>> from datetime import date
    >>> shown_parts([3, 9, 20], entitled=False, book=Rulebook(on=date(2026, 11, 23)))
    ('少于5', '不显示', '20')
    """
    shown = [shown_count(count, entitled=entitled, book=book) for count in counts]
    open_places = [place for place, text in enumerate(shown) if text.isdigit()]
    if len(counts) - len(open_places) == 1 and open_places:
        shown[min(open_places, key=lambda place: counts[place])] = "不显示"
    return tuple(shown)


@reads("privacy.raw_file_days")
def raw_file_purged_on(uploaded: date, *, book: Rulebook) -> date:
    """Give the day on which an uploaded file is destroyed at the latest (原始文件销毁).

    >>> raw_file_purged_on(date(2026, 11, 23), book=Rulebook(on=date(2026, 11, 23)))
    datetime.date(2026, 11, 30)
    """
    return uploaded + timedelta(days=book.number("privacy.raw_file_days"))


@reads("privacy.lead_days")
def lead_purged_on(opened: date, *, book: Rulebook) -> date:
    """Give the day on which a lead (线索) disappears.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> lead_purged_on(date(2026, 11, 23), book=book)
    datetime.date(2026, 12, 23)
    """
    return opened + timedelta(days=book.number("privacy.lead_days"))


@reads("privacy.neutral_from_level")
def needs_neutral_wording(level: VisibilityLevel, *, book: Rulebook) -> bool:
    """Tell whether notices and prints at this level avoid any word that reveals membership (中性措辞).

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> needs_neutral_wording(VisibilityLevel.NEUTRAL, book=book)
    True
    """
    return level >= book.number("privacy.neutral_from_level")
