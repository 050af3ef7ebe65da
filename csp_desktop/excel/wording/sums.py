"""The words that name a sum of what stands above, surely or perhaps."""

from __future__ import annotations

import re

TOTAL = re.compile(
    r"(?:grand |sub[- ]?|overall |annual )?totals?:?|sub[- ]?totals?\b.{0,60}|sum:?|.{0,60}\b(?:sub[- ]?|grand )totals?:?"
    r"|totals?(?: \w+){0,4}? (?:project|costs?|budgets?|estimates?|expenditure|spend(?:ing)?|spent|income|funding|grants?|allocat\w+|amount):?",
    re.IGNORECASE,
)
# "Total recorded crime" may be an indicator, "Total for the year" a total: the figures tell.
MAYBE_TOTAL = re.compile(r"(?:overall |annual )?totals?\b.{0,80}|.{0,80}\btotals?:?", re.IGNORECASE)
