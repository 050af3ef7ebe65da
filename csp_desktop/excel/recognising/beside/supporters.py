"""Who helps beside who leads an action or owns a risk: partners and supporting agencies lead and own nothing."""

from __future__ import annotations

from csp_desktop.excel.recognising.settling import CLEAR, SURELY, Option
from csp_desktop.excel.recognising.table_columns import Column

_WHO = {
    "risks": ("owner", "owner_agency"),
    **dict.fromkeys(("plan_items", "log_entries"), ("lead_agencies", "lead_officers", "lead_groups")),
}
_LED = {"lead", "led", "leading", "owner", "owned", "owning", "responsible", "accountable"}
_BODIES = {"agency", "organisation", "body", "partner", "authority", "service", "department"}
_HELPING = {
    "support", "supporting", "supported", "supporter", "supports", "backed", "contributing", "contributor", "contribute", "contributes", "assisting", "assisted", "assist", "assists", "involved",
    "help", "helping", "helper", "helped", "helps", "other", "else", "additional", "partner", "stakeholder",
}  # fmt: skip
# What else may stand in such a heading: “Other key partner agencies involved”, “Supported by”.
_BESIDE_IT = _BODIES | {"key", "main", "local", "team", "group", "officer", "person", "who", "by", "and", "also", "delivery", "working", "with", "from", "member", "affected"}  # fmt: skip
# “Help wanted from partners”, “Asks of other agencies”: what others are to give, whoever is named there.
_GIVEN, _WANTED = {"help", "support", "assistance", "input"}, {"wanted", "want", "needed", "need", "required", "requested", "sought", "asked"}  # fmt: skip
_ASKS, _OTHERS = {"ask", "asks", "request"}, _BODIES | {"other", "else", "board"}
_SOME, _LONGEST = 0.3, 120


def weigh(
    register: str, columns: list[Column], options: list[dict[Option, float]], nothing: list[float]
) -> None:
    """Keep those who help in the notes where a column of bodies is headed as that of the leads or owners.

    One body beside somebody who owns a risk may be whose they are: “Owner”, “Partner agency”.
    """
    if register not in _WHO:
        return
    for at, (column, own) in enumerate(zip(columns, options, strict=True)):
        if _asks_of_others(column):
            own.clear()
            nothing[at] = SURELY
    leads = [
        column for column, own in zip(columns, options, strict=True) if _is_of_leads(register, column, own)
    ]
    of_bodies = any(_BODIES & set(column.words) or column.seen.bodies > _SOME for column in leads)
    if not leads or not (of_bodies or register == "risks"):
        return
    for at, (column, own) in enumerate(zip(columns, options, strict=True)):
        if _is_of_helpers(column) and (of_bodies or column.in_table.heading.strip().endswith("s")):
            own.clear()
            nothing[at] = SURELY


def _is_of_leads(register: str, column: Column, own: dict[Option, float]) -> bool:
    """Does a heading ask who leads, or who owns?"""
    named = max((own.get((register, name, ""), 0.0) for name in _WHO[register]), default=0.0)
    return named > CLEAR and bool(_LED & set(column.words))


def _asks_of_others(column: Column) -> bool:
    """Does a heading ask what others are to give: “Support needed from partners”?"""
    words = set(column.words)
    given = (_GIVEN | {"what"}) & words and _WANTED & words
    return bool(_OTHERS & words) and bool(given or _ASKS & words)


def _is_of_helpers(column: Column) -> bool:
    """Does a heading ask who else has a part, and nothing besides, over names?"""
    words, seen = set(column.words), column.seen
    helping = bool(_HELPING & words) and words <= _HELPING | _BESIDE_IT and not _LED & words
    return helping and 0 < seen.average <= _LONGEST and seen.dates + seen.numbers < _SOME
