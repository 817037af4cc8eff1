"""Six untidy enterprise ledgers, saved by different programs, as offices keep them."""

import datetime as dt
from pathlib import Path

from runwu.core.workbooks.tests.makers import (
    Formula,
    SheetPlan,
    Styled,
    write_csv,
    write_ods,
    write_openpyxl,
    write_xls,
    write_xlsxwriter,
)

SERIAL = 45444  # 2024-06-01


def tidy(folder: Path) -> Path:
    """XlsxWriter: names and codes in order, one known, one changed, one new firm."""
    head = ("单位全称", "临时编号", "从业人数", "生产状态", "投产时间", "是否在营")
    rows = (
        ("示例青禾电子有限公司", "甲001", 60, None, None, "是"),
        ("示例白露包装有限公司", "甲002", 75, "投产", "2022.6", "是"),
        ("示例新雨光学有限公司", "甲-91", "４６人", "在产", dt.date(2024, 3, 1), "√"),
        ("示例新雪光学有限公司", "甲-92", "约50", "试生产", "2024年3月", "不清楚"),
    )
    return write_xlsxwriter(folder / "企业台账.xlsx", SheetPlan("在册", [head, *rows]))


def merged(folder: Path) -> Path:
    """openpyxl: a title, a header of two merged rows, a repeated header, a subtotal and a note."""
    title = ("示例甲园区企业台账（2026年11月）",)
    upper = ("序号", "企业（单位）名称", "园区编号", "位置信息", None, "用工人数（人）")
    lower = (None, None, None, "所在网格", "厂房/楼栋", None)
    rows = (
        (1, "示例霜叶电子有限公司", "甲-81", "东一", "A1", 12),
        (2, "示例霜花电子有限公司", "甲-82", "东一", "A1", "二十"),
        ("小计", None, None, None, None, 12),
        upper,
        (3, "示例霜叶电子有限公司", "甲-81", "东一", "A2", 12),
        ("说明：职工人数以社保为准。",),
    )
    merges = ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3")
    return write_openpyxl(folder / "台账 最终版.xlsx", SheetPlan("Sheet1", [title, upper, lower, *rows], merges))


def old_excel(folder: Path) -> Path:
    """xlwt: dates as serial numbers, a code in scientific notation, a wrong check character."""
    head = ("公司名称", "税号", "临时编号", "投产时间", "企业状态")
    rows = (
        ("示例雨水机械有限公司", 9.146e17, None, SERIAL, "投产"),
        ("示例惊蛰机械有限公司", "91350900MA00000000", None, SERIAL, "投产"),
        ("示例清明机械有限公司", None, "甲-71", SERIAL, "投产"),
        ("示例芒种机械有限公司", None, None, None, "筹建"),
    )
    return write_xls(folder / "旧台账.xls", SheetPlan("企业", [head, *rows]))


def free_office(folder: Path) -> Path:
    """odfpy: a hidden sheet left alone, a formula without its value, a firm outside of the park."""
    head = ("企业名称", "台账编号", "员工数", "经纬度")
    rows = (
        ("示例立秋食品有限公司", "甲-61", 30, "110.001,20.001"),
        ("示例处暑食品有限公司", "甲-62", Formula("20+8"), None),
        ("示例白露食品有限公司", "甲-63", 30, "118.64,19.10"),
        ("示例秋分食品有限公司", "甲-64", 30, "在东边"),
    )
    hidden = SheetPlan("旧", [head, ("示例旧企业有限公司", "甲-60", 1, None)], hidden=True)
    return write_ods(folder / "台账.ods", SheetPlan("台账", [head, *rows]), hidden)


def exported_text(folder: Path) -> Path:
    """A text table in GB18030 as registers export it: full-width digits, the same firm twice, a lone heading in between."""
    rows = (
        ("单位名称", "园区临时编号", "职工总数", "规上", "工会", "党支部", "组建形式"),
        ("示例寒露建材有限公司", "甲－５１", "１２", "否", "已建", "中共示例寒露建材支部委员会", "单建"),
        ("示例霜降建材有限公司", "甲-52", "", "待定", "无", "中共示例寒露建材支部委员会", "单建"),
        ("示例寒露建材有限公司", "甲-51", "12", "否", "有", "", ""),
    )
    return write_csv(folder / "导出.csv", rows, encoding="gb18030")


def wide(folder: Path) -> Path:
    """openpyxl again: shares as fractions, a swapped point, one half of a point, a strange stage."""
    head = ("企业全称", "企业编号", "外资占比", "经度", "纬度", "项目阶段", "行业分类")
    rows = (
        ("示例立冬医药有限公司", "甲-41", Styled(0.3, "0%"), 110.001, 20.001, "建设中", "2710"),
        ("示例小雪医药有限公司", "甲-42", 130, 20.001, 110.001, "投产", "Z99"),
        ("示例大雪医药有限公司", "甲-43", None, 110.001, None, "半死不活", None),
        ("示例冬至医药有限公司", "甲-44", "25%", None, None, None, "C"),
    )
    return write_openpyxl(folder / "医药企业.xlsx", SheetPlan("医药", [head, *rows]))
