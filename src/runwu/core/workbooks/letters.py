"""Convert between column letters and positions (列号)."""


def column_letter(index: int) -> str:
    """Return the letter of a column that counts from 0.

    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def split_reference(reference: str) -> tuple[int, int]:
    """Return row and column, both counting from 0, of a reference such as “B3”.

    >>> split_reference("B3"), split_reference("XFD1048576")
    ((2, 1), (1048575, 16383))

    Raises ValueError when it is none.
    """
    letters = reference.rstrip("0123456789")
    if not letters.isascii() or not letters.isalpha():
        raise ValueError(reference)
    row = int(reference[len(letters) :]) - 1
    if row < 0:
        raise ValueError(reference)
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return row, column - 1
