"""Official papers (公文): one content, written as .docx in the form of GB/T 9704 or shown as a page to print.

The product fills in what follows from facts; what a person has to say stands in 〔 〕.
"""

from runwu.core.documents.form import Entry, FormSheet, write_form, write_forms
from runwu.core.documents.numerals import chinese_number, counted
from runwu.core.documents.paper import Annex, Heading, OfficialPaper, Paragraph, Run, Table, hole, paper_from, text
from runwu.core.documents.word import write_paper

__all__ = [
    "Annex",
    "Entry",
    "FormSheet",
    "Heading",
    "OfficialPaper",
    "Paragraph",
    "Run",
    "Table",
    "chinese_number",
    "counted",
    "hole",
    "paper_from",
    "text",
    "write_form",
    "write_forms",
    "write_paper",
]
