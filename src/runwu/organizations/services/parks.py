"""A further park with its line of committees (增加园区): named first, then set up in one transaction; no accounts."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.core.pinyin import initials_of
from runwu.enterprises.models import Park
from runwu.organizations.choices import Form, OrganizationState
from runwu.organizations.models import Organization
from runwu.organizations.services.tree import establish
from runwu.rules.identifiers import find_region


@dataclass(frozen=True, slots=True)
class ParkNames:
    """What a new park and its committees will be called; `above` is the committee above that stands already."""

    park: str
    superior: str
    working: str
    committee: str
    above: Organization | None = None


@dataclass(frozen=True, slots=True)
class ParkLine:
    """A new park and its committees, from above."""

    park: Park
    superior: Organization
    working_committee: Organization
    committee: Organization


def name_park(
    *, name: str, superior_name: str = "", committee_name: str = "", above: Organization | None = None
) -> ParkNames:
    """Return what would be set up. One query. Raises UserError when several committees above carry the name."""
    name = name.strip()
    superior = superior_name.strip() or _("%s上级党委") % name
    above = above or _standing(superior)
    return ParkNames(
        name,
        above.name if above else superior,
        _("中共%s工作委员会") % name,
        committee_name.strip() or _("中共%s综合委员会") % name,
        above,
    )


@transaction.atomic
def add_park(*, names: ParkNames, region: str, kind: str, by: User | None) -> ParkLine:
    """Set up a park with its committees (增加园区), below a new committee or one there is.

    Raises ValidationError for an entry that is not valid, or a name that is taken; then nothing is written.
    """
    park = _park(names.park, region, kind, by)
    top = names.above or _committee(names.superior, Form.SUPERIOR_COMMITTEE, None, None, by)
    working = _committee(names.working, Form.WORKING_COMMITTEE, park, top, by)
    return ParkLine(park, top, working, _committee(names.committee, Form.COMPREHENSIVE_COMMITTEE, park, working, by))


def _park(name: str, region: str, kind: str, by: User | None) -> Park:
    if find_region(region) is None:
        raise ValidationError(_("行政区划代码“%s”不在国家标准的表里。") % region)
    park = Park(name=name, region=region, kind=kind)
    park.full_clean()
    park.save()
    audit.log(by, "enterprises.park.added", park, place=park.public_id)
    return park


def _standing(name: str) -> Organization | None:
    """Return the standing committee above of exactly this name, None where there is none. Raises UserError."""
    rows = Organization.objects.filter(name=name, form=Form.SUPERIOR_COMMITTEE, state=OrganizationState.ACTIVE)
    found = list(rows.order_by("pk")[:2])
    if len(found) > 1:
        raise UserError(
            _("名为“%s”的上级党委不止一个，不能确定园区归哪一个。") % name,
            rule=_("一个园区只在一个上级党委之下。"),
            now=_("请先在“组织”里撤销多出的那个，或给其中一个改名，再来一次；这次什么都没有写入。"),
        )
    return found[0] if found else None


def _committee(name: str, form: Form, park: Park | None, parent: Organization | None, by: User | None) -> Organization:
    organization = Organization(name=name, initials=initials_of(name), form=form, park=park)
    return establish(organization=organization, parent=parent, on=timezone.localdate(), by=by)
