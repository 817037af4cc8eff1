"""Fields of filter forms are drawn as Django would draw them, without its templates."""

import pytest
from django import forms
from django.test.html import parse_html

from runwu.core.filter_fields import filter_control


class _Form(forms.Form):
    q = forms.CharField(label="搜索", max_length=60, required=False)
    kind = forms.ChoiceField(
        label="种类 <b>", choices=[("", "全部"), ("a&b", "甲 <i>"), ("组", [("c", "丙")])], required=False
    )
    day = forms.DateField(required=False)
    many = forms.MultipleChoiceField(choices=[("a", "甲")], required=False)


def _drawn(name: str, **data: str) -> str:
    return str(filter_control(_Form(data)[name]))


@pytest.mark.parametrize(
    ("name", "data"), [("q", {"q": '"><script>'}), ("q", {}), ("kind", {"kind": "c"}), ("kind", {})]
)
def test_a_control_is_the_one_that_django_draws(name: str, data: dict[str, str]) -> None:
    field = _Form(data)[name]

    assert parse_html(_drawn(name, **data)).children[1] == parse_html(str(field))


def test_what_was_typed_and_what_is_offered_is_escaped() -> None:
    assert "<script>" not in _drawn("q", q='"><script>')
    assert "<i>" not in _drawn("kind")
    assert "种类 &lt;b&gt;" in _drawn("kind")


@pytest.mark.parametrize("name", ["day", "many"])
def test_other_widgets_are_left_to_django(name: str) -> None:
    assert filter_control(_Form({})[name]) is None
