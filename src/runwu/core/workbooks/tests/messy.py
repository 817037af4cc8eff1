"""Plan twelve messy workbooks, as offices keep them (names of enterprises are made up)."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from runwu.core.workbooks.tests.makers import (
    SAVED,
    Formula,
    SheetPlan,
    Styled,
    write_csv,
    write_ods,
    write_openpyxl,
    write_xls,
    write_xlsxwriter,
)

_DOUBLED = SheetPlan(
    "2026年",
    (
        ("示例园区企业基本情况台账", None, None, None, None, None, None),
        ("填报单位：示例园区办公室", None, None, None, None, "2026年10月", None),
        ("序号", "基本情况", None, "所属园区", "用工", None, "投产时间"),
        (None, "单位全称", "税号/信用代码", None, "人数（人）", "其中研发", None),
        (1, "示例甲风电有限公司", "91460000MA5T00001A", "东区", "４６人", 5, dt.date(2024, 6, 1)),
        (2, "示例乙新材有限公司", "9.146E+17", None, 120, None, "2024.6"),
        (3, " 示例丙　海工有限公司 ", "91460000MA5T00003C", None, "约50", "", "二〇二三年五月"),
        ("东区小计", None, None, None, 216, 5, None),
        (4, "示例丁管件有限公司", "91460000MA5T00004D", "西区", "不详", 0, "2024-02-30"),
        (5, None, None, None, None, None, None),
        ("合　　计", None, None, None, 216, 5, None),
        ("填表人：甲某", None, "审核人：乙某", None, "日期：2026年10月8日", None, None),
        ("备注：研发人数按社保口径", None, None, None, None, None, None),
        ("本表一式两份", None, None, None, None, None, None),
    ),
    merges=("A1:G1", "A3:A4", "B3:C3", "D3:D4", "E3:F3", "G3:G4", "D5:D7", "A14:G14"),
)

_PAGES = (
    SheetPlan("说明", (("填写说明",), ("请在第二张表填写。",))),
    SheetPlan(
        "在册",
        (
            ("企业台账",),
            ("公司名称*", "社会信用代码\n（18位）", "员工总数", "企业类型", "在产"),
            ("示例戊食品有限公司", "９１４６００００ＭＡ５Ｔ００００５Ｅ", "1,204", "私营", "√"),
            (None, None, None, None, None),
            ("示例己物流有限公司", "91460000MA5T00006F", "46家", "个体", "×"),
            ("企业台账",),
            ("公司名称*", "社会信用代码\n（18位）", "员工总数", "企业类型", "在产"),
            ("一、外商投资企业",),
            ("示例庚电子有限公司", 914600007654321098, "无", "外资", "不清楚"),
            (None, "91460000MA5T00008H", 12, "国企", "停产中"),
        ),
    ),
    SheetPlan("旧表", (("公司名称", "社会信用代码"), ("示例旧企业", "X")), hidden=True),
)

_FORMATS = SheetPlan(
    "Sheet1",
    (
        ("企业名称", "注册资本（万元）", "投产日期", "职工人数", "证照号"),
        ("示例辛设计有限公司", 500, Styled(45444, 'yyyy"年"m"月"d"日"'), 0, "91460000MA5T00009J"),
        ("示例壬累计算有限公司", "1.2亿元", 45444, "20多人", "91460000MA5T00010K"),
        ("示例癸会计师事务所", "3,000.5", 2024.6, 46.5, "91460000MA5T00011L"),
        ("示例子总计科技有限公司", "500美元", 2024.1, "50-60", "91460000MA5T00012M"),
    ),
)

_FORMULAS = SheetPlan(
    "公式",
    (
        ("单位名称", "职工总数", "开工时间", "注册资金"),
        ("示例丑公司", Formula("40+6", 46), Formula("DATE(2024,6,1)", 45444), Formula("C9", 0)),
        ("示例寅公司", Formula("B9"), "24.6.1", Formula("1/0", "#DIV/0!")),
        (Formula('"示例卯"&"公司"', "示例卯公司"), 7, "20240601", "-"),
    ),
)

_OLD = SheetPlan(
    "Sheet1",
    (
        ("东方示例园区企业花名册", None, None, None),
        ("企业名称", "所属园区", "职工人数", "投产日期"),
        ("甲", "乙", "1", "2"),
        ("例", "东区", 10, "2020-01-01"),
        ("示例辰公司", "东区", 46, dt.date(2024, 6, 1)),
        ("示例巳公司", None, "", 43982),
        ("示例午公司", "南区", "——", dt.datetime.fromisoformat("2023-12-31 08:30")),
        ("共3家", None, None, None),
    ),
    merges=("A1:D1", "B5:B6"),
)

_OLD_DOUBLED = SheetPlan(
    "花名册",
    (
        ("企业名称", "规模", None, "在产"),
        (None, "职工人数", "注册资金（元）", None),
        ("示例未公司", Formula('IF(1=1,"46","")'), 5000000, "是"),
        ("示例申公司", 8, 600000, "0"),
    ),
    merges=("A1:A2", "B1:C1", "D1:D2"),
)

_OPEN = (
    SheetPlan("封面", (("示例园区台账",),), hidden=True),
    SheetPlan(
        "名册",
        (
            ("企业名称：", "园区", "从业人数", "投产日期", "在产"),
            ("示例酉公司", "北区", 46, dt.date(2024, 6, 1), True),
            ("示例戌\n公司", None, Formula("SUM(40;6)"), "2024年6月", False),
            ("示例亥公司", "南区", "３", "6/1/2024", "有"),
            ("注：北区两家合用一层楼", None, None, None, None),
        ),
        merges=("B2:B3",),
    ),
)

_GB_ROWS = (
    ("企业名称", "统一社会信用代码", "职工情况", "", "投产日期"),
    ("", "", "人数", "党员", ""),
    ('示例"天"公司', '="91460000MA5T00013N"', "46 人", "3", "2024/6/1 0:00"),
    ("示例地\n公司", "91460000MA5T000140", "", "", "45444"),
    ("示例玄公司", "914600001234567000", "100", "1", "202406"),
    ("总计", "", "146", "4", ""),
)

_MARKED_ROWS = (
    ("企业 名称", "所有制", "在产（是/否）", "员工人数"),
    ("示例黄公司", "民营", "Y", "4,6"),
    ("示例宇公司", "国有 ", "N", "五十"),
    ("#REF!", "未知", "", "#N/A"),
)

_WIDE_ROWS = (
    ("编号", "单位全称", "注册资本（元）", "园区"),
    ("1", "示例宙公司", "5000000", "—"),
    ("2", "示例洪\u200b公司\u00a0", "3e3", "/"),
    ("3", "", "", ""),
)

LIBREOFFICE_PLANS = {
    "doubled.xlsx": (_DOUBLED,),
    "pages.xls": _PAGES,
    "open.ods": _OPEN,
}

MESSY: dict[str, Callable[[Path], Path]] = {
    "doubled-openpyxl.xlsx": lambda path: write_openpyxl(path, _DOUBLED),
    "pages-openpyxl.xlsx": lambda path: write_openpyxl(path, *_PAGES),
    "formats-xlsxwriter.xlsx": lambda path: write_xlsxwriter(path, _FORMATS),
    "formulas-xlsxwriter.xlsx": lambda path: write_xlsxwriter(path, _FORMULAS),
    "old-xlwt.xls": lambda path: write_xls(path, _OLD, date_1904=True),
    "old-doubled-xlwt.xls": lambda path: write_xls(path, _OLD_DOUBLED),
    "open-odfpy.ods": lambda path: write_ods(path, *_OPEN),
    "comma-gb18030.csv": lambda path: write_csv(path, _GB_ROWS, encoding="gb18030"),
    "semicolon-utf8-mark.csv": lambda path: write_csv(path, _MARKED_ROWS, encoding="utf-8-sig", delimiter=";"),
    "tab-utf16.csv": lambda path: write_csv(path, _WIDE_ROWS, encoding="utf-16", delimiter="\t"),
    "doubled-libreoffice.xlsx": lambda _: SAVED / "doubled.xlsx",
    "pages-libreoffice.xls": lambda _: SAVED / "pages.xls",
    "open-libreoffice.ods": lambda _: SAVED / "open.ods",
}
