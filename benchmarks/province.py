"""Load the whole demo province: thirteen parks, 110,000 enterprises, their plans, from workbooks to boards.

Run `python benchmarks/province.py [--scale F]`; on a new SQLite file, and on the PostgreSQL that the environment names
(`scripts/postgres.sh`). The baseline of the ratio is what is wanted: three minutes.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WANTED_SECONDS = 180


def main() -> None:
    """Print seconds by the clock and of the client's processor for each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", default="1")
    scale = parser.parse_args().scale
    _print("sqlite", "", scale)
    if url := os.environ.get("RUNWU_TEST_DATABASE_URL"):
        _print("postgresql", url, scale)


def _print(database: str, url: str, scale: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        known = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        told = {"RUNWU_DATA_DIR": folder, "RUNWU_LOG_LEVEL": "ERROR", **({"DATABASE_URL": url} if url else {})}
        began, spent = time.perf_counter(), _children()
        command = [str(Path(sys.executable).with_name("runwu")), "demo", "--province", "--scale", scale, "--load"]
        subprocess.run(command, env=known | told, check=True, stdout=subprocess.DEVNULL)
        clock, processor = time.perf_counter() - began, _children() - spent
    ratio = clock / WANTED_SECONDS
    print(
        f"{database:<12}scale {scale}: {clock:.0f} s, processor {processor:.0f} s, {ratio:.2f} of what is wanted",
        flush=True,
    )


def _children() -> float:
    times = os.times()
    return times.children_user + times.children_system


if __name__ == "__main__":
    main()
