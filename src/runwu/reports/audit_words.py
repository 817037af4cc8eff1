"""What codes in the audit log are called (操作日志里的代码): lists, files, imports, and what areas below chose."""

from django.utils.translation import gettext_lazy as _

from runwu.core.audit import register_words
from runwu.core.imports.kinds import kinds
from runwu.core.models.decisions import Decision
from runwu.core.retention import categories
from runwu.coverage.choices import Profile
from runwu.members.choices import ProvisionKind, Route, Ruling, StandingAct
from runwu.people.models import Audience

LISTS = {
    "accounts": _("账号与授权"),
    "audit": _("操作日志"),
    "check-ins": _("双报到"),
    "covered-enterprises": _("看板企业明细"),
    "discrepancies": _("对账差异"),
    "dues-elsewhere": _("在流入地交纳"),
    "dues-receipts": _("党费收据"),
    "duty-entries": _("兜底登记记录"),
    "enterprises": _("企业"),
    "fallback-duties": _("兜底事项"),
    "floating": _("流动党员"),
    "frozen-figures": _("时点数"),
    "frozen-rows": _("时点数明细"),
    "frozen-sets": _("时点数"),
    "instructors": _("党建指导员"),
    "light-plans": _("工作覆盖清单"),
    "line-units": _("条线覆盖的企业"),
    "members": _("党员"),
    "organizations": _("党组织"),
    "parks": _("园区"),
    "plans": _("联合党支部组建建议"),
    "posts": _("任职"),
    "promises": _("承诺事项"),
    "provision": _("提供了哪些人的信息"),
    "provisions": _("信息提供登记簿"),
    "shells": _("未经营的企业"),
    "skills": _("行业技能和党务技能"),
    "standing": _("身份变动"),
    "stations": _("新就业群体站点"),
    "structure-rows": _("党员结构明细"),
    "transfers": _("组织关系转接"),
    "typing": _("待录入清单"),
}
FILES = {
    "import.upload": _("导入的工作簿"),
    "list.export": _("导出的清单"),
    "members.standing": _("身份变动的文件"),
    "members.wish": _("本人签字的申请"),
    "organizations.approval": _("批复文件"),
    "rules.override": _("本园区取值的文件"),
}
_IMPORTS = ("core.import.uploaded", "core.import.committed")
_STANDING = ("members.standing.recorded", "members.standing.taken_back")


def register() -> None:
    """Register the words; those of imports and categories when a page asks, for their apps register them late."""
    register_words("name", lambda: LISTS, "core.list.exported")
    register_words("kind", lambda: FILES, "core.attachment.purged", "core.attachment.downloaded")
    register_words("kind", lambda: {kind.key: kind.title for kind in kinds()}, *_IMPORTS)
    register_words("category", lambda: {one.code: one.title for one in categories()}, "core.retention.cleared")
    register_words("profile", lambda: dict(Profile.choices), "coverage.plan.chosen")
    register_words("decision", lambda: dict(Decision.choices), "workbench.duty.decided")
    register_words("route", lambda: dict(Route.choices), "members.transfer.sent", "members.transfer.registered")
    register_words("ruling", lambda: dict(Ruling.choices), "members.discrepancy.ruled")
    register_words("act", lambda: dict(StandingAct.choices), *_STANDING)
    register_words("kind", lambda: dict(ProvisionKind.choices), "members.provision.noted")
    register_words("audience", lambda: dict(Audience.choices), "members.consent.opened", "members.consent.closed")
