"""What is printed onto the three-part letter (介绍信套打): values only, the person's own data are left to the pen."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from runwu.members.models import Transfer, TransferLetter

_CAPITALS = "零壹贰叁肆伍陆柒捌玖"


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """The values of stub, letter and receipt."""

    number: str
    bare_number: str
    addressee: str
    name: str
    standing: str
    source: str
    target: str
    days: str
    issued_on: date
    valid_until: date
    dues_until: date | None

    @property
    def is_framed(self) -> bool:
        """Tell whether the number was written together with the words “第…号”, which the form has already."""
        return "第" in self.number or self.number.strip().endswith("号")


def paper_of(transfer: Transfer, letter: TransferLetter) -> LetterPaper:
    """Return what a letter says; the number of days is written in capitals."""
    return LetterPaper(
        number=letter.number,
        bare_number=bare_number(letter.number),
        addressee=letter.addressee or transfer.to_name,
        name=transfer.member.person.full_name,
        standing=transfer.member.get_standing_display(),
        source=transfer.from_name,
        target=transfer.to_name,
        days=in_capitals((letter.valid_until - letter.issued_on).days),
        issued_on=letter.issued_on,
        valid_until=letter.valid_until,
        dues_until=transfer.dues_until,
    )


def bare_number(number: str) -> str:
    """Return a number without the words “第…号”, which the form has already.

    >>> bare_number("第 0001 号"), bare_number("0001")
    ('0001', '0001')
    """
    return number.strip().removeprefix("第").removesuffix("号").strip()


def number_key(number: str) -> str:
    """Return what two writings of one number share: neither the frame, nor blanks, nor the width of characters counts.

    >>> number_key("第０００１号") == number_key(" 0001")
    True
    """
    plain = "".join(unicodedata.normalize("NFKC", number).split())
    return bare_number(plain).casefold()


def in_capitals(number: int) -> str:
    """Write a number below a thousand in capitals (大写数字), as forms ask for it.

    >>> in_capitals(90), in_capitals(105), in_capitals(10), in_capitals(180)
    ('玖拾', '壹佰零伍', '壹拾', '壹佰捌拾')
    """
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_CAPITALS[hundreds]}佰" if hundreds else ""
    words += f"{_CAPITALS[tens]}拾" if tens else ("零" if hundreds and ones else "")
    return words + (_CAPITALS[ones] if ones or not words else "")
