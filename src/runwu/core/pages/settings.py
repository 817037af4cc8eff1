"""The page that leads to what can be set."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from runwu.core.guards import ScopedRequest, signed_in
from runwu.core.scope import Capability

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Section:
    """One thing that can be set, for whom."""

    label: Words
    why: Words
    view: str
    icon: str
    capability: Capability | None = None


SECTIONS = (
    Section(_("修改密码"), _("只影响你自己的账号。"), "account_change_password", "key"),
    Section(_("登录安全"), _("二次验证、通行密钥、恢复码和最近登录，只有你自己看得到。"), "mfa_index", "shield-lock"),
    Section(
        _("账号与授权"),
        _("谁有账号，在哪里有什么权限，从哪天到哪天。"),
        "access:list",
        "users",
        Capability.MANAGE_ACCESS,
    ),
    Section(
        _("查看姓名"),
        _("部门因工作需要看党员姓名，写明事由，限时打开，留有记录。"),
        "access:names-ask",
        "eye",
        Capability.ASK_FOR_NAMES,
    ),
    Section(
        _("园区"),
        _("这套系统里有哪些园区；增加园区，更正管理体制、行政区划和位置。"),
        "parks:list",
        "map-2",
        Capability.MANAGE_SETTINGS,
    ),
    Section(_("依据"), _("每一条规则的数值、条款和核对程度。"), "rules:list", "book"),
    Section(_("操作日志"), _("谁在什么时候做了什么；日志是否完整。"), "audit:list", "history", Capability.SEE_AUDIT),
    Section(_("后台任务"), _("正在进行和已经结束的导入、测算。"), "jobs:list", "progress"),
    Section(
        _("任务总览"),
        _("全部后台任务的状态、出错原因，后台服务是否在运行。"),
        "jobs:overview",
        "list-check",
        Capability.MANAGE_SETTINGS,
    ),
)


@signed_in
def settings_home(request: ScopedRequest) -> HttpResponseBase:
    """Show the sections that a scope may open."""
    shown = [(section, _address(section)) for section in SECTIONS if _allowed(section, request)]
    return render(request, "core/pages/settings.html", {"sections": [pair for pair in shown if pair[1]]})


def _allowed(section: Section, request: ScopedRequest) -> bool:
    return section.capability is None or request.scope.may(section.capability)


def _address(section: Section) -> str:
    try:
        return reverse(section.view)
    except NoReverseMatch:
        return ""
