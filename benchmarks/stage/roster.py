"""A register of members of a park: invented people, branches and enterprises; the same from the same number of rows."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HEAD = (
    "*姓名", "性别", "出生日期", "公民身份号码", "学历", "手机号码", "党员类别", "入党时间", "转正时间", "所属党支部",
    "党内职务", "工作单位", "岗位",
)  # fmt: skip
BRANCHES, FIRMS = 300, 800
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_POSITIONS = ("工程师", "班组长", "会计", "车间主任", "操作工")
_FAMILY, _GIVEN = "示例样品范本", "一二三四五六七八九十百千万甲乙丙丁"


def rows(count: int) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the register: about one in a hundred is wrong."""
    dice = random.Random(count)
    for number in range(1, count + 1):
        yield _row(number, dice)


def _row(number: int, dice: random.Random) -> tuple[Any, ...]:
    birth = date(1960, 1, 1) + timedelta(days=dice.randrange(15_000))
    admitted = date(birth.year + 22, 7, 1)
    converted = date(birth.year + 23, 7, 1) if dice.random() < 0.95 else ""
    chance, woman = dice.random(), dice.random() < 0.5
    return (
        _name(number), "女" if woman else "男", birth.isoformat(), _identity(birth, number, woman=woman, wrong=chance < 0.005),
        dice.choice(("本科", "大专", "研究生", "高中")), f"1{'38'}{number:08d}" if chance > 0.01 else "1234",
        "正式党员" if converted else "预备党员", f"{admitted.year}.{admitted.month}", converted and converted.isoformat(),
        f"中共示例第{number % BRANCHES}支部委员会", "书记" if number <= BRANCHES and converted else "", f"示例企业{number % FIRMS}有限公司",
        dice.choice(_POSITIONS),
    )  # fmt: skip


def _name(number: int) -> str:
    base = len(_GIVEN)
    return f"{_FAMILY[:2]}{_GIVEN[number // base**2 % base]}{_GIVEN[number // base % base]}{_GIVEN[number % base]}"


def _identity(birth: date, number: int, *, woman: bool, wrong: bool) -> str:
    """Return a number that is built here and nobody's: its check character fits unless it is to be wrong."""
    order = number % 500 * 2 + (0 if woman else 1)
    body = f"460105{birth:%Y%m%d}{order:03d}"
    check = "10X98765432"[sum(int(sign) * weight for sign, weight in zip(body, _WEIGHTS, strict=True)) % 11]
    return body + ("1" if wrong and check != "1" else "2" if wrong else check)


def write(path: Path, count: int) -> Path:
    """Write the register as a workbook."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("名册")
        sheet.write_row(0, 0, HEAD)
        for at, row in enumerate(rows(count), 1):
            sheet.write_row(at, 0, row)
    return path
