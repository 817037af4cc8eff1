"""What the audit log says about enterprises."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences

register_sentences(
    {
        "enterprises.fact.corrected": _("{actor} 更正了企业的事实"),
        "enterprises.override.corrected": _("{actor} 更正了本园区取值（{rule}，自 {since} 起）"),
        "enterprises.override.ended": _("{actor} 终止了本园区取值（{rule}，{until} 起不再适用）"),
        "enterprises.override.recorded": _("{actor} 登记了本园区取值（{rule}，自 {since} 起）"),
        "enterprises.override.undone": _("{actor} 当日撤销了对本园区取值的办理（{rule}）"),
        "enterprises.station.recorded": _("{actor} 登记了站点"),
        "enterprises.station.corrected": _("{actor} 更正了站点"),
        "enterprises.station.closed": _("{actor} 停用了站点，联系人的姓名和电话已删除"),
        "enterprises.station.contact_added": _("{actor} 经本人同意登记了站点联系人"),
        "enterprises.station.contact_withdrawn": _("{actor} 登记了联系人撤回同意，姓名和电话已删除"),
        "enterprises.visibility.set": _("{actor} 设定了企业的可见程度"),
        "enterprises.park.added": _("{actor} 建立了园区"),
        "enterprises.park.corrected": _("{actor} 更正了园区的登记信息"),
    }
)
