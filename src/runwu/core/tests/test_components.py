"""The components of the design system: they render in partials, alone, and say what they must."""

from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from pytest_django import Settings

from runwu.core.templatetags.runwu import attributes, hundredths, initial, number, page_base, share
from runwu.core.tests.gallery import samples
from runwu.core.tests.gallery import settings as gallery_settings

COMPONENTS = sorted(path.stem for path in (Path(__file__).parents[1] / "templates/cotton").glob("*.html"))
PAGES = ["/", "/refused", "/mistake", "/paper", "/page/account-login", "/page/account-locked", "/page/404", "/page/500"]


@pytest.fixture(autouse=True)
def _gallery(settings: Settings) -> None:
    settings.ROOT_URLCONF = gallery_settings.ROOT_URLCONF
    settings.TEMPLATES = gallery_settings.TEMPLATES
    settings.MIDDLEWARE = gallery_settings.MIDDLEWARE


def draw(template: str, **context: Any) -> str:
    """Render a piece of template that names components by the tag behind them."""
    return str(engines["django"].from_string(template).render(context))


def test_a_component_inside_a_partial_is_rendered() -> None:
    html = render_to_string("gallery/gallery.html#duties", {"source": samples.FIRM, "soft": samples.SOFT})

    assert '<li class="row-i">' in html
    assert "<c-" not in html


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_renders_without_any_variable(name: str) -> None:
    html = draw(f"{{% cotton {name} %}}{{% endcotton %}}")

    assert "<c-" not in html
    assert "None" not in html


def test_a_component_takes_nothing_from_the_page_that_was_not_given_to_it() -> None:
    html = draw("{% cotton card %}x{% endcotton %}", title="of the page", remark="of the page", footer="of the page")

    assert "of the page" not in html


@pytest.mark.parametrize("address", PAGES)
def test_every_page_of_the_gallery_is_complete(address: str) -> None:
    html = Client().get(address).content.decode()

    assert "<c-" not in html
    assert "{{" not in html
    assert html.rstrip().endswith("</html>")


def test_an_empty_denominator_prints_a_dash_and_no_link() -> None:
    html = draw('{% cotton figure label="外资" :value="0" :of="0" href="/rows" %}{% endcotton %}')

    assert "—" in html
    assert "/rows" not in html


def test_a_figure_opens_its_rows() -> None:
    html = draw('{% cotton figure label="投产" :value="14" :of="25" href="/rows" %}{% endcotton %}')

    assert 'href="/rows"' in html
    assert "56.0%" in html


def test_a_clause_that_was_read_is_filled_and_another_is_an_outline() -> None:
    firm = draw('{% cotton clause :source="source" %}{% endcotton %}', source=samples.FIRM)
    soft = draw('{% cotton clause :source="source" %}{% endcotton %}', source=samples.SOFT)

    assert ('class="cl"' in firm, 'class="cl soft"' in soft) == (True, True)


@pytest.mark.parametrize(("index", "mark"), list(enumerate(["vd no", "vd wa", "vd du", "vd un", "vd ok"])))
def test_each_outcome_has_a_mark_of_its_own(index: int, mark: str) -> None:
    html = draw('{% cotton verdict :verdict="verdict" %}{% endcotton %}', verdict=samples.verdicts()[index])

    assert f'class="{mark}"' in html


def test_a_refusal_is_announced_and_a_warning_is_not() -> None:
    refused, advised, *_ = samples.verdicts()
    template = '{% cotton verdict :verdict="verdict" %}{% endcotton %}'

    assert 'role="alert"' in draw(template, verdict=refused)
    assert 'role="alert"' not in draw(template, verdict=advised)


def test_a_job_polls_only_while_it_runs() -> None:
    running = draw('{% cotton progress href="/job" running %}{% endcotton %}')
    finished = draw('{% cotton progress href="/job" %}{% endcotton %}')

    assert ("hx-trigger" in running, "hx-trigger" in finished) == (True, False)


def test_a_server_error_needs_no_context_at_all() -> None:
    html = engines["django"].get_template("500.html").render({})

    assert "系统出错了" in html


def test_attributes_passed_through_are_escaped() -> None:
    assert attributes({"data-name": '"><b>', "hidden": True, "title": None}) == (
        ' data-name="&quot;&gt;&lt;b&gt;" hidden=""'
    )


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (number(None), "—"),
        (number(0), "0"),
        (number(1204), "1,204"),
        (share(10, 14), "71.4%"),
        (share(1, 0), "—"),
        (share(None, 3), "—"),
        (hundredths(3, 2), "100.00"),
        (initial("示小满"), "小"),
        (initial(""), ""),
    ],
)
def test_figures_are_written_as_people_read_them(actual: str, expected: str) -> None:
    assert actual == expected


def test_a_fragment_for_htmx_leaves_the_frame_out() -> None:
    plain = Client().get("/refused").content.decode()
    fragment = Client().get("/refused", headers={"HX-Request": "true"}).content.decode()

    assert ("<html" in plain, "<html" in fragment) == (True, False)
    assert "data-refusal" in fragment


def test_a_request_without_htmx_gets_the_whole_page() -> None:
    assert page_base(RequestFactory().get("/")) == "core/base.html"


@pytest.mark.parametrize(
    ("value", "drawn"), [(0, "0"), (1234567, "1,234,567"), (-3, "−3"), (None, "—"), ("", "—"), ("三", "三")]
)
def test_a_figure_is_grouped_and_unknown_is_a_dash(value: object, drawn: object) -> None:
    assert number(value) == drawn
