"""Hold one normalized cell (单元格)."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from runwu.core.workbooks.headings import INVISIBLE
from runwu.core.workbooks.problems import CellProblem

Value = str | int | Decimal | bool | dt.date | None

_BREAK = r"[ \t\u00a0\u3000]*[\r\n\v\f\u2028\u2029]+\s*"
_WRAPS = re.compile(rf"(?<=[\u4e00-\u9fff]){_BREAK}(?=[\u4e00-\u9fff])")
_BREAKS = re.compile(_BREAK)
_FORMULA_TEXT = re.compile(r'="(.*)"')
_GAPS = re.compile(r"\s+")

DAY, MONTH, YEAR = "day", "month", "year"


class Cell(NamedTuple):
    """Hold a value, what is wrong with it, and for a date how exact it is (“day”, “month”, “year”)."""

    value: Value
    problems: tuple[CellProblem, ...] = ()
    precision: str = DAY


EMPTY = Cell(None)


def words(text: str) -> frozenset[str]:
    """Return the words of a line."""
    return frozenset(text.split())


_DASHES = words("- -- --- — —— ―― ― – ／ / \\ ~ * ** … …… . 。 、")
_UNKNOWN = words(
    "无 暂无 没有 不详 未知 不明 不清楚 不清 不了解 待核 待核实 待查 待定 待补 待填 未填 空 空白 无数据 暂缺 缺 "
    "? ?? ??? n/a na n.a. null none nil 未提供 未统计"
)


def trimmed(text: str) -> str:
    """Return text without invisible characters and outer blanks.

    A line break between two Chinese characters is a wrap and goes; any other becomes one blank.

    >>> trimmed("　示例\\u200b企业\\n"), trimmed('="0012"')
    ('示例企业', '0012')
    """
    if text.isalnum():
        return text
    text = INVISIBLE.sub(_visible, text).strip()
    text = _BREAKS.sub(" ", _WRAPS.sub("", text))
    quoted = _FORMULA_TEXT.fullmatch(text)
    return quoted.group(1).strip() if quoted else text


def narrow(text: str) -> str:
    """Return trimmed text in half width.

    >>> narrow("４６ 人")
    '46 人'
    """
    text = trimmed(text)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def compact(text: str) -> str:
    """Return narrow text without any blank."""
    return _GAPS.sub("", narrow(text))


def is_dash(text: str) -> bool:
    """Tell a mark that stands for nothing, such as “—” or “/”."""
    return text in _DASHES


def is_unknown(text: str) -> bool:
    """Tell words that say that nothing is known, such as “不详”; a zero is none of them."""
    return text in _DASHES or compact(text).casefold() in _UNKNOWN


def _visible(found: re.Match[str]) -> str:
    return "\n" if found.group().startswith("_") else ""
