"""Write the workbooks of a demo park the way its office keeps them (演示用工作簿): every office a little differently."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import chain
from math import cos, radians
from pathlib import Path
from typing import Any

import xlsxwriter

from runwu.config.demo.province.firms import Firm
from runwu.config.demo.province.members import Member
from runwu.core.imports.coordinates import Position, gcj02_of

CENTRE = Position(20.0, 110.0)
"""A point in the sea: the parks are nowhere."""
_METERS_PER_DEGREE = 111_195.0
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
Cell = Any
Column = tuple[tuple[str, str, str], Callable[[Firm], Cell]]


def _yes(known: bool | None) -> str:
    return "" if known is None else ("是" if known else "否")


def _staff(firm: Firm) -> Cell:
    """Return the staff, now and then in full width with the unit, as people type it."""
    if firm.staff is None:
        return "待核实" if firm.number % 41 == 0 else ""
    return f"{firm.staff}人".translate(_FULL_WIDTH) if firm.number % 23 == 7 else firm.staff


def _code(firm: Firm) -> str:
    """Return the code, now and then in lower case or in groups."""
    code = firm.code
    if firm.number % 37 == 5:
        return code.lower()
    return f"{code[:6]} {code[6:]}" if code and firm.number % 53 == 11 else code


def _point(firm: Firm) -> str:
    """Return longitude and latitude as a map in China shows them, shifted."""
    if firm.point is None:
        return ""
    north, east = firm.point
    latitude = CENTRE.latitude + north / _METERS_PER_DEGREE
    longitude = CENTRE.longitude + east / (_METERS_PER_DEGREE * cos(radians(CENTRE.latitude)))
    found = gcj02_of(Position(latitude, longitude))
    return f"{found.longitude:.6f},{found.latitude:.6f}"


_FIRM: tuple[Column, ...] = (
    (("序号", "编号", "序 号"), lambda one: one.number + 1),
    (("企业名称", "单位名称", "公司全称"), lambda one: one.name if one.number % 67 else f" {one.name}　"),
    (("统一社会信用代码", "税号/信用代码", "社会信用代码"), _code),
    (("园区临时编号", "园区编号", "台账编号"), lambda one: one.own_number),
    (("企业地址", "经营地址", "注册地址"), lambda one: one.address),
    (("网格", "所属网格", "党建网格"), lambda one: one.grid),
    (("厂房", "楼栋", "厂房楼栋"), lambda one: one.building),
    (("坐标", "经纬度", "经纬度坐标"), _point),
    (("行业代码", "国民经济行业代码", "行业"), lambda one: one.industry),
    (("产业链", "所属产业链", "产业链条"), lambda one: one.chain),
    (("所有制", "企业性质", "企业类型"), lambda one: one.owner),
    (("职工人数", "从业人数", "用工人数"), _staff),
    (("阶段", "生产状态", "企业状态"), lambda one: one.stage),
    (("是否实际经营", "是否在营", "实际经营"), lambda one: _yes(one.operating)),
    (("经营情况来源", "核实方式", "经营核实来源"), lambda one: "" if one.operating is None else "税务和社保信息比对"),
    (("规上", "是否规上", "规模以上"), lambda one: _yes((one.staff or 0) > 150) if one.operating and one.produces else ""),
    (("国家高新", "高新企业", "是否高新"), lambda one: _yes(one.number % 17 == 3) if one.operating and one.staff else ""),
    (("近一年有纳税申报", "是否纳税申报", "有无纳税申报"), lambda one: _yes(one.tax_filed)),
    (("近一年缴纳社保", "是否缴纳社保", "有无社保"), lambda one: _yes(one.insured)),
    (("所属党组织", "党支部名称", "所在党组织"), lambda one: one.branch),
    (("组建方式", "组建形式", "覆盖方式"), lambda one: one.formation),
    (("牵头单位", "是否牵头", "牵头企业"), lambda one: "是" if one.host else ""),
    (("党建指导员", "指导员", "联系指导员"), lambda one: one.instructor),
    (("企业联络员", "联络员", "党建联络员"), lambda one: one.liaison),
    (("工会", "工会组织", "建会情况"), lambda one: one.mass.get("union", "")),
    (("共青团", "团组织", "团支部"), lambda one: one.mass.get("youth_league", "")),
    (("妇联", "妇联组织", "妇女组织"), lambda one: one.mass.get("women", "")),
)  # fmt: skip
_MEMBER_HEADS = (
    ("序号", "姓名", "性别", "出生年月", "学历", "政治面貌", "入党时间", "转正时间", "所属党支部", "领域", "工作单位",
     "职务", "层级", "党内职务", "组织关系", "流出地", "转入时间", "限组织内知悉", "不与单位关联"),
    ("序号", "党员姓名", "性别", "出生日期", "文化程度", "党员类别", "入党日期", "转正日期", "所在支部", "所在领域", "所在企业",
     "岗位", "管理层级", "党组织职务", "组织关系状态", "流出地党组织", "转入日期", "是否限组织内知悉", "不关联单位"),
)  # fmt: skip


def write_firms(path: Path, title: str, firms: Sequence[Firm], style: int) -> Path:
    """Write an office's ledger: a title, its own words for the columns, totals and a note at the end."""
    head = [words[style % 3] for words, _cell in _FIRM]
    cells = [cell for _words, cell in _FIRM]
    rows = ([cell(firm) for cell in cells] for firm in firms)
    total = ["合计", f"{len(firms)} 家", *[""] * 9, sum(firm.staff or 0 for firm in firms)]
    note = ["说明：坐标取自国内地图（GCJ-02）；空着的是还没有核实的。"]
    return _write(path, "企业台账", [[f"{title}企业台账"], *([[]] if style % 2 else []), head], rows, [total, note])


def write_members(path: Path, title: str, members: Sequence[Member], style: int, today: date) -> Path:
    """Write an office's register of members, with a place to sign at the end."""
    rows = (_member(number, one, today) for number, one in enumerate(members, 1))
    head = [[f"{title}党员名册"], [f"填报单位：{title}"], list(_MEMBER_HEADS[style % 2])]
    return _write(path, "党员名册", head, rows, [["填表人：        审核人：        "]])


def _member(number: int, one: Member, today: date) -> list[Cell]:
    converted: Cell = date(one.admitted.year + 1, one.admitted.month, 1) if one.full else ""
    hidden = "是" if one.restricted else ""
    return [
        number, one.name, "女" if one.woman else "男", one.birth if number % 3 else one.birth.strftime("%Y年%m月%d日"),
        one.education, "正式党员" if one.full else "预备党员",
        one.admitted if number % 4 else one.admitted.strftime("%Y.%m.%d"), converted,
        one.branch if number % 5 else one.branch.replace("支部委员会", "党支部"), one.sector,
        one.firm.name if one.firm else "", one.position if one.firm else "", one.level if one.firm else "",
        one.post, one.belonging, one.home, date(today.year - 1, 12, 1), hidden, hidden,
    ]  # fmt: skip


def write_instructors(path: Path, title: str, names: Iterable[str], today: date) -> Path:
    """Write the instructors of a park."""
    head = [
        [f"{title}党建指导员名册"],
        ["序号", "指导员姓名", "性别", "出生年月日", "文化程度", "派出单位", "聘任时间"],
    ]
    rows = (
        [number, name, "女" if number % 2 else "男", date(today.year - 27 - number % 12, 12, 27 + number % 4),
         "大学本科" if number % 7 else "大专", "示例管委会", f"{today.year - 1}年3月"]
        for number, name in enumerate(names, 1)
    )  # fmt: skip
    return _write(path, "党建指导员名册", head, rows, [])


def _write(
    path: Path, sheet_name: str, head: list[list[Cell]], rows: Iterable[list[Cell]], foot: list[list[Cell]]
) -> Path:
    """Write rows as they come; nothing is kept in memory."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd", "constant_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(sheet_name)
        text, figure = sheet.write_string, sheet.write_number
        for number, row in enumerate(chain(head, rows, foot)):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    if value:
                        text(number, column, value)
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                else:
                    figure(number, column, value)
    return path
