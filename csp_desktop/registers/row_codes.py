"""Return codes ("RET-7KQ4-2M9X") and row codes ("A012-K"): short, sayable, with a check character.

The check character finds any one wrong character and any two neighbours swapped. That of a row code
depends on its return as well, so a row carried over from another return is all but always noticed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache

from csp_desktop.lean_sha256 import sha256

# 31 characters, a prime, so that every weight below finds every slip; none that reads as another.
_ALPHABET = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RETURN = re.compile(rf"RET-?([{_ALPHABET}]{{4}})-?([{_ALPHABET}]{{4}})")
_ROW = re.compile(rf"([A-Z])(\d{{3,5}})-?([{_ALPHABET}])")
# Dashes and spaces that mail programs and spreadsheets put in place of a plain hyphen.
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")


def new_return_code(taken: Container[str] = (), near: Iterable[str] = ()) -> str:
    """A return code at random that is not among those taken.

    Its row codes differ from those of the returns `near` to it, nearest first, up to 30 check characters:
    rows pasted from one of these are then always noticed.
    """
    import secrets

    checks: set[int] = set()
    for code in near:
        if len(checks) == 30:
            break
        checks.add(_salt(code) % 31)
    while True:
        body = "".join(secrets.choice(_ALPHABET) for _ in range(7))
        code = f"RET-{body[:4]}-{body[4:]}{_check(body)}"
        if code not in taken and _salt(code) % 31 not in checks:
            return code


def read_return_code(text: object) -> str | None:
    """The return code a cell holds, in its usual form; None where it holds none or the check fails."""
    match = _RETURN.fullmatch(_plain(text))
    if match is None:
        return None
    letters = match[1] + match[2]
    return f"RET-{match[1]}-{match[2]}" if _check(letters[:7]) == letters[7] else None


def row_code(return_code: str, prefix: str, number: int) -> str:
    """The code of a row: its sheet's letter, its number and the check character for this return."""
    body = f"{prefix}{number:03d}"
    return f"{body}-{_check(body, _salt(return_code))}"


# Each word of a return is looked at in turn for its sheet, its columns and its rows.
@lru_cache(maxsize=4_096, typed=True)
def looks_like_row_code(text: object) -> bool:
    """Whether a cell has the shape of a row code, right or wrong."""
    return isinstance(text, str) and _ROW.fullmatch(_plain(text)) is not None


def read_row_code(text: object) -> str:
    """The row code a cell holds, in its usual form; other text as it stands, "" for none."""
    plain = _plain(text)
    match = _ROW.fullmatch(plain)
    return f"{match[1]}{match[2]}-{match[3]}" if match else plain


def row_code_holds(return_code: str, code: str) -> bool:
    """Whether a row code's check character is right for a return."""
    match = _ROW.fullmatch(code)
    return match is not None and _check(match[1] + match[2], _salt(return_code)) == match[3]


def _plain(text: object) -> str:
    if not isinstance(text, str):
        return "" if text is None else str(text)
    return "".join(text.translate(_DASHES).split()).upper()


def _check(body: str, salt: int = 0) -> str:
    total = salt
    for place, letter in enumerate(body, 2):
        total += place * (_ALPHABET.find(letter) + 1)  # 0, which no return code holds, counts nothing
    return _ALPHABET[total % 31]


def _salt(return_code: str) -> int:
    return sha256(return_code.encode("ascii")).digest()[0]
