"""What an official paper consists of (公文格式要素), free of any file format."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a paragraph; a `hole` is for a person to fill in."""

    words: str
    hole: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    runs: tuple[Run, ...]
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first level (一、二、三)."""

    words: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `numbers` are the columns (from zero) that hold figures, `widths` their shares of the line."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    kind: Literal["table"] = "table"


Block = Paragraph | Heading | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex with its title, on a page of its own (附件)."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialPaper:
    """A paper that goes up (上行文): document number, signer, title, addressee, body, annexes, signature, remark.

    `origin` says where the draft comes from; it stands above the paper and on no printed line of its own.
    `remark` is 附注, with the person to ask and the telephone number.
    """

    origin: str
    number: str
    signer: str
    title: tuple[str, ...]
    addressee: Run
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...]
    signature: str
    dated: Run
    remark: tuple[Run, ...]

    @property
    def holes(self) -> int:
        """How many places a person still has to fill in."""
        runs = [run for block in self.blocks if isinstance(block, Paragraph) for run in block.runs]
        return sum(run.hole for run in (*runs, self.addressee, *self.remark)) + 2  # number and signer

    def with_annex(self, annex: Annex) -> "OfficialPaper":
        """Return the paper with one more annex."""
        return replace(self, annexes=(*self.annexes, annex))

    def document(self) -> dict[str, Any]:
        """Write the paper as JSON, to be kept with what was sent up."""
        return asdict(self)


def text(words: str) -> Run:
    """Return fixed words."""
    return Run(words)


def hole(words: str) -> Run:
    """Return a place for a person's words, in 〔 〕."""
    return Run(f"〔{words}〕", hole=True)


def paper_from(document: Mapping[str, Any]) -> OfficialPaper:
    """Read a paper that was kept as JSON."""
    return OfficialPaper(
        origin=document["origin"],
        number=document["number"],
        signer=document["signer"],
        title=tuple(document["title"]),
        addressee=Run(**document["addressee"]),
        blocks=_blocks(document["blocks"]),
        annexes=tuple(Annex(annex["title"], _blocks(annex["blocks"])) for annex in document["annexes"]),
        signature=document["signature"],
        dated=Run(**document["dated"]),
        remark=tuple(Run(**run) for run in document["remark"]),
    )


def _blocks(entries: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    return tuple(_block(entry) for entry in entries)


def _block(entry: Mapping[str, Any]) -> Block:
    if entry["kind"] == "paragraph":
        return Paragraph(tuple(Run(**run) for run in entry["runs"]))
    if entry["kind"] == "heading":
        return Heading(entry["words"])
    return Table(
        head=tuple(entry["head"]),
        rows=tuple(tuple(row) for row in entry["rows"]),
        numbers=tuple(entry["numbers"]),
        widths=tuple(entry["widths"]),
    )
