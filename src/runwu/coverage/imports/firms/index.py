"""Which enterprise a row speaks of (企业索引): by code, by the park's number, by name; loaded once."""

from dataclasses import dataclass, field

from runwu.enterprises.models import Enterprise, Park
from runwu.members.imports.names import folded


@dataclass(slots=True)
class FirmIndex:
    """Primary keys of enterprises by their natural keys; `elsewhere` are those of other parks, found by code alone."""

    by_code: dict[str, int] = field(default_factory=dict)
    by_number: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)
    code_of: dict[int, str] = field(default_factory=dict)
    elsewhere: set[int] = field(default_factory=set)

    def match(self, code: str | None, number: str | None, name: str) -> int | None:
        """Return the enterprise with this code, else with this number, else with this name (folded).

        A name or number leads only to an enterprise without another code; one of another park is found by its code.
        """
        if code and code in self.by_code:
            return self.by_code[code]
        found = self.by_number.get(number) if number else None
        found = self.by_name.get(name) if found is None else found
        if found is None or (code and self.code_of.get(found, code) != code):
            return None
        return found


def load_index(park: Park) -> FirmIndex:
    """Return the keys of all enterprises. One query."""
    index = FirmIndex()
    rows = Enterprise.objects.order_by("pk").values_list("pk", "park_id", "credit_code", "provisional_number", "name")
    for pk, park_id, code, number, name in rows.iterator(chunk_size=10_000):
        if code:
            index.by_code[code] = pk
            index.code_of[pk] = code
        if park_id != park.pk:
            index.elsewhere.add(pk)
            continue
        if number:
            index.by_number[number] = pk
        index.by_name[folded(name)] = pk
    return index
