"""Check many unified social credit codes at once (成批核对统一社会信用代码), GB 32100-2015.

Says only which codes are sound beyond doubt; what is wrong with another one says `read_credit_code`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SUBJECT_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SUBJECT_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LENGTH = 18
_REGION = slice(2, 8)
_SUBJECT = slice(8, 16)


def sound_credit_codes(codes: Sequence[str]) -> list[bool]:
    """Tell for each code whether it is written in its plain form and both check characters fit.

    >>> sound_credit_codes(["914600000000000000", "9146"])
    [False, False]
    """
    import numpy as np  # imported where it is used: most callers check one code

    shaped = [len(code) == _LENGTH and code.isascii() for code in codes]
    joined = "".join(code for code, fits in zip(codes, shaped, strict=True) if fits)
    signs = np.frombuffer(joined.encode(), dtype=np.uint8).reshape(-1, _LENGTH)
    values, subject = _values(_ALPHABET)[signs], _values(_SUBJECT_ALPHABET)[signs[:, _SUBJECT]]
    weights = np.array([pow(3, place, 31) for place in range(_LENGTH - 1)])
    check = -(values[:, :-1] @ weights) % 31
    of_subject = -(subject @ np.array(_SUBJECT_WEIGHTS)) % 11
    known = (values >= 0).all(axis=1) & (values[:, _REGION] < 10).all(axis=1)
    sign_of_subject = np.frombuffer(b"0123456789X", dtype=np.uint8)[of_subject]
    sound = known & (check == values[:, -1]) & (signs[:, 16] == sign_of_subject)
    found = iter(sound.tolist())
    return [fits and next(found) for fits in shaped]


def _values(alphabet: str) -> Any:
    import numpy as np

    table = np.full(128, -1, dtype=np.int64)
    for value, sign in enumerate(alphabet):
        table[ord(sign)] = value
    return table
