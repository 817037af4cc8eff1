"""The member workbook (党员名册) and exports of mandated systems (对账), registered as kinds of import."""

from django.utils.translation import gettext_lazy as _

from runwu.core.imports import ImportKind, NextStep, register_kind
from runwu.members.imports.checker import MemberChecker
from runwu.members.imports.columns import MEMBER_COLUMNS
from runwu.members.imports.ledger import LEDGER
from runwu.members.imports.places import account_scope, park_places
from runwu.members.imports.writer import write_members

MEMBERS = register_kind(
    ImportKind(
        key="members",
        title=_("党员名册"),
        unit=_("人"),
        specs=MEMBER_COLUMNS,
        places=park_places,
        scope_of=account_scope,
        checker=MemberChecker,
        write=write_members,
        note=_("公民身份号码只用来认出同一个人，不保存号码本身。没有号码时按姓名和出生日期比对。不要上传涉密内容。"),
        order=2,
        next_steps=(NextStep(_("看园区看板"), "reports:board"),),
    )
)

__all__ = ["LEDGER", "MEMBERS"]
