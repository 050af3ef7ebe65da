"""What the look of a cell says: how its number is shown, its colour by number or theme, words crossed out."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_TIME_FORMATS = frozenset((18, 19, 20, 21, 45, 46, 47))
_PERCENT_FORMATS = frozenset((9, 10))
_BUILT_IN = {2: "0.00", 3: "#,##0", 4: "#,##0.00", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"}
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<pounds>£)[^\]]*\]|(?P<gap>_.|\*.)|(?P<digits>[#0,.]+)|(?P<plain>[ \-/():+])|(?P<other>.)'
)
_DIGITS = re.compile(r"(?P<whole>[#0](?:[#0,]*[#0])?)?(?:\.(?P<decimals>0*))?")
_LINK = re.compile(
    r'(?:of:)?=?\s*HYPERLINK\(\s*"((?:[^"]|"")+)"\s*(?:[,;]\s*"((?:[^"]|"")+)"\s*)?', re.IGNORECASE
)
# A hyphen behind letters belongs to a number's prefix, “R-2”; any other says less than nothing.
_SHOWN = re.compile(
    r"[^\d£$€%-]*(?:(?<=[A-Za-z])-)?(?P<number>\d[\d,]*(?:\.\d{1,6})?)(?:[^\d£$€%.,][^\d£$€%]*)?"
)


class NumberFormat(NamedTuple):
    """`kind` is "date", "time", "percent" or "" for any other; `code` how digits are shown, "" for plainly."""

    kind: str = ""
    code: str = ""


def number_format(number: int, codes: dict[int, str]) -> NumberFormat:
    """A workbook's number format by its number; `codes` are those the workbook brings itself."""
    if number not in codes:
        if number in _PERCENT_FORMATS:
            return NumberFormat("percent")
        if number in _TIME_FORMATS:
            return NumberFormat("time")
        return (
            NumberFormat("date") if number in _DATE_FORMATS else NumberFormat("", _BUILT_IN.get(number, ""))
        )
    first = codes[number].partition(";")[0]
    code = _NOT_CODE.sub("", first).casefold()
    if "%" in code:
        return NumberFormat("percent")
    # Elapsed hours and minutes alone are no day.
    if "general" in code or not re.search(r"[dmyhs]", code):
        return NumberFormat("", first if re.search(r"0", code) and first != "0" else "")
    return NumberFormat("date" if re.search(r"[dy]", code) or not re.search(r"[hs]", code) else "time")


def calculated_link(formula: str) -> tuple[str, str] | None:
    """(address, words shown) of a link that is written as a formula; None where it is no such formula."""
    said = _LINK.match(formula)
    return (said[1].replace('""', '"'), (said[2] or said[1]).replace('""', '"')) if said else None


def shown_number(number: float, code: str) -> str:
    """The digits a format shows for a number: 1 by "000" is "001"; "" where they are not to be told, or plain money."""
    if number < 0:
        return ""
    text, digits, worded = "", False, False
    for part in _PART.finditer(code.partition(";")[0]):
        if (part["other"] and part["other"] != "£") or (part["digits"] and digits):
            return ""
        if part["digits"]:
            wanted = _DIGITS.fullmatch(part["digits"])
            if wanted is None:
                return ""
            whole, digits = wanted["whole"] or "", True
            comma = "," if "," in whole else ""
            written_out = f"{number:{comma}.{len(wanted['decimals'] or '')}f}"
            least = whole.count("0")
            text += "0" * (least - len(written_out.partition(".")[0])) + written_out
        else:
            text += (
                part["quoted"] or part["escaped"] or part["plain"] or part["pounds"] or part["other"] or ""
            )
            worded = worded or re.search(r"\w", part["quoted"] or part["escaped"] or "") is not None
    currencies = set("£$€").intersection(text)
    return text.strip() if digits and (not currencies or (worded and currencies == {"£"})) else ""


def shows_pounds(code: str) -> bool:
    """Does a format show a number as pounds?"""
    return "£" in code.partition(";")[0]


def is_shown_number(text: str, number: float) -> bool:
    """Are these the digits of the number, shown in some way of its own?"""
    match = _SHOWN.fullmatch(text)
    if match is None or number < 0:
        return False
    digits = match["number"]
    decimals = len(digits.partition(".")[2])
    return float(digits.replace(",", "")) == round(number, decimals)


# Where a workbook brings no palette of its own: numbers 8 to 63; 0 to 7 are the first eight again.
_STANDARD = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF800000008000000080808000800080008080C0C0C0808080"
    "9999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF000080FF00FFFFFF0000FFFF8000808000000080800000FF"
    "00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC993366FF33CCCC99CC00FFCC00FF9900FF6600666699969696"
    "003366339966003300333300993300993366333399333333"
)


def standard_colour(number: int) -> str:
    """The colour of a number, "" for the system's own."""
    at = 6 * (number if number < 8 else number - 8)
    return _STANDARD[at : at + 6]


def tinted(colour: str, tint: float) -> str:
    """A colour made lighter (tint up to 1) or darker (down to -1), as spreadsheets shade their theme's colours."""
    if not tint:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, depth = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    mixed = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), depth)
    return "".join(f"{round(part * 255):02X}" for part in mixed)


def part_struck(pieces: Iterable[tuple[str, bool]]) -> tuple[str, str] | None:
    """(words left, words crossed out) of pieces of a text, each crossed out or not; None where all or none are."""
    left: list[str] = []
    crossed: list[str] = []
    for struck, run in groupby(pieces, key=lambda piece: piece[1]):
        (crossed if struck else left).append("".join(text for text, _ in run))
    kept = re.sub(r" {2,}", " ", "".join(left)).strip()
    gone = " … ".join(text.strip() for text in crossed if text.strip())
    return (kept, gone) if kept and gone else None
