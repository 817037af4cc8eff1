"""What the cells of the enterprise workbook say, column by column, each distinct value worked out once (逐列核对)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from runwu.core.imports import ImportContext, RowBlock, Weight
from runwu.core.imports.coordinates import Position, distance_m, to_wgs84
from runwu.coverage.imports.firms.memory import Memory
from runwu.coverage.imports.firms.repeats import Keys
from runwu.coverage.imports.firms.wishes import LONGEST, number_of, share_in_percent
from runwu.enterprises.models import Park
from runwu.members.imports.names import folded
from runwu.rules.identifiers import Problem, read_credit_code, read_industry
from runwu.rules.identifiers.credit_codes import sound_credit_codes

ODD: Any = object()
"""Stands for a cell that has to be looked at together with its row."""
_CLOSELY = ("branch", "formation", "instructor", "liaison", "position")
"""Columns whose cells touch more than the enterprise."""
MASS = ("union", "youth_league", "women")
_SAME = ("name", "short_name", "address", "ownership")


@dataclass(slots=True)
class FirmColumns:
    """Rows as columns: what they set, what names them, and the positions of those to look at one by one."""

    block: RowBlock
    keys: Keys
    fields: dict[str, Sequence[Any]]
    places: dict[str, Sequence[Any]]
    odd: set[int]

    def column(self, key: str) -> Sequence[Any]:
        """Return the values of a column, None for each row where the sheet lacks it."""
        return self.block.values.get(key) or [None] * len(self.block)


class CellReader:
    """Reads blocks of one import; remembers what it read."""

    def __init__(self, context: ImportContext, park: Park) -> None:
        self._park = park
        self._system = context.options.get("coordinate_system") or park.coordinate_system
        self._codes = Memory[str, Any](_code)
        self._industries = Memory[str, Any](_industry)
        self._shares = Memory[Decimal, Any](_share)
        self._names = Memory[str, str](folded)
        self._numbers = Memory[str, str](number_of)

    def read(self, block: RowBlock) -> FirmColumns:
        """Return the rows as columns."""
        found = FirmColumns(block, Keys(block.numbers, [], [], []), {}, {}, _broken(block))
        fields = {key: found.column(key) for key in _SAME}
        fields["credit_code"] = self._read_codes(found.column("credit_code"))
        fields["provisional_number"] = _each(self._numbers, found.column("provisional_number"))
        fields["industry"] = _each(self._industries, found.column("industry"))
        fields["foreign_share"] = _each(self._shares, found.column("foreign_share"))
        fields["visibility"] = [None if level is None else int(level) for level in found.column("visibility")]
        fields["latitude"], fields["longitude"] = self._points(found)
        found.fields = fields
        found.places = {key: found.column(key) for key in ("grid", "building", "chain")}
        for column in fields.values():
            found.odd |= _positions(column, ODD)
        found.odd |= _to_look_at(found)
        names = [name and self._names[name] for name in found.column("name")]
        codes = [None if code is ODD else code for code in fields["credit_code"]]
        found.keys = Keys(block.numbers, codes, fields["provisional_number"], [name or "" for name in names])
        return found

    def _read_codes(self, codes: Sequence[Any]) -> list[Any]:
        sound = iter(sound_credit_codes([code for code in codes if code]))
        return [code and (code if next(sound) else self._codes[code]) for code in codes]

    def _points(self, found: FirmColumns) -> tuple[list[Any], list[Any]]:
        latitudes, longitudes = found.column("latitude"), found.column("longitude")
        points = [self._point(*pair) for pair in zip(latitudes, longitudes, strict=True)]
        return [point[0] for point in points], [point[1] for point in points]

    def _point(self, latitude: Decimal | None, longitude: Decimal | None) -> tuple[Any, Any]:
        if latitude is None or longitude is None:
            return (None, None) if latitude is longitude else (ODD, ODD)
        here = Position(float(latitude), float(longitude))
        if not (abs(here.latitude) <= 90 and abs(here.longitude) <= 180):
            return ODD, ODD
        point = to_wgs84(here, self._system)
        return point if self._inside(point) else (ODD, ODD)

    def _inside(self, point: Position) -> bool:
        park = self._park
        if park.latitude is None or park.longitude is None:
            return True
        return distance_m(point, Position(park.latitude, park.longitude)) <= park.radius_m


def _each(memory: Memory[Any, Any], column: Sequence[Any]) -> list[Any]:
    return [None if value is None else memory[value] for value in column]


def _broken(block: RowBlock) -> set[int]:
    """Return the positions of rows with a cell that could not be read, or without a name."""
    wrong = {at for at, said in block.remarks.items() if any(remark.weight is Weight.ERROR for remark in said)}
    return wrong | _positions(block.values.get("name") or [None] * len(block), None)


def _to_look_at(found: FirmColumns) -> set[int]:
    """Return the positions of rows that touch more than the enterprise, or whose cells are too long or too large."""
    values = found.block.values
    odd = {at for key in _CLOSELY if key in values for at, value in enumerate(values[key]) if value is not None}
    odd |= {at for key in MASS if key in values for at, value in enumerate(values[key]) if value == "yes"}
    for key, limit in LONGEST.items():
        column = values.get(key)
        if column and max(map(_length, column)) > limit:
            odd |= {at for at, value in enumerate(column) if _length(value) > limit}
    staff = found.column("staff")
    return odd | {at for at, value in enumerate(staff) if value is not None and not 0 <= value <= 10_000_000}


def _length(value: Any) -> int:
    return len(value) if value else 0


def _positions(column: Sequence[Any], wanted: Any) -> set[int]:
    return {at for at, value in enumerate(column) if value is wanted} if wanted in column else set()


def _code(text: str) -> Any:
    found = read_credit_code(text)
    return ODD if isinstance(found, Problem) else found.code


def _industry(text: str) -> Any:
    found = read_industry(text)
    return ODD if isinstance(found, Problem) else found.code


def _share(share: Decimal) -> Any:
    found = share_in_percent(share).quantize(Decimal("0.01"))
    return found if 0 <= found <= 100 and found == share else ODD
