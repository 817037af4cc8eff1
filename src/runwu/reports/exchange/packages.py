"""What an exchange package looks like (交换包格式): canonical JSON of one park's figures, signed with Ed25519.

`{"body": {...}, "key": public key in hex, "signature": hex}`. The signature is over `runwu-exchange/1` and the canonical
JSON of the body (UTF-8, keys sorted, no spaces). The body has no name but the park's, and no figure that is withheld.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from runwu.core.errors import UserError

FORMAT = "runwu-exchange/1"
RATES = ("operating", "organized", "staffed")
MOST_BYTES = 100_000
_PERCENT = re.compile(r"(100\.00|\d{1,2}\.\d\d)")
_FIELDS = {"format", "park", "region", "day", "moment", "version", "parameters", "figures"}
_FIGURES = {"registered", "gaps", "least", "floating", *RATES}


@dataclass(frozen=True, slots=True)
class Package:
    """A package as it was read: what it says, by which key, with which signature."""

    body: Mapping[str, Any]
    key: str
    signature: bytes

    @property
    def day(self) -> date:
        """The day of the figures."""
        return date.fromisoformat(self.body["day"])

    @property
    def moment(self) -> datetime:
        """When they were counted, with its zone."""
        return datetime.fromisoformat(self.body["moment"])


def message_of(body: Mapping[str, Any]) -> bytes:
    """Return the bytes that are signed.

    >>> message_of({"b": 1, "a": "园"}).decode()
    'runwu-exchange/1\\n{"a":"园","b":1}'
    """
    return f"{FORMAT}\n{canonical(body)}".encode()


def canonical(value: Mapping[str, Any]) -> str:
    """Return the one way in which a body is written."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def parsed(data: bytes) -> Package:
    """Return a package from the bytes of its file, of the right shape and not yet verified. Raises UserError."""
    try:
        if len(data) > MOST_BYTES:
            raise ValueError("size")
        told = json.loads(data)
        found = Package(told["body"], str(told["key"]), bytes.fromhex(told["signature"]))
        _check(found)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise not_a_package() from None
    return found


def _check(package: Package) -> None:
    body, figures = package.body, package.body["figures"]
    if set(body) != _FIELDS or set(figures) != _FIGURES or body["format"] != FORMAT:
        raise ValueError("fields")
    if package.moment.tzinfo is None or package.day > package.moment.date():
        raise ValueError("moment")
    for name in RATES:
        numerator, denominator, unknown = figures[name]
        whole = [denominator, unknown, *([] if numerator is None else [numerator])]
        if not all(_counts(one) for one in whole) or (numerator or 0) > denominator:
            raise ValueError(name)
    if not all(_counts(figures[name]) for name in ("registered", "gaps", "least")):
        raise ValueError("counts")
    if figures["floating"] is not None and not _PERCENT.fullmatch(figures["floating"]):
        raise ValueError("floating")
    if not all(isinstance(body[name], str) for name in ("park", "region", "version", "parameters")):
        raise ValueError("words")


def _counts(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def not_a_package() -> UserError:
    """Return the refusal of a file that is no whole package."""
    return UserError(
        _("这个文件不是完整的交换包，没有读入。"),
        rule=_("交换包是 runwu exchange write 写出的文件，写出后不能改动。"),
        now=_("请让园区重新写出并原样传来。"),
    )
