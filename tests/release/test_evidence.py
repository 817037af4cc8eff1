"""What the table for GB/T 22239 and the threat model point at exists: files, tests, and every clause its status."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "docs/gbt22239.md").read_text(encoding="utf-8")
PATH = re.compile(r"`((?:[\w-]+/)+[\w.-]*(?:::\w+)?)`")
THREATS = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
NAMED = sorted({path for path in PATH.findall(TABLE + THREATS) if path not in {"src/runwu/"}})
ROWS = [line.split("|")[1:-1] for line in TABLE.splitlines() if line.startswith("| 8.1.")]


def place(path: str) -> Path:
    return next((found for base in (ROOT, ROOT / "src/runwu") if (found := base / path).exists()), ROOT / path)


@pytest.mark.parametrize("named", NAMED)
def test_what_the_table_names_exists(named: str) -> None:
    path, _, test = named.partition("::")

    assert place(path).exists()
    assert f"def {test}(" in place(path).read_text(encoding="utf-8") if test else True


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip())
def test_a_row_has_a_status_and_proof_where_the_product_does_it(row: list[str]) -> None:
    where, proof, status, remark = (cell.strip() for cell in row[2:6])

    assert status in {"产品", "部分", "单位", "未做"}
    assert status != "产品" or (where != "–" and (proof != "–" or "scripts/" in remark or remark == "同上"))
    assert status not in {"部分", "未做"} or remark
