"""The log reaches a collector by UDP, TCP or a local socket, and a collector that is away hinders nobody."""

import logging
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from runwu.config.logs import logging_settings
from runwu.config.syslog import SyslogAddressUnreadable, SyslogForwarder


@pytest.fixture
def udp() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sink:
        sink.bind(("127.0.0.1", 0))
        sink.settimeout(5)
        yield sink


@pytest.fixture
def tcp() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as sink:
        sink.settimeout(5)
        yield sink


def port_of(sink: socket.socket) -> int:
    return int(sink.getsockname()[1])


def record(text: str) -> logging.LogRecord:
    return logging.LogRecord("runwu", logging.WARNING, "", 0, text, None, None)


def test_a_line_arrives_by_udp_with_its_severity(udp: socket.socket) -> None:
    SyslogForwarder(f"udp://127.0.0.1:{port_of(udp)}").handle(record("磁盘快满了"))

    packet = udp.recv(9000).decode()
    assert packet.startswith("<132>1 ")
    assert packet.endswith(" - - 磁盘快满了")


def test_lines_arrive_by_tcp_one_after_another(tcp: socket.socket) -> None:
    forwarder = SyslogForwarder(f"tcp://127.0.0.1:{port_of(tcp)}")

    forwarder.handle(record("第一行\n还是第一行"))
    forwarder.handle(record("第二行"))
    accepted = tcp.accept()[0]
    forwarder.close()

    lines = b"".join(iter(lambda: accepted.recv(9000), b"")).decode().splitlines()
    accepted.close()
    assert [line.rpartition(" - - ")[2] for line in lines] == ["第一行 还是第一行", "第二行"]


def test_a_line_arrives_at_a_local_socket() -> None:
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sink:
        place = Path(folder) / "log"
        sink.bind(str(place))
        SyslogForwarder(f"unix://{place}").handle(record("一行"))

        assert sink.recv(9000).decode().endswith("一行")


def test_a_collector_that_is_away_is_left_alone_for_a_while(tcp: socket.socket) -> None:
    port = port_of(tcp)
    tcp.close()
    forwarder = SyslogForwarder(f"tcp://127.0.0.1:{port}")

    forwarder.handle(record("没有人听"))

    assert forwarder._silent_until > time.monotonic()


def test_a_collector_that_comes_back_is_called_again(tcp: socket.socket) -> None:
    forwarder = SyslogForwarder(f"tcp://127.0.0.1:{port_of(tcp)}")
    forwarder.handle(record("一"))
    tcp.accept()[0].close()
    forwarder._socket.close()  # type: ignore[union-attr]

    forwarder.handle(record("二"))

    accepted = tcp.accept()[0]
    assert accepted.recv(9000).decode().endswith("二\n")
    accepted.close()
    forwarder.close()


@pytest.mark.parametrize("address", ["logs.example:514", "udp://", "http://logs.example"])
def test_an_address_that_cannot_be_meant_is_refused_at_the_start(address: str) -> None:
    with pytest.raises(SyslogAddressUnreadable):
        SyslogForwarder(address)


def test_the_collector_gets_what_standard_error_gets() -> None:
    assert logging_settings(level="INFO", syslog="udp://127.0.0.1:514")["root"]["handlers"] == ["console", "syslog"]
