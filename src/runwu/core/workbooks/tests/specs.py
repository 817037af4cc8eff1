"""Declare columns for the tests of the reader, of every kind."""

from runwu.core.workbooks import ChoiceSpec, ColumnSpec, Kind

SPECS = (
    ColumnSpec("name", "企业名称", ("单位全称", "单位名称", "公司名称"), required=True, example="示例风电有限公司"),
    ColumnSpec("code", "统一社会信用代码", ("信用代码", "社会信用代码"), kind=Kind.CODE, looks_like="[0-9A-Z]{18}"),
    ColumnSpec("park", "所属园区", ("园区",)),
    ColumnSpec("staff", "职工人数", ("员工人数", "从业人数", "职工总数"), kind=Kind.INTEGER, unit="人", example="46"),
    ColumnSpec("capital", "注册资本", ("注册资金",), kind=Kind.DECIMAL, unit="万元", example="500"),
    ColumnSpec("opened", "投产日期", ("投产时间", "开工时间"), kind=Kind.DATE),
    ColumnSpec("active", "是否在产", ("在产",), kind=Kind.BOOLEAN),
    ColumnSpec(
        "form",
        "企业类型",
        ("经济类型", "所有制"),
        kind=Kind.CHOICE,
        choices=ChoiceSpec({"state": ("国有", "国企"), "private": ("民营", "私营"), "foreign": ("外资", "外商投资")}),
    ),
)
