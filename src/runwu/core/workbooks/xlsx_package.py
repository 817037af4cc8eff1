"""Read the table of contents of an .xlsx package (xlsx 目录). ECMA-376 part 1, 18.2."""

import posixpath
from dataclasses import dataclass, field

from runwu.core.workbooks.archive import Archive
from runwu.core.workbooks.refusal import refusal
from runwu.core.workbooks.safe_xml import attribute, feed, new_parser

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_TRUE = ("1", "true", "on")


@dataclass(slots=True)
class Contents:
    """List sheet names with the parts that hold them; `parts` lacks sheets that are charts, macros or links."""

    sheets: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    date_1904: bool = False
    never_calculated: bool = False


def read_contents(archive: Archive) -> Contents:
    """Return what workbook.xml and its relations say."""
    contents = Contents()
    _read_workbook(archive, contents)
    targets = _worksheet_targets(archive)
    for name, relation in contents.sheets.items():
        part = archive.find(targets.get(relation, ""))
        if part is not None:
            contents.parts[name] = part
    return contents


def _read_workbook(archive: Archive, contents: Contents) -> None:
    def start(name: str, attributes: list[str]) -> None:
        element = name.rpartition(":")[2]
        if element == "sheet":
            contents.sheets[attribute(attributes, "name") or ""] = attribute(attributes, "id") or ""
        elif element == "workbookPr":
            contents.date_1904 = attribute(attributes, "date1904") in _TRUE
        elif element == "calcPr":
            contents.never_calculated = attribute(attributes, "fullCalcOnLoad") in _TRUE

    part = archive.find(WORKBOOK)
    if part is None:
        raise refusal("corrupt", detail="缺少 workbook.xml")
    parser = new_parser(part)
    parser.StartElementHandler = start
    feed(parser, archive.chunks(part), part)


def _worksheet_targets(archive: Archive) -> dict[str, str]:
    targets: dict[str, str] = {}

    def start(name: str, attributes: list[str]) -> None:
        if name.rpartition(":")[2] != "Relationship" or attribute(attributes, "TargetMode") == "External":
            return
        if (attribute(attributes, "Type") or "").endswith("/worksheet"):
            targets[attribute(attributes, "Id") or ""] = _resolve(attribute(attributes, "Target") or "")

    part = archive.find(_RELATIONS)
    if part is None:
        raise refusal("corrupt", detail="缺少工作表的目录")
    parser = new_parser(part)
    parser.StartElementHandler = start
    feed(parser, archive.chunks(part), part)
    return targets


def _resolve(target: str) -> str:
    target = target.replace("\\", "/")
    return target if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
