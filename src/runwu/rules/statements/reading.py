"""Read the statements: one TOML file per topic beside this module.

A file holds `title`, `order` and a list of `[[statement]]` with `document` (an id of documents.toml),
`article` (empty where the document has none), `says`, and at least one of `keys`, `rules`, `reason`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from runwu.rules.errors import ParameterError
from runwu.rules.parameters import ParameterSet, packaged_parameters
from runwu.rules.parameters.files import packaged_documents
from runwu.rules.parameters.tables import Documents
from runwu.rules.registry import rules
from runwu.rules.statements.model import Statement, StatementTopic

Table = Mapping[str, Any]  # Any: parsed TOML
_TOPIC_FIELDS = {"title", "order", "statement"}
_FIELDS = {"document", "article", "says", "keys", "rules", "reason"}


@cache
def packaged_statements() -> tuple[StatementTopic, ...]:
    """Read the statements that come with the library, in their order.

    >>> packaged_statements()[0].title
    '支部与组织生活'
    """
    folder = files("runwu.rules.statements")
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda file: file.name)
    return load_statements((file.name, tomllib.loads(file.read_text(encoding="utf-8"))) for file in found)


def load_statements(
    tables: Iterable[tuple[str, Table]], *, parameters: ParameterSet | None = None, documents: Documents | None = None
) -> tuple[StatementTopic, ...]:
    """Read statements from parsed TOML, each with the name of its file.

    Raises ParameterError naming the file and the statement for an unknown field, document, parameter
    or rule, and for a statement that says neither where it is represented nor why not.
    """
    known = packaged_documents() if documents is None else documents
    keys = frozenset((parameters or packaged_parameters()).keys())
    topics = [_topic(name, table, known, keys) for name, table in tables]
    return tuple(sorted(topics, key=lambda topic: topic.order))


def _topic(name: str, table: Table, documents: Documents, keys: frozenset[str]) -> StatementTopic:
    _only(_TOPIC_FIELDS, table, name)
    return StatementTopic(
        title=_required(table, "title", str, name),
        order=_required(table, "order", int, name),
        statements=tuple(_statement(name, entry, documents, keys) for entry in table.get("statement", ())),
    )


def _statement(name: str, entry: Table, documents: Documents, keys: frozenset[str]) -> Statement:
    says = _required(entry, "says", str, name)
    where = f"{name}“{says}”"
    _only(_FIELDS, entry, where)
    document = _required(entry, "document", str, where)
    if document not in documents:
        raise _fail(where, f"没有登记文件 {document}")
    statement = Statement(
        document=documents[document].short,
        article=_required(entry, "article", str, where),
        says=says,
        keys=tuple(entry.get("keys", ())),
        rules=tuple(entry.get("rules", ())),
        reason=entry.get("reason", ""),
    )
    _require_known(statement, keys, where)
    return statement


def _require_known(statement: Statement, keys: frozenset[str], where: str) -> None:
    if not statement.is_represented and not statement.reason.strip():
        raise _fail(where, "既没有写在哪里，也没有写为什么没有")
    strange = [key for key in statement.keys if key not in keys]
    strange += [rule for rule in statement.rules if rule not in rules()]
    if strange:
        raise _fail(where, f"提到了没有的 {'、'.join(strange)}")


def _required(table: Table, field: str, kind: type[Any], where: str) -> Any:
    found = table.get(field)
    if type(found) is not kind:
        raise _fail(where, f"字段 {field} 缺少或类型不对")
    return found


def _only(known: set[str], table: Table, where: str) -> None:
    strange = sorted(set(table) - known)
    if strange:
        raise _fail(where, f"有不认识的字段 {'、'.join(strange)}")


def _fail(where: str, what: str) -> ParameterError:
    return ParameterError(
        happened=f"条文对照 {where}{what}", rule="每一条写明参数、判断，或者没有的原因", now="修正该文件"
    )
