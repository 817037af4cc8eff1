"""The two workbooks of an office that nobody tidied up: merged heads, totals, notes, five rows with mistakes."""

import datetime as dt
from pathlib import Path
from typing import Any

from runwu.core.workbooks.tests.makers import SheetPlan, write_openpyxl, write_xlsxwriter

MIXED = "中共示例园区综合支部委员会"
OWN = "中共示例立春电子有限公司支部委员会"
_UPPER = (
    "序号",
    "企业基本情况",
    None,
    None,
    "位置信息",
    None,
    None,
    "用工规模",
    "生产状态",
    "是否在营",
    "党建情况",
    None,
    "产业",
)
_LOWER = (
    None,
    "单位全称",
    "税号/信用代码",
    "园区编号",
    "片区",
    "经度",
    "纬度",
    None,
    None,
    None,
    "所属党组织",
    "组建形式",
    None,
)
_FIRMS: tuple[tuple[Any, ...], ...] = (
    (1, "示例立春电子有限公司", None, "SL-01", "东区", 110.001, 20.001, "１２８人", "投产", "是", OWN, "单建", "示例电子链"),
    (2, "　示例雨水光电有限公司 ", None, "SL-02", "东区", 110.0015, 20.001, 96, "在产", "是", None, None, "示例电子链"),
    (3, "示例惊蛰传感有限公司", None, "SL-03", "东区", 110.0018, 20.0013, "46人", "投产", "√", None, None, "示例电子链"),
    (4, "示例清明线缆有限公司", "91460000MA5T00009J", "SL-04", "东区", 110.002, 20.0012, 38, "投产", "是", None, None, None),
    ("东区小计", None, None, None, None, None, None, 308, None, None, None, None, None),
    (5, "示例谷雨模具有限公司", None, None, "西区", 110.004, 20.0005, 30, "投产", "是", None, None, "示例装备链"),
    (6, "示例立夏机电有限公司", None, "SL-06", "西区", 110.0043, 20.0006, -22, "正常生产", "是", None, None, "示例装备链"),
    (7, "示例小满包装有限公司", None, "SL-07", "西区", 110.0041, 20.0008, "18 人", "投产", "是", None, None, None),
    (8, "示例芒种芯片有限公司", None, "SL-08", "东区", None, None, 2, "在建", "否", None, None, "示例电子链"),
    ("合　　计", None, None, None, None, None, None, 624, None, None, None, None, None),
    ("填表人：示甲", None, None, None, None, None, None, "审核人：示乙", None, None, None, None, None),
)  # fmt: skip
_TITLE = ("示例园区企业台账", *[None] * 12)
_MERGES = ("A1:M1", "A2:A3", "B2:D2", "E2:G2", "H2:H3", "I2:I3", "J2:J3", "K2:L2", "M2:M3")

LEDGER_MISTAKES = 3
REGISTER_MISTAKES = 2
UNKNOWN_COLUMN = "用工规模"


def write_ledger(folder: Path) -> Path:
    """Write the enterprises: a wrong code, no number at all, and less than nobody at work; one unknown column."""
    plan = SheetPlan("2026年在册", (_TITLE, _UPPER, _LOWER, *_FIRMS), merges=_MERGES)
    return write_openpyxl(folder / "企业台账（最新）.xlsx", plan)


_HEAD = (
    "序号",
    "姓名",
    "性别",
    "出生年月",
    "学历",
    "政治面貌",
    "入党时间",
    "转正时间",
    "所属党支部",
    "领域",
    "工作单位",
    "党内职务",
    "组织关系",
)


def _member(number: int, name: str, firm: str, branch: str, **other: Any) -> tuple[Any, ...]:
    born = other.get("born", dt.date(1988, 1 + number % 12, 12))
    admitted = dt.date(2012, 7, 1) if number % 2 else "2012.7.1"
    field = "企业" if branch == OWN else "机关"
    return (number, name, "女" if number % 2 else "男", born, "本科", "正式党员", admitted, dt.date(2013, 7, 1),
            branch, field, f"示例{firm}有限公司" if firm else None, other.get("post"), "在册")  # fmt: skip


def write_register(folder: Path) -> Path:
    """Write the members: one of them a child, and a second secretary of one branch."""
    rows = (
        ("示例园区党员名册", *[None] * 12),
        _HEAD,
        _member(1, "示东风", "立春电子", OWN, post="书记"),
        _member(2, "示南风", "立春电子", OWN),
        _member(3, "示西风", "立春电子", OWN),
        _member(4, "示北风", "雨水光电", MIXED, post="书记"),
        _member(5, "示朝霞", "雨水光电", MIXED),
        _member(6, "示晚霞", "惊蛰传感", MIXED, born=dt.date(2015, 3, 1)),
        _member(7, "示春雷", "清明线缆", MIXED),
        _member(8, "示夏云", "谷雨模具", MIXED),
        _member(9, "示秋露", "立夏机电", MIXED, post="书记"),
        _member(10, "示冬雪", "小满包装", MIXED),
        ("共 10 人", *[None] * 12),
    )
    return write_xlsxwriter(folder / "党员花名册.xlsx", SheetPlan("花名册", rows, merges=("A1:M1",)))
