"""What an import says of each cell, held against what the file holds afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import InvalidValue
from csp_desktop.registers.catalog import REGISTERS, register_named
from csp_desktop.registers.fields import Links, Reference, Text

Cells = list[dict[str, str]]
# What a form prints before the words people wrote in it.
_LABELS = re.compile(r"^(?:Strategic Priority:|Tel\s*:|E-?mail\s*:)", re.IGNORECASE | re.MULTILINE)
_NOT_FROM_SOURCES = ("import_layouts",)


def words_of(text: object) -> set[str]:
    return set(re.findall(r"[^\W_]+", str(text).casefold()))


def words_kept(ws: Workspace, without: Iterable[str] = ()) -> set[str]:
    """Every word of every text of the file."""
    return {
        word
        for register in REGISTERS
        if register.name not in (*_NOT_FROM_SOURCES, *without)
        for record in ws.records(register.name)
        for field in register.fields
        if isinstance(field, Text) and record[field.name]
        for word in words_of(record[field.name])
    }


def missing(ws: Workspace, cells: Cells, named: Iterable[str] = ()) -> Cells:
    """The cells reported taken that no record holds in the field they name; `named` are names a workbook explains."""
    everything = words_kept(ws).union(*map(words_of, named))
    apart: dict[tuple[str, str], set[str]] = {}
    for cell in cells:
        if cell["outcome"] != "taken":
            apart.setdefault((cell["sheet"], cell["cell"]), set()).update(words_of(cell["text"]))
    return [
        cell
        for cell in cells
        if cell["outcome"] == "taken"
        and not _is_there(ws, cell, everything | apart.get((cell["sheet"], cell["cell"]), set()))
    ]


def _is_there(ws: Workspace, cell: dict[str, str], known: set[str]) -> bool:
    """A text: in its field, or in pieces of which each is somewhere; a figure: as it is read."""
    field = register_named(cell["register"])[cell["field"]]
    values = [
        value
        for record in ws.records(cell["register"])
        if (value := record[cell["field"]]) not in (None, "", ())
    ]
    said = words_of(_LABELS.sub("", cell["text"]))
    if isinstance(field, Text):
        lines = [words_of(line) for line in _LABELS.sub("", cell["text"]).split("\n") if words_of(line)]
        held = [words_of(value) for value in values]
        pieces = any(one <= said or any(line <= one for line in lines) for one in held)
        return pieces and said <= known
    if isinstance(field, Links | Reference) and not cell["message"]:
        return bool(values) and said <= known
    if cell["message"]:
        # Read otherwise than it stands there, and said so.
        return bool(values)
    try:
        return field.parse(cell["text"]) in values
    except InvalidValue:
        return bool(values)
