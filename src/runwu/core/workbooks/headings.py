"""Reduce the heading of a column to what it means (表头归一)."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from runwu.core.workbooks.letters import column_letter

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]|_x000D_")
_UNITS = "人|名|个|家|户|项|次|岁|年|月|日|天|元|万元|亿元|万美元|亩|公顷|平方米|平米|m2|%|人次"
_HINT = re.compile(
    rf"\((?:单位:?)?(?:{_UNITS}|必填项?|选填|可选|单选|多选|数字|是[/、或]否|有[/、或]无"
    r"|年[-/.]?月[-/.]?日?|yyyy.*"
    r"|格式.*|[例如请填].*|下拉.*|文本.*|\d+位.*)\)"
)
_UNIT = re.compile(rf"\((?:单位:?)?({_UNITS})\)")
_OTHER_BRACKETS = str.maketrans("【】[]{}〔〕", "()()()()")
_GENERAL = ("情况", "信息", "资料", "概况", "内容", "数据", "事项")
"""Upper levels of a heading that add nothing to the level below."""
_MARKS = re.compile(r"[\s*★☆●▲#'\"“”‘’·]+")
_REQUIRED = re.compile(r"^(?:必填|选填)[:,]?|(?:必填|选填)$")


@lru_cache(maxsize=8192)
def normalize_heading(text: str) -> str:
    """Return a heading without width, spaces, marks, units and hints.

    >>> normalize_heading("*职工　人数（人）："), normalize_heading("企业\\n名称【必填】")
    ('职工人数', '企业名称')
    """
    text = _MARKS.sub("", _narrow(text))
    while (bare := _HINT.sub("", text)) != text:
        text = bare
    return _REQUIRED.sub("", text.rstrip(":;,。.")).rstrip(":")


def heading_unit(text: str) -> str:
    """Return the unit a heading names in brackets.

    >>> heading_unit("注册资本（万元）"), heading_unit("企业名称")
    ('万元', '')
    """
    found = _UNIT.search(_MARKS.sub("", _narrow(text)))
    return found.group(1) if found else ""


def _narrow(text: str) -> str:
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).translate(_OTHER_BRACKETS)
    return text.casefold()


@dataclass(frozen=True, slots=True)
class Heading:
    """Hold one column of a sheet: its position from 0, the levels of its heading, some of its values."""

    index: int
    levels: tuple[str, ...]
    samples: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """Return the column letter that the person sees."""
        return column_letter(self.index)

    @property
    def text(self) -> str:
        """Return the heading on one line; the levels of a doubled heading are joined by “/”."""
        return "/".join(" ".join(level.split()) for level in self.levels)

    @property
    def unit(self) -> str:
        """Return the unit that the lowest level names in brackets."""
        return heading_unit(self.levels[-1]) if self.levels else ""

    @property
    def normalized(self) -> str:
        """Return the heading under which a choice is remembered."""
        return "/".join(filter(None, map(normalize_heading, self.levels)))

    def candidates(self) -> tuple[str, ...]:
        """Return the wordings that say for sure what the column is.

        Under “基本情况” the lowest level speaks for itself; under “党员” a “人数” does not.
        """
        levels = [level for level in map(normalize_heading, self.levels) if level]
        alone = levels[-1:] if _speaks_for_itself(levels) else []
        return tuple(dict.fromkeys(filter(None, ("".join(levels), "/".join(levels), *alone))))

    def hints(self) -> tuple[str, ...]:
        """Return the wordings to guess from."""
        return (*self.candidates(), *filter(None, map(normalize_heading, self.levels[-1:])))


def _speaks_for_itself(levels: list[str]) -> bool:
    return len(levels) < 2 or len(levels[-1]) >= 4 or levels[-2].endswith(_GENERAL)
