"""The collection form of an organisation (党组织信息采集表), filled from the register as its reader may see it."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.documents import Entry, FormSheet
from runwu.core.scope import Capability, Scope
from runwu.organizations import selectors, terms
from runwu.organizations.choices import BRANCH_FORMS
from runwu.organizations.handover import members_known
from runwu.organizations.models import Organization, Post


def organization_sheet(*, organization: Organization, posts: Sequence[Post], scope: Scope, on: date) -> FormSheet:
    """Return the form as a paper; what is not on record a person writes by hand. Names only of `posts`."""
    above = selectors.line_above(organization=organization, scope=scope, on=on)
    units = selectors.units_of(organization=organization, on=on)
    term = terms.state_on(organization=organization, on=on)
    held = "；".join(f"{post.get_kind_display()} {post.person.full_name}" for post in posts)
    since = organization.established_on.isoformat() if organization.established_on else ""
    elected = term.term.elected_on.isoformat() if term and term.term else ""
    entries = [
        Entry(_("组织名称"), organization.name, wide=True),
        Entry(_("简称"), organization.short_name),
        Entry(_("组织编码"), organization.code),
        Entry(_("组织形式"), str(organization.get_form_display())),
        Entry(_("所在领域"), str(organization.get_sector_display()) if organization.form in BRANCH_FORMS else ""),
        Entry(_("成立日期"), since),
        Entry(_("批准文号"), organization.approval.number if organization.approval else ""),
        Entry(_("上级党组织"), above[-1].name if above else "", wide=True),
        Entry(_("本届选举日期"), elected),
        Entry(_("届次"), terms.label_of(term.term) if term and term.term else ""),
        Entry(_("班子成员"), held, wide=True),
        Entry(_("覆盖企业"), "；".join(one.enterprise.name for one in units), wide=True),
        Entry(_("党员人数"), _members(organization, scope), wide=True),
        Entry(_("更正或补充"), "", wide=True),
    ]
    return FormSheet(
        title=_("党组织信息采集表"),
        head=_("填表日期：%s　　内部资料") % on.isoformat(),
        entries=tuple(entries),
        notes=(
            _("已填的内容取自本系统，请党组织核对；空着的由党组织填写。"),
            _("填表人：　　　　　　负责人签名：　　　　　　　　　　年　　月　　日"),
        ),
    )


def _members(organization: Organization, scope: Scope) -> str:
    """Say how many members are on its register, as far as the reader may know of them by name."""
    if organization.form not in BRANCH_FORMS or not scope.reaches_path(Capability.SEE_MEMBERS, organization.path):
        return ""
    found = members_known(scope, [organization])
    whole = scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, organization.path)
    words = _("正式党员 %(full)d 名，预备党员 %(probationary)d 名") % {
        "full": found.full or 0, "probationary": found.probationary,
    }  # fmt: skip
    return words if whole else words + _("（不含限组织内知悉的）")
