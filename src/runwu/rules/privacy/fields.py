"""Which fields are held of a person, why, and how they are shown (个人信息项目)."""

from __future__ import annotations

from runwu.rules.codes import Code
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason


class PersonField(Code):
    """The fields held of a person (个人信息项目)."""

    NAME = "name"
    GENDER = "gender"
    BIRTH_DATE = "birth_date"
    EDUCATION = "education"
    PHONE = "phone"
    IDENTITY_NUMBER = "identity_number"
    MEMBERSHIP = "membership"


_PURPOSES = {
    PersonField.NAME: "登记党员、办理组织关系和组织生活",
    PersonField.GENDER: "填报党内规定的统计表",
    PersonField.BIRTH_DATE: "核对入党年龄，填报党内规定的统计表",
    PersonField.EDUCATION: "填报党内规定的统计表，选派党建工作指导员",
    PersonField.PHONE: "由所在党支部和党务工作者联系本人",
    PersonField.IDENTITY_NUMBER: "核对是否同一人，与法定名册比对",
    PersonField.MEMBERSHIP: "管理组织关系，计算组织覆盖",
}


@reads("privacy.purpose_limited")
def purpose_of(field: PersonField, *, book: Rulebook) -> Reason:
    """Say why a field is held (处理目的), with the clause that asks for a purpose.

    Source: 个人信息保护法 第六条.

    >>> from datetime import date
    >>> purpose_of(PersonField.PHONE, book=Rulebook(on=date(2026, 11, 23))).text
    '由所在党支部和党务工作者联系本人'
    """
    return book.reason("privacy.purpose_limited", _PURPOSES[PersonField(field)])


@reads("privacy.sensitive_fields")
def is_sensitive(field: PersonField, *, book: Rulebook) -> bool:
    """Tell whether a field is treated as sensitive (敏感个人信息); membership is, by prudence.

    >>> from datetime import date
    >>> is_sensitive(PersonField.MEMBERSHIP, book=Rulebook(on=date(2026, 11, 23)))
    True
    """
    return PersonField(field) in book.names("privacy.sensitive_fields")


@reads("privacy.masked_fields")
def is_masked(field: PersonField, *, book: Rulebook) -> bool:
    """Tell whether a field is shown masked until it is opened with a reason (默认遮盖).

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> is_masked(PersonField.PHONE, book=book)
    True
    """
    return PersonField(field) in book.names("privacy.masked_fields")


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
