"""Forward the log to a collector (日志转发): RFC 5424 over UDP, TCP or a local socket, never in anybody's way."""

import logging
import os
import socket
import time
from datetime import UTC, datetime
from logging.handlers import SysLogHandler
from urllib.parse import urlsplit

PORT = 514
_FACILITY = SysLogHandler.LOG_LOCAL0
_SEVERITIES = {"DEBUG": 7, "INFO": 6, "WARNING": 4, "ERROR": 3, "CRITICAL": 2}
_PATIENCE = 2.0  # seconds to connect or send
_PAUSE = 30.0  # seconds without a further try after one that failed; standard error has every line meanwhile
_LONGEST_DATAGRAM = 8192


class SyslogAddressUnreadable(ValueError):
    """RUNWU_SYSLOG is no address of a collector."""


class SyslogForwarder(logging.Handler):
    """Send each line to `udp://host:port`, `tcp://host:port` or `unix:///dev/log`.

    A collector that is away loses lines and delays nobody: one try in thirty seconds, none waits longer than two.
    Raises SyslogAddressUnreadable for other addresses.
    """

    def __init__(self, address: str) -> None:
        super().__init__()
        parts = urlsplit(address)
        usable = {"udp": parts.hostname, "tcp": parts.hostname, "unix": parts.path}.get(parts.scheme)
        if not usable:
            raise SyslogAddressUnreadable(
                f"RUNWU_SYSLOG 的值“{address}”无法识别。请写成 udp://主机:514、tcp://主机:601 或 unix:///dev/log。"
            )
        self._kind, self._place, self._port = parts.scheme, usable, parts.port or PORT
        self._socket: socket.socket | None = None
        self._silent_until = 0.0
        self._host = socket.gethostname()

    def emit(self, record: logging.LogRecord) -> None:
        """Send a record, or let it go."""
        if time.monotonic() < self._silent_until:
            return
        try:
            self._send(self._packet(record))
        except OSError:
            self._hang_up()
            self._silent_until = time.monotonic() + _PAUSE
        except Exception:
            self.handleError(record)

    def _packet(self, record: logging.LogRecord) -> bytes:
        priority = _FACILITY * 8 + _SEVERITIES.get(record.levelname, 5)
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        text = f"<{priority}>1 {moment} {self._host} runwu {os.getpid()} - - {self.format(record)}"
        packet = text.replace("\n", " ").encode()
        return packet + b"\n" if self._kind == "tcp" else packet[:_LONGEST_DATAGRAM]

    def _send(self, packet: bytes) -> None:
        """Send on the open line; where that broke meanwhile, once more on a new one."""
        if self._socket is not None:
            try:
                return self._socket.sendall(packet)
            except OSError:
                self._hang_up()
        self._socket = self._dial()
        return self._socket.sendall(packet)

    def _dial(self) -> socket.socket:
        if self._kind == "tcp":
            return socket.create_connection((self._place, self._port), timeout=_PATIENCE)
        family = socket.AF_UNIX if self._kind == "unix" else socket.AF_INET
        line = socket.socket(family, socket.SOCK_DGRAM)
        line.settimeout(_PATIENCE)
        line.connect(self._place if self._kind == "unix" else (self._place, self._port))
        return line

    def _hang_up(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def close(self) -> None:
        """Hang up at the end of the process."""
        self._hang_up()
        super().close()
