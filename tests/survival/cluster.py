"""A PostgreSQL of one test alone, which may be stopped and started as it likes."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from tests.browser.installation import free_port


@dataclass(slots=True)
class Cluster:
    """A server of PostgreSQL in a folder."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c max_connections=60 -c fsync=off"
        self._control("start", "-l", f"{self.folder}/log", "-o", f"'{options}'")

    def stop(self) -> None:
        """Stop it at once; connections break."""
        self._control("stop", "-m", "fast")

    def drop(self) -> None:
        """Stop it and delete its folder."""
        self._control("stop", "-m", "immediate", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _control(self, *words: str, check: bool = True) -> None:
        _run(f"{_programs()}/pg_ctl -D {self.folder}/data -w {' '.join(words)}", check=check)


def found_cluster() -> Cluster:
    """Make a cluster and start it."""
    folder = Path(mkdtemp(prefix="runwu-cluster-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    _run(f"{_programs()}/initdb -D {folder}/data -A trust -U postgres -E UTF8 --locale=C.UTF-8")
    cluster = Cluster(folder, free_port())
    cluster.start()
    return cluster


def _programs() -> Path:
    return sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))[-1]


def _run(command: str, *, check: bool = True) -> None:
    words = ["su", "postgres", "-c", command] if os.getuid() == 0 else ["bash", "-c", command]
    subprocess.run(words, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
