"""Guards of views (访问控制): who is let in at all. Every view of the URL conf carries exactly one of them."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from runwu.core.errors import UserError
from runwu.core.scope import Capability, Scope

V = TypeVar("V", bound=Callable[..., HttpResponseBase])


class ScopedRequest(HttpRequest):
    """A request after the middleware of access: what its account reaches, and today's date."""

    scope: Scope
    on: date
    user: Any  # an account, once a guard has let it in


PUBLIC = "public"
SIGNED_IN = "signed_in"
METHODS = ("GET", "HEAD", "POST")


def public(view: V) -> V:
    """Mark a view that anybody may open (公开)."""
    return _guarded(view, PUBLIC, lambda _request: None)


def signed_in(view: V) -> V:
    """Let in whoever has signed in (登录即可); send everybody else to the sign-in page."""
    return _guarded(view, SIGNED_IN, lambda request: None if request.user.is_authenticated else ask_to_sign_in(request))


def require(*capabilities: Capability) -> Callable[[V], V]:
    """Let in whoever may do one of these things somewhere; for everybody else the page does not exist."""

    def check(request: ScopedRequest) -> HttpResponseBase | None:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        if not any(request.scope.may(capability) for capability in capabilities):
            raise Http404
        return None

    return lambda view: _guarded(view, capabilities, check)


def _guarded(view: V, guard: object, check: Callable[[ScopedRequest], HttpResponseBase | None]) -> V:
    """Return the view behind a check that answers instead of it, or not at all; pages are read or posted to."""

    @wraps(view)
    def guarded(request: ScopedRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        instead = check(request)
        if instead is None and request.method not in METHODS:
            instead = HttpResponseNotAllowed(METHODS)
        return instead or view(request, *args, **kwargs)

    guarded.guard = guard  # type: ignore[attr-defined]
    return cast("V", guarded)


def polled(view: V) -> V:
    """Mark a view that pages ask by themselves, so that asking does not count as activity of a person."""
    view.polled = True  # type: ignore[attr-defined]
    return view


def ask_to_sign_in(request: HttpRequest, message: str = "") -> HttpResponseBase:
    """Send somebody to the sign-in page and remember the way back; htmx swaps the whole page, not a region."""
    if message or settings.SESSION_COOKIE_NAME in request.COOKIES:
        messages.warning(request, message or session_ended())
    return send_to(request, f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': way_back(request)})}")


def session_ended() -> str:
    """Say why somebody who had signed in has to do so again."""
    return _("登录已失效。离开时间过长或登录信息不完整，为保护数据已退出。请重新登录，之后会回到原来的页面。")


def send_to(request: HttpRequest, url: str) -> HttpResponseBase:
    """Redirect the whole page, also when only a fragment of it was asked for."""
    return HttpResponseClientRedirect(url) if "HX-Request" in request.headers else HttpResponseRedirect(url)


def way_back(request: HttpRequest) -> str:
    """Return the address of the page somebody stood on, on this site, or the home page."""
    if "HX-Request" in request.headers:
        return safe_path(request, request.headers.get("HX-Current-URL", ""))
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return safe_path(request, request.headers.get("Referer", ""))


def safe_path(request: HttpRequest, url: str) -> str:
    """Return path and query of an address of this site; “/” for any other."""
    if not url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}):
        return "/"
    parts = urlsplit(url)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/"


def day_shown(request: ScopedRequest) -> date:
    """Return the day a page is to be shown for (历史时点): `?on=` or today; days to come are refused."""
    asked = request.GET.get("on", "")
    try:
        day = date.fromisoformat(asked) if asked else request.on
    except ValueError:
        raise UserError(_("日期“%s”无法识别。") % asked[:20], now=_("请按 2026-03-31 的格式填写历史时点。")) from None
    if day > timezone.localdate():
        raise UserError(_("历史时点不能晚于今天。"), now=_("请选择今天或更早的日期。"))
    return day
