"""What the audit log says of imports."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences

register_sentences(
    {
        "core.import.uploaded": _("{actor} 上传了待导入的工作簿（{kind}，{size} 字节）"),
        "core.import.committed": _("{actor} 写入了导入的行（{kind}，数据截至 {as_of}，新增 {new}，更改 {changed}）"),
        "core.import.corrections_taken": _("{actor} 下载了待改正的行，{rows} 行"),
        "core.import.discarded": _("{actor} 放弃了一次导入，清除 {rows} 行"),
        "core.import.purged": _("{actor} 清除了到期的导入内容，{rows} 行"),
    }
)
