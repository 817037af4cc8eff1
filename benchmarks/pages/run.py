"""Requests per second of the enterprise list at province size, beside a bare page and Django's admin.

Run `python -m benchmarks.pages.run [--rows N] [--seconds S]`. Needs `wrk`. A database of its own on SQLite, and on
PostgreSQL where RUNWU_TEST_DATABASE_URL names one (scripts/postgres.sh). The bare page is signed in, renders the base
template, and asks nothing of its own; gunicorn runs with two workers, as an installation does.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from benchmarks.pages.processor import milliseconds
from benchmarks.pages.rows import PASSWORD, USER, fill

PAGES = {
    "bare page": "/bare/",
    "list, first page": "/enterprises/",
    "list, filtered": "/enterprises/?operating=yes&stage=producing",
    "list, searched": "/enterprises/?q=基准企业00",
    "list, last page": "",
    "board of the province": "/board/area/",
    "organisation tree": "/organizations/",
    "admin's list": "/admin/enterprises/enterprise/",
    "admin's list, filtered": "/admin/enterprises/enterprise/?operating__exact=yes&stage__exact=production",
}
TARGETS = {
    "list, first page": "≥ 25 % of bare, ≥ 6 × admin",
    "list, filtered": "≥ 25 % of bare, ≥ 6 × admin filtered",
    "list, last page": "as fast as the first",
    "board of the province": "≥ 25 % of bare",
    "organisation tree": "≥ 25 % of bare",
}


def main() -> None:
    """Print one table per database."""
    asked = _arguments()
    _measured("SQLite", "", asked)
    if url := os.environ.get("RUNWU_TEST_DATABASE_URL"):
        _measured("PostgreSQL", url, asked)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=110_000)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=6, help="of ten requests, for the processor time")
    return parser.parse_args()


def _measured(name: str, url: str, asked: argparse.Namespace) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        _served(_environment(Path(folder), url), asked.rows) as (base, server),
    ):
        print(f"\n{name}, {asked.rows:,} enterprises, gunicorn with 2 workers, load {os.getloadavg()[0]:.0f}")
        browser, cookie = _signed_in(base)
        pages = {**PAGES, "list, last page": _last_page(browser, base)}
        weights = {label: _weight(browser, base + path) for label, path in pages.items()}
        fetches = {label: partial(_weight, browser, base + path) for label, path in pages.items()}
        costs = milliseconds(fetches, server=server, url=url, rounds=asked.rounds)
        speeds = {label: _speed(base + path, cookie, asked.seconds) for label, path in pages.items()}
    _print(speeds, costs, weights)


def _environment(folder: Path, url: str) -> dict[str, str]:
    names = {"DJANGO_SETTINGS_MODULE": "benchmarks.pages.settings", "RUNWU_DATA_DIR": str(folder)}
    plain = {"RUNWU_LOG_LEVEL": "ERROR", "RUNWU_SESSION_IDLE_MINUTES": "600"}
    return {**os.environ, **names, **plain, **({"DATABASE_URL": url} if url else {})}


@contextmanager
def _served(environment: dict[str, str], rows: int) -> Iterator[tuple[str, int]]:
    """Fill a database and serve it with two workers; return the address and the process."""
    filling = f"import django; django.setup(); from benchmarks.pages.run import prepare; prepare({rows})"
    subprocess.run([sys.executable, "-c", filling], env=environment, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    words = ["-m", "gunicorn", "runwu.config.wsgi:application", "--bind", address, "--workers", "2", "--threads", "2"]
    server = subprocess.Popen([sys.executable, *words, "--log-level", "error", "--no-control-socket"], env=environment)
    try:
        _wait(address)
        yield f"http://{address}", server.pid
    finally:
        server.terminate()
        server.wait()


def prepare(rows: int) -> None:
    """Migrate and fill the database of this process, and count what boards show, as the worker does."""
    from django.db import connection

    from runwu.config.cli.server import migrate
    from runwu.coverage.services.tallies import renew_due_tallies

    migrate()
    fill(rows)
    renew_due_tallies()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _wait(address: str) -> None:
    host, port = address.split(":")
    for _ in range(200):
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server did not start.")


def _signed_in(base: str) -> tuple[OpenerDirector, str]:
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    page = browser.open(f"{base}/account/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    fields = {"csrfmiddlewaretoken": token[1], "login": USER, "password": PASSWORD}
    browser.open(f"{base}/account/login/", urlencode(fields).encode()).read()
    return browser, "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def _last_page(browser: OpenerDirector, base: str) -> str:
    page = browser.open(f"{base}/enterprises/").read().decode()
    found = re.findall(r'href="(/enterprises/\?[^"]*cursor=[^"]*)"', page)
    return found[-1].replace("&amp;", "&")


def _speed(url: str, cookie: str, seconds: int) -> float:
    words = ["wrk", "-t1", "-c4", f"-d{seconds}s", "--timeout", "60s", "-H", f"Cookie: {cookie}"]
    subprocess.run([*words[:3], "-d1s", *words[4:], _quoted(url)], check=True, capture_output=True)
    printed = subprocess.run([*words, _quoted(url)], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in printed:
        raise SystemExit(f"{url}: {printed}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    assert found is not None
    return float(found[1])


def _quoted(url: str) -> str:
    return "".join(letter if ord(letter) < 128 else "".join(f"%{b:02X}" for b in letter.encode()) for letter in url)


def _weight(browser: OpenerDirector, url: str) -> int:
    """Return the bytes that go over the line, compressed as browsers ask for it."""
    return len(browser.open(Request(_quoted(url), headers={"Accept-Encoding": "gzip"})).read())


def _print(speeds: dict[str, float], costs: dict[str, float], weights: dict[str, int]) -> None:
    """Print requests per second and processor time, each beside the bare page and the admin's list."""
    print(
        f"{'page':<24}{'req/s':>8}{'of bare':>9}{'× admin':>9}{'cpu ms':>9}{'of bare':>9}{'× admin':>9}{'KB':>5}  wanted"
    )
    for label, speed in speeds.items():
        other = "admin's list, filtered" if label == "list, filtered" else "admin's list"
        by_clock = f"{speed:>8.1f}{_ratio(speeds, label, 'bare page'):>9.0%}{_ratio(speeds, label, other):>9.1f}"
        by_cost = f"{costs[label]:>9.1f}{_ratio(costs, 'bare page', label):>9.0%}{_ratio(costs, other, label):>9.1f}"
        print(f"{label:<24}{by_clock}{by_cost}{weights[label] / 1024:>5.0f}  {TARGETS.get(label, '')}", flush=True)


def _ratio(figures: dict[str, float], one: str, other: str) -> float:
    return figures[one] / figures[other] if figures[other] else 0.0


if __name__ == "__main__":
    main()
