"""First use: one command leaves a park, its line of committees and two accounts."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.access.selectors import scope_of
from runwu.access.services import RoleRequest, open_account_with_role
from runwu.accounts.models import User
from runwu.config.cli import main
from runwu.config.setup import SetUp, set_up_park
from runwu.core.errors import UserError
from runwu.core.models import AuditEntry
from runwu.core.scope import Capability
from runwu.enterprises.models import Park
from runwu.organizations.choices import Form, OrganizationState
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


TOP = "中共示例市委员会"
ADD = ["park", "add", "--park", "示例二园区", "--region", "460000", "--kind", "city"]


def test_a_second_park_joins_the_committee_above_and_its_officer_sees_both(
    day: date, client_as: Callable[[User], Client]
) -> None:
    first = set_up(superior_name=TOP)
    request = RoleRequest(role=Role.COMMITTEE_OFFICER, valid_from=day, organization=first.superior, with_below=True)
    officer, _password = open_account_with_role(
        username="top", display_name="示组委", request=request, by=None, scope=None
    )
    officer.must_change_password = False
    officer.save()

    code = main([*ADD, "--superior", TOP])

    page = client_as(officer).get(reverse("reports:area")).content.decode()
    assert (code, Organization.objects.filter(form=Form.SUPERIOR_COMMITTEE).count()) == (0, 1)
    assert [name in page for name in ("示例园区", "示例二园区")] == [True, True]
    assert User.objects.count() == 3  # park add opens none


def test_a_second_set_up_opens_an_account_and_no_second_security_administrator() -> None:
    set_up(superior_name=TOP)

    second = set_up(name="示例二园区", superior_name=f" {TOP} ", user_name="other")

    assert [account.username for account in second.accounts] == ["other"]
    assert RoleAssignment.objects.filter(role=Role.SECURITY_ADMINISTRATOR).count() == 1
    assert Organization.objects.filter(form=Form.SUPERIOR_COMMITTEE).count() == 1


def test_a_committee_that_stands_no_more_is_not_taken() -> None:
    first = set_up(superior_name=TOP)
    Organization.objects.filter(pk=first.superior.pk).update(state=OrganizationState.DISSOLVED)

    second = set_up(name="示例二园区", superior_name=TOP, user_name="other")

    assert second.superior != first.superior


def test_of_two_committees_of_one_name_none_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    set_up(superior_name=TOP)
    set_up(name="示例三园区", superior_name="中共示例别委员会", user_name="other")
    Organization.objects.filter(form=Form.SUPERIOR_COMMITTEE).update(name=TOP)

    assert main([*ADD, "--superior", TOP]) == 1

    assert "不止一个" in capsys.readouterr().err
    assert not Park.objects.filter(name="示例二园区").exists()


@pytest.mark.parametrize("changes", [["--region", "000000"], ["--park", "示例园区"]])
def test_a_park_that_cannot_be_added_leaves_nothing_behind(
    changes: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(superior_name=TOP)
    before = Organization.objects.count()

    assert main([*ADD, *changes]) == 1

    assert "什么都没有写入" in capsys.readouterr().err
    assert (Park.objects.count(), Organization.objects.count()) == (1, before)


def test_what_is_on_record_of_a_park_is_corrected_and_logged(capsys: pytest.CaptureFixture[str]) -> None:
    park = set_up().park
    words = [
        "--kind",
        "city",
        "--region",
        "460000",
        "--latitude",
        "20.03",
        "--longitude",
        "110.33",
        "--coordinates",
        "gcj02",
    ]

    codes = [main(["park", "set", "--park", park.name, *words]) for _ in range(2)]

    park.refresh_from_db()
    assert (codes, park.kind, park.region, park.latitude, park.coordinate_system) == (
        [0, 0], "city", "460000", 20.03, "gcj02",
    )  # fmt: skip
    (entry,) = AuditEntry.objects.filter(action="enterprises.park.corrected")
    assert (entry.extra["kind_before"], entry.extra["kind_after"]) == ("county", "city")
    assert (entry.extra["latitude_before"], entry.extra["latitude_after"]) == (None, 20.03)
    assert "没有变化" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["--region", "999999"], ["--latitude", "20.03"], ["--latitude", "120", "--longitude", "110"],
        ["--latitude", "nan", "--longitude", "110"], ["--radius", "0"],
    ],
)  # fmt: skip
def test_a_wrong_correction_changes_nothing(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    park = set_up().park

    assert main(["park", "set", "--park", park.name, *words]) == 1

    assert "什么都没有写入" in capsys.readouterr().err
    assert list(Park.objects.values()) == list(Park.objects.filter(pk=park.pk, radius_m=3000, latitude=None).values())
    assert not AuditEntry.objects.filter(action="enterprises.park.corrected").exists()


def test_a_park_nobody_knows_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    set_up()

    assert main(["park", "set", "--park", "示例无园区", "--kind", "city"]) == 1
    assert "runwu park list" in capsys.readouterr().err
    assert main(["park", "list"]) == 0
    assert "示例园区  县区管理  460105" in capsys.readouterr().out
