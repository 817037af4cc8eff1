"""Words within a column (按字词查找)."""

from django.db.models import Q


def holds(field: str, word: str) -> Q:
    """Ask for rows whose column holds a word, in capital letters or not.

    A word without letters that have capitals, like a Chinese one, is compared as it is: asked for either case, PostgreSQL
    folds every value of the column first, which costs more than reading the table.
    """
    lookup = "contains" if word.lower() == word.upper() else "icontains"
    return Q(**{f"{field}__{lookup}": word})
