"""The floor: what no import of a ledger can do without. Cells read, codes checked, rows upserted; nothing else."""

from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from typing import Any
from uuid import uuid4

from stage.ledger import HEAD

_TABLE = "enterprises_enterprise"
_COLUMNS = (
    "public_id", "park_id", "credit_code", "name", "short_name", "initials", "address", "grid_id", "building_id",
    "chain_id", "longitude", "latitude", "located", "industry", "ownership", "foreign_share", "visibility", "source",
    "stage", "operating", "staff", "above_designated", "high_tech", "insured", "version", "updated_at",
)  # fmt: skip
_STAGES = {"投产": "production", "正常经营": "production", "在建": "building", "筹备": "hiring", "停产": "suspended"}
_OWNERSHIPS = {"国有控股": "state", "外商投资": "foreign", "混合所有制": "mixed", "集体": "collective"}


def import_ledger(path: Path, park: Any) -> int:
    """Read, check, upsert; return how many rows."""
    from django.db import connection, transaction

    rows = list(_checked(path))
    with transaction.atomic():
        prepared = list(_prepared(rows, park))
        (_copied if connection.vendor == "postgresql" else _executed)(prepared)
    return len(rows)


def _checked(path: Path) -> Iterator[list[Any]]:
    from python_calamine import CalamineWorkbook

    from runwu.rules.identifiers import CreditCode, read_credit_code

    below = False
    for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows():
        if not below:
            below = row[0] == HEAD[0]
            continue
        code = read_credit_code(row[2])
        if isinstance(code, CreditCode):
            row[2] = code.code
            yield row


def _prepared(rows: list[list[Any]], park: Any) -> Iterator[tuple[Any, ...]]:
    from django.db import connection
    from django.utils import timezone

    from runwu.enterprises.models import Building, Chain, GridCell

    grids = _places(GridCell, (row[4] for row in rows), park=park)
    buildings = _places(Building, (row[5] for row in rows), park=park)
    chains = _places(Chain, (row[9] for row in rows))
    plain = connection.vendor != "postgresql"
    now = str(timezone.now()) if plain else timezone.now()
    for row in rows:
        staff = "".join(sign for sign in str(row[12]) if sign.isdecimal())
        yield (
            uuid4().hex, park.pk, row[2], row[0], row[1], "", row[3], grids.get(row[4]), buildings.get(row[5]),
            chains.get(row[9]), row[6] or None, row[7] or None, "none", row[8], _OWNERSHIPS.get(row[10], "private"),
            row[11] or None, 0, row[16], _STAGES.get(row[13], ""), {"是": "yes", "否": "no"}.get(row[15], "unknown"),
            int(staff) if staff else None, _told(row[17]), _told(row[18]), _told(row[19]), 1, now,
        )  # fmt: skip


def _told(value: str) -> bool | None:
    return {"是": True, "有": True, "否": False, "无": False}.get(value)


def _places(model: Any, names: Iterator[str], **common: Any) -> dict[str, int]:
    held = dict(model.objects.filter(**common).values_list("name", "pk"))
    new = sorted({name for name in names if name} - held.keys())
    model.objects.bulk_create([model(name=name, **common) for name in new])
    return dict(model.objects.filter(**common).values_list("name", "pk"))


def _upsert(source: str) -> str:
    told = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name not in ("public_id", "credit_code"))
    return f"INSERT INTO {_TABLE} ({', '.join(_COLUMNS)}) {source} ON CONFLICT (credit_code) DO UPDATE SET {told}"


def _copied(rows: list[tuple[Any, ...]]) -> None:
    from django.db import connection

    columns = ", ".join(_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT {columns} FROM {_TABLE} LIMIT 0")
        with cursor.cursor.copy(f"COPY incoming ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(_upsert(f"SELECT {columns} FROM incoming"))


def _executed(rows: list[tuple[Any, ...]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.executemany(_upsert(f"VALUES ({', '.join(repeat('%s', len(_COLUMNS)))})"), rows)
