"""What holds for every template of every app: strict content policy, a contract on top, icons that exist."""

import re
from pathlib import Path

import pytest

from runwu.config.navigation import MENU
from runwu.core.templatetags.runwu import icon_names

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
SHARED = sorted((ROOT / "core/templates").glob("**/*.html"))
FORBIDDEN = re.compile(
    r"""\sstyle\s*=                      # inline styles
      | <style\b
      | <script(?![^>]*\ssrc=)           # inline scripts
      | \son[a-z]+\s*=\s*["']            # event attributes
      | \shx-on[:a-z]*\s*=
      | javascript:
      | (?:src|href)\s*=\s*["']https?:   # other hosts
    """,
    re.VERBOSE | re.IGNORECASE,
)
STANDALONE = {"coverage/report.html"}  # written to a disk as one file, never served
ICON = re.compile(r"""{%\s*icon\s+["']([a-z0-9-]+)["']|\bicon=["']([a-z0-9-]+)["']""")


def without_comments(path: Path) -> str:
    return re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return str(path).split("/templates/")[1]


SERVED = [path for path in TEMPLATES if name_of(path) not in STANDALONE]


@pytest.mark.parametrize("path", SERVED, ids=name_of)
def test_a_template_obeys_the_content_policy(path: Path) -> None:
    assert FORBIDDEN.findall(without_comments(path)) == []


@pytest.mark.parametrize("path", SHARED, ids=name_of)
def test_a_shared_template_opens_with_its_contract(path: Path) -> None:
    first_lines = "".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:2])

    assert "{#" in first_lines


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_uses_icons_of_the_sprite_only(path: Path) -> None:
    used = {first or second for first, second in ICON.findall(without_comments(path))}

    assert used - icon_names() == set()


def test_the_menu_uses_icons_of_the_sprite_only() -> None:
    used = {entry.icon for group in MENU for entry in group.entries}

    assert used - icon_names() == set()
