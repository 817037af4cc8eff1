"""The page of an official paper: A4, its margins, and page numbers between dashes."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import _Footer
from docx.shared import Mm
from docx.text.run import Run

from runwu.core.documents.type import PAGE_NUMBER, SONG, add_run, set_font

A4_WIDTH, A4_HEIGHT = Mm(210), Mm(297)
MARGINS = {"top": Mm(37), "right": Mm(26), "bottom": Mm(35), "left": Mm(28)}
NUMBER_FROM_EDGE = Mm(23)  # puts the number 7 mm below the type area


def set_page(document: Document) -> None:
    """Set paper, margins and the distance of the page number."""
    section = document.sections[0]
    section.page_width, section.page_height = A4_WIDTH, A4_HEIGHT
    section.top_margin, section.right_margin = MARGINS["top"], MARGINS["right"]
    section.bottom_margin, section.left_margin = MARGINS["bottom"], MARGINS["left"]
    section.footer_distance = NUMBER_FROM_EDGE
    document.settings.odd_and_even_pages_header_footer = True


def number_pages(document: Document) -> None:
    """Number the pages “— 1 —”: odd ones at the right, even ones at the left, one character inside."""
    section = document.sections[0]
    _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _number(footer: _Footer, side: WD_ALIGN_PARAGRAPH) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = PAGE_NUMBER
    add_run(paragraph, "— ", SONG, PAGE_NUMBER)
    field = paragraph.add_run()
    set_font(field, SONG, PAGE_NUMBER)
    for kind in ("begin", "PAGE", "end"):
        _add_field_part(field, kind)
    add_run(paragraph, " —", SONG, PAGE_NUMBER)


def _add_field_part(run: Run, kind: str) -> None:
    if kind == "PAGE":
        part = OxmlElement("w:instrText")
        part.set(qn("xml:space"), "preserve")
        part.text = kind
    else:
        part = OxmlElement("w:fldChar")
        part.set(qn("w:fldCharType"), kind)
    run._element.append(part)
