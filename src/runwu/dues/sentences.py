"""What the audit log says about dues; amounts are never among it, nor numbers: a gap would tell that a member is not shown."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences

register_sentences(
    {
        "dues.table.opened": _("{actor} 编制了 {year} 年党费核定表（第 {number} 次）"),
        "dues.table.begun": _("{actor} 设定了 {year} 年党费从几月起在系统里收、收据接着哪个号"),
        "dues.table.discarded": _("{actor} 撤销了 {year} 年党费核定表的草稿"),
        "dues.table.approved": _("{actor} 登记了 {year} 年党费核定表（第 {number} 次）的批准"),
        "dues.line.set": _("{actor} 核定了一名党员的月交纳额"),
        "dues.line.dropped": _("{actor} 把一名党员移出了核定表草稿"),
        "dues.reduction.recorded": _("{actor} 登记了一件少交或免交党费的批准"),
        "dues.reduction.withdrawn": _("{actor} 撤回了一件少交或免交党费的登记"),
        "dues.receipt.issued": _("{actor} 开具了一张党费收据"),
        "dues.extra.received": _("{actor} 登记了一笔自愿多交的党费"),
        "dues.receipt.reversed": _("{actor} 冲销了一张党费收据"),
        "dues.elsewhere.recorded": _("{actor} 登记了一名党员在流入地交纳的党费月份"),
        "dues.elsewhere.withdrawn": _("{actor} 撤回了一名党员在流入地交纳的登记"),
        "dues.remittance.up": _("{actor} 登记了一笔 {year} 年党费上缴"),
        "dues.remittance.down": _("{actor} 登记了一笔 {year} 年党费下拨"),
        "dues.remittance.reversed": _("{actor} 冲销了一笔 {year} 年党费上缴或下拨"),
        "dues.talk.recorded": _("{actor} 登记了一次欠交党费的谈话"),
    }
)
