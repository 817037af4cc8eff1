"""Only an audit administrator lets the log expire, by name and password, on the command line."""

import getpass
from datetime import date
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from runwu.access.choices import Role
from runwu.access.services import RoleRequest, open_account_with_role
from runwu.config.cli import main
from runwu.core.models import AuditEntry
from runwu.core.tests.chains import anchored
from tests.world import SINCE

pytestmark = pytest.mark.django_db
NAMES = ("expire", "--before", "2020-06-01", "--user", "example")


@pytest.fixture(autouse=True)
def old_log(settings: Settings, tmp_path: Path, day: date) -> None:
    """Write a log of years ago."""
    settings.RUNWU_ANCHOR_FILE = tmp_path / "anchors.txt"
    with time_machine.travel("2020-03-02T10:00:00+08:00", tick=False):
        anchored(3)


def account(role: Role) -> str:
    """Open an account and return its password."""
    request = RoleRequest(role=role, valid_from=SINCE)
    return open_account_with_role(username="example", display_name="示审计", request=request, by=None, scope=None)[1]


def typed(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    """Let the person at the terminal type a password."""
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: password)


def old_entries() -> int:
    """Count what is left of the old log."""
    return AuditEntry.objects.filter(action="core.sample.written").count()


def test_the_audit_administrator_clears_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    typed(monkeypatch, account(Role.AUDIT_ADMINISTRATOR))

    code = main(["audit", *NAMES])

    assert (code, old_entries()) == (0, 0)
    assert "已清除 3 条" in capsys.readouterr().out


def test_verify_says_what_expired(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    typed(monkeypatch, account(Role.AUDIT_ADMINISTRATOR))
    main(["audit", *NAMES])

    code = main(["audit", "verify"])

    assert code == 0
    assert "前 3 条（2020-06-01 以前）已到期清除" in capsys.readouterr().out


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR])
def test_the_other_administrators_do_not(
    role: Role, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, account(role))

    code = main(["audit", *NAMES])

    assert (code, old_entries()) == (1, 3)
    assert "只能由审计管理员" in capsys.readouterr().err


def test_a_wrong_password_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    account(Role.AUDIT_ADMINISTRATOR)
    typed(monkeypatch, "别的密码")

    assert (main(["audit", *NAMES]), old_entries()) == (1, 3)


def test_a_day_within_the_time_of_keeping_is_answered_with_the_rule(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, account(Role.AUDIT_ADMINISTRATOR))

    code = main(["audit", "expire", "--before", "2026-11-01", "--user", "example"])

    assert (code, old_entries()) == (1, 3)
    assert "至少保存 3年" in capsys.readouterr().err.replace(" 年", "年")


def test_day_and_account_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "expire"]) == 2

    assert "--before" in capsys.readouterr().err
