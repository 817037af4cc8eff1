"""What the audit log says about members."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences

register_sentences(
    {
        "members.contacts.opened": _("{actor} 打开了党员的手机和出生日期，事由已留存"),
        "members.restricted.imported": _("{actor} 导入了一名限组织内知悉的党员，待本人确认"),
        "members.restricted.import_held": _("{actor} 导入的名册里有限组织内知悉的党员，没有写入"),
        "members.member.registered": _("{actor} 按转入的介绍信登记了一名党员，组织关系待接收"),
        "members.transfer.sent": _("{actor} 转出了一名党员的组织关系，方式 {route}"),
        "members.transfer.registered": _("{actor} 登记了一件外来转入，方式 {route}"),
        "members.transfer.reminded": _("{actor} 登记了一次转接提醒"),
        "members.transfer.reissued": _("{actor} 重新开具了介绍信"),
        "members.transfer.accepted": _("{actor} 接收了一名党员的组织关系，自 {on} 起"),
        "members.transfer.refused": _("{actor} 退回了一件转接，理由已留存"),
        "members.transfer.noted": _("{actor} 核实了一件转接的退回理由"),
        "members.transfer.withdrawn": _("{actor} 撤回了一件转接"),
        "members.transfer.receipt_sent": _("{actor} 登记了寄出回执"),
        "members.transfer.receipt_back": _("{actor} 登记了收到回执"),
        "members.reconciliation.made": _("{actor} 用法定名册的导出对账，{rows} 行，{gaps} 处差异"),
        "members.discrepancy.ruled": _("{actor} 核对了一处对账差异，结论 {ruling}"),
        "members.discrepancy.typed": _("{actor} 登记了一处差异已到法定系统录入"),
        "members.member.import_held": _("{actor} 导入的名册里有组织关系在别处的党员，没有写入"),
    }
)
