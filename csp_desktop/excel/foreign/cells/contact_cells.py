"""A cell of a list of people that says more than its column is headed: a post beside the name, a number beside an address."""

from __future__ import annotations

from collections.abc import Collection

from csp_desktop.excel.foreign.mapped_rows import RowSaid
from csp_desktop.excel.foreign.reading import Mark
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.column_mapping import NOTED, ColumnUse
from csp_desktop.excel.recognising.columns.contact_details import EMAIL, contact_details, without_addresses
from csp_desktop.registers.catalog import register_named

_OF_PEOPLE = ("name", "email", "phone")


def may_say_more(use: ColumnUse) -> bool:
    """May a column's cells say who somebody is and how to reach them together?"""
    return use.register == "people" and use.field in _OF_PEOPLE


def keep_details(
    use: ColumnUse, text: str, place: Place, said: RowSaid, elsewhere: Collection[str]
) -> Mark | None:
    """Put each part of a cell where it belongs, in the notes what a column of its own says, `elsewhere`; None where it has no parts."""
    register, told = register_named("people"), contact_details(text)
    if told is None and use.field == "name" and (named := without_addresses(text)) != text:
        if not said.put(use, register["name"], named, place):
            return None
        said.note(use.heading, text, place)
        return Mark("taken", "people", "name", f"Name {named}; all of its words are kept in the notes.")
    if told is None:
        return _keep_address(use, text, place, said)
    parts = told.parts
    if parts == {use.field: text} or (use.field == "name" and not told.name):
        return None
    read: list[str] = []
    for name, value in parts.items():
        label = register[name].label
        if name in elsewhere or not said.put(use, register[name], value, place):
            said.note(f"{use.heading}, {label[:1].lower()}{label[1:]}", value, place)
        read.append(f"{label.lower() if read else label} {value}")
    field = use.field if use.field in parts else next(iter(parts))
    return Mark("taken", "people", field, f"{', '.join(read)}.")


def _keep_address(use: ColumnUse, text: str, place: Place, said: RowSaid) -> Mark | None:
    """The one address to write to among other words, which are kept in the notes, as are words without one."""
    found = EMAIL.findall(text)
    if use.field == "email" and "@" not in text:
        said.note(use.heading, text, place)
        return Mark("noted", "people", NOTED, f"“{text}” is not an email address; kept in the notes.")
    if use.field != "email" or len(found) != 1 or found[0] == text:
        return None
    if not said.put(use, register_named("people")["email"], found[0], place):
        return None
    said.note(use.heading, text, place)
    return Mark("taken", "people", "email", f"Email {found[0]}; all of its words are kept in the notes.")
