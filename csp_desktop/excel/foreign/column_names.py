"""The words people head their columns with: what names a field, what does not, and what is worked out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from rapidfuzz import fuzz

from csp_desktop.excel.foreign.tables_found import bare_heading
from csp_desktop.excel.wording.cells import plain, quarter_number
from csp_desktop.registers.catalog import BY_NAME, register_named
from csp_desktop.registers.fields import Content, Field

IGNORE = "ignored"
"""The field of a column that is left out on purpose, because the program works it out itself."""

# Registers a table may be, and those whose fields may stand in the same row.
TABLES: dict[str, tuple[str, ...]] = {
    "plan_items": ("updates",),
    "risks": ("mitigations",),
    "indicators": ("measurements",),
    "funding_streams": (),
    "allocations": (),
    "bids": (),
    "agencies": (),
    "people": (),
    "groups": (),
    "linked_plans": (),
}
# What a row of a table may say that is no field of its own record: the names of those it belongs to, and
# controls, which are mitigations of another kind.
ABOVE: dict[tuple[str, str], tuple[str, ...]] = {
    ("mitigations", "control"): (
        "Existing control", "Control", "Controls", "Existing controls", "Current controls", "Control measures",
        "Controls in place", "Existing mitigation", "What is in place", "Control description",
    ),
    ("plan_items", "priority"): ("Priority", "Strategic priority", "Theme", "Priority area", "Key priority"),
    ("plan_items", "objective"): ("Objective", "Aim", "Strategic objective", "Outcome sought", "Objectives"),
    ("allocations", "stream"): ("Funding stream", "Source of funding", "Funding source", "Funder", "Fund", "Stream", "Grant"),
    ("bids", "stream"): ("Funding stream", "Source of funding", "Funding source", "Funder", "Fund", "Stream"),
    ("people", "agency"): ("Agency", "Organisation", "Employer", "Partner"),
    ("risks", "item"): ("Priority", "Linked priority", "Related priority", "Objective at risk", "Objective"),
    ("indicators", "item"): ("Priority", "Strategic priority", "Theme", "Objective", "Outcome"),
    ("allocations", "item"): ("Priority", "Strategic priority", "Theme", "Linked priority"),
}  # fmt: skip
WORKED_OUT = {
    "risks": ("score", "risk score", "total", "rating", "risk rating", "rag", "rag rating", "rag status", "level of risk",
              "risk level", "direction of travel", "inherent score", "residual score", "current score", "target score",
              "gross score", "net score", "inherent risk score", "residual risk score", "overall score", "trend"),
    "indicators": ("ytd", "year to date", "to date", "year total", "variance", "direction of travel", "rag", "rag rating", "rag status", "trend", "change"),
    "funding_streams": ("balance", "remaining", "variance", "left"),
    "allocations": ("balance", "remaining", "variance", "left"),
}  # fmt: skip
# Words in a heading that say it is not this field, however alike.
NOT_THIS = {
    ("risks", "review_on"): r"\b(?:last|previous|raised|identified)\b",
    ("risks", "target_on"): r"\b(?:last|previous|raised|identified)\b",
    ("risks", "title"): r"\b(?:score|level|rating|status|number|rank|date|value)\b",
    ("mitigations", "title"): r"\b(?:status|owner|date|number|category|type|effectiveness|cost)\b",
    ("mitigations", "control"): r"\b(?:status|owner|date|number|category|type|effectiveness|cost|id)\b",
    ("risks", "status"): r"\bmitigation\b",
}
HINTS = {
    "risks": r"\brisks?\b", "plan_items": r"\b(?:action|plan|objective|priorit)", "indicators": r"\b(?:indicator|performance|measure)",
    "funding_streams": r"\b(?:grant|fund)", "allocations": r"\b(?:allocation|spend|budget|fund)", "bids": r"\bbids?\b",
    "people": r"\b(?:contact|people|staff|directory)", "agencies": r"\b(?:agenc|partners|organisation)",
    "groups": r"\bgroups?\b", "linked_plans": r"\b(?:strateg|plans)\b",
}  # fmt: skip


def known_heading(text: str) -> float:
    """How sure it is that a text is the heading of some field: 0 to 1."""
    wording = plain(bare_heading(text))
    if not wording or len(wording) > 60:
        return 0.0
    if quarter_number(text) and len(wording) < 20:
        return 0.9
    return _known_wording(wording)


@cache
def _known_wording(wording: str) -> float:
    best = 0.0
    for register in TABLES:
        for names in names_by_field(register).values():
            best = max(best, alike(wording, names))
            if best == 1.0:
                return best
    return best if best >= 0.6 else 0.0


@cache
def names_by_field(register: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Every wording that names a field, by (register, field)."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for (owner, name), names in ABOVE.items():
        if owner == register or owner in TABLES[register]:
            found[owner, name] = tuple(plain(one) for one in names)
    for owner in (register, *TABLES[register]):
        label = register_named(owner).label
        for field in mappable_fields(owner):
            if (owner, field.name) in found:
                continue
            own = (field.label, *field.aliases, field.name.replace("_", " "))
            names = own if owner == register else (*own, *(f"{label} {one}" for one in own))
            found[owner, field.name] = tuple(dict.fromkeys(plain(one) for one in names))
    return found


# Fields whose wordings are other fields' too, so that no heading alone says they are meant.
_NOT_BY_HEADING = {
    *((register, "notes") for register in ("plan_items", "updates", "risks", "mitigations", "funding_streams", "people", "groups")),
    *(("plan_items", name) for name in ("lead_officers", "starts_on", "original_due_on", "public", "evidence")),
    *(("updates", name) for name in ("done", "of")),
    *(("measurements", name) for name in ("group_average", "rank", "out_of", "months")),
    ("agencies", "return_form"),
}  # fmt: skip


@cache
def mappable_fields(register: str) -> tuple[Field, ...]:
    """The fields a column can fill: not those the program keeps for itself."""
    own = {
        "plan",
        "item",
        "parent",
        "position",
        "copied_from",
        "return_file",
        "level",
        "risk",
        "indicator",
        "partnership",
    }
    return tuple(
        field
        for field in BY_NAME[register].fields
        if field.name not in own
        and not isinstance(field, Content)
        and (register, field.name) not in ABOVE
        and (register, field.name) not in _NOT_BY_HEADING
    )


def alike(wording: str, names: Iterable[str]) -> float:
    """How alike a heading and the names of a field are, 0 to 1."""
    best = 0.0
    words = wording.split()
    for name in names:
        if wording == name:
            return 1.0
        if len(wording) < 4 or len(name) < 3:
            continue
        score = max(fuzz.ratio(wording, name), fuzz.token_sort_ratio(wording, name) - 2) / 100
        parts = name.split()
        within = set(parts) <= set(words)
        if score < 0.85 and within:
            # All the words of the name among others: the more of the heading they are, the surer; and what a
            # heading is about stands at its end.
            score = max(
                score, 0.55 + 0.35 * len(parts) / len(words) - (0.15 if words[-1] != parts[-1] else 0.0)
            )
        best = max(best, score if score >= 0.8 or within else 0.0)
    return best
