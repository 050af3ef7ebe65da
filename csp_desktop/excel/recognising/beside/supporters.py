"""Who helps with an action beside who leads it: partners and supporting agencies lead nothing."""

from __future__ import annotations

from csp_desktop.excel.recognising.settling import CLEAR, SURELY, Option
from csp_desktop.excel.recognising.table_columns import Column

_WHO = ("lead_agencies", "lead_officers", "lead_groups")
_LED = {"lead", "led", "leading", "owner", "responsible", "accountable"}
_BODIES = {"agency", "organisation", "body", "partner", "authority", "service", "department"}
_HELPING = {
    "support", "supporting", "supported", "supporter", "contributing", "contributor", "contribute", "assisting", "involved",
    "other", "else", "additional", "partner", "stakeholder",
}  # fmt: skip
# What else may stand in such a heading: “Other key partner agencies involved”, “Supported by”.
_BESIDE_IT = _BODIES | {"key", "main", "local", "team", "group", "officer", "person", "who", "by", "and", "also", "delivery", "working", "with", "from", "member"}  # fmt: skip
_SOME, _LONGEST = 0.3, 120


def weigh(
    register: str, columns: list[Column], options: list[dict[Option, float]], nothing: list[float]
) -> None:
    """Keep those who help in the notes where a column of bodies is headed as that of the leads."""
    if not any(_is_of_leads(register, column, own) for column, own in zip(columns, options, strict=True)):
        return
    for at, (column, own) in enumerate(zip(columns, options, strict=True)):
        if _is_of_helpers(column):
            own.clear()
            nothing[at] = SURELY


def _is_of_leads(register: str, column: Column, own: dict[Option, float]) -> bool:
    """Does a heading ask who leads, over bodies or promising some?"""
    words = set(column.words)
    leads = max((own.get((register, name, ""), 0.0) for name in _WHO), default=0.0) > CLEAR
    return leads and bool(_LED & words) and bool(_BODIES & words or column.seen.bodies > _SOME)


def _is_of_helpers(column: Column) -> bool:
    """Does a heading ask who else has a part, and nothing besides, over names?"""
    words, seen = set(column.words), column.seen
    helping = bool(_HELPING & words) and words <= _HELPING | _BESIDE_IT and not _LED & words
    return helping and 0 < seen.average <= _LONGEST and seen.dates + seen.numbers < _SOME
