"""First use (首次使用): a park, its line of committees, and the first accounts."""

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.services import RoleRequest, open_account_with_role
from runwu.core.errors import UserError
from runwu.enterprises.models import Park
from runwu.organizations.models import Organization
from runwu.organizations.services import parks as services
from runwu.organizations.services.parks import name_park


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
        found = add_park(
            name=name, region=region, kind=kind, superior_name=superior_name, committee_name=committee_name
        )
        accounts = _accounts(found.working_committee, user_name, display_name)
    except ValidationError as error:
        raise refused(error) from error
    return replace(found, accounts=accounts)


def refused(error: ValidationError) -> UserError:
    """Return what the models object to, as a message to whoever runs the command."""
    return UserError("；".join(error.messages), now=_("请改正后再运行一次；这次什么都没有写入。"))


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
    names = name_park(name=name, superior_name=superior_name, committee_name=committee_name, above=superior)
    line = services.add_park(names=names, region=region, kind=kind, by=None)
    return SetUp(line.park, line.superior, line.working_committee, line.committee, ())


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
