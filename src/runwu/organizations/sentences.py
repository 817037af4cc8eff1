"""What the audit log says about organisations."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences

register_sentences(
    {
        "organizations.organization.established": _("{actor} 登记成立党组织"),
        "organizations.organization.form_printed": _("{actor} 打印了党组织信息采集表"),
        "organizations.organization.corrected": _("{actor} 更正了党组织的基本信息"),
        "organizations.organization.moved": _("{actor} 调整了党组织的隶属关系"),
        "organizations.organization.move_taken_back": _("{actor} 撤回了党组织的隶属调整"),
        "organizations.organization.restructured": _("{actor} 凭批复登记了组织调整"),
        "organizations.organization.restructuring_taken_back": _("{actor} 撤回了当天登记的组织调整"),
        "organizations.post.recorded": _("{actor} 登记了任职"),
        "organizations.post.corrected": _("{actor} 更正了任职"),
        "organizations.post.ended": _("{actor} 登记了离任"),
        "organizations.post.end_taken_back": _("{actor} 撤回了当天登记的离任"),
        "organizations.relation.recorded": _("{actor} 登记了党组织之间的关系"),
        "organizations.relation.ended": _("{actor} 登记了党组织之间的关系终止"),
        "organizations.relation.end_taken_back": _("{actor} 撤回了当天登记的关系终止"),
        "organizations.relation.taken_back": _("{actor} 撤回了当天登记的关系"),
        "organizations.promise.recorded": _("{actor} 登记了承诺事项"),
        "organizations.promise.settled": _("{actor} 登记了承诺的兑现情况"),
        "organizations.promise.reopened": _("{actor} 撤回了当天登记的兑现情况"),
        "organizations.promise.taken_back": _("{actor} 撤回了当天登记的承诺事项"),
        "organizations.approval.paper_added": _("{actor} 附上了批复原件"),
        "organizations.term.recorded": _("{actor} 登记了换届"),
        "organizations.term.corrected": _("{actor} 更正了届次"),
        "organizations.term.extended": _("{actor} 登记了延期换届"),
        "organizations.term.extension_taken_back": _("{actor} 撤回了当天登记的延期换届"),
        "organizations.term.taken_back": _("{actor} 撤回了当天登记的换届"),
        "organizations.card.note_added": _("{actor} 在履职卡上登记了一条"),
        "organizations.card.note_withdrawn": _("{actor} 撤回了当天登记的履职卡内容"),
        "organizations.vacancy.opened": _("{actor} 登记了空缺岗位"),
        "organizations.vacancy.closed": _("{actor} 关闭了空缺岗位"),
        "organizations.reserve.listed": _("{actor} 列入了后备人选"),
        "organizations.reserve.updated": _("{actor} 更新了后备人选的情况"),
        "organizations.reserve.ended": _("{actor} 登记了后备人选退出"),
        "organizations.reserve.objected": _("{actor} 对列入后备提出异议"),
        "organizations.post.taken_back": _("{actor} 撤回了当天登记的任职"),
    }
)
