"""Write an official paper as .docx: margins, fonts, line pitch and page numbers of GB/T 9704.

Fonts are named, not embedded: 方正小标宋 for the title, 仿宋_GB2312 for the body, 黑体 for headings. WPS, Word and
LibreOffice put their own in where one is missing.
"""

from typing import IO

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from runwu.core.documents.page import A4_WIDTH, MARGINS, number_pages, set_page
from runwu.core.documents.paper import Annex, Block, Heading, OfficialPaper, Paragraph, Run, Table
from runwu.core.documents.tables import add_table
from runwu.core.documents.type import BLACK, BODY, FANGSONG, TITLE, XIAOBIAOSONG, add_run

LINE = Pt(28)
_LINE_WIDTH = A4_WIDTH - MARGINS["left"] - MARGINS["right"]


def write_paper(paper: OfficialPaper, target: IO[bytes]) -> None:
    """Write a paper as .docx into a binary file (公文草稿)."""
    document = Document()
    set_page(document)
    number_pages(document)
    document.core_properties.title = "".join(paper.title)
    document.core_properties.author = paper.signature
    document.core_properties.comments = paper.origin
    _write_head(document, paper)
    _write_blocks(document, paper.blocks)
    _write_annex_list(document, paper)
    _write_end(document, paper)
    for number, annex in enumerate(paper.annexes, 1):
        _write_annex(document, annex, number if len(paper.annexes) > 1 else None)
    document.save(target)


def _write_head(document: DocumentObject, paper: OfficialPaper) -> None:
    """Write number and signer on one line, then the title and the addressee (发文字号、签发人、标题、主送机关)."""
    line = _paragraph(document)
    line.paragraph_format.tab_stops.add_tab_stop(_LINE_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    add_run(line, f"{paper.number}\t签发人：{paper.signer}", FANGSONG, BODY)
    _empty(document, 2)
    for words in paper.title:
        title = _paragraph(document, pitch=Pt(33))
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.keep_with_next = True
        add_run(title, words, XIAOBIAOSONG, TITLE)
    _empty(document, 1)
    _add_runs(_paragraph(document), (paper.addressee, Run("：")))


def _write_blocks(document: DocumentObject, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        if isinstance(block, Table):
            add_table(document, block, _LINE_WIDTH)
        elif isinstance(block, Heading):
            heading = _paragraph(document, indent=True)
            heading.paragraph_format.keep_with_next = True
            add_run(heading, block.words, BLACK, BODY)
        else:
            _write_paragraph(document, block)


def _write_paragraph(document: DocumentObject, block: Paragraph) -> None:
    paragraph = _paragraph(document, indent=True)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _add_runs(paragraph, block.runs)


def _write_annex_list(document: DocumentObject, paper: OfficialPaper) -> None:
    """Name the annexes below the body, before the signature (附件说明)."""
    if not paper.annexes:
        return
    _empty(document, 1)
    several = len(paper.annexes) > 1
    for number, annex in enumerate(paper.annexes, 1):
        lead = "附件：" if number == 1 else "　　　"
        add_run(
            _paragraph(document, indent=True), f"{lead}{f'{number}. ' if several else ''}{annex.title}", FANGSONG, BODY
        )


def _write_end(document: DocumentObject, paper: OfficialPaper) -> None:
    """Write signature, date and remark (发文机关署名、成文日期、附注)."""
    _empty(document, 2)
    for run, inset in ((Run(paper.signature), 4), (paper.dated, 4)):
        line = _paragraph(document)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.right_indent = BODY * inset
        line.paragraph_format.keep_with_next = True
        _add_runs(line, (run,))
    _empty(document, 1)
    _add_runs(_paragraph(document, indent=True), (Run("（"), *paper.remark, Run("）")))


def _write_annex(document: DocumentObject, annex: Annex, number: int | None) -> None:
    """Start a new page with 附件 at the left, then its title and content."""
    label = _paragraph(document)
    label.add_run().add_break(WD_BREAK.PAGE)
    add_run(label, f"附件{number or ''}", BLACK, BODY)
    title = _paragraph(document, pitch=Pt(33))
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before = Pt(14)
    title.paragraph_format.space_after = Pt(14)
    add_run(title, annex.title, XIAOBIAOSONG, TITLE)
    _write_blocks(document, annex.blocks)


def _add_runs(paragraph: WordParagraph, runs: tuple[Run, ...]) -> None:
    for run in runs:
        add_run(paragraph, run.words, FANGSONG, BODY, marked=run.hole)


def _empty(document: DocumentObject, lines: int) -> None:
    for _line in range(lines):
        add_run(_paragraph(document), "", FANGSONG, BODY)


def _paragraph(document: DocumentObject, *, indent: bool = False, pitch: Pt = LINE) -> WordParagraph:
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Mm(0)
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = pitch
    if indent:
        layout.first_line_indent = BODY * 2
    return paragraph
