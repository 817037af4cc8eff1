"""An installation that serves pages: its own database, the server and the worker as their own processes."""

import json
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom
from typing import Any

from runwu.core.tests.office import Office

PATIENCE = 300.0  # seconds; ends what hangs, also where two workers and their browsers share two cores
_CHANCE = SystemRandom()  # test runs beside each other choose apart
_ACCOUNT = re.compile(r"^  (\S+) +(\S+)", re.MULTILINE)
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Installation:
    """Pages at an address, and the office behind them."""

    office: Office
    address: str
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def log(self) -> Path:
        """Return where server and worker write."""
        return self.office.folder / "server.log"

    @property
    def complaints(self) -> str:
        """Return what server and worker last wrote about errors."""
        lines = [line for line in self.log.read_text().splitlines() if '"level": "info"' not in line]
        return "\n".join(lines[-60:])[-6000:]

    def run(self, call: str) -> Any:
        """Call a function inside the installation, given as “module:function(arguments)”; return what it returns."""
        module, _, rest = call.partition(":")
        name = rest.partition("(")[0]
        code = f"import json; from {module} import {name}; print(json.dumps({rest}))"
        return json.loads(self.office.run(code).splitlines()[-1])

    def command(self, *words: str) -> str:
        """Run the command line (`runwu …`) here and return what it prints."""
        done = subprocess.run(
            _command(*words), env=self.office.environment, cwd=ROOT, check=True, capture_output=True, timeout=PATIENCE
        )
        return done.stdout.decode()

    def start(self, *words: str) -> "Installation":
        """Start server and worker with a command of the command line, and wait until pages are answered."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                _command(*words), env=self.office.environment, cwd=ROOT, stdout=log, stderr=log
            )
        self._wait_until_ready()
        return self

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + PATIENCE
        while not _answers(f"{self.address}/readyz"):
            ended = self.process is not None and self.process.poll() is not None
            if ended or time.monotonic() > end:
                said = self.complaints
                self.close()
                raise RuntimeError(f"The server does not answer:\n{said}")
            time.sleep(0.1)

    def close(self) -> None:
        """End server and worker, and drop the database."""
        if self.process is not None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=20)
            self.process.kill()
            self.process.wait()
        self.office.close()


@dataclass(frozen=True)
class SetUp:
    """An installation on its first day, with the passwords that the set-up printed."""

    installation: Installation
    passwords: dict[str, str]


def free_port() -> int:
    """Return a port that nobody listens on.

    It lies below those that the system gives to outgoing connections: a browser or a database client beside this test
    would take such a one before the server gets there.
    """
    while True:
        port = _CHANCE.randrange(10_000, 20_000)
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port


def set_up(office: Office) -> SetUp:
    """Set up a first park by the command line, as an office does, and serve it."""
    words = ("--park", "示例园区", "--region", "460000", "--user", "staff", "--name", "示例党务")
    printed = Installation(office, "").command("setup", *words)
    return SetUp(serve(office), dict(_ACCOUNT.findall(printed)))


def serve_demo(office: Office, *words: str) -> SetUp:
    """Load the demo park, or what further words ask for, and serve it with `runwu demo`, which prints its accounts."""
    port = free_port()
    installation = Installation(office, f"http://127.0.0.1:{port}").start("demo", "--port", str(port), *words)
    return SetUp(installation, dict(_ACCOUNT.findall(installation.log.read_text())))


def serve(office: Office) -> Installation:
    """Serve an office with `runwu serve`: the server with two processes, the worker beside it."""
    port = free_port()
    installation = Installation(office, f"http://127.0.0.1:{port}")
    return installation.start("serve", "--bind", f"127.0.0.1:{port}")


def _command(*words: str) -> list[str]:
    return [str(Path(sys.executable).with_name("runwu")), *words]


def _answers(address: str) -> bool:
    with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(address, timeout=5) as answer:
        return bool(answer.status == 200)
    return False
