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
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from benchmarks.pages.rows import PASSWORD, USER, fill

PAGES = {
    "bare page": "/bare/",
    "list, first page": "/enterprises/",
    "list, filtered": "/enterprises/?operating=yes&stage=producing",
    "list, searched": "/enterprises/?q=基准企业00",
    "list, last page": "",
    "board of the province": "/board/",
    "admin's list": "/admin/enterprises/enterprise/",
}
TARGETS = {
    "list, first page": "≥ 25 % of bare, ≥ 6 × admin",
    "list, filtered": "≥ 25 % of bare",
    "list, last page": "as fast as the first",
    "board of the province": "≥ 25 % of bare",
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
    return parser.parse_args()


def _measured(name: str, url: str, asked: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder, _served(_environment(Path(folder), url), asked.rows) as base:
        browser, cookie = _signed_in(base)
        pages = {**PAGES, "list, last page": _last_page(browser, base)}
        speeds = {label: _speed(base + path, cookie, asked.seconds) for label, path in pages.items()}
        weights = {label: _weight(browser, base + path) for label, path in pages.items()}
    _print(name, asked.rows, speeds, weights)


def _environment(folder: Path, url: str) -> dict[str, str]:
    names = {"DJANGO_SETTINGS_MODULE": "benchmarks.pages.settings", "RUNWU_DATA_DIR": str(folder)}
    plain = {"RUNWU_LOG_LEVEL": "ERROR", "RUNWU_SESSION_IDLE_MINUTES": "600"}
    return {**os.environ, **names, **plain, **({"DATABASE_URL": url} if url else {})}


@contextmanager
def _served(environment: dict[str, str], rows: int) -> Iterator[str]:
    """Fill a database and serve it with two workers."""
    filling = f"import django; django.setup(); from benchmarks.pages.run import prepare; prepare({rows})"
    subprocess.run([sys.executable, "-c", filling], env=environment, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    words = ["-m", "gunicorn", "runwu.config.wsgi:application", "--bind", address, "--workers", "2", "--threads", "2"]
    server = subprocess.Popen([sys.executable, *words, "--log-level", "error", "--no-control-socket"], env=environment)
    try:
        _wait(address)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()


def prepare(rows: int) -> None:
    """Migrate and fill the database of this process."""
    from django.db import connection

    from runwu.config.cli.server import migrate

    migrate()
    fill(rows)
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
    return len(browser.open(_quoted(url)).read())


def _print(name: str, rows: int, speeds: dict[str, float], weights: dict[str, int]) -> None:
    bare, admin = speeds["bare page"], speeds["admin's list"]
    print(f"\n{name}, {rows:,} enterprises, gunicorn with 2 workers")
    print(f"{'page':<24}{'requests/s':>12}{'of bare':>9}{'× admin':>9}{'KB':>6}  wanted")
    for label, speed in speeds.items():
        figures = f"{speed:>12.1f}{speed / bare:>9.0%}{speed / admin:>9.1f}{weights[label] / 1024:>6.0f}"
        print(f"{label:<24}{figures}  {TARGETS.get(label, '')}", flush=True)


if __name__ == "__main__":
    main()
