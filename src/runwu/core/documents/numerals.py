"""Small numbers in words, as the titles of papers write them."""

_DIGITS = "〇一二三四五六七八九"


def chinese_number(value: int) -> str:
    """Write a number from 0 to 99 in Chinese; larger ones stay in digits.

    >>> [chinese_number(one) for one in (2, 6, 10, 12, 20, 35, 100)]
    ['二', '六', '十', '十二', '二十', '三十五', '100']
    """
    if not 0 <= value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def counted(value: int, measure: str) -> str:
    """Write a number before its measure word, where two is 两.

    >>> counted(2, "个"), counted(12, "家")
    ('两个', '十二家')
    """
    return ("两" if value == 2 else chinese_number(value)) + measure
