"""How risks stand by what heads them: "Closed risks 2025/26", "Live risks"."""

from __future__ import annotations

from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.as_written.dates import month_number

_CLOSED, _OPEN = {"closed", "archive", "archived"}, {"open", "live", "active", "current"}
_RISKS = {"risk", "risks"}
# What else may stand beside it and says nothing of how they stand.
_BESIDE = {
    "corporate", "strategic", "operational", "partnership", "csp", "project", "programme", "directorate", "service", "all", "the", "of", "our",
    "now", "recently", "previously", "register", "list", "log", "section", "part", "table", "appendix", "annex", "tab", "sheet",
    "in", "since", "during", "this", "last", "from", "as", "at", "to", "date", "up", "quarter", "year", "month", "period",
}  # fmt: skip
_LONGEST = 60


def status_headed(text: str) -> str:
    """How the risks under a heading stand: "closed", or "open" where it calls them risks; "" where it says neither."""
    words = set(plain(text).split())
    closed, opened = words & _CLOSED, words & _OPEN
    others = words - _CLOSED - _OPEN - _RISKS - _BESIDE
    if len(text) > _LONGEST or bool(closed) == bool(opened) or not all(map(_is_when, others)):
        return ""
    if closed:
        # “Service closed” speaks of a service.
        return "closed" if words & _RISKS or not words & {"service", "project", "programme"} else ""
    return "open" if words & _RISKS else ""


def _is_when(word: str) -> bool:
    return any(map(str.isdigit, word)) or month_number(word) is not None
