"""First use: one command leaves a park, its line of committees and two accounts."""

from datetime import date

import pytest

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.config.setup import SetUp, set_up_park
from runwu.core.errors import UserError
from runwu.core.models import AuditEntry
from runwu.core.scope import Capability
from runwu.enterprises.models import Park
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization
from runwu.organizations.selectors import committee_of_park

pytestmark = pytest.mark.django_db


def set_up(**changes: str) -> SetUp:
    """Set up a park with these entries."""
    told = {"name": "示例园区", "region": "460105", "kind": "county", "user_name": "office", "display_name": "示春分"}
    return set_up_park(**{**told, **changes})


def test_three_committees_stand_one_below_the_other(day: date) -> None:
    found = set_up(committee_name="中共示例园区综合委员会")

    assert [organization.form for organization in Organization.objects.order_by("path")] == [
        Form.SUPERIOR_COMMITTEE,
        Form.WORKING_COMMITTEE,
        Form.COMPREHENSIVE_COMMITTEE,
    ]
    assert committee_of_park(park=found.park, on=day) == found.committee


def test_the_first_account_works_in_the_park_and_the_second_hands_out_accounts(day: date) -> None:
    found = set_up()

    roles = dict(RoleAssignment.objects.values_list("user__username", "role"))
    assert roles == {"office": Role.PARTY_AFFAIRS, "office-admin": Role.SECURITY_ADMINISTRATOR}
    scope = scope_of(User.objects.get(username="office"), day)
    assert scope.reaches_park(Capability.IMPORT, found.park.pk)


def test_passwords_are_told_once_and_must_be_changed() -> None:
    found = set_up()

    user = User.objects.get(username=found.user.username)
    assert (user.check_password(found.user.password), user.must_change_password) == (True, True)


@pytest.mark.parametrize("changes", [{"region": "000000"}, {"kind": "moon"}, {"name": ""}, {"user_name": "甲 乙"}])
def test_a_wrong_entry_leaves_nothing_behind(changes: dict[str, str]) -> None:
    with pytest.raises(UserError, match="什么都没有写入"):
        set_up(**changes)

    assert (Park.objects.count(), Organization.objects.count(), User.objects.count()) == (0, 0, 0)


def test_the_same_park_is_not_set_up_twice() -> None:
    set_up()

    with pytest.raises(UserError):
        set_up(user_name="other")

    assert Park.objects.count() == 1


def test_setting_up_is_in_the_log() -> None:
    set_up()

    assert AuditEntry.objects.filter(action="enterprises.park.added").exists()
