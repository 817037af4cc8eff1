"""What every answer carries against injected scripts, frames and guessing browsers."""

import re
from pathlib import Path

import pytest
from django.test import Client

PACKAGE = Path(__file__).resolve().parents[2]
ON_ITS_OWN = PACKAGE / "coverage/templates/coverage/report.html"  # a file beside a workbook, never served as a page
TEMPLATES = sorted(set(PACKAGE.glob("*/templates/**/*.html")) - {ON_ITS_OWN})
INLINE = re.compile(r"""\sstyle=|\son[a-z]+=["']|<script(?![^>]*\ssrc=)|<style|javascript:""")


@pytest.mark.django_db
def test_the_content_security_policy_allows_nothing_inline(client: Client) -> None:
    policy = client.get("/account/login/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_an_answer_carries_the_header(header: str, value: str, client: Client) -> None:
    assert client.get("/account/login/").headers[header] == value


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: str(template.relative_to(PACKAGE)))
def test_a_template_holds_no_inline_style_or_script(template: Path) -> None:
    shown = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"))

    assert INLINE.findall(shown) == []
