"""A worker killed in the middle of writing leaves nothing half-done (a process of its own, its own database)."""

from pathlib import Path

import pytest

from runwu.core.tests.office import Office
from runwu.core.workbooks.tests.makers import SheetPlan, write_xlsxwriter

pytestmark = pytest.mark.slow

PREPARE = """
from runwu.config.setup import set_up_park
set_up_park(name='示例园区', region='460105', kind='county', user_name='office', display_name='示春分')
"""
IMPORT = """
from pathlib import Path
from runwu.core.imports.command import run_import
print(run_import(kind='enterprises', path=Path({path!r}), park_name='示例园区', user_name='office', commit=True))
"""
KILLED = """
import os
from runwu.coverage.imports.firms import writer
real = writer.write_units
def die(*arguments):
    real(*arguments)
    print('written', flush=True)
    os._exit(0)
writer.write_units = die
"""


def test_killed_while_writing_nothing_is_written_and_the_next_try_writes_all(office: Office, tmp_path: Path) -> None:
    rows = [
        ("企业名称", "临时编号", "党组织名称"),
        *((f"示例{n}有限公司", f"甲-{n}", f"示例{n}支部") for n in range(40)),
    ]
    path = write_xlsxwriter(tmp_path / "台账.xlsx", SheetPlan("在册", rows))
    office.run(PREPARE)

    said = office.run(KILLED + IMPORT.format(path=str(path)))
    after_death = _counts(office)
    again = office.run(IMPORT.format(path=str(path)))

    assert said.endswith("written")
    assert after_death == (0, 0)
    assert ("写入 40 行" in again, _counts(office)) == (True, (40, 40))


def _counts(office: Office) -> tuple[int, int]:
    firms = office.query("SELECT count(*) FROM enterprises_enterprise")
    units = office.query("SELECT count(*) FROM organizations_organizationunit")
    return firms[0], units[0]
