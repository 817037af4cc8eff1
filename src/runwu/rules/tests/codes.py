"""Build valid made-up codes, by arithmetic written down apart from the library's."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def subject_check(body: str) -> str:
    """Compute the check character of a subject code of eight characters."""
    weighted = zip((3, 7, 9, 10, 5, 8, 4, 2), body, strict=True)
    rest = 11 - sum(weight * LETTERS.index(character) for weight, character in weighted) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def credit_code(head: str = "91", region: str = "460100", body: str = "MA5T0000") -> str:
    """Complete a credit code from its head, region and subject body."""
    seventeen = f"{head}{region}{body}{subject_check(body)}"
    total = sum(pow(3, place, 31) * ALPHABET.index(character) for place, character in enumerate(seventeen))
    return seventeen + ALPHABET[-total % 31]


def identity_number(region: str = "460100", birth: str = "19900101", order: str = "001") -> str:
    """Complete an identity number; regions and orders are chosen, nobody is meant."""
    seventeen = f"{region}{birth}{order}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, weights, strict=True))
    return seventeen + "10X98765432"[total % 11]
