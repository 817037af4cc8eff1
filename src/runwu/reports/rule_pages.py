"""Which pages of reports show what the rules answer."""

from django.utils.translation import gettext_lazy as _

from runwu.core.rule_pages import RulePage, rule_pages

rule_pages.register(RulePage(name="reports:board", title=_("园区看板"), checks=("coverage.coverage_of",)))
rule_pages.register(
    RulePage(
        name="reports:covered",
        title=_("看板数字后面的企业名单"),
        checks=("coverage.status_of",),
        keys=frozenset({"coverage.organization_forms", "coverage.catch_all_counts"}),
    )
)
_OVER_PARKS = frozenset({"coverage.organization_forms", "coverage.catch_all_counts", "privacy.small_cell"})
rule_pages.register(
    RulePage(name="reports:area", title=_("区域看板"), checks=("coverage.status_of",), keys=_OVER_PARKS),
)
rule_pages.register(
    RulePage(name="reports:groups", title=_("产业链与行业看板"), checks=("coverage.status_of",), keys=_OVER_PARKS),
)
rule_pages.register(
    RulePage(
        name="privacy:statement",
        title=_("数据说明"),
        checks=("privacy.purpose_of", "privacy.is_masked", "privacy.is_sensitive", "privacy.retention_of"),
        keys=frozenset({"privacy.rights", "privacy.answer_days"}),
    )
)
