"""Lists of names: whether they are those of bodies, of groups or of people, by what stands beside them."""

from __future__ import annotations

from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.headings import Key
from csp_desktop.excel.recognising.none_of_ours import are_reached
from csp_desktop.excel.recognising.settling import OWN_WORD
from csp_desktop.excel.recognising.table_columns import Column

OF_NAMES: dict[str, frozenset[str]] = {
    "people": frozenset(),
    "agencies": frozenset(("responsible_from", "responsible_until")),
    "groups": frozenset(("parent", "meets")),
}
"""A name and what kind it is are of anything: what else bodies and groups have, and a heading calls nothing else."""
# Where a body is to be found, and what it is registered as.
_OF_BODIES = {
    "address", "postcode", "zip", "website", "url", "web", "charity", "company", "legal", "tax", "vat", "ein", "duns", "licence",
    "license", "accreditation", "incorporated", "founded", "founding", "headquarter",
}  # fmt: skip
# What it is worth that names are those of bodies, and what besides where one can reach them and nobody is named.
_BODIES, _NOBODY = 1.5, 3.0
_SOME_BODIES, _HARDLY_ANY, _FEW = 0.3, 0.1, 4
# A contact named in so few rows of a list of bodies makes it none of people.
_FEW_ROWS, _NEARLY_ALL = 0.2, 0.8


def names_alone(
    register: str, columns: list[Column], uses: list[ColumnUse], heads: list[dict[Key, float]]
) -> float:
    """What it says for a list of bodies that its names are those of bodies, and against one of groups that nothing says so."""
    name = (register, "name")
    naming = next(
        (
            (column, head.get(name, 0.0))
            for column, use, head in zip(columns, uses, heads, strict=True)
            if (use.register, use.field) == name
        ),
        None,
    )
    if not naming:
        return 0.0
    column, said = naming
    found = _found_of_bodies(column, columns)
    # Where bodies are to be found beside names of which none is anybody's: “Open Road”, “Safer Places”.
    bodies = are_bodies(column) or (found > 1 and _names_nobody(column))
    said_of_bodies = (
        bodies * (_BODIES + _NOBODY * (are_reached(columns) and not names_anybody(columns))) + found
        if register != "groups"
        else 0.0
    )
    if register == "people":
        return -said_of_bodies
    own = said >= OWN_WORD or any(use.field in OF_NAMES[register] for use in uses)
    return said_of_bodies if own or said_of_bodies > 1.5 else -2.5 if said_of_bodies else -5.0


def are_bodies(column: Column) -> bool:
    """Are most of a column's cells the names of bodies, or some and none of a person, each a different one?"""
    seen = column.seen
    some = seen.bodies >= _SOME_BODIES and seen.persons + seen.posts < _HARDLY_ANY and seen.count >= _FEW
    return (seen.bodies > 0.5 or some) and seen.distinct > 0.9


def _names_nobody(column: Column) -> bool:
    """Is none of several different names that of a person or a post?"""
    seen = column.seen
    return seen.persons + seen.posts == 0 and seen.count >= _FEW and seen.distinct > 0.9


def names_anybody(columns: list[Column]) -> bool:
    """Are persons or their posts named in a column, in more than a few rows?"""
    return any(
        column.seen.persons + column.seen.posts > 0.6 and column.seen.filled > _FEW_ROWS for column in columns
    )


def name_hardly_anybody(columns: list[Column], uses: list[ColumnUse]) -> bool:
    """Is a person named in a few rows only, where nearly all have a body: a list of bodies with some contacts?"""
    filled = {use.field: column.seen.filled for column, use in zip(columns, uses, strict=True)}
    return filled.get("name", 1.0) <= _FEW_ROWS and filled.get("agency", 0.0) > _NEARLY_ALL


def _found_of_bodies(naming: Column, columns: list[Column]) -> int:
    """How much says where bodies are to be found or what they are registered as, where nobody is named beside them."""
    if names_anybody(columns):
        return 0
    found = sum(bool(_OF_BODIES & set(column.words)) for column in columns if column is not naming)
    return min(found, 4) if found > 1 else 0


def names_come_again(columns: list[Column], uses: list[ColumnUse]) -> bool:
    """Do some of the names of a table's records come again?"""
    return any(
        use.field == "name" and column.seen.count >= _FEW and column.seen.distinct < 0.9
        for column, use in zip(columns, uses, strict=True)
    )
