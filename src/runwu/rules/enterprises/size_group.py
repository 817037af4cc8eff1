"""The sixteen industries by which sizes are read (划型行业)."""

from __future__ import annotations

from runwu.rules.codes import Code
from runwu.rules.enterprises.industry_codes import group_in
from runwu.rules.identifiers.industries import Industry
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook


class SizeGroup(Code):
    """The rows of the size table (划型行业)."""

    AGRICULTURE = "agriculture"
    INDUSTRY = "industry"
    CONSTRUCTION = "construction"
    WHOLESALE = "wholesale"
    RETAIL = "retail"
    TRANSPORT = "transport"
    STORAGE = "storage"
    POST = "post"
    LODGING = "lodging"
    CATERING = "catering"
    INFORMATION_TRANSMISSION = "information_transmission"
    SOFTWARE = "software"
    REAL_ESTATE_DEVELOPMENT = "real_estate_development"
    PROPERTY_MANAGEMENT = "property_management"
    LEASING = "leasing"
    OTHER = "other"

    @property
    def key(self) -> str:
        """Name the parameter with this row's limits."""
        return f"enterprises.size_{self.value}"


@reads("enterprises.size_industries")
def size_group_of(industry: Industry, *, book: Rulebook) -> SizeGroup | None:
    """Find the row of the size table for a class of activity; None where the table has none.

    A code that is too short for its row (`K`, `70`) has none either: ask for more digits.
    Source: 《统计上大中小微型企业划分办法（2017）》.

    >>> from datetime import date
    >>> from runwu.rules.identifiers import read_industry
    >>> size_group_of(read_industry("C3912"), book=Rulebook(on=date(2026, 11, 23)))
    <SizeGroup.INDUSTRY: 'industry'>
    """
    found = group_in(book.names("enterprises.size_industries"), industry)
    return SizeGroup(found) if found else None
