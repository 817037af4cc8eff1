"""Keep every sentence that a person reads, in one place (提示语).

A refusal has three parts (发生了什么 · 依据哪一条 · 现在可以做什么), a problem or a notice two
(发生了什么 · 怎么办). Braces are filled by `str.format`.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


class RefusalText(NamedTuple):
    """Word one refusal of a whole file (整份不收)."""

    happened: str
    rule: str
    now: str


class ProblemText(NamedTuple):
    """Word one remark on a cell, a row or a sheet."""

    happened: str
    now: str


_KINDS_RULE: Final = "导入只认 .xlsx、.xlsm、.xls、.ods 和 .csv，按内容认，不看扩展名。"
_SIZE_RULE: Final = "为了不拖垮系统，展开后超过 {limit} MB 或压缩比超过 {ratio} 的文件不读。"

REFUSALS: Final[Mapping[str, RefusalText]] = {
    "not_a_workbook": RefusalText(
        "这个文件不是表格（{found}）。", _KINDS_RULE, "请用 Excel 或 WPS 打开原表，另存为 .xlsx 后再上传。"
    ),
    "empty_file": RefusalText("文件是空的，0 字节。", _KINDS_RULE, "请确认选对了文件，再上传一次。"),
    "password": RefusalText(
        "这份表格设了打开密码，读不了。",
        "系统不保存也不询问文件密码。",
        "请在 Excel 或 WPS 里取消密码（文件 → 信息 → 保护工作簿），另存后再上传。",
    ),
    "too_big": RefusalText(
        "文件有 {size} MB，太大了。", "一次导入的文件不超过 {limit} MB。", "请只留要导入的那一张表，或分几份上传。"
    ),
    "inflates_too_much": RefusalText(
        "文件本身不大，展开后却大得不正常（{part}）。",
        _SIZE_RULE,
        "请新建一个空白工作簿，只把要导入的数据按数值粘贴过去，另存后再上传。",
    ),
    "too_many_parts": RefusalText(
        "文件里装了 {count} 个部件，太多了。",
        "一份表格最多 {limit} 个部件。",
        "请删去图片和多余的工作表，另存后再上传。",
    ),
    "too_many_rows": RefusalText(
        "工作表“{sheet}”超过 {limit} 行。", "一次导入最多 {limit} 行数据。", "请按园区或年份拆成几份，分次上传。"
    ),
    "too_sparse": RefusalText(
        "工作表“{sheet}”的数据散到了第 {row} 行、{column} 列，中间大片是空的。",
        "一张表从第一格到最后一格不超过 {limit} 格、{columns} 列。",
        "请删去远处多余的内容（选中空白行列 → 删除），另存后再上传。",
    ),
    "no_rows": RefusalText(
        "工作表“{sheet}”里只有表头，没有数据行。", "至少要有一行数据才能导入。", "请选对工作表，或填好数据后再上传。"
    ),
    "empty_workbook": RefusalText(
        "表格里一个有内容的单元格都没有。", "至少要有一行表头和一行数据才能导入。", "请确认选对了文件，再上传一次。"
    ),
    "no_worksheet": RefusalText(
        "文件里没有可读的工作表，只有图表、宏表，或指向别的文件的链接。",
        "系统只读文件自身单元格里的内容，不去打开链接。",
        "请把数据粘贴为数值，放在普通工作表里，另存后再上传。",
    ),
    "no_such_sheet": RefusalText(
        "没有名为“{sheet}”的工作表。", "只能选文件里有的工作表。", "请从列出的工作表里另选一张。"
    ),
    "no_header": RefusalText(
        "在工作表“{sheet}”的前 {rows} 行里没有找到表头。",
        "表头是写着“企业名称”“姓名”这类列名的一行（可以是两行合并的）。",
        "请在数据上方补一行列名，再上传。",
    ),
    "corrupt": RefusalText(
        "文件不完整或已损坏（{detail}）。",
        "读不完整的表格不导入，免得漏行。",
        "请重新从原处复制或下载一份，用 Excel 或 WPS 打开确认无误，另存后再上传。",
    ),
    "dtd": RefusalText(
        "文件的 {part} 里带有实体定义（DTD），正常的表格不会有。",
        "带实体定义的文件可能用来攻击系统，一律不读。",
        "请用 Excel 或 WPS 打开原表，另存为 .xlsx 后再上传。",
    ),
    "encoding": RefusalText(
        "认不出这个文本文件的编码（第 {byte} 字节处既不是 UTF-8 也不是 GB18030）。",
        "文本表格要用 UTF-8、UTF-16 或 GB18030 编码。",
        "请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。",
    ),
    "unclosed_quote": RefusalText(
        "第 {row} 行的引号没有配对，它后面的内容分不清属于哪一格。",
        "读不完整的表格不导入，免得漏行。",
        "请补上或删去第 {row} 行的引号，或用 Excel 另存为 .xlsx 后再上传。",
    ),
    "long_line": RefusalText(
        "文本里有一行超过 {limit} 字节，不像表格。",
        "文本表格每行不超过 {limit} 字节。",
        "请确认选对了文件，再上传一次。",
    ),
}

PROBLEMS: Final[Mapping[str, ProblemText]] = {
    "required": ProblemText("没有填“{title}”。", "这一列必填，请补上。"),
    "formula_without_value": ProblemText(
        "公式没有结果，这一格读出来是空的。", "请用 Excel 打开重新计算并保存，或把结果粘贴为数值。"
    ),
    "excel_error": ProblemText("单元格显示 {raw}，是公式出错。", "请改正公式，或直接填值。"),
    "digits_lost": ProblemText(
        "单元格是 {raw}，Excel 已丢掉后几位，不能猜回。", "请查原件后重填，先把这一格设为文本。"
    ),
    "digits_lost_suspected": ProblemText(
        "“{raw}”末三位都是 0，可能是 Excel 把后几位改成了 0。", "请对照原件核对，不对就重填。"
    ),
    "not_a_code": ProblemText("“{raw}”不是代码或号码。", "请只填字母、数字和连字符。"),
    "full_width": ProblemText("“{raw}”里的全角字符已换成半角，记 {value}。", "不用改。"),
    "unit_removed": ProblemText("“{raw}”里的全角数字或单位已去掉，记 {value}。", "不用改。"),
    "unit_converted": ProblemText("“{raw}”按单位“{unit}”折算，记 {value}。", "请看一眼是否对。"),
    "approximate": ProblemText("“{raw}”不是确数，先记 {value}。", "知道确数就改成确数。"),
    "bound_not_number": ProblemText("“{raw}”是范围，不是一个数。", "请填一个确定的数；不知道就留空。"),
    "not_a_number": ProblemText("“{raw}”不是数。", "请填数字，如 {example}；不知道就留空。"),
    "not_an_integer": ProblemText("“{raw}”带小数，这一列要整数。", "请填整数，如 {example}。"),
    "wrong_unit": ProblemText("“{raw}”的单位不是“{unit}”。", "请换成“{unit}”再填，只填数字。"),
    "month_only": ProblemText("日期写成“{raw}”，按 {value} 记，精确到月。", "不用改；知道日子可以补上。"),
    "year_only": ProblemText("日期写成“{raw}”，按 {value} 记，精确到年。", "不用改；知道月日可以补上。"),
    "serial_date": ProblemText("单元格里是日期序号 {raw}，按 {value} 记。", "请看一眼是否对。"),
    "two_digit_year": ProblemText("“{raw}”的年份只有两位，分不清哪一年。", "请写四位年份，如 2024-06-01。"),
    "month_ambiguous": ProblemText("“{raw}”是数字，分不清 1 月还是 10 月。", "请写成 2024-01 或 2024-10 的样子。"),
    "day_month_ambiguous": ProblemText("“{raw}”分不清哪个是月、哪个是日。", "请按 年-月-日 写，如 2024-06-01。"),
    "impossible_date": ProblemText("“{raw}”这一天不存在。", "请改成真实的日期，如 2024-06-01。"),
    "not_a_date": ProblemText("“{raw}”不是日期。", "请按 年-月-日 写，如 2024-06-01；不知道就留空。"),
    "not_yes_no": ProblemText("“{raw}”看不出是还是否。", "请填“是”或“否”；不清楚就留空。"),
    "not_a_choice": ProblemText("“{raw}”不在可选的内容里。", "请从这些里选：{choices}。"),
}

NOTICES: Final[Mapping[str, ProblemText]] = {
    "hidden_sheet": ProblemText("只有隐藏的工作表“{sheet}”可读，用了它。", "请确认要导入的是它。"),
    "hidden_sheets_left": ProblemText("隐藏的工作表没有读：{sheets}。", "要导入它，请先取消隐藏，或在这里改选。"),
    "text_inside": ProblemText("扩展名是 {ending}，内容是文本，已按 CSV 读取。", "请看一眼各列是否分得对。"),
    "other_sheets": ProblemText("用了工作表“{sheet}”，另有 {sheets} 没有读。", "要导入别的表，请改选工作表。"),
    "unit_differs": ProblemText(
        "表头“{heading}”的单位是“{unit}”，这一列按“{expected}”记，元、万元、亿元之间会折算。", "请确认是这一列。"
    ),
    "column_absent": ProblemText(
        "“{system}”上次的导出里有、这份没有认出的项目：{titles}。", "导出格式变了的，请指认新的列；没有的不比对。"
    ),
}

SKIPS: Final[Mapping[str, str]] = {
    "blank": "空行",
    "title": "重复的标题行",
    "repeated_header": "重复的表头（换页）",
    "column_numbers": "栏号行",
    "example": "填写示例",
    "subtotal": "小计或合计行",
    "section": "分段标题",
    "note": "表尾的说明或签字栏",
    "only_serial": "只有序号，没有内容",
}
