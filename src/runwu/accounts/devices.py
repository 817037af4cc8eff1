"""The rough device of a sign-in (设备): system and browser, as a person would name them, nothing finer."""

from django.utils.translation import gettext as _

# The first word found decides; what pretends to be another one stands above it.
_SYSTEMS = (
    ("harmony", "HarmonyOS"),
    ("android", "Android"),
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("windows", "Windows"),
    ("mac os", "macOS"),
    ("linux", "Linux"),
)
_BROWSERS = (
    ("micromessenger", "WeChat"),
    ("dingtalk", "DingTalk"),
    ("edg", "Edge"),
    ("qqbrowser", "QQ Browser"),
    ("firefox", "Firefox"),
    ("chrom", "Chrome"),
    ("safari", "Safari"),
)


def device_of(user_agent: str) -> str:
    """Return system and browser in words.

    >>> device_of("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0")
    'Windows · Edge'
    """
    told = user_agent.lower()
    found = (_first(told, _SYSTEMS), _first(told, _BROWSERS))
    return " · ".join(name for name in found if name) or _("未知设备")


def _first(told: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in told), "")
