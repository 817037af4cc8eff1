"""What counts as covered in each park (覆盖口径): the three parameters that a park may set for itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from runwu.core.rulebooks import rulebooks
from runwu.enterprises.models import Park
from runwu.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class CoveragePolicy:
    """The forms of organisation and of work that count, and whether the committee that catches does."""

    organization_forms: frozenset[str]
    work_forms: frozenset[str]
    catch_all_counts: bool


def policy_of(book: Rulebook) -> CoveragePolicy:
    """Return what counts as covered by a rulebook."""
    return CoveragePolicy(
        organization_forms=frozenset(book.names("coverage.organization_forms")),
        work_forms=frozenset(book.names("coverage.work_forms")),
        catch_all_counts=book.value("coverage.catch_all_counts") is True,
    )


def books_of(parks: Iterable[Park], *, on: date) -> Mapping[int, Rulebook]:
    """Return the rules of each park on a day: {park id: rulebook}. One query whatever their number."""
    listed = list(parks)
    found = rulebooks(on=on, places={park.public_id: park.region for park in listed})
    return {park.pk: found[park.public_id] for park in listed}
