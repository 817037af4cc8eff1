"""How people stand in lists (按姓名排列): by pinyin initials, then by the name, as a Chinese roll does."""

from runwu.core.pinyin import initials_unkept
from runwu.people.models import Person


def by_name(prefix: str = "") -> tuple[str, str]:
    """Return the field paths that sort people by name. A sealed person has neither and stands first.

    >>> by_name("person__")
    ('person__initials', 'person__name')
    """
    return f"{prefix}initials", f"{prefix}name"


def name_key(person: Person) -> tuple[str, str, int]:
    """Return the same order for people in memory, where sealed names are open: they stand among the others."""
    name = person.full_name
    return person.initials or initials_unkept(name), name, person.pk
