"""What every page's frame shows: menu, who is signed in, whose installation this is."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from runwu.config.navigation import Link, LinkGroup, menu, phone_bar
from runwu.core.scope import NOBODY, Scope


@dataclass
class Frame:
    """The frame of a page; computed when the template asks."""

    request: HttpRequest

    @cached_property
    def scope(self) -> Scope:
        return getattr(self.request, "scope", NOBODY)

    @cached_property
    def nav(self) -> tuple[LinkGroup, ...]:
        return menu(self.scope, self.request.path)

    @cached_property
    def tabbar(self) -> tuple[Link, ...]:
        return phone_bar(self.scope, self.request.path)

    @property
    def user_label(self) -> str:
        return str(getattr(self.request.user, "display_name", ""))

    @property
    def role_label(self) -> str:
        return str(self.scope.grants[0].role_label) if self.scope.grants else ""

    @property
    def place_label(self) -> str:
        return self.scope.grants[0].place_label if self.scope.grants else ""

    demo = settings.DEMO
    sponsor = settings.RUNWU_SPONSOR
    filing = settings.RUNWU_FILING

    @property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get("runwu_theme", "")
        return chosen if chosen in {"light", "dark"} else ""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Put the frame into every template's context."""
    return {"frame": Frame(request)}
