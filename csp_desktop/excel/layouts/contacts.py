"""The list of partnerships by region, with their chairs and how to reach them."""

from __future__ import annotations

import re

from csp_desktop.excel.foreign.reading import COLUMN_HEADING, Draft, Mark, Reading
from csp_desktop.excel.opening.grid import Grid, Place
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
        header = _header(grid)
        if header:
            reading.tables += 1
            _read_rows(grid, *header, reading)
            for row in (row for row in grid.rows if row < header[0]):
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
        cells.ignored(grid.place(header, column), COLUMN_HEADING)
    region, region_place = "", grid.place(header, 1)
    for row in (row for row in grid.rows if row > header):
        texts = {role: grid.text(row, column) for role, column in columns.items()}
        if texts.get("region"):
            region, region_place = texts["region"], grid.place(row, columns["region"])
            cells.asked(region_place, "No partnership stands in this region.")
        name = texts["partnership"]
        if not name:
            continue
        place = grid.place(row, columns["partnership"])
        draft = reading.add(
            "partnerships",
            {"area": name},
            starting={"name": name, "short_name": name},
            known_by=(("area",), ("short_name",), ("name",)),
            places={"area": place},
        )
        cells.taken(place, "partnerships", "area", "Its name too, where it is new.")
        if region:
            reading.take(draft, "region", region, region_place, "For those below it too.")
        for role in ("chair", "phone", "email", "website"):
            if texts.get(role):
                said = ", ".join(line.strip() for line in texts[role].split("\n") if line.strip())
                reading.take(draft, role, said, grid.place(row, columns[role]))
        if texts.get("contact"):
            _take_contact(grid.place(row, columns["contact"]), texts["contact"], draft, reading)


def _take_contact(place: Place, text: str, draft: Draft, reading: Reading) -> None:
    """Phone and email out of one cell; whatever else it says is listed."""
    phone, email = _PHONE.search(text), _EMAIL.search(text)
    rest = _EMAIL.sub("", _PHONE.sub("", text)).strip(" \n:;,.")
    if not phone and not email:
        reading.cells.asked(place, "This is neither a telephone number nor an email address.")
        return
    message = "Phone and email." if phone and email else ""
    if email:
        reading.take(draft, "email", email[1], place, message)
    if phone:
        reading.take(draft, "phone", phone[1].strip(), place, message)
    if rest:
        reading.cells.set_part(
            place, rest, Mark("asked", message="Neither a telephone number nor an email address.")
        )
