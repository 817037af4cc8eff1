"""A ledger of enterprises of twenty columns, as untidy as real ones: the same from the same number of rows."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

HEAD = (
    "*企业名称", "简称", "统一社会信用代码", "注册地址", "所属网格", "厂房/楼栋", "经度", "纬度", "行业代码", "所属产业链",
    "企业性质", "外资比例（%）", "职工人数（人）", "生产状态", "投产时间", "是否在营", "核实方式", "规上", "高新技术企业", "近一年缴纳社保",
)  # fmt: skip
WIDTH = len(HEAD)
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SUBJECT = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WORDS = ("青禾", "白露", "沧海", "长风", "乐山", "启明", "云帆", "重光", "海风", "听涛", "行远", "大成")
_TRADES = ("电子", "科技", "贸易", "物流", "生物医药", "新能源", "建设工程", "食品", "文化传媒", "数字服务")
_INDUSTRIES = ("C3912", "C2710", "I6513", "L7240", "F5112", "G5820", "E4790", "M7320")
_OWNERSHIPS = ("民营", "民营企业", "国有控股", "外商投资", "混合所有制", "集体")
_STAGES = ("投产", "投产", "正常经营", "在建", "筹备", "停产", "已注销")
_DAYS = ("{y}-{m:02}-01", "{y}.{m}", "{y}年{m}月", "{y}/{m}/1")
_HEADCOUNTS = ("{n}", "{n}人", "约{n}人", "１{n}")
_SOURCES = ("社保缴纳记录", "实地走访", "电话核实")


def rows(count: int) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the ledger: about one in two hundred is wrong, and half of the facts are not known."""
    dice = random.Random(count)
    for number in range(1, count + 1):
        yield _row(number, dice)


def _row(number: int, dice: random.Random) -> tuple[Any, ...]:
    word, trade = dice.choice(_WORDS), dice.choice(_TRADES)
    known, runs = dice.random() < 0.55, dice.random() < 0.5
    year, month = 2005 + number % 20, 1 + number % 12
    point = (round(110 + dice.random() / 5, 6), round(20 + dice.random() / 5, 6)) if dice.random() < 0.7 else ("", "")
    return (
        f"示例{word}{number}号{trade}有限公司", f"{word}{number}" if dice.random() < 0.6 else "", _written(number, dice),
        f"示例大道 {number % 700} 号 {number} 室", f"网格{number % 120}", f"厂房{number % 900}" if dice.random() < 0.8 else "",
        *point, dice.choice(_INDUSTRIES), f"示例链{number % 12}" if dice.random() < 0.4 else "",
        dice.choice(_OWNERSHIPS), 25 if dice.random() < 0.03 else "",
        dice.choice(_HEADCOUNTS).format(n=number % 90) if known else "", dice.choice(_STAGES) if known else "",
        dice.choice(_DAYS).format(y=year, m=month) if known and runs else "",
        ("是" if runs else "否") if known else dice.choice(("", "不详")), dice.choice(_SOURCES) if known else "",
        "否" if known else "", "是" if dice.random() < 0.05 else "", ("有" if runs else "无") if known else "",
    )  # fmt: skip


def _written(number: int, dice: random.Random) -> str:
    """Return a code as people write it: in lower case, in full width, with blanks; a few are wrong."""
    code, chance = credit_code(number), dice.random()
    if chance < 0.004:
        return code[:-1] + _SIGNS[(_SIGNS.index(code[-1]) + 1) % 31]
    if chance < 0.02:
        return code.lower()
    if chance < 0.03:
        return f"{code[:8]} {code[8:]}"
    return code


def credit_code(number: int) -> str:
    """Return the code of an invented enterprise: both check characters fit."""
    subject = "MA" + "".join(_SIGNS[number // 31**place % 31] for place in range(5, -1, -1))
    weighed = sum(
        _SUBJECT.index(sign) * weight for sign, weight in zip(subject, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    )
    body = f"91460000{subject}{'0X987654321'[weighed % 11]}"
    total = sum(_SIGNS.index(sign) * 3**place for place, sign in enumerate(body))
    return body + _SIGNS[-total % 31]


def write(path: Path, count: int, *, untidy: bool = True) -> Path:
    """Write the ledger, with a title above and a note below unless it is to be tidy."""
    import xlsxwriter

    top = 2 if untidy else 0
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("在册")
        if untidy:
            sheet.merge_range(0, 0, 0, WIDTH - 1, f"示例园区企业台账（{date(2026, 10, 31):%Y年%m月}）")
        sheet.write_row(top, 0, HEAD)
        for at, row in enumerate(rows(count), top + 1):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(at, column, value)
        if untidy:
            sheet.write(top + count + 2, 0, "填表人：示谷雨")
    return path
