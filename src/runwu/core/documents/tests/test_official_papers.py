"""Official papers as .docx: parts, form, and that an office program opens them."""

import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from runwu.core.documents import (
    Annex,
    Heading,
    OfficialPaper,
    Paragraph,
    Table,
    chinese_number,
    hole,
    paper_from,
    text,
    write_paper,
)

PAPER = OfficialPaper(
    origin="草稿 · 示例",
    number="〔示例代字〕〔2026〕〔序号〕号",
    signer="〔签发人〕",
    title=("关于成立示例甲等两个", "联合党支部的请示"),
    addressee=text("中共示例市委"),
    blocks=(
        Paragraph((text("目前，我园有 2 家企业。"), hole("写一两句"))),
        Heading("一、拟成立的党支部"),
        Table(("名称", "企业"), (("=1+1", "2"),), numbers=(1,), widths=(80, 20)),
    ),
    annexes=(Annex("情况表", (Paragraph((text("附件内容"),)),)), Annex("名单", ())),
    signature="中共示例园区综合党委",
    dated=text("2026年11月　日"),
    remark=(text("联系人："), hole("姓名")),
)


def written() -> DocumentObject:
    """Write the paper and read it back."""
    file = BytesIO()
    write_paper(PAPER, file)
    return Document(BytesIO(file.getvalue()))


def lines() -> list[str]:
    """Return the paragraphs that have words."""
    return [paragraph.text for paragraph in written().paragraphs if paragraph.text.strip()]


def font_of(paragraph: WordParagraph) -> str:
    """Return the Chinese font of a paragraph's first words."""
    (fonts,) = paragraph.runs[0]._element.iter(qn("w:rFonts"))
    return str(fonts.get(qn("w:eastAsia")))


def test_the_parts_stand_in_the_official_order() -> None:
    assert lines() == [
        "〔示例代字〕〔2026〕〔序号〕号\t签发人：〔签发人〕",
        "关于成立示例甲等两个",
        "联合党支部的请示",
        "中共示例市委：",
        "目前，我园有 2 家企业。〔写一两句〕",
        "一、拟成立的党支部",
        "附件：1. 情况表",
        "　　　2. 名单",
        "中共示例园区综合党委",
        "2026年11月　日",
        "（联系人：〔姓名〕）",
        "附件1",
        "情况表",
        "附件内容",
        "附件2",
        "名单",
    ]


def test_page_and_margins_are_those_of_official_papers() -> None:
    section = written().sections[0]

    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round((side or 0) / Mm(1)) for side in sides] == [37, 26, 35, 28]
    assert round((section.page_width or 0) / Mm(1)) == 210


def test_body_lines_are_28_points_of_fangsong() -> None:
    body = next(paragraph for paragraph in written().paragraphs if paragraph.text.startswith("目前"))

    assert body.paragraph_format.line_spacing == Pt(28)
    assert font_of(body) == "仿宋_GB2312"


def test_the_title_is_in_xiaobiaosong() -> None:
    title = next(paragraph for paragraph in written().paragraphs if paragraph.text.startswith("关于"))

    assert font_of(title) == "方正小标宋简体"


def test_pages_are_numbered_between_dashes_outside() -> None:
    section = written().sections[0]

    assert section.footer.paragraphs[0].text == "—  —"
    assert "PAGE" in section.footer.paragraphs[0]._element.xml
    assert section.even_page_footer.paragraphs[0].alignment != section.footer.paragraphs[0].alignment


def test_places_for_a_person_are_marked() -> None:
    body = next(paragraph for paragraph in written().paragraphs if paragraph.text.startswith("目前"))

    assert [run.font.highlight_color is not None for run in body.runs] == [False, True]


def test_words_of_a_table_stay_words() -> None:
    table = written().tables[0]

    assert [cell.text for cell in table.rows[1].cells] == ["=1+1", "2"]


def test_a_paper_is_kept_as_json_and_comes_back_the_same() -> None:
    assert paper_from(PAPER.document()) == PAPER


@pytest.mark.parametrize(("value", "words"), [(0, "〇"), (10, "十"), (19, "十九"), (40, "四十"), (99, "九十九")])
def test_numbers_in_words(value: int, words: str) -> None:
    assert chinese_number(value) == words


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_an_office_program_opens_it(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes(_bytes())

    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "paper.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    assert (tmp_path / "paper.pdf").read_bytes()[:4] == b"%PDF"


def _bytes() -> bytes:
    file = BytesIO()
    write_paper(PAPER, file)
    return file.getvalue()


def test_nothing_of_the_web_framework_is_needed() -> None:
    code = "import sys, runwu.core.documents; assert 'django' not in sys.modules"

    subprocess.run([sys.executable, "-c", code], check=True)
