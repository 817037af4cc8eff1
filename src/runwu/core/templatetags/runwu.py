"""Tags and filters of the design system; a template builtin, so no template has to load it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.http import HttpRequest
from django.template import Context, Library
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from runwu.core.filter_fields import filter_control
from runwu.rules.sources import Source

register = Library()

DASH = "—"
ICON_LIST = Path(__file__).resolve().parents[1] / "assets" / "icons.txt"
# kind → (CSS class, icon); the first five are the outcomes of a verdict, the others the states of a thing
_KINDS = {
    "allowed": ("ok", "circle-check"),
    "due": ("du", "calendar-due"),
    "advised": ("wa", "alert-triangle"),
    "refused": ("no", "alert-octagon"),
    "unknown": ("un", "help-circle"),
    "ok": ("ok", "check"),
    "warn": ("wa", "alert-triangle"),
    "no": ("no", "x"),
    "info": ("in", "info-circle"),
    "duty": ("du", "calendar-due"),
    "pause": ("wa", "player-pause"),
    "none": ("un", "minus"),
}
_FORCE_KINDS = {"must_not": "refused", "ought": "due", "generally": "advised"}
_MESSAGE_KINDS = {"success": "ok", "error": "no", "warning": "warn"}


@cache
def icon_names() -> frozenset[str]:
    """Return the icons of the sprite."""
    lines = (line.strip() for line in ICON_LIST.read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon of the sprite; `size` is "", "sm" or "lg". Icons say nothing alone, so readers skip them."""
    return _icon(name, size)


@lru_cache(maxsize=1024)
def _icon(name: str, size: str) -> SafeString:
    """Draw an icon once per process: a page has dozens, and looking up the sprite's address is what costs."""
    classes, sprite = f"i i-{size}" if size else "i", static("built/icons.svg")
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, sprite, name)


@register.simple_tag
def part(template: str, **values: Any) -> str:
    """Render a template that reads nothing but these values, the language and addresses; the same ones are rendered once.

    For the parts of the frame, which hundreds of requests share. Values that can't be hashed are rendered anew.
    """
    if settings.DEBUG:
        return render_to_string(template, values)
    try:
        return _part(template, (get_language(), settings.ROOT_URLCONF), tuple(values.items()))
    except TypeError:
        return render_to_string(template, values)


@lru_cache(maxsize=512)
def _part(template: str, _frame: tuple[str | None, str], values: tuple[tuple[str, Any], ...]) -> str:
    return render_to_string(template, dict(values))


@register.simple_tag
def filter_field(field: BoundField) -> SafeString:
    """Draw a field of a filter form: label and control; in full where it has an error or is a group of its own."""
    if field.errors or field.help_text or field.use_fieldset or field_kind(field) != "control":
        return field.as_field_group()
    if (drawn := filter_control(field)) is not None:
        return drawn
    label = format_html('<label for="{}">{}</label>', field.id_for_label, field.label)
    return format_html('<div class="field">{}{}</div>', label, field)


@register.filter
def kind_class(kind: object) -> str:
    """Return the CSS class of a state or of a verdict's outcome."""
    return _KINDS.get(str(kind), ("un", ""))[0]


@register.filter
def kind_icon(kind: object) -> str:
    """Return the icon of a state or of a verdict's outcome."""
    return _KINDS.get(str(kind), ("", "help-circle"))[1]


@register.filter
def force_kind(force: object) -> str:
    """Return the kind in which a clause of this force is marked (不得 · 应当 · 一般)."""
    return _FORCE_KINDS.get(str(force), "info")


@register.filter
def message_kind(level_tag: object) -> str:
    """Return the kind of a message of django.contrib.messages."""
    return _MESSAGE_KINDS.get(str(level_tag), "info")


@register.filter
def number(value: object) -> object:
    """Group thousands, with a minus sign as long as a plus; what is not known is a dash, never a zero."""
    if value is None or value == "":
        return DASH
    if isinstance(value, int):
        return f"{value:,}".replace("-", "−")
    return value


@register.filter
def share(value: object, of: object) -> str:
    """Write `value` of `of` in percent with one decimal; a dash where the denominator is empty or unknown."""
    if not isinstance(value, int | float) or not isinstance(of, int | float) or not of:
        return DASH
    return f"{100 * value / of:.1f}%"


@register.filter
def hundredths(value: object, of: object) -> str:
    """Return `value` of `of` on a scale of 0–100, as an SVG coordinate."""
    if not isinstance(value, int | float) or not isinstance(of, int | float) or not of:
        return "0"
    return f"{max(0.0, min(100.0, 100 * value / of)):.2f}"


@register.filter
def initial(name: object) -> str:
    """Return the character that stands for a person in a round mark: the first of the given name."""
    text = str(name or "").strip()
    return text[1:2] or text[:1]


@register.filter
def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """Write the remaining attributes of a component, escaped; None and False are left out."""
    values = attrs.attrs_dict() if hasattr(attrs, "attrs_dict") else dict(attrs)
    pairs = ((key, "" if value is True else value) for key, value in values.items() if value not in (None, False))
    return format_html_join("", ' {}="{}"', pairs)


@register.filter
def errors_with_sources(field: BoundField) -> Iterator[tuple[str, object]]:
    """Return each error of a field with the clause it rests on, if its params carry a `source`."""
    for error in field.errors.as_data():
        params = error.params if isinstance(error.params, dict) else {}
        for message in error.messages:
            yield message, params.get("source")


@register.filter
def message_count(form: BaseForm) -> int:
    """Return how many things a form says are wrong: a field may have several."""
    return sum(len(messages) for messages in form.errors.values())


@register.filter
def field_kind(field: BoundField) -> str:
    """Tell how a field is laid out: one tick, a group of choices, or a control below its label."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    return "check" if isinstance(widget, CheckboxInput) else "control"


@register.filter
def page_base(request: HttpRequest | None) -> str:
    """Return the template a page extends: the whole frame, or only its content when htmx asked for a fragment."""
    htmx = getattr(request, "htmx", None)
    if not htmx or htmx.boosted or htmx.history_restore_request:
        return "core/base.html"
    return "core/fragment_base.html"


@register.simple_tag(takes_context=True)
def back_url(context: Context) -> str:
    """Return the page of this site that led here, or the start page."""
    request = context.get("request")
    referrer = request.META.get("HTTP_REFERER", "") if request else ""
    if request and url_has_allowed_host_and_scheme(referrer, {request.get_host()}, request.is_secure()):
        return str(referrer)
    return "/"


@register.simple_tag
def rule_url(source: Source, key: str = "") -> str:
    """Return the lasting address of the rule that a clause belongs to, or of all rules that cite it.

    Empty where the site has no page of rules, as the gallery of the design.
    """
    from runwu.core.rulebooks import rule_of  # the library is loaded before the models are

    found = key or rule_of(source)
    try:
        return reverse("rules:one", args=[found]) if found else reverse("rules:list", query={"q": source.chip})
    except NoReverseMatch:
        return ""


@register.filter
def listed(value: object) -> list[object]:
    """Return a list; words separated by vertical bars become one."""
    if isinstance(value, str):
        return [part.strip() for part in value.split("|") if part.strip()]
    return list(value) if isinstance(value, Iterable) else []


@register.filter
def paragraphs(value: str | Promise | None) -> SafeString:
    """Write a text of several lines as paragraphs."""
    lines = (line.strip() for line in str(value or "").splitlines())
    return format_html_join("", "<p>{}</p>", ((conditional_escape(line),) for line in lines if line))
