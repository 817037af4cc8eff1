"""Which pages show what the rules say about dues."""

from django.utils.translation import gettext_lazy as _

from runwu.core.rule_pages import RulePage, rule_pages

for page in (
    RulePage(name="dues:line", title=_("核定月交纳额"), checks=("dues.monthly_dues", "dues.new_base_month")),
    RulePage(
        name="dues:receive",
        title=_("开党费收据"),
        checks=("dues.may_collect", "dues.may_pay_together", "dues.may_pay_arrears", "dues.dues_from"),
    ),
    RulePage(name="dues:elsewhere-record", title=_("登记在流入地交纳"), checks=("dues.may_pay_at",)),
    RulePage(name="dues:reduce", title=_("登记少交、免交"), checks=("dues.may_reduce_dues",)),
    RulePage(name="dues:arrears", title=_("欠交党费"), checks=("dues.unpaid",)),
    RulePage(name="dues:money", title=_("党费上缴下拨"), checks=("dues.extra_payment", "dues.may_return")),
):
    rule_pages.register(page)
