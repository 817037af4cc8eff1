"""Write the demo park's workbooks the way offices keep them: a little untidy, and right (演示用工作簿)."""

from collections.abc import Sequence
from datetime import date
from math import cos, radians
from pathlib import Path
from typing import Any

import xlsxwriter

from runwu.config.demo.firms import FALLBACK, FIRMS, HOST, OWN, DemoFirm
from runwu.config.demo.people import DemoInstructor, DemoMember, born, instructors, members
from runwu.core.imports.coordinates import Position, gcj02_of

CENTRE = Position(20.0, 110.0)
"""A point in the sea: the park is nowhere."""
_METERS_PER_DEGREE = 111_195.0
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
Rows = Sequence[Sequence[Any]]


def write_instructors(path: Path, today: date) -> Path:
    """Write the instructors: one header row below a title."""
    head = ("序号", "指导员姓名", "性别", "出生年月日", "文化程度", "派出单位", "聘任时间")
    rows = [_instructor(number, one, today) for number, one in enumerate(instructors(today), 1)]
    return _write(path, "党建指导员名册", [("示例园区党建指导员名册",), head, *rows])


def _instructor(number: int, one: DemoInstructor, today: date) -> tuple[Any, ...]:
    written = one.born if number % 2 else one.born.strftime("%Y.%m.%d")
    return number, one.name, "女" if one.woman else "男", written, one.education, one.unit, f"{today.year - 1}年3月"


def write_firms(path: Path, today: date) -> Path:
    """Write the enterprises: a header of two rows with merged cells, a total and a note at the end."""
    upper = ("序号", "企业名称", "企业简称", "临时编号", "位置信息", "", "", "", "行业", "产业链", "企业性质", "可见等级",
             "职工人数（人）", "生产状态", "投产时间", "是否在营", "核实方式", "规上", "国家高新",
             "党建情况", "", "", "", "", "", "工会")  # fmt: skip
    lower = ("", "", "", "", "网格", "厂房", "经度", "纬度", "", "", "", "", "", "", "", "", "", "", "",
             "所属党组织", "组建形式", "牵头单位", "支部成立时间", "党建指导员", "联络员", "")  # fmt: skip
    people = [one.name for one in instructors(today)]
    rows = [_firm(number, firm, people, today) for number, firm in enumerate(FIRMS, 1)]
    total = ("合计", f"{len(FIRMS)} 家", *[""] * 10, sum(firm.staff or 0 for firm in FIRMS))
    note = ("说明：经纬度取自国内地图（GCJ-02）；停产和新入驻企业的职工人数待核实。",)
    return _write(path, "在册企业", [("示例园区企业台账",), upper, lower, *rows, total, note], merge=(upper, lower))


def _firm(number: int, firm: DemoFirm, people: Sequence[str], today: date) -> tuple[Any, ...]:
    longitude, latitude = _point(firm)
    producing = firm.stage in ("投产", "扩产")
    return (
        number, firm.name, firm.short_name, f"SL-{number:03d}", firm.grid, firm.building, longitude, latitude,
        firm.industry, firm.chain, firm.owner, firm.level, _staff(number, firm), firm.stage,
        _produced(number, firm, today) if producing else "", _yes(firm.operating), "社保缴纳记录" if firm.operating else "",
        _yes(firm.above) if producing else "", _yes(firm.high_tech) if producing else "",
        firm.branch, _formation(firm), "是" if firm.covered == HOST else "", _founded(firm, today),
        people[firm.instructor] if firm.instructor is not None else "", f"示联{number:02d}" if firm.liaison else "",
        "已建" if firm.union and number % 2 else ("有" if firm.union else "无"),
    )  # fmt: skip


def _point(firm: DemoFirm) -> tuple[Any, Any]:
    """Return the point as a map in China shows it, shifted; nothing where the office does not know it."""
    if firm.north is None or firm.east is None:
        return "", ""
    latitude = CENTRE.latitude + firm.north / _METERS_PER_DEGREE
    longitude = CENTRE.longitude + firm.east / (_METERS_PER_DEGREE * cos(radians(CENTRE.latitude)))
    found = gcj02_of(Position(latitude, longitude))
    return round(found.longitude, 6), round(found.latitude, 6)


def _staff(number: int, firm: DemoFirm) -> Any:
    """Return the staff, some in full width with the unit, as people type it."""
    if firm.staff is None:
        return "待核实"
    return f"{firm.staff}人".translate(_FULL_WIDTH) if number % 6 == 2 else firm.staff


def _produced(number: int, firm: DemoFirm, today: date) -> Any:
    day = date(today.year - firm.years, 1 + number % 6, 1)
    return day if number % 3 else f"{day.year}.{day.month}"


def _yes(known: bool | None) -> str:
    return "" if known is None else ("是" if known else "否")


def _formation(firm: DemoFirm) -> str:
    if not firm.covered:
        return ""
    return {OWN: "单建", FALLBACK: "兜底"}.get(firm.covered, "联建")


def _founded(firm: DemoFirm, today: date) -> Any:
    return date(today.year - 1, 7, 1) if firm.branch else ""


def write_members(path: Path, today: date) -> Path:
    """Write the members: numbered, with a section line and a place to sign at the end."""
    head = ("序号", "姓名", "性别", "出生年月", "学历", "政治面貌", "入党时间", "转正时间", "所属党支部", "领域",
            "工作单位", "职务", "层级", "党内职务", "组织关系", "流出地", "转入时间", "限组织内知悉", "不与单位关联")  # fmt: skip
    rows = [_member(number, one, today) for number, one in enumerate(members(), 1)]
    note = ("填表人：        审核人：        ",)
    return _write(path, "党员名册", [("示例园区党员名册",), ("",), head, *rows, note])


def _member(number: int, one: DemoMember, today: date) -> tuple[Any, ...]:
    birth = born(one.age, number, today)
    admitted = date(birth.year + 22, 7, 1) if one.full else date(today.year - 1, max(today.month, 2), 1)
    converted = date(admitted.year + 1, 7, 1) if one.full else ""
    return (
        number, one.name, "女" if one.woman else "男", birth if number % 3 else birth.strftime("%Y年%m月%d日"),
        one.education, "正式党员" if one.full else "预备党员", admitted if number % 4 else admitted.strftime("%Y.%m.%d"),
        converted, one.branch if number % 5 else one.branch.replace("支部委员会", "党支部"), one.sector, one.firm,
        one.position if one.firm else "", one.level if one.firm else "", one.post, one.belonging, one.home,
        date(today.year - 1, 9, 1) if one.full else admitted,
        "是" if one.restricted else "", "是" if one.restricted else "",
    )  # fmt: skip


def _write(path: Path, sheet_name: str, rows: Rows, merge: tuple[Sequence[str], Sequence[str]] | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet(sheet_name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
        if merge:
            _merge(sheet, *merge)
    return path


def _merge(sheet: Any, upper: Sequence[str], lower: Sequence[str]) -> None:
    """Merge the header of two rows as offices do: down where nothing stands below, across above several columns."""
    starts = [column for column, text in enumerate(upper) if text]
    for start, end in zip(starts, [*starts[1:], len(upper)], strict=True):
        if end - start > 1:
            sheet.merge_range(1, start, 1, end - 1, upper[start])
        elif not lower[start]:
            sheet.merge_range(1, start, 2, start, upper[start])
