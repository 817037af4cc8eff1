"""The columns of the instructor workbook, with the names that offices give them (指导员名册的列)."""

from runwu.core.workbooks import ColumnSpec, Kind
from runwu.members.imports.columns import DEGREES, GENDERS

INSTRUCTOR_COLUMNS = (
    ColumnSpec(
        "name", "姓名", ("指导员姓名", "党建指导员", "指导员", "名字"), required=True, example="示小满", person=True
    ),
    ColumnSpec("gender", "性别", (), kind=Kind.CHOICE, choices=GENDERS, example="女"),
    ColumnSpec(
        "birth", "出生日期", ("出生年月", "出生年月日", "生日", "出生时间"), kind=Kind.DATE, example="1994-05-01"
    ),
    ColumnSpec("age", "年龄", ("周岁", "年纪"), kind=Kind.INTEGER, unit="岁", example="有出生日期就不用填"),
    ColumnSpec("education", "学历", ("文化程度", "最高学历"), kind=Kind.CHOICE, choices=DEGREES, example="本科"),
    ColumnSpec(
        "phone", "手机", ("手机号码", "手机号", "联系电话", "电话", "联系方式"), kind=Kind.CODE, example="可不填"
    ),
    ColumnSpec(
        "unit", "单位", ("工作单位", "所在单位", "派出单位", "单位及职务", "单位职务"), example="示例园区管委会"
    ),
    ColumnSpec(
        "since", "聘任日期", ("聘任时间", "任职时间", "选派时间", "派驻日期"), kind=Kind.DATE, example="2023-01-01"
    ),
    ColumnSpec("grid", "常驻网格", ("网格", "驻点网格", "所在网格", "负责网格"), example="东一"),
    ColumnSpec("chains", "熟悉的产业链", ("产业链", "熟悉产业", "擅长产业", "行业特长"), example="示例电子、示例食品"),
    ColumnSpec("languages", "工作语言", ("语言", "外语", "外语能力", "会说的语言"), example="英语、日语"),
    ColumnSpec(
        "most", "最多联系", ("最多联系几家", "联系上限", "最多联系企业数"), kind=Kind.INTEGER, unit="家", example="8"
    ),
)
