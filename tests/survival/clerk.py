"""A process inside an installation that does what tests ask, and starts the processes that tests kill.

It has loaded the program already, so that a victim is there at once: a fork that runs the command line, in a session of
its own. With RUNWU_SURVIVAL_EXEC=1 (make soak) the victim is started from the file system, as an office does.
"""

import json
import os
import signal
import subprocess
import sys
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from runwu.core.tests.office import Office

VICTIM = "runwu-victim"  # the name under which PostgreSQL shows a victim's connections


class Clerk:
    """Calls functions inside an office (“module:function”), one after the other."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._victims: set[int] = set()
        root = str(Path(__file__).parents[2])
        environment = {**office.environment, "RUNWU_LOG_LEVEL": "WARNING", "PYTHONPATH": f"{root}/src:{root}"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.survival.clerk"],
            env=environment, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def call(self, target: str, **arguments: Any) -> Any:
        """Call a function of `tests.survival.filling`, or of another module, and return what it returns."""
        return self._ask(target if ":" in target else f"tests.survival.filling:{target}", arguments)

    def start(self, *words: str) -> int:
        """Start a victim: `runwu …`, or gunicorn; return its process, which leads a group of its own."""
        pid: int = self._ask("tests.survival.clerk:_fork", {"words": words, "log": str(self.office.folder / "log")})
        self._victims.add(pid)
        return pid

    def reap(self, pid: int) -> None:
        """Wait for a victim's end."""
        self._victims.discard(pid)
        self._ask("tests.survival.clerk:_reap", {"pid": pid})

    def log(self) -> str:
        """Return what victims last wrote."""
        return (self.office.folder / "log").read_text()[-2000:]

    def close(self) -> None:
        """End the clerk, and the victims that nobody has ended."""
        for pid in self._victims:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()

    def _ask(self, target: str, arguments: dict[str, Any]) -> Any:
        asking, answering = self._process.stdin, self._process.stdout
        assert asking is not None
        assert answering is not None
        asking.write(json.dumps([target, arguments]) + "\n")
        asking.flush()
        answer = json.loads(answering.readline() or '{"error": "the clerk has died"}')
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]


def _fork(words: list[str], log: str) -> int:
    pid = os.fork()
    if pid == 0:
        _become(words, log)
    return pid


def _become(words: list[str], log: str) -> None:
    """Be the victim from here on."""
    os.setsid()
    os.environ["PGAPPNAME"] = VICTIM
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, target in ((0, nothing), (1, out), (2, out)):
        os.dup2(target, number)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    sys.argv = list(words)
    if os.environ.get("RUNWU_SURVIVAL_EXEC"):
        os.execv(Path(sys.executable).with_name(words[0]), words)
    try:
        os._exit(_gunicorn() if words[0] == "gunicorn" else _runwu(words))
    finally:
        traceback.print_exc()
        os._exit(99)


def _runwu(words: list[str]) -> int:
    from runwu.config.cli.main import main

    return main(words[1:])


def _gunicorn() -> int:
    from gunicorn.app.wsgiapp import run  # type: ignore[import-untyped]

    run(prog="gunicorn")
    return 0


def _reap(pid: int) -> None:
    with suppress(ChildProcessError):
        os.waitpid(pid, 0)


def _serve() -> None:
    """Answer one line of JSON for each that asks; no connection is kept between two."""
    import django

    django.setup()
    from django.db import connections

    import runwu.config.urls  # noqa: F401 -- so that victims have it

    asked, answered = sys.stdin, os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in asked:
        target, arguments = json.loads(line)
        module, _, name = target.partition(":")
        try:
            answer = {"value": getattr(import_module(module), name)(**arguments)}
        except Exception:
            answer = {"error": traceback.format_exc()}
        connections.close_all()
        print(json.dumps(answer), file=answered, flush=True)


if __name__ == "__main__":
    _serve()
