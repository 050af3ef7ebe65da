"""The list of partnerships by region, with their chairs and how to reach them."""

from __future__ import annotations

import re

from csp_desktop.excel.foreign.reading import Mark, Reading
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.wording.cells import plain
from csp_desktop.periods import FinancialYear

NAME = "contacts"

_HEADINGS = {
    "region": {"region", "area", "policing area", "local policing area"},
    "partnership": {"csp", "partnership", "community safety partnership", "district", "csps"},
    "chair": {"chair", "chairman", "chairperson"},
    "contact": {"contact details", "contact", "contacts", "contact detail"},
    "phone": {"phone", "telephone", "tel", "telephone number"},
    "email": {"email", "e mail", "email address"},
    "website": {"website", "web", "web address"},
}
_PHONE = re.compile(r"(?:tel(?:ephone)?|phone)?\s*[:.]?\s*(\+?\d[\d ()-]{8,}\d)", re.IGNORECASE)
_EMAIL = re.compile(r"(?:e-?mail)?\s*[:.]?\s*([\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)


def recognises(grids: list[Grid]) -> bool:
    """Is there a table of partnerships with their contacts?"""
    return any(_header(grid) for grid in grids)


def read(grids: list[Grid], reading: Reading, year: FinancialYear | None = None) -> None:
    """Every partnership listed; the list says nothing of a year."""
    for grid in grids:
        found = _header(grid)
        if found:
            reading.tables += 1
            _read_rows(grid, *found, reading)
            for row in (row for row in grid.rows if row < found[0]):
                lone = grid.lone_text(row)
                if lone and len(lone[1]) <= 150:
                    reading.cells.ignored(grid.place(row, lone[0]), "A heading over the list.")


def _header(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for row in grid.rows[:200]:
        columns: dict[str, int] = {}
        for column, text in grid.row_texts(row).items():
            wording = plain(text)
            for role, names in _HEADINGS.items():
                if wording in names and role not in columns:
                    columns[role] = column
        reached = {"contact", "phone", "email"} & set(columns)
        if "partnership" in columns and reached and {"chair", "region"} & set(columns):
            return row, columns
    return None


def _read_rows(grid: Grid, header: int, columns: dict[str, int], reading: Reading) -> None:
    cells = reading.cells
    for column in grid.columns_by_row[header]:
        cells.ignored(grid.place(header, column), "A column heading.")
    region = ""
    for row in (row for row in grid.rows if row > header):
        texts = {role: grid.text(row, column) for role, column in columns.items()}
        if texts.get("region"):
            region = texts["region"]
            cells.taken(
                grid.place(row, columns["region"]), "partnerships", "region", "For those below it too."
            )
        name = texts["partnership"]
        if not name:
            continue
        values: dict[str, object] = {"area": name, "region": region}
        cells.taken(
            grid.place(row, columns["partnership"]), "partnerships", "area", "Its name too, where it is new."
        )
        for role in ("chair", "phone", "email", "website"):
            if texts.get(role):
                values[role] = ", ".join(line.strip() for line in texts[role].split("\n") if line.strip())
                cells.taken(grid.place(row, columns[role]), "partnerships", role)
        if texts.get("contact"):
            values |= _contact(grid, row, columns["contact"], reading)
        reading.add(
            "partnerships",
            values,
            starting={"name": name, "short_name": name},
            known_by=(("area",), ("short_name",), ("name",)),
            places={"area": grid.place(row, columns["partnership"])},
        )


def _contact(grid: Grid, row: int, column: int, reading: Reading) -> dict[str, object]:
    """Phone and email out of one cell; whatever else it says is listed."""
    text, place = grid.text(row, column), grid.place(row, column)
    phone, email = _PHONE.search(text), _EMAIL.search(text)
    rest = _EMAIL.sub("", _PHONE.sub("", text)).strip(" \n:;,.")
    if not phone and not email:
        reading.cells.not_understood(place, "This is neither a telephone number nor an email address.")
        return {}
    reading.cells.taken(
        place, "partnerships", "phone" if phone else "email", "Phone and email." if phone and email else ""
    )
    if rest:
        reading.cells.set_part(
            place, rest, Mark("not understood", message="Neither a telephone number nor an email address.")
        )
    found: dict[str, object] = {}
    if phone:
        found["phone"] = phone[1].strip()
    if email:
        found["email"] = email[1]
    return found
