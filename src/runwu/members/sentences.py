"""What the audit log says about members."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences

register_sentences(
    {
        "members.contacts.opened": _("{actor} 打开了党员的手机和出生日期，事由已留存"),
        "members.consent.opened": _("{actor} 向“{audience}”公开了自己的党员身份"),
        "members.consent.closed": _("{actor} 收回了对“{audience}”的公开"),
        "members.restriction.confirmed": _("{actor} 确认限组织内知悉是本人意愿"),
        "members.wish.recorded": _("{actor} 登记了党员本人关于知悉范围的意愿"),
        "members.wish.withdrawn": _("{actor} 撤回了关于知悉范围的意愿"),
        "members.wish.granted": _("{actor} 登记了支部决定：同意本人关于知悉范围的意愿，已生效"),
        "members.wish.refused": _("{actor} 登记了支部决定：不同意本人关于知悉范围的意愿，已说明理由"),
        "members.standing.recorded": _("{actor} 登记了党组织关于党员身份的决定：{act}"),
        "members.standing.taken_back": _("{actor} 撤回了当天登记的身份变动：{act}"),
        "members.standing.paper_added": _("{actor} 附上了一件身份变动的批复原件"),
        "members.contact.named": _("{actor} 确定了限组织内知悉党员的联系人"),
        "members.contact.handed_over": _("{actor} 办理了联系人交接，由副联系人接手"),
        "members.own.exported": _("{actor} 取出了自己的登记内容（{form}）"),
        "members.correction.asked": _("{actor} 申请更正自己的登记内容"),
        "members.correction.withdrawn": _("{actor} 撤回了更正申请"),
        "members.correction.corrected": _("{actor} 核对后更正了党员的登记内容"),
        "members.correction.refused": _("{actor} 答复了更正申请：不予更正，已说明理由"),
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
