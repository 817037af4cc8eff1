"""Walking a page by keyboard alone."""

from playwright.sync_api import Locator, Page

_LONGEST = 80
_FOCUSED = "element => element === document.activeElement"
_RING = (
    "element => { const s = getComputedStyle(element); return s.outlineStyle !== 'none' && s.outlineWidth !== '0px' }"
)


def tab_to(page: Page, target: Locator) -> Locator:
    """Press Tab until a control has the focus; it must show that it has."""
    for _ in range(_LONGEST):
        page.keyboard.press("Tab")
        if target.evaluate(_FOCUSED):
            assert target.evaluate(_RING), "nothing shows where the focus is"
            return target
    raise AssertionError(f"Tab does not reach {target}")


def tab_and_type(page: Page, target: Locator, text: str) -> None:
    """Walk to a field and type into it."""
    tab_to(page, target)
    page.keyboard.type(text)


def tab_and_press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Walk to a link or button and press it."""
    tab_to(page, target)
    page.keyboard.press(key)


def press_on(target: Locator, *keys: str) -> None:
    """Go to a control that the Tab key reaches and press keys there; none: Enter."""
    target.focus()
    assert target.evaluate(f"element => ({_FOCUSED})(element) && element.tabIndex >= 0"), f"no key reaches {target}"
    for key in keys or ("Enter",):
        target.page.keyboard.press(key)


def type_into(target: Locator, text: str) -> None:
    """Go to a field that the Tab key reaches and type into it."""
    press_on(target, "End")
    target.page.keyboard.type(text)
