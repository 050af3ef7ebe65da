"""The words that name a sum of what stands above, surely or perhaps."""

from __future__ import annotations

import re

TOTAL = re.compile(
    r"(?:grand |sub[- ]?|overall |annual )?(?:totals?|tot\.?|ttl\.?)(?: ?(?:\(£\)|£))?:?|sub[- ]?totals?\b.{0,60}|sum(?: total)?:?|.{0,60}\b(?:sub[- ]?|grand )totals?:?"
    r"|(?:sub[- ]?)?totals? .{1,60} above:?"
    r"|totals?(?: \w+){0,4}? (?:project|costs?|budgets?|estimates?|expenditure|spend(?:ing)?|spent|income|funding|grants?|allocat\w+|amount):?",
    re.IGNORECASE,
)
# "Total recorded crime" may be an indicator, "Total for the year" a total: the figures tell.
MAYBE_TOTAL = re.compile(
    r"(?:overall |annual )?tot(?:als?)?\b.{0,80}|.{0,80}\btot(?:als?)?:?|sum of\b.{1,80}", re.IGNORECASE
)
