"""What a request about a park's own value is about, and what may not be set at all."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import RuleRefused, UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.models import RulebookOverride
from runwu.core.rulebooks import parameters, rulebook
from runwu.core.scope import Capability
from runwu.enterprises.models import Park
from runwu.enterprises.selectors import parks
from runwu.rules.overrides import may_list
from runwu.rules.parameters import DatedValue, Parameter
from runwu.rules.sources import Sure
from runwu.rules.verdict import refuse

ACT = require(Capability.SET_RULES)


@dataclass(frozen=True, slots=True)
class About:
    """What a request is about: a rule of a park, and the recorded value where there is one."""

    park: Park
    parameter: Parameter
    dated: DatedValue
    row: RulebookOverride | None = None

    @property
    def address(self) -> str:
        """The page of the rule, for this park."""
        return reverse("rules:one", args=[self.parameter.key], query={"park": str(self.park.public_id)})


def about_rule(request: ScopedRequest, park: Park, key: str, row: RulebookOverride | None = None) -> About:
    """Return what is asked about: a rule of a park. Raises Http404 for a rule that does not exist."""
    parameter = parameters().find(key)
    if parameter is None:
        raise Http404
    return About(park, parameter, parameter.in_force(request.on) or parameter.values[-1], row)


def of_row(request: ScopedRequest, public_id: UUID) -> About:
    """Return what a recorded value is about, within reach. Raises Http404."""
    row = get_object_or_404(RulebookOverride, public_id=public_id)
    park = get_object_or_404(parks(scope=request.scope, capability=Capability.SET_RULES), public_id=row.place)
    return about_rule(request, park, row.key, row)


def acting(request: ScopedRequest) -> User:
    """Return who acts."""
    return cast("User", request.user)


def refuse_hard(request: ScopedRequest, about: About) -> None:
    """Raise RuleRefused for a rule that no park may set, UserError for one that no page can."""
    if not about.dated.is_open_to_override:
        book = rulebook(on=request.on, place=about.park.public_id, region=about.park.region)
        raise RuleRefused(
            refuse(
                _("这项规则不能另设本园区取值"),
                happened=_why_hard(about),
                reasons=[book.reason(about.parameter.key)],
                now=[_("按现行规定执行"), _("对规定有疑问的，向上级组织部门请示")],
            )
        )
    if not may_list(about.parameter, about.dated):
        raise UserError(
            _("“%s”是一张表，不能在页面上另设。") % about.parameter.title,
            rule=_("表里的写法有固定格式，写错一处会影响所有企业。"),
            now=_("需要调整的，请系统管理员修改参数文件。"),
        )


def _why_hard(about: About) -> str:
    if about.dated.source.sure is Sure.LOCAL:
        return _("“%s”是本系统的承诺。") % about.parameter.title
    return _("“%s”是已核对的规定，不是“一般”。") % about.parameter.title
