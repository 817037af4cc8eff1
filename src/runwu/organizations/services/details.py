"""What is on record of an organisation besides name, form and place (基本信息): corrected by a paper, kept over time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.core.facts import changes_between, record_changes
from runwu.core.meanwhile import Shown, require_unchanged
from runwu.organizations.choices import BRANCH_FORMS, OrganizationState
from runwu.organizations.handover import followers
from runwu.organizations.models import Organization
from runwu.organizations.services.tree import park_id

DETAILS = ("code", "short_name", "sector", "established_on")
_CODE = re.compile(r"[0-9A-Za-z\-]*")
_STANDING = (OrganizationState.ACTIVE, OrganizationState.PENDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Organisation code (组织编码), short name, sector of a branch, day of founding, and by which paper they are so."""

    code: str
    short_name: str
    sector: str
    established_on: date | None
    document: str

    def values(self) -> dict[str, Any]:
        """Return what is stored, by field."""
        return {
            "code": self.code.strip().upper(), "short_name": self.short_name.strip(), "sector": self.sector,
            "established_on": self.established_on,
        }  # fmt: skip


def shown_details(organization: Organization) -> Shown:
    """Return what a form shows of an organisation."""
    return {name: "" if (value := getattr(organization, name)) is None else str(value) for name in DETAILS}


def check_details(*, organization: Organization, details: Details) -> Mapping[str, Any]:
    """Return what would be stored. Four queries at most.

    Raises UserError without a paper, for a code of other characters or of somebody else, a short name that is taken in
    the park, a sector of what is no branch, or a founding after what is on record of the organisation.
    """
    found = details.values()
    if not details.document.strip():
        raise UserError(
            _("没有写依据文件。"), rule=_("更正要写明依据。"), now=_("请填写文件标题、文号或者登记表名称。")
        )
    if not _CODE.fullmatch(found["code"]):
        raise UserError(
            _("组织编码“%s”里有别的字符。") % found["code"],
            rule=_("组织编码只含数字、字母和短横。"),
            now=_("请照党员系统里的编码填写，不带空格。"),
        )
    others = Organization.objects.filter(state__in=_STANDING).exclude(pk=organization.pk)
    if found["code"] and others.filter(code=found["code"]).exists():
        raise Conflict(
            _("组织编码“%s”已经登记给别的党组织。") % found["code"],
            rule=_("一个编码只属于一个党组织，转接组织关系按它找接收方。"),
            now=_("请核对编码；对方登记错的，请先更正对方。"),
        )
    named = others.filter(park=organization.park, short_name=found["short_name"])
    if found["short_name"] != organization.short_name and found["short_name"] and named.exists():
        raise Conflict(
            _("本园区已有简称“%s”的党组织。") % found["short_name"],
            rule=_("同一园区的简称不重复。"),
            now=_("请换一个简称。"),
        )
    if found["sector"] and organization.form not in BRANCH_FORMS:
        raise UserError(
            _("%s不填所在领域。") % organization.get_form_display(),
            rule=_("所在领域只登记党支部的。"),
            now=_("请把所在领域留空。"),
        )
    _check_founding(organization, found["established_on"])
    return found


def _check_founding(organization: Organization, on: date | None) -> None:
    if on == organization.established_on:
        return
    if organization.approval_id:
        raise UserError(
            _("成立日期是设立批复写明的，不能在这里更正。"),
            rule=_("成立日期随批复登记。"),
            now=_("登记当天可以撤回设立重新登记；以后凭上级的更正文件，先同上级党组织核对。"),
        )
    if on is not None and on > timezone.localdate():
        raise UserError(_("成立日期 %s 还没有到。") % on, rule=_("已经成立的才登记成立日期。"), now=_("请核对批复。"))
    first = min((day for follower in followers for day in [follower.since(organization)] if day), default=None)
    if on is not None and first is not None and on > first:
        raise UserError(
            _("成立日期 %(on)s 晚于这个组织已有的登记（最早 %(first)s）。") % {"on": on, "first": first},
            rule=_("党员、任职、覆盖企业不早于党组织成立。"),
            now=_("请核对成立日期；登记有误的，先更正那些登记。"),
        )


@transaction.atomic
def correct_details(
    *, organization: Organization, details: Details, by: User, seen: Shown | None = None
) -> Organization:
    """Correct what is on record of an organisation (更正基本信息); before and after stay on record with the paper.

    Raises as `check_details`, and ChangedMeanwhile when somebody else changed it after the form was opened.
    """
    rows = Organization.objects.select_for_update(of=("self",), no_key=True).select_related("park")
    row = rows.get(pk=organization.pk)
    require_unchanged(seen, shown_details(row))
    found = check_details(organization=row, details=details)
    old = {name: getattr(row, name) for name in DETAILS}
    for name, value in found.items():
        setattr(row, name, value)
    row.full_clean()
    changes = [one for one in changes_between(row, old) if one.old != one.new]
    if not changes:
        return row
    row.save(update_fields=DETAILS)
    record_changes(changes, source=details.document.strip(), source_date=timezone.localdate(), by=by.public_id)
    audit.log(
        by, "organizations.organization.corrected", row, place=park_id(row), path=row.path,
        fields=[one.field for one in changes],
    )  # fmt: skip
    return row
