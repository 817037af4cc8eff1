"""Parse XML as a stream without entities or document types (安全解析)."""

from collections.abc import Iterable
from typing import NoReturn
from xml.parsers import expat

from runwu.core.workbooks.refusal import refusal


def new_parser(part: str) -> expat.XMLParserType:
    """Return an expat parser that refuses a document type; attributes come as a flat list in order."""

    def refuse(*_: object) -> NoReturn:
        raise refusal("dtd", part=part)

    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes], part: str) -> None:
    """Feed all chunks; raises the refusal “corrupt” when they are no well-formed XML."""
    try:
        for chunk in chunks:
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError) as fault:
        # LookupError: the XML declares an encoding that does not exist.
        raise refusal("corrupt", detail=f"{part} 第 {parser.CurrentLineNumber} 行读不下去") from fault


def attribute(attributes: list[str], name: str) -> str | None:
    """Return one attribute of a flat list, by its name without prefix."""
    for position in range(0, len(attributes), 2):
        if attributes[position].rpartition(":")[2] == name:
            return attributes[position + 1]
    return None
