"""Exchange packages: only figures, only whole, only of the park whose key is registered, only newer ones, each once."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from runwu.accounts.models import User
from runwu.config.cli import main
from runwu.config.setup import add_park
from runwu.core.crypto.exchangekeys import exchange_key, make_exchange_key
from runwu.core.errors import UserError
from runwu.core.models import AuditEntry
from runwu.core.retention import Moment
from runwu.core.retention.registry import categories
from runwu.enterprises.models import Enterprise, Park
from runwu.members.choices import Belonging
from runwu.members.models import FloatingStay, PartyMember
from runwu.people.models import Person
from runwu.reports.exchange.packages import message_of
from runwu.reports.exchange.reading import read_package, register_key
from runwu.reports.exchange.writing import body_of, write_package
from runwu.reports.models import ReceivedFigures
from tests.world import RESTRICTED_NAME, SINCE, World

SAID: dict[str, Any] = {"document": "示例〔2026〕3号", "official": "示核对", "by": None}


@pytest.fixture
def key(settings: Any, tmp_path: Path) -> str:
    settings.RUNWU_EXCHANGE_KEY_FILE = tmp_path / "exchange-key.toml"
    return make_exchange_key()


@pytest.fixture
def far(world: World, key: str) -> Park:
    """The park whose key is registered here."""
    register_key(park=world.far.park, key=key, **SAID)
    return world.far.park


def _add_members(world: World, *, formal: int, floating: int) -> None:
    branch = world.far.branch
    for number in range(formal + floating):
        moving = number >= formal
        member = PartyMember.objects.create(
            person=Person.objects.create(name=f"示例甲乙{number}"),
            standing="full",
            belonging=Belonging.FLOATING_IN if moving else Belonging.REGISTERED,
            organization=None if moving else branch,
            path=branch.path,
        )
        if moving:
            FloatingStay.objects.create(member=member, host=branch, valid_from=SINCE)
        else:
            member.affiliations.create(organization=branch, valid_from=SINCE)


def _figures(data: bytes) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(data)["body"]["figures"]
    return figures


def test_a_package_holds_figures_and_no_name_but_the_parks(world: World, far: Park) -> None:
    data = write_package(park=far, by=None)

    text, figures = data.decode(), _figures(data)
    names = [*Enterprise.objects.values_list("name", flat=True), *Person.objects.values_list("name", flat=True)]
    assert [name for name in [*names, RESTRICTED_NAME] if name and name in text] == []
    assert (figures["registered"], figures["operating"][1], figures["least"]) == (3, 3, 5)
    assert AuditEntry.objects.filter(action="reports.exchange.written").count() == 1


def test_figures_of_few_are_left_out(world: World, far: Park) -> None:
    before = _figures(write_package(park=far, by=None))
    _add_members(world, formal=40, floating=12)

    after = _figures(write_package(park=far, by=None))

    assert (before["floating"], before["organized"][0]) == (None, None)
    assert 20 < float(after["floating"]) < 30


def test_a_restricted_member_changes_no_package(world: World, far: Park) -> None:
    park = world.near.park
    _add_members(world, formal=40, floating=12)
    before = _figures(write_package(park=park, by=None))
    PartyMember.objects.filter(restricted=True).delete()

    assert _figures(write_package(park=park, by=None)) == before


def test_what_is_read_is_kept_and_logged(far: Park) -> None:
    data = write_package(park=far, by=None)

    row = read_package(data=data, by=None)

    assert (row.park, row.figures, row.day) == (far, _figures(data), timezone.localdate())
    assert AuditEntry.objects.get(action="reports.exchange.read").extra["digest"] == row.digest
    assert AuditEntry.objects.filter(action="reports.exchange.key_registered").count() == 1


def test_a_changed_figure_is_refused(far: Park) -> None:
    data = write_package(park=far, by=None).replace(b'"registered":3', b'"registered":4')

    with pytest.raises(UserError, match="改动过"):
        read_package(data=data, by=None)

    assert not ReceivedFigures.objects.exists()


def test_no_changed_byte_is_read(far: Park) -> None:
    data = write_package(park=far, by=None)
    changed = [data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :] for place in range(0, len(data), 7)]

    refused = [_refused(one) for one in changed]

    assert (refused, ReceivedFigures.objects.count()) == ([True] * len(changed), 0)


def _refused(data: bytes) -> bool:
    try:
        read_package(data=data, by=None)
    except UserError:
        return True
    return False


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"null", b"\xff", b'{"body":1,"key":"","signature":""}', b"[" * 90_000, b" " * 200_000]
)
def test_a_file_that_is_no_package_is_refused(far: Park, data: bytes) -> None:
    with pytest.raises(UserError, match="不是完整的交换包"):
        read_package(data=data, by=None)


def test_the_same_file_is_read_once(far: Park) -> None:
    data = write_package(park=far, by=None)
    read_package(data=data, by=None)

    with pytest.raises(UserError, match="已经读入过"):
        read_package(data=data, by=None)

    assert ReceivedFigures.objects.count() == 1


def test_an_older_file_is_refused(far: Park) -> None:
    older = write_package(park=far, by=None)
    with travel(timezone.now() + timedelta(minutes=5), tick=False):
        read_package(data=write_package(park=far, by=None), by=None)

        with pytest.raises(UserError, match="更新的数据"):
            read_package(data=older, by=None)


def test_a_file_from_the_future_is_refused(far: Park) -> None:
    with travel(timezone.now() + timedelta(days=2), tick=False):
        data = write_package(park=far, by=None)

    with pytest.raises(UserError, match="不是完整的交换包"):
        read_package(data=data, by=None)


def test_a_file_of_an_unknown_key_is_refused(world: World, key: str) -> None:
    with pytest.raises(UserError, match="没有登记的公钥"):
        read_package(data=write_package(park=world.far.park, by=None), by=None)


def test_a_file_of_another_park_is_refused(world: World, far: Park) -> None:
    with pytest.raises(UserError, match="签名却是它的"):
        read_package(data=write_package(park=world.near.park, by=None), by=None)


def test_a_key_belongs_to_one_park_and_the_one_before_ends(world: World, far: Park, key: str) -> None:
    with pytest.raises(UserError, match="已经登记给一个园区"):
        register_key(park=world.near.park, key=key, **SAID)
    register_key(park=far, key="ab" * 32, **SAID)

    with pytest.raises(UserError, match="没有登记的公钥"):
        read_package(data=write_package(park=far, by=None), by=None)


@pytest.mark.parametrize("said", [{"key": "zz"}, {"document": " "}, {"official": ""}])
def test_a_key_without_paper_or_person_is_refused(world: World, far: Park, key: str, said: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="64 位十六进制"):
        register_key(**{"park": far, "key": "cd" * 32, **SAID, **said})


def test_the_board_shows_a_park_without_register_as_its_package_tells(
    world: World, key: str, client_as: Callable[[User], Client]
) -> None:
    away = add_park(name="示例丁园区", region="460000", kind=world.far.park.kind, superior=world.superior).park
    register_key(park=away, key=key, **SAID)
    body = {**body_of(park=world.far.park), "park": away.name}
    signed = {"body": body, "key": key, "signature": exchange_key().sign(message_of(body)).hex()}
    read_package(data=json.dumps(signed).encode(), by=None)

    answer = client_as(world.cast.provincial_officer).get(reverse("reports:area"))

    text = answer.content.decode()
    board = answer.context["board"]
    (line,) = (line for kind in board.kinds for line in kind.lines if line.name == away.name)
    assert (line.registered, line.rows, line.page, board.total.registered) == (3, "", "", 6)
    assert f"来自交换包，截至 {timezone.localdate():%Y-%m-%d}" in text
    assert "1 个园区不计入合计" in text
    assert str(away.public_id) not in text


def test_a_park_with_a_register_shows_its_own_figures(world: World, far: Park, client_as: Any) -> None:
    read_package(data=write_package(park=far, by=None), by=None)

    assert "来自交换包" not in client_as(world.cast.provincial_officer).get(reverse("reports:area")).content.decode()


def test_replaced_packages_go_and_the_newest_stays(far: Park) -> None:
    for days in (0, 1):
        with travel(timezone.now() + timedelta(days=days), tick=False):
            read_package(data=write_package(park=far, by=None), by=None)
    category = next(one for one in categories() if one.code == "received_figures")
    later = Moment(timezone.now(), date(2050, 1, 1))

    assert (category.due(later), category.clear(later)) == (1, 1)
    assert category.due(later) == 0


def test_the_commands_write_register_and_read(
    world: World, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.RUNWU_EXCHANGE_KEY_FILE = tmp_path / "exchange-key.toml"
    file, park = str(tmp_path / "package.json"), world.far.park.name
    without = main(["exchange", "write", "--park", park, "-o", file])
    main(["keys", "init", "--exchange"])
    public = capsys.readouterr().out.split()[-1]

    codes = [
        main(["keys", "init", "--exchange"]),
        main(["exchange", "write", "--park", park, "-o", file]),
        main(["exchange", "register", "--park", park, "--key", public, "--document", "示1号", "--official", "示核对"]),
        main(["exchange", "read", file]),
        main(["exchange", "read", file]),
        main(["exchange", "read", str(tmp_path / "none")]),
    ]

    assert (without, codes) == (1, [1, 0, 0, 0, 1, 1])
