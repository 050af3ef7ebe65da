"""What carries issued forms of earlier versions forward: the forms of version 1 did not say their columns."""

from __future__ import annotations

from typing import Any

# The first released form, as it was; never edited. By sheet: title, prefix, register, keys of the locked
# columns, then of each input column its key, kind, register, field, entry and whether it was waited for.
_Input = tuple[str, str, str, str, str, bool]
_FIRST: dict[str, tuple[str, str, str, tuple[str, ...], tuple[_Input, ...]]] = {
    "action updates": (
        "Action updates",
        "A",
        "plan_items",
        ("ref", "priority", "title", "due", "last", "last_rag"),
        (
            ("narrative", "narrative", "updates", "narrative", "", True),
            ("rag", "rag", "updates", "rag", "", True),
            ("outcome_rag", "rag", "updates", "outcome_rag", "", False),
            ("new_due_on", "date", "updates", "new_due_on", "", False),
        ),
    ),
    "indicators": (
        "Indicators",
        "N",
        "indicators",
        ("ref", "priority", "title", "unit", "baseline", "target", "last"),
        (
            ("value", "number or TBC", "measurements", "value", "", True),
            ("provisional", "yes/no", "measurements", "provisional", "", False),
            ("note", "narrative", "measurements", "note", "", False),
        ),
    ),
    "risks": (
        "Risks",
        "R",
        "risks",
        ("ref", "priority", "title", "last_score", "last"),
        (
            ("likelihood", "whole number", "risk_reviews", "likelihood", "", True),
            ("impact", "whole number", "risk_reviews", "impact", "", True),
            ("comment", "narrative", "risk_reviews", "comment", "", False),
        ),
    ),
    "mitigations": (
        "Mitigations",
        "M",
        "mitigations",
        ("ref", "risk", "title", "due"),
        (
            ("status", "choice", "mitigations", "status", "", False),
            ("progress", "narrative", "mitigations", "progress", "", True),
            ("due_on", "date", "mitigations", "due_on", "", False),
        ),
    ),
    "funding": (
        "Funding",
        "F",
        "allocations",
        ("ref", "stream", "title", "amount", "spent"),
        (
            ("actual", "money", "funding_entries", "amount", "actual", True),
            ("committed", "money", "funding_entries", "amount", "committed", False),
            ("forecast", "money", "funding_entries", "amount", "forecast", False),
            ("note", "narrative", "funding_entries", "note", "actual", False),
        ),
    ),
    "new items": (
        "New items",
        "",
        "",
        (),
        (
            ("kind", "choice", "", "kind", "", False),
            ("title", "narrative", "", "title", "", False),
            ("detail", "narrative", "", "detail", "", False),
            ("due_on", "date", "", "due_on", "", False),
        ),
    ),
}


def _say_columns(plain: dict[str, Any]) -> dict[str, Any]:
    sheets = []
    for sheet in plain["sheets"]:
        title, prefix, register, context, inputs = _FIRST[sheet["key"]]
        columns = [
            dict(zip(("key", "kind", "register", "field", "entry", "asked"), column, strict=True))
            for column in inputs
        ]
        said = {"title": title, "prefix": prefix, "register": register}
        sheets.append({**sheet, **said, "context": list(context), "inputs": columns})
    return {**plain, "sheets": sheets}


UPGRADES = {1: _say_columns}
