"""The files of the deployment guide say what the guide and the settings say."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
SETTINGS = (ROOT / "docs/guide/settings.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs/guide/deploy.md").read_text(encoding="utf-8")
OURS_ALONE = {"RUNWU_DIRECT_URL"}  # read by runwu-admin, explained in the guide


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
@pytest.mark.parametrize("line", ["User=runwu", "UMask=0077", "NoNewPrivileges=yes", "ProtectSystem=strict"])
def test_a_service_runs_with_the_least_it_needs(unit: Path, line: str) -> None:
    assert line in unit.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("timer", sorted((DEPLOY / "systemd").glob("*.timer")), ids=lambda timer: timer.name)
def test_a_timer_has_its_service_and_stands_in_the_guide(timer: Path) -> None:
    assert timer.with_suffix(".service").exists()
    assert timer.name in GUIDE


def test_every_variable_of_the_sample_is_explained() -> None:
    named = set(re.findall(r"^#?(RUNWU_\w+)=", (DEPLOY / "runwu.env").read_text(encoding="utf-8"), re.MULTILINE))

    assert {name for name in named if f"`{name}`" not in SETTINGS} - OURS_ALONE == set()
    assert {name for name in OURS_ALONE if name not in GUIDE} == set()


@pytest.mark.parametrize("file", sorted(set(re.findall(r"/opt/runwu/current/(deploy/[\w./-]+\w)(?![\w*])", GUIDE))))
def test_a_file_that_the_guide_uses_is_there(file: str) -> None:
    assert (ROOT / file).exists()


@pytest.mark.parametrize("header", ["X-Real-IP", "X-Forwarded-Proto", "X-Request-ID", "X-Forwarded-For"])
def test_the_site_overrides_the_headers_that_are_trusted(header: str) -> None:
    assert f"proxy_set_header {header} " in (DEPLOY / "nginx/runwu.conf").read_text(encoding="utf-8")


def test_the_log_of_the_site_holds_no_queries() -> None:
    text = (DEPLOY / "nginx/runwu-log.conf").read_text(encoding="utf-8")

    assert "$request_uri" not in text
    assert "$args" not in text


@pytest.mark.parametrize(
    ("province", "taken", "left"),
    [
        ("", "runwu-admin setup --park ", "runwu-admin demo "),
        ("0.05", "runwu-admin demo --province --load --scale 0.05 | tee ", "runwu-admin setup "),
    ],
)
def test_of_the_two_ways_to_a_first_park_one_is_walked(province: str, taken: str, left: str) -> None:
    command = [sys.executable, str(ROOT / "scripts/deployment/blocks.py"), str(ROOT / "docs/guide/deploy.md")]

    done = subprocess.run(command, env={**os.environ, "PROVINCE": province}, check=True, capture_output=True, text=True)

    assert (done.stdout.count(taken), done.stdout.count(left)) == (1, 0)


def test_every_command_of_the_guide_is_walked() -> None:
    command = [sys.executable, str(ROOT / "scripts/deployment/blocks.py"), str(ROOT / "docs/guide/deploy.md")]
    blocks = re.findall(r"^```bash\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)

    done = subprocess.run(command, env={**os.environ, "PROVINCE": ""}, check=True, capture_output=True, text=True)

    assert len(blocks) == done.stdout.count("{ set -x; }") > 10
