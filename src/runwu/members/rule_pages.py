"""Which pages show what the rules say about members and the size of organisations."""

from django.utils.translation import gettext_lazy as _

from runwu.core.rule_pages import RulePage, rule_pages

for page in (
    RulePage(
        name="members:transfer-open",
        title=_("转出组织关系"),
        checks=("membership.transfer_deadlines", "membership.transfer_targets"),
    ),
    RulePage(
        name="workbench:home",
        title=_("今天"),
        checks=(
            "membership.floating_contact",
            "membership.lost_contact_decision",
            "membership.should_transfer",
            "membership.suspension_decision",
            "recruitment.conversion_due",
        ),
    ),
    RulePage(
        name="members:floating-stay",
        title=_("流动期"),
        checks=("membership.counts_as_floating", "membership.should_transfer"),
    ),
    RulePage(name="members:floating-open", title=_("登记流动"), checks=("membership.floating_registration",)),
    RulePage(name="members:floating-arrive", title=_("登记流入"), checks=("membership.floating_registration",)),
    RulePage(name="members:floating", title=_("流动党员"), keys=frozenset({"membership.transfer_after_months"})),
    RulePage(name="members:floating-greeting", title=_("欢迎信、欢送信"), checks=("privacy.needs_neutral_wording",)),
    RulePage(
        name="members:groups",
        title=_("党小组编组"),
        checks=("orglife.may_divide_into_groups",),
        keys=frozenset({"orglife.group_leader_ways"}),
    ),
    RulePage(name="members:deletion-answer", title=_("答复删除申请"), checks=("privacy.deletion_due",)),
    RulePage(name="members:freeze-lift", title=_("解除停止处理"), checks=("privacy.deletion_due",)),
    RulePage(name="members:frozen", title=_("停止处理的记录"), checks=("privacy.deletion_due",)),
    RulePage(name="members:frozen-open", title=_("停止处理的记录"), checks=("privacy.deletion_due",)),
    RulePage(name="me:deletion-ask", title=_("申请删除"), checks=("privacy.deletion_due",)),
    RulePage(name="organizations:dissolve", title=_("撤销组织"), checks=("branch_size.review_size",)),
    RulePage(name="organizations:merge", title=_("合并组织"), checks=("branch_size.review_size",)),
    RulePage(name="organizations:found", title=_("新设合并"), checks=("branch_size.review_size",)),
    RulePage(name="organizations:rename", title=_("更名"), checks=("branch_size.review_size",)),
    RulePage(
        name="organizations:split", title=_("拆分组织"), checks=("branch_size.review_size", "formation.may_form_branch")
    ),
    RulePage(
        name="organizations:upgrade",
        title=_("升格组织"),
        checks=(
            "branch_size.review_size",
            "branch_size.may_form_general_branch",
            "branch_size.may_form_primary_committee",
        ),
    ),
):
    rule_pages.register(page)
