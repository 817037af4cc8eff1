"""Six untidy registers of members, saved by different programs; everybody in them is invented."""

import datetime as dt
from pathlib import Path

from runwu.core.workbooks.tests.makers import (
    SheetPlan,
    write_csv,
    write_ods,
    write_openpyxl,
    write_xls,
    write_xlsxwriter,
)

NEXT = "示例谷雨支部"
SERIAL = 33000  # 1990-05-07


def tidy(folder: Path) -> Path:
    """XlsxWriter: two known members, one of them changed, two new ones."""
    head = ("姓名", "出生年月", "政治面貌", "入党时间", "所属党支部", "工作单位", "职务")
    rows = (
        ("示例党员甲", "1994-05-06", "正式党员", "2024-03-01", "示例春分支部", "示例青禾电子", None),
        ("示例党员乙", "1994-05-06", "正式", "2024-03-01", "中共示例春分支部委员会", "示例青禾电子", "班长"),
        ("示例新人甲", dt.date(1990, 5, 7), "中共党员", "2012.7", NEXT, "示例白露包装有限公司", "经理"),
        ("示例新人乙", "1991年6月8日", "预备", dt.date(2026, 3, 1), NEXT, "示例没有这家公司", None),
    )
    return write_xlsxwriter(folder / "党员名册.xlsx", SheetPlan("名册", [head, *rows]))


def merged(folder: Path) -> Path:
    """openpyxl: a merged header, somebody too young, somebody born tomorrow, dates out of order, a note."""
    title = ("示例甲园区党员名册",)
    upper = ("序号", "党员姓名", "基本情况", None, "党籍信息", None, None)
    lower = (None, None, "出生日期", "性别", "入党日期", "转正日期", "所在支部")
    rows = (
        (1, "示例小龄", "2008-01-01", "女", "2024-07-01", None, NEXT),
        (2, "示例未来", "2027-01-01", "男", "2026-07-01", "2026-08-01", NEXT),
        (3, "示例倒序", "1990-01-01", "女", "2014-07-01", "2013-07-01", NEXT),
        (4, "示例短期", "1990-01-01", "女", "2014-07-01", "2014-09-01", NEXT),
        ("填表人：示例某某",),
    )
    merges = ("A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:G2")
    return write_openpyxl(folder / "名册.xlsx", SheetPlan("Sheet1", [title, upper, lower, *rows], merges))


def old_excel(folder: Path) -> Path:
    """xlwt: serial dates, no branch, a wrong check character, a number in scientific notation."""
    head = ("姓名", "身份证号", "出生日期", "转正时间", "党支部")
    rows = (
        ("示例无部", None, SERIAL, "2014-07-01", None),
        ("示例错号", "110101" + "19900101" + "000X", None, "2014-07-01", NEXT),
        ("示例丢位", 1.10101e17, None, "2014-07-01", NEXT),
        ("示例十五", "110101" + "900101" + "001", None, "2014-07-01", NEXT),
    )
    return write_xls(folder / "党员.xls", SheetPlan("党员", [head, *rows]))


def free_office(folder: Path) -> Path:
    """odfpy: the same person twice, two secretaries of one branch, a branch that has one already."""
    head = ("姓名", "出生日期", "人员类别", "所在党支部", "党内职务")
    rows = (
        ("示例春甲", "1990-01-01", "正式党员", NEXT, "书记"),
        ("示例春乙", "1991-01-01", "正式党员", NEXT, "支部书记、宣传委员"),
        ("示例春甲", "1990-01-01", "正式党员", NEXT, None),
        ("示例春丙", "1992-01-01", "正式党员", "示例春分支部", "书记"),
        ("示例春丁", "1993-01-01", "正式党员", "示例甲园区综合党委", None),
    )
    return write_ods(folder / "名册.ods", SheetPlan("名册", [head, *rows]))


def exported_text(folder: Path) -> Path:
    """A text table as registers export it: relations of all three kinds, words nobody knows, a phone typed wrongly."""
    rows = (
        ("姓名", "政治面貌", "所在党支部", "组织关系", "流出地", "手机号码", "职务", "党内职务"),
        ("示例流入", "正式党员", NEXT, "流入", "示例外地支部", "", "", ""),
        ("示例未转", "正式党员", NEXT, "未转入", "", "", "", ""),
        ("示例怪词", "正式党员", NEXT, "好像在", "", "", "", ""),
        ("示例短号", "正式党员", NEXT, "在册", "", "12345", "", "旗手"),
    )
    return write_csv(folder / "导出.csv", rows, encoding="gb18030")


def sealed(folder: Path) -> Path:
    """openpyxl: a mark of restriction, one placed without employer, a new branch of a law firm, no standing told."""
    head = ("姓名", "出生日期", "党员类别", "所属党支部", "单位", "是否限组织内知悉", "不与单位关联")
    rows = (
        ("示例静甲", "1990-01-01", "正式党员", NEXT, "示例白露包装", "是", "否"),
        ("示例静乙", "1991-01-01", "正式党员", "中共示例律师事务所支部委员会", "示例律师事务所", "是", "是"),
        ("示例静丙", "1992-01-01", None, NEXT, None, "否", None),
        ("示例静丁", "1993-01-01", "正式党员", NEXT, None, "也许", None),
    )
    return write_openpyxl(folder / "名册.xlsx", SheetPlan("名册", [head, *rows]))
