"""Fields that do not stand by themselves in forms, column choosers and views: each with its reason.

Every other field of a register does, as soon as it is declared.
"""

from __future__ import annotations

from collections.abc import Iterable

from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Content, Field, Links, Reference

_KEPT = "kept by the program, not typed"
_ORDER = "the order of the rows themselves"
_WHOSE = "what the record belongs to, by where it stands"
_SCORE = "typed and shown as one score"

LEFT_OUT: dict[str, dict[str, str]] = {
    "partnerships": {"rag_words": "named in the details, word by word"},
    "groups": {"partnership": _WHOSE},
    "group_members": {"group": _WHOSE},
    "linked_plans": {"partnership": _WHOSE},
    "plans": {"partnership": _WHOSE, "copied_from": _KEPT},
    "plan_sections": {"plan": _WHOSE, "position": _ORDER},
    "plan_items": {
        "plan": _WHOSE,
        "level": "chosen when an item is added",
        "position": _ORDER,
        "copied_from": _KEPT,
    },
    "updates": {"item": _WHOSE, "quarter": "the quarter shown", "return_file": _KEPT},
    "indicators": {"plan": _WHOSE, "position": _ORDER, "copied_from": _KEPT},
    "measurements": {
        "indicator": _WHOSE,
        "quarter": "the quarter of the row",
        "value_state": "TBC, typed as the figure",
        "return_file": _KEPT,
    },
    "risks": {
        "plan": _WHOSE,
        "position": _ORDER,
        "copied_from": _KEPT,
        **{
            f"{when}_{half}": _SCORE
            for when in ("inherent", "current", "target")
            for half in ("likelihood", "impact")
        },
    },
    "risk_reviews": {"risk": _WHOSE, "quarter": "the quarter of the row", "return_file": _KEPT},
    "mitigations": {"risk": _WHOSE, "position": _ORDER, "copied_from": _KEPT},
    "funding_streams": {"partnership": _WHOSE, "position": _ORDER},
    "bids": {"position": _ORDER},
    "allocations": {"position": _ORDER},
    "funding_entries": {"position": _ORDER, "return_file": _KEPT},
    "meetings": {"partnership": _WHOSE},
    "log_entries": {"partnership": _WHOSE},
    "log_updates": {"entry": _WHOSE, "quarter": "the quarter of the row", "return_file": _KEPT},
    "returns": {
        "plan": _WHOSE,
        "quarter": "the quarter shown",
        "agency": "who it is for, at the head of the return",
        "group": "who it is for, at the head of the return",
        "return_code": "shown at the head of the return",
        "state": "moved by what is done with the return",
    },
}

# Fields that stand there like others, to be read only.
NEVER_TYPED: dict[str, dict[str, str]] = {
    "plan_items": {"original_due_on": "written with the change that first replaces the due date"},
}

_OWN = "what the program keeps for itself, shown where it is used"
_IN_ROWS = "typed in its grid, one row a record"

# Registers without a form of their own, without a grid of their own, and without a readable view.
NO_FORM: dict[str, str] = {
    "return_files": _OWN,
    "accepted_findings": _OWN,
    "import_layouts": _OWN,
    "packs": _OWN,
    "printed_reports": _OWN,
    "copies_taken_in": _OWN,
    "achievements": "brought in and printed, not yet typed",
    "group_members": _IN_ROWS,
    "measurements": _IN_ROWS,
    "risk_reviews": _IN_ROWS,
    "log_updates": _IN_ROWS,
}
NO_GRID: dict[str, str] = {
    **{name: why for name, why in NO_FORM.items() if why != _IN_ROWS},
    "plans": "one at a time, in the details",
    "returns": "the board, one line a recipient",
    "updates": "by quarter, in columns of the plan",
}
VIEWED = ("plan_items", "updates", "indicators", "measurements", "risks", "mitigations", "funding_streams", "allocations",
          "funding_entries", "meetings", "log_entries", "log_updates")  # fmt: skip
"""Registers whose plain fields the readable views show in full; the others are named there, not shown."""


def standing_by_themselves(register: str, named: Iterable[str] = ()) -> list[Field]:
    """The fields of a register that are neither named nor left out, in their order; never whole files."""
    passed = {*named, *LEFT_OUT.get(register, {})}
    return [
        field
        for field in register_named(register).fields
        if field.name not in passed and not isinstance(field, Content)
    ]


def plain(field: Field) -> bool:
    """Whether a field's value is its own, not a link to another record."""
    return not isinstance(field, Reference | Links)
