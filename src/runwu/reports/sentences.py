"""What the log says about boards (操作说明)."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences


def register() -> None:
    """Register the sentences of releases and packages."""
    register_sentences(
        {
            "reports.assessment.recorded": _("{actor} 登记了一份个人信息保护影响评估"),
            "reports.release.recorded": _("{actor} 登记了一个区域的党员总数可以显示，自 {on} 起"),
            "reports.exchange.key_registered": _("{actor} 登记了一个园区的交换包公钥"),
            "reports.exchange.read": _("{actor} 读入了一个园区的交换包，数据截至 {day}"),
            "reports.exchange.written": _("{actor} 写出了园区的交换包"),
            "reports.release.ended": _("{actor} 停止显示一个区域的党员总数"),
            "reports.frozen.made": _("{actor} 冻结了 {on} 的时点数"),
            "reports.frozen.withdrawn": _("{actor} 撤回了当天冻结的 {on} 时点数"),
            "reports.frozen.corrected": _("{actor} 登记了一处时点数更正，冻结数不变"),
        }
    )
