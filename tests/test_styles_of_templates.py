"""Every class that a template names has a rule of style: a name without one is a page that does not look as meant."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "runwu"
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))
HOOKS = {"reasons"}  # found by journeys, styled by what stands inside
_CLASSES = re.compile(r'class="([^"]*)"')
_BLOCK, _VALUE = re.compile(r"{%.*?%}", re.DOTALL), re.compile(r"{{.*?}}", re.DOTALL)
_PART = "\0"  # stands for a value within a name
_NOTE = re.compile(r'<c-note kind="([^"{]+)"')
KINDS_OF_NOTES = {"info", "warn", "no", "ok"}


def styled() -> set[str]:
    """Return the names that style sheets and scripts know."""
    sheets = "".join(path.read_text("utf-8") for path in (SOURCE / "core/assets/css").glob("*.css"))
    scripts = "".join(path.read_text("utf-8") for path in (SOURCE / "core/assets/js").glob("**/*.js"))
    return set(re.findall(r"\.([\w-]+)", sheets)) | set(re.findall(r"[\w-]+", scripts))


def named(text: str) -> set[str]:
    """Return the classes that a template names whole; names put together with a value are left out."""
    plain = _VALUE.sub(_PART, _BLOCK.sub(" ", text))
    return {name for classes in _CLASSES.findall(plain) for name in classes.split() if _PART not in name}


KNOWN = styled()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_class_of_a_template_has_a_rule(path: Path) -> None:
    text = path.read_text("utf-8")
    own = set(re.findall(r"\.([\w-]+)", "".join(re.findall(r"<style.*?</style>", text, re.DOTALL))))

    assert named(text) - KNOWN - own - HOOKS == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_note_is_of_a_kind_that_there_is(path: Path) -> None:
    assert set(_NOTE.findall(path.read_text("utf-8"))) <= KINDS_OF_NOTES


def test_names_are_found_and_parts_of_names_are_not() -> None:
    assert named('<p class="sm{% if x %} soft{% endif %}"><b class="is-{{ kind }}"><i class="gone">') == {
        "sm",
        "soft",
        "gone",
    }
