"""A word is found in a column whatever its capitals, and wildcards stand for themselves."""

import pytest

from runwu.core.listing import holds
from runwu.enterprises.models import Chain

pytestmark = pytest.mark.django_db
NAMES = ("示例ABC链", "示例abc链", "示例百分%链", "示例下_划链")


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("示例", NAMES),
        ("例A", NAMES[:2]),
        ("例a", NAMES[:2]),
        ("分%", NAMES[2:3]),
        ("_", NAMES[3:]),
        ("%", NAMES[2:3]),
        ("例链", ()),
    ],
)
def test_a_word_is_found_whatever_its_capitals(word: str, found: tuple[str, ...]) -> None:
    Chain.objects.bulk_create([Chain(name=name) for name in NAMES])

    assert set(Chain.objects.filter(holds("name", word)).values_list("name", flat=True)) == set(found)


def test_a_word_without_capitals_is_compared_as_it_is() -> None:
    folded = str(Chain.objects.filter(holds("name", "示例")).query)

    assert "UPPER" not in folded.upper()
