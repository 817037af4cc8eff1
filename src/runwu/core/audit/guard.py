"""What an audit entry may hold besides ids: counts, codes, dates and digests, never a personal value."""

import math
import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

ACTION = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){2}")
FIELD = re.compile(r"[a-z][a-z0-9_]{0,99}")
_CODE = re.compile(r"-?[A-Za-z][A-Za-z0-9_]*([.:-][A-Za-z0-9_]+)*")
_DIGEST = re.compile(r"(?:[0-9a-f]{8}){4,16}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?")
_CODE_LENGTH = 100
_LIST_LENGTH = 100
# Mobile numbers have 11 digits, identity numbers 18; no count in a park comes near.
_LARGEST_NUMBER = 10**10


class PersonalValue(ValueError):
    """Somebody tried to put a value into the audit log that could be personal; the value is not repeated."""


def checked_action(action: str) -> str:
    """Return an action code "area.noun.verb". Raises ValueError for anything else."""
    if not ACTION.fullmatch(action):
        raise ValueError(f"audit action must read area.noun.verb: {action!r}")
    return action


def checked_fields(fields: Iterable[str]) -> list[str]:
    """Return the field names of an entry, sorted, each once. Raises PersonalValue."""
    names = sorted(set(fields))
    if not all(FIELD.fullmatch(name) for name in names):
        raise PersonalValue("the fields of an audit entry are field names, not values")
    return names


def checked_extra(extra: Mapping[str, Any]) -> dict[str, Any]:
    """Return the extra data of an entry in its stored form.

    Passes: None, yes/no, numbers below ten thousand million, ids, ISO dates, hex digests of 128 bits and
    more, codes in ASCII ("full", "branch.formation"), and flat lists of these. Raises PersonalValue.
    """
    return {_name(name): _value(name, value) for name, value in sorted(extra.items())}


def _name(name: str) -> str:
    if not FIELD.fullmatch(name):
        raise PersonalValue("the names of audit extra data are lower-case identifiers, not values")
    return name


def _value(name: str, value: Any) -> Any:
    if isinstance(value, list | tuple | set | frozenset):
        return _list(name, [_scalar(name, item) for item in value])
    return _scalar(name, value)


def _list(name: str, values: list[Any]) -> list[Any]:
    if len(values) > _LIST_LENGTH:
        raise PersonalValue(f"audit extra {name!r}: a list this long belongs into a batch with a digest")
    return values


def _scalar(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return _number(name, value)
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str) and _may_be_written(value):
        return str(value)
    raise PersonalValue(f"audit extra {name!r}: only counts, codes, dates, public ids and digests may be logged")


def _number(name: str, value: int | float) -> int | float:
    if not math.isfinite(value) or abs(value) >= _LARGEST_NUMBER:
        raise PersonalValue(f"audit extra {name!r}: a number this large could be a phone or identity number")
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _may_be_written(value: str) -> bool:
    if len(value) <= _CODE_LENGTH and _CODE.fullmatch(value):
        return True
    return any(pattern.fullmatch(value) for pattern in (_UUID, _DIGEST, _DATE)) or value == ""
