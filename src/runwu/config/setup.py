"""First use (首次使用): a park, its line of committees, and the first accounts."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.services import RoleRequest, open_account_with_role
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.core.pinyin import initials_of
from runwu.enterprises.models import Park
from runwu.organizations.choices import Form, OrganizationState
from runwu.organizations.models import Organization
from runwu.organizations.services import establish
from runwu.rules.identifiers import find_region


@dataclass(frozen=True, slots=True)
class FirstAccount:
    """An account with its one-time password, which is shown once."""

    username: str
    password: str
    role: str


@dataclass(frozen=True, slots=True)
class SetUp:
    """What the first use leaves behind."""

    park: Park
    superior: Organization
    working_committee: Organization
    committee: Organization
    accounts: tuple[FirstAccount, ...]

    @property
    def user(self) -> FirstAccount:
        """The account of the Party-affairs staff."""
        return self.accounts[0]


@transaction.atomic
def set_up_park(
    *,
    name: str,
    region: str,
    kind: str,
    user_name: str,
    display_name: str,
    committee_name: str = "",
    superior_name: str = "",
) -> SetUp:
    """Set up a park: committee above, working committee, comprehensive committee, two accounts (首次使用).

    One account does the park's Party affairs, the other one (the name with “-admin”) hands out accounts and
    sees no member; where somebody hands out accounts already, that one does it for a further park, too. A committee
    above that stands already under this name is taken. Raises UserError when the park exists already, when several
    committees above carry the name, or when an entry is not valid.
    """
    try:
        park = _park(name, region, kind)
        line = _line(park, superior_name, committee_name)
        accounts = _accounts(line[1], user_name, display_name)
    except ValidationError as error:
        raise refused(error) from error
    return SetUp(park, *line, accounts)


def refused(error: ValidationError) -> UserError:
    """Return what the models object to, as a message to whoever runs the command."""
    return UserError("；".join(error.messages), now=_("请改正后再运行一次；这次什么都没有写入。"))


@transaction.atomic
def add_park(
    *,
    name: str,
    region: str,
    kind: str,
    superior_name: str = "",
    committee_name: str = "",
    superior: Organization | None = None,
) -> SetUp:
    """Set up a park with its committees and without accounts (增加园区), below a new committee or one there is.

    Raises ValidationError, and UserError when several committees above carry the name.
    """
    park = _park(name, region, kind)
    return SetUp(park, *_line(park, superior_name, committee_name, superior), ())


def _park(name: str, region: str, kind: str) -> Park:
    if find_region(region) is None:
        raise ValidationError(_("行政区划代码“%s”不在国家标准的表里。") % region)
    park = Park(name=name.strip(), region=region, kind=kind)
    park.full_clean()
    park.save()
    audit.log(None, "enterprises.park.added", park, place=park.public_id)
    return park


def _line(
    park: Park, superior: str, committee: str, above: Organization | None = None
) -> tuple[Organization, Organization, Organization]:
    """Set up the three committees, one below the other; the highest only where there is none yet."""
    top = above or _superior(superior.strip() or _("%s上级党委") % park.name)
    working = _committee(_("中共%s工作委员会") % park.name, Form.WORKING_COMMITTEE, park, top)
    name = committee or _("中共%s综合委员会") % park.name
    return top, working, _committee(name, Form.COMPREHENSIVE_COMMITTEE, park, working)


def _superior(name: str) -> Organization:
    """Return the standing committee above of exactly this name, a new one where there is none. Raises UserError."""
    rows = Organization.objects.filter(name=name, form=Form.SUPERIOR_COMMITTEE, state=OrganizationState.ACTIVE)
    found = list(rows.order_by("pk")[:2])
    if len(found) > 1:
        raise UserError(
            _("名为“%s”的上级党委不止一个，不能确定园区归哪一个。") % name,
            rule=_("一个园区只在一个上级党委之下。"),
            now=_("请先在“组织”里撤销多出的那个，或给其中一个改名，再运行一次；这次什么都没有写入。"),
        )
    return found[0] if found else _committee(name, Form.SUPERIOR_COMMITTEE, None, None)


def _committee(name: str, form: Form, park: Park | None, parent: Organization | None) -> Organization:
    organization = Organization(name=name, initials=initials_of(name), form=form, park=park)
    return establish(organization=organization, parent=parent, on=timezone.localdate(), by=None)


def _accounts(working: Organization, user_name: str, display_name: str) -> tuple[FirstAccount, ...]:
    today = timezone.localdate()
    staff = RoleRequest(role=Role.PARTY_AFFAIRS, valid_from=today, organization=working, with_below=True)
    account = _account(user_name, display_name, staff)
    held = RoleAssignment.objects.on(today).filter(role=Role.SECURITY_ADMINISTRATOR, user__is_active=True)
    if held.exists():
        return (account,)
    security = RoleRequest(role=Role.SECURITY_ADMINISTRATOR, valid_from=today)
    return (account, _account(f"{user_name}-admin", display_name, security))


def _account(user_name: str, display_name: str, request: RoleRequest) -> FirstAccount:
    user, password = open_account_with_role(
        username=user_name, display_name=display_name, request=request, by=None, scope=None
    )
    return FirstAccount(user.username, password, str(request.role.label))
