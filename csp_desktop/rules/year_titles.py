"""The years a plan's title names, and the title for other years."""

from __future__ import annotations

import re
from collections.abc import Mapping

from csp_desktop.patterns import late_pattern

_YEARS = late_pattern(r"(?<!\d)(?P<first>\d{4})(?P<between>\s?[/–-]\s?)(?P<last>\d{4}|\d\d)(?!\d)")


def retitled(title: str, years: Mapping[int, int]) -> str:
    """A title with financial years in place of those it names, by their first calendar years.

    "2010/11", "2010-2011" and "2008-11", from the first year of a plan to its last, are names of years.
    """

    def other(match: re.Match[str]) -> str:
        first, last = int(match["first"]), int(match["last"])
        if len(match["last"]) == 2:
            last += first // 100 * 100 + (100 if last < first % 100 else 0)
        if first not in years or last - 1 not in years:
            return match[0]
        end = years[last - 1] + 1
        return f"{years[first]}{match['between']}{end if len(match['last']) == 4 else f'{end % 100:02d}'}"

    return _YEARS.sub(other, title)
