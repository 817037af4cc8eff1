"""Fonts and sizes of official papers, and how a run of words gets them."""

from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

XIAOBIAOSONG = "方正小标宋简体"
FANGSONG = "仿宋_GB2312"
BLACK = "黑体"
SONG = "宋体"
LATIN = "Times New Roman"

TITLE = Pt(22)  # 二号
BODY = Pt(16)  # 三号
PAGE_NUMBER = Pt(14)  # 四号
TABLE = Pt(12)  # 小四


def add_run(paragraph: Paragraph, words: str, font: str, size: Pt, *, marked: bool = False) -> Run:
    """Add words in a Chinese font; `marked` words are highlighted until a person has written over them."""
    run = paragraph.add_run(words)
    set_font(run, font, size)
    if marked:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return run


def set_font(run: Run, font: str, size: Pt) -> None:
    """Set the font of a run: the Chinese one for Chinese, one plain Latin font beside it."""
    run.font.name = LATIN
    run.font.size = size
    properties = run._element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.append(fonts)
    fonts.set(qn("w:eastAsia"), font)
