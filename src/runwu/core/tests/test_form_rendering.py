"""Forms: labels, help, errors with their clause, a summary that links to what is wrong."""

import re

import pytest

from runwu.core.tests.gallery.samples import SampleForm


@pytest.fixture
def html() -> str:
    form = SampleForm({"name": "", "day": "2026-12-01", "stage": "a"})
    return str(form)


def control(html: str, name: str) -> str:
    found = re.search(rf'<(?:input|select|textarea)[^>]*name="{name}"[^>]*>', html)
    assert found
    return found.group()


def test_a_wrong_field_points_to_its_help_and_its_error(html: str) -> None:
    tag = control(html, "name")

    assert 'aria-describedby="id_name_helptext id_name_error"' in tag
    assert 'aria-invalid="true"' in tag
    assert ('id="id_name_helptext"' in html, 'id="id_name_error"' in html) == (True, True)


def test_every_described_id_exists_once(html: str) -> None:
    named = {name for value in re.findall(r'aria-describedby="([^"]*)"', html) for name in value.split()}

    assert {name: html.count(f'id="{name}"') for name in named} == dict.fromkeys(named, 1)


def test_an_error_that_rests_on_a_clause_shows_it(html: str) -> None:
    assert "最早 12 月 8 日。" in html
    assert "支部工作条例 第四条" in html


def test_the_summary_links_to_each_wrong_field(html: str) -> None:
    assert "有 2 处要改" in html
    assert ('href="#id_name"' in html, 'href="#id_day"' in html) == (True, True)


def test_a_form_without_errors_has_no_summary() -> None:
    assert "errsum" not in str(SampleForm())


def test_a_group_of_choices_is_a_fieldset_with_a_legend(html: str) -> None:
    assert re.search(r"<fieldset[^>]*>\s*<legend>覆盖方式", html)


def test_what_may_be_left_out_says_so(html: str) -> None:
    assert '<label for="id_remark">说明 <span class="opt">可不填</span></label>' in html
