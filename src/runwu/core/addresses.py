"""Where a request comes from (来访地址): for limits only, never stored with what somebody did."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

_HOUSEHOLD = 64  # bits of an IPv6 address that one subscriber usually holds


def client_address(request: HttpRequest) -> str | None:
    """Return the address of the browser, an IPv6 one as its network; None where it is not known.

    `settings.RUNWU_PROXIES` says how many reverse proxies of our own stand in between. Each appends the address it
    saw, so the one to trust is that many from the right; what a browser claims itself stands further left.
    """
    address = _behind(request, settings.RUNWU_PROXIES) if settings.RUNWU_PROXIES else request.META.get("REMOTE_ADDR")
    return _household(address.strip()) if address else None


def _behind(request: HttpRequest, proxies: int) -> str:
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return seen[-proxies] if len(seen) >= proxies else ""


def _household(address: str) -> str | None:
    try:
        found = ip_address(address)
    except ValueError:
        return None
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(IPv6Network((found, _HOUSEHOLD), strict=False).network_address)
    return str(found)
