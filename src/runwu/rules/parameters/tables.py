"""Turn parsed TOML tables into parameters, field by field, naming whatever does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from runwu.rules.errors import ParameterError
from runwu.rules.parameters.model import DatedValue, Parameter, Value
from runwu.rules.sources import Force, Source, Sure

Table = Mapping[str, Any]  # Any: parsed TOML
AnyEnum = TypeVar("AnyEnum", bound=StrEnum)
AnyType = TypeVar("AnyType")

_FILE_FIELDS = {"topic", "parameter"}
_PARAMETER_FIELDS = {"key", "title", "unit", "force", "value", "at_least", "at_most", "labels"}
_VALUE_FIELDS = {"value", "from", "to", "document", "article", "sure", "text", "article_confirmed", "force"}
_DOCUMENT_FIELDS = {"id", "title", "short", "number", "from", "from_confirmed", "national"}


@dataclass(frozen=True, slots=True)
class Document:
    """A regulation, notice or standard (文件)."""

    title: str
    short: str
    number: str
    effective_from: date | None
    date_confirmed: bool = True
    is_national: bool = True


Documents = Mapping[str, Document]


def fail(where: str, what: str, now: str = "修正该参数文件") -> ParameterError:
    """Build the error that names file and entry."""
    return ParameterError(happened=f"参数文件 {where}：{what}", rule="参数须完整、唯一、日期不重叠", now=now)


def read_documents(tables: Iterable[tuple[str, Table]]) -> dict[str, Document]:
    """Read the list of documents, keyed by their id."""
    documents: dict[str, Document] = {}
    for where, table in tables:
        _only({"document"}, table, where)
        for entry in table.get("document", ()):
            identity = _text(entry, "id", where)
            if identity in documents:
                raise fail(where, f"文件 {identity} 列了两次")
            documents[identity] = _document(entry, f"{where} {identity}")
    return documents


def _document(entry: Table, where: str) -> Document:
    _only(_DOCUMENT_FIELDS, entry, where)
    return Document(
        title=_text(entry, "title", where),
        short=_text(entry, "short", where),
        number=_optional(entry, "number", str, where) or "",
        effective_from=_optional(entry, "from", date, where),
        date_confirmed=_optional(entry, "from_confirmed", bool, where) is not False,
        is_national=_optional(entry, "national", bool, where) is not False,
    )


def read_parameters(tables: Iterable[tuple[str, Table]], place: str, documents: Documents) -> dict[str, Parameter]:
    """Read the parameters of one place, keyed and in the order of the files."""
    parameters: dict[str, Parameter] = {}
    for where, table in tables:
        _only(_FILE_FIELDS, table, where)
        for entry in table.get("parameter", ()):
            parameter = _parameter(entry, _text(table, "topic", where), place, documents, where)
            if parameter.key in parameters:
                raise fail(where, f"参数 {parameter.key} 出现了两次")
            parameters[parameter.key] = parameter
    return parameters


def _parameter(entry: Table, topic: str, place: str, documents: Documents, file: str) -> Parameter:
    key = _text(entry, "key", file)
    where = f"{file} {key}"
    _only(_PARAMETER_FIELDS, entry, where)
    force = _choice(entry, "force", Force, where)
    dated = [_dated(value, force, documents, where) for value in entry.get("value", ())]
    return Parameter(
        key=key,
        title=_text(entry, "title", where),
        unit=_typed(entry, "unit", str, where),
        topic=topic,
        force=force,
        place=place,
        values=tuple(sorted(dated, key=lambda value: value.valid_from)),
        at_least=_optional(entry, "at_least", int, where),
        at_most=_optional(entry, "at_most", int, where),
        labels=tuple((_optional(entry, "labels", dict, where) or {}).items()),
    )


def _dated(entry: Table, force: Force, documents: Documents, where: str) -> DatedValue:
    _only(_VALUE_FIELDS, entry, where)
    return DatedValue(
        value=_value(entry, where),
        valid_from=_typed(entry, "from", date, where),
        valid_to=_optional(entry, "to", date, where),
        source=_source(entry, documents, where),
        force=_choice(entry, "force", Force, where) if "force" in entry else force,
    )


def _source(entry: Table, documents: Documents, where: str) -> Source:
    identity = _text(entry, "document", where)
    if identity not in documents:
        raise fail(where, f"没有登记文件 {identity}")
    document = documents[identity]
    confirmed = _optional(entry, "article_confirmed", bool, where)
    return Source(
        document=document.title,
        short=document.short,
        number=document.number,
        effective_from=document.effective_from,
        date_confirmed=document.date_confirmed,
        is_national=document.is_national,
        article=_typed(entry, "article", str, where),
        sure=_choice(entry, "sure", Sure, where),
        text=_text(entry, "text", where),
        article_confirmed=confirmed is not False,
    )


def _value(entry: Table, where: str) -> Value:
    raw = entry.get("value")
    if isinstance(raw, list) and all(isinstance(item, str) for item in raw):
        return tuple(raw)
    if isinstance(raw, bool | int | Decimal | str):
        return raw
    raise fail(where, "value 应为整数、小数、文字、真假或文字列表")


def _only(known: set[str], entry: Table, where: str) -> None:
    strange = sorted(set(entry) - known)
    if strange:
        raise fail(where, f"有不认识的字段 {'、'.join(strange)}")


def _typed(entry: Table, field: str, kind: type[AnyType], where: str) -> AnyType:
    found = entry.get(field)
    if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
        raise fail(where, f"字段 {field} 缺少或类型不对")
    return found


def _text(entry: Table, field: str, where: str) -> str:
    found = _typed(entry, field, str, where)
    if not found.strip():
        raise fail(where, f"字段 {field} 是空的")
    return found


def _optional(entry: Table, field: str, kind: type[AnyType], where: str) -> AnyType | None:
    return _typed(entry, field, kind, where) if field in entry else None


def _choice(entry: Table, field: str, kind: type[AnyEnum], where: str) -> AnyEnum:
    found = _text(entry, field, where)
    try:
        return kind(found)
    except ValueError:
        raise fail(where, f"字段 {field} 的取值 {found} 不在可选范围内") from None
