"""Read parameter files: a folder of TOML, or the same as mappings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from runwu.rules.errors import ParameterError
from runwu.rules.parameters.checks import check_set
from runwu.rules.parameters.model import NATIONAL, ParameterSet
from runwu.rules.parameters.tables import Documents, Table, read_documents, read_parameters

DOCUMENTS = "documents"
Origin = Path | Mapping[str, Sequence[Table]]


@cache
def packaged_parameters() -> ParameterSet:
    """Read the parameters that come with the library.

    >>> packaged_parameters().require("formation.min_full_members").unit
    '名'
    """
    return _load_folder(files("runwu.rules.parameters"))


@cache
def packaged_documents() -> Documents:
    """Read the list of documents that parameters and statements cite.

    >>> packaged_documents()["branch-regulation"].short
    '支部工作条例'
    """
    return read_documents([_parsed(files("runwu.rules.parameters").joinpath(f"{DOCUMENTS}.toml"))])


def load_parameters(origin: Origin) -> ParameterSet:
    """Read parameters from a folder laid out like the packaged one, or from parsed tables.

    A mapping holds the tables of `documents`, of `national` and of each province by its folder name:
    `{"documents": [{"document": […]}], "national": [{"topic": …, "parameter": […]}]}`.
    Raises ParameterError naming the file and the entry that does not hold together.
    """
    if isinstance(origin, Path):
        return _load_folder(origin)
    documents = read_documents((DOCUMENTS, table) for table in origin.get(DOCUMENTS, ()))
    places = [place for place in origin if place != DOCUMENTS]
    return _load({place: [(place, table) for table in origin[place]] for place in places}, documents)


def _load_folder(folder: Traversable) -> ParameterSet:
    if not folder.joinpath(NATIONAL).is_dir():
        raise ParameterError(
            happened=f"{folder} 中没有 {NATIONAL} 文件夹", rule="全国参数放在该文件夹", now="核对参数文件夹的位置"
        )
    documents = read_documents([_parsed(folder.joinpath(f"{DOCUMENTS}.toml"))])
    places = sorted(entry.name for entry in folder.iterdir() if entry.is_dir() and _tomls(entry))
    return _load({place: [_parsed(file) for file in _tomls(folder.joinpath(place))] for place in places}, documents)


def _load(by_place: Mapping[str, Iterable[tuple[str, Table]]], documents: Documents) -> ParameterSet:
    parameters = {place: read_parameters(tables, place, documents) for place, tables in by_place.items()}
    return check_set(ParameterSet(parameters))


def _tomls(folder: Traversable) -> list[Traversable]:
    return sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda file: file.name)


def _parsed(file: Traversable) -> tuple[str, Table]:
    try:
        return file.name, tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ParameterError(
            happened=f"参数文件 {file.name} 读不出来：{error}", rule="参数文件为 UTF-8 编码的 TOML", now="修正该文件"
        ) from error
