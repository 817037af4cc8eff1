"""What the log says about plans, adoptions and journeys (操作说明)."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_sentences


def register() -> None:
    """Register the sentences of coverage, and of the journeys that it opens."""
    register_sentences(
        {
            "coverage.plan.requested": _("{actor} 开始测算联合党支部组建建议，参加测算 {units} 家"),
            "coverage.plan.chosen": _("{actor} 选用了建议中的“{profile}”方案"),
            "coverage.plan.discarded": _("{actor} 放弃了一份建议"),
            "coverage.plan.unit_moved": _("{actor} 调整了建议中一家企业的分组"),
            "coverage.plan.move_undone": _("{actor} 撤回了一次分组调整"),
            "coverage.plan.moved": _("{actor} 把建议中的一家企业调到另一个组"),
            "coverage.plan.caught": _("{actor} 指定建议中的一家企业暂由大党委兜底"),
            "coverage.plan.freed": _("{actor} 取消了对建议中一家企业的人工安排"),
            "coverage.plan.locked": _("{actor} 锁定了建议中的一组"),
            "coverage.plan.unlocked": _("{actor} 解锁了建议中的一组"),
            "coverage.plan.together": _("{actor} 要求建议中的两家企业同组"),
            "coverage.plan.apart": _("{actor} 要求建议中的两家企业分开"),
            "coverage.plan.unpaired": _("{actor} 取消了建议中的一条同组或分开的要求"),
            "coverage.plan.left_out": _("{actor} 把一家企业从这次建议中移出"),
            "coverage.plan.taken_back": _("{actor} 把一家企业重新列入这次建议"),
            "coverage.plan.edit_undone": _("{actor} 撤回了建议中的一次调整"),
            "coverage.plan.edit_redone": _("{actor} 重做了建议中的一次调整"),
            "coverage.plan.rest_requested": _("{actor} 开始重算建议的其余各组"),
            "coverage.plan.rest_computed": _("{actor} 重算了建议的其余各组"),
            "coverage.plan.cancelled": _("{actor} 取消了建议的一次测算"),
            "coverage.plan.cut_short": _("{actor} 让建议的一次测算到此为止，用当时的结果"),
            "coverage.contact_plan.cancelled": _("{actor} 取消了一份安排建议的测算"),
            "coverage.contact_plan.cut_short": _("{actor} 让一份安排建议的测算到此为止，用当时的结果"),
            "coverage.plan.adopted": _(
                "{actor} 采纳并上报了建议，新成立 {new_branches} 个党支部，涉及 {enterprises} 家企业"
            ),
            "coverage.plan.exported": _("{actor} 导出了建议的清单"),
            "coverage.petition.drafted": _("{actor} 生成了请示草稿"),
            "coverage.adoption.moves_reviewed": _("{actor} 核对了随迁党员名单，{listed} 名中确认 {confirmed} 名"),
            "coverage.adoption.approved": _("{actor} 登记了批复，随文调整 {moved} 名，待转接 {transfers} 名"),
            "coverage.adoption.declined": _("{actor} 登记了“未获批准”"),
            "coverage.adoption.approval_withdrawn": _("{actor} 撤回了批复登记"),
            "coverage.adoption.reviewed": _("{actor} 登记了年度复核（{outcome}），当时事实有 {changes} 处变化"),
            "coverage.adoption.withdrawn": _("{actor} 撤回了上报"),
            "coverage.pair.recorded": _("{actor} 登记了一条同组或分开的要求"),
            "coverage.pair.ended": _("{actor} 结束了一条同组或分开的要求"),
            "coverage.visit.recorded": _("{actor} 登记了一次走访"),
            "coverage.visit.activity_recorded": _("{actor} 登记了一次季度活动"),
            "coverage.visit.activity_withdrawn": _("{actor} 撤回了一次季度活动的登记"),
            "coverage.visit.liaison_recorded": _("{actor} 登记了一家企业的联络员"),
            "coverage.visit.liaison_withdrawn": _("{actor} 撤回了一家企业联络员的登记"),
            "coverage.mass.recorded": _("{actor} 登记了一家企业的群团组织"),
            "coverage.mass.ended": _("{actor} 登记一家企业的群团组织已撤销，或者撤回了当天的登记"),
            "coverage.survey.started": _("{actor} 开始抽样核查，抽取 {items} 家"),
            "coverage.contact_plan.requested": _("{actor} 测算了一份指导员或联络员安排建议，涉及 {firms} 家企业"),
            "coverage.contact_plan.changed": _("{actor} 手工调整了一份安排建议"),
            "coverage.contact_plan.accepted": _("{actor} 采纳了安排建议中的 {firms} 家企业"),
            "coverage.contact_plan.taken_back": _("{actor} 撤回了对 {firms} 家企业安排的采纳"),
            "coverage.contact_plan.discarded": _("{actor} 放弃了一份安排建议"),
            "coverage.contact.profile_recorded": _("{actor} 登记了一名指导员或联络员的安排条件"),
            "coverage.contact.languages_recorded": _("{actor} 登记了一家企业的工作语言"),
            "coverage.duty.hand_over": _("{actor} 为 {enterprises} 家企业登记或交接了一项兜底事项"),
            "coverage.duty.end": _("{actor} 结束了 {enterprises} 家企业的一项兜底登记"),
            "coverage.duty.undone": _("{actor} 撤回了一次兜底登记，涉及 {enterprises} 家企业"),
            "coverage.duty.worded": _("{actor} 改写了 {duties} 项兜底事项"),
            "core.journey.opened": _("{actor} 开始了一项办理流程"),
            "core.journey.ticked": _("{actor} 登记了流程步骤 {step}，日期 {done_on}"),
            "core.journey.tick_withdrawn": _("{actor} 撤回了流程步骤 {step} 的登记"),
            "core.journey.closed": _("{actor} 结束了一项办理流程"),
        }
    )
