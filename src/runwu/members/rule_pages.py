"""Which pages show what the rules say about members and the size of organisations."""

from django.utils.translation import gettext_lazy as _

from runwu.core.rule_pages import RulePage, rule_pages

for page in (
    RulePage(name="organizations:dissolve", title=_("撤销组织"), checks=("branch_size.review_size",)),
    RulePage(name="organizations:merge", title=_("合并组织"), checks=("branch_size.review_size",)),
):
    rule_pages.register(page)
