"""Figures and money: read as people write them, and written as they read them."""

from __future__ import annotations

import math
import re

_MINUS = re.compile(r"^−")
# A space may part thousands; "12 34" is two numbers.
_PARTING = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))|(?<=^-)\s+")
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|-?\.\d+")
_NOUGHT_IN_ACCOUNTS = re.compile(r"-?£\s*[-–−]")


def parse_number(raw: object) -> float | None:
    """1872, "1,872", "1 872" or " 13.9 " as a finite number; None for anything else."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | float):
        return _finite(raw)
    text = str(raw).strip()
    if text[:1].isalpha():
        return None  # as most texts do
    text = _PARTING.sub("", _MINUS.sub("-", text))
    return _finite(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def _finite(raw: str | float) -> float | None:
    try:
        number = float(raw)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def parse_money(raw: object) -> int | None:
    """Pounds in any usual form ("£1,200.50", "20k", 1200.5) as whole pence; None for anything else.

    "£-" is how spreadsheets write nought in columns of accounts.
    """
    factor = 100
    if isinstance(raw, str):
        raw = raw.strip()
        if raw[:1].isalpha():
            return None
        if _NOUGHT_IN_ACCOUNTS.fullmatch(raw):
            return 0
        raw = re.sub(r"(?<!\d)£\s*|\s*£$", "", raw)
        if raw[-1:] in "kK" and raw[:-1]:
            raw, factor = raw[:-1].rstrip(), 100_000
        if re.fullmatch(r"\(.+\)", raw):
            raw = "-" + raw[1:-1].strip()
        if factor == 100 and re.search(r"\.\d{3}$", raw):
            return None  # "7.500" may be seven and a half thousand, where thousands are parted so
    number = parse_number(raw)
    if number is None or not math.isfinite(number * factor):
        return None
    pence = round(number * factor)
    return pence if abs(number * factor - pence) < 0.01 else None


def format_number(value: float, decimals: int | None = None) -> str:
    """1872 as "1,872", 13.9 as "13.9"; a fixed number of decimals where given."""
    if decimals is not None:
        return f"{value:,.{decimals}f}"
    if float(value).is_integer():
        return f"{int(value):,}"
    # A float is sure of fifteen figures: more of them would be none that anybody typed.
    places = max(1, min(10, 15 - len(str(int(abs(value))))))
    return f"{value:,.{places}f}".rstrip("0").rstrip(".")


def format_money(pence: int) -> str:
    """Pence as "£1,200" or "£1,200.50"."""
    sign = "−" if pence < 0 else ""
    pounds, rest = divmod(abs(pence), 100)
    return f"{sign}£{pounds:,}.{rest:02d}" if rest else f"{sign}£{pounds:,}"
