"""Save the committed workbooks anew with LibreOffice: `python -m runwu.core.workbooks.tests.save_anew`."""

import tempfile
from pathlib import Path

from runwu.core.workbooks.tests.makers import SAVED, save_with_libreoffice, write_ods
from runwu.core.workbooks.tests.messy import LIBREOFFICE_PLANS


def save_anew() -> None:
    """Write each plan as .ods and let LibreOffice save it in the format of its name."""
    SAVED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, plans in LIBREOFFICE_PLANS.items():
            stem, suffix = name.rsplit(".", 1)
            source = write_ods(Path(folder) / f"{stem}.ods", *plans)
            save_with_libreoffice(source, SAVED, suffix)


if __name__ == "__main__":
    save_anew()
