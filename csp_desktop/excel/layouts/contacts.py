"""The list of partnerships by region, with their chairs and how to reach them."""

from __future__ import annotations

import re

from csp_desktop.excel.foreign.reading import (
    COLUMN_HEADING,
    Draft,
    JointNames,
    Mark,
    PartnersInCell,
    Reading,
)
from csp_desktop.excel.opening.grid import Grid, Place
from csp_desktop.excel.wording.cells import plain
from csp_desktop.periods import FinancialYear

NAME = "contacts"

_HEADINGS = {
    "region": {"region", "policing area", "local policing area", "police area"},
    "partnership": {
        *("csp", "csps", "partnership", "partnerships", "community safety partnership", "district"),
        *("partnership name", "name of partnership", "name of csp", "csp name"),
    },
    "short_name": {"short name", "known as", "abbreviation"},
    "area": {"area", "district", "local authority area"},
    "kind": {"kind", "type", "kind of partnership", "type of partnership"},
    "chair": {"chair", "chairman", "chairperson", "chair post", "chair s post", "post of chair"},
    "coordinator": {
        *(
            "co ordinator",
            "coordinator",
            "csp co ordinator",
            "csp coordinator",
            "community safety manager",
            "csp manager",
        ),
        *(
            "co ordinator post",
            "coordinator post",
            "co ordinator s post",
            "post of co ordinator",
            "lead officer",
        ),
        *("community safety co ordinator", "community safety coordinator"),
    },
    "contact": {"contact details", "contact", "contacts", "contact detail"},
    "phone": {"phone", "telephone", "tel", "telephone number", "telephone no", "tel no", "phone number"},
    "email": {"email", "e mail", "email address", "e mail address"},
    "website": {"website", "web", "web address"},
    "authorities": {"authorities", "responsible authorities", "statutory authorities", "statutory partners"},
    "joint_with": {
        *("joint with", "jointly with", "joint partnership", "joint partnerships", "joint working"),
        *("joint working with", "works jointly with", "shared with"),
    },
}
_PARTNERSHIP = re.compile(
    r"\b(?:community safety|crime (?:and|&) disorder(?: reduction)?) partnership\b|\b(?:CSP|CDRP)\b",
    re.IGNORECASE,
)
_KINDS = {
    "statutory partnership": {"statutory", "csp", "community safety partnership", "district", "partnership"},
    "informal merger": {"joint", "joint partnership", "merged", "informally merged", "informal"},
    "county group": {"county", "county partnership", "county level group"},
    "unitary": {"unitary authority", "unitary council"},
}
_ANYBODYS = {f"{kind}council" for kind in ("", "district ", "borough ", "city ", "unitary ")} | {
    "local authority"
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
    # In a whole document the list may stand far down.
    for row in grid.rows[:2000]:
        columns: dict[str, int] = {}
        for column, text in grid.row_texts(row).items():
            wording = plain(text)
            role = next(
                (role for role, names in _HEADINGS.items() if wording in names and role not in columns), None
            )
            if role is not None:
                columns[role] = column
        if "region" not in columns and "area" in columns:
            # Where nothing else says so, the areas are those the county is divided into.
            columns["region"] = columns.pop("area")
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
        draft = _partnership(grid, row, columns, texts, reading)
        if region:
            reading.take(draft, "region", region, region_place, "For those below it too.")
        for role in ("chair", "coordinator", "phone", "email", "website"):
            if texts.get(role):
                said = ", ".join(line.strip() for line in texts[role].split("\n") if line.strip())
                reading.take(draft, role, said, grid.place(row, columns[role]))
        for role, kind_of_names in (("authorities", PartnersInCell), ("joint_with", JointNames)):
            if texts.get(role):
                place = grid.place(row, columns[role])
                said = _own_bodies(texts[role], draft) if role == "authorities" else texts[role]
                reading.take(draft, role, kind_of_names(said, place), place)
        if texts.get("contact"):
            _take_contact(grid.place(row, columns["contact"]), texts["contact"], draft, reading)


def _partnership(
    grid: Grid, row: int, columns: dict[str, int], texts: dict[str, str], reading: Reading
) -> Draft:
    """The partnership of a row, known by its district: by its own column, or as its name has it."""
    name, place = texts["partnership"], grid.place(row, columns["partnership"])
    area = texts.get("area") or _PARTNERSHIP.sub("", name).strip(" -–") or name
    short = texts.get("short_name") or _PARTNERSHIP.sub(_initials, name)
    places = {"area": grid.place(row, columns["area"]) if texts.get("area") else place}
    draft = reading.add(
        "partnerships",
        {"area": area},
        starting={"name": name, "short_name": short},
        known_by=(("area",), ("short_name",), ("name",)),
        places=places,
    )
    if texts.get("area"):
        reading.cells.taken(places["area"], "partnerships", "area")
        # Names of neighbours are much alike: known by its district, and called so only where it is new.
        reading.cells.taken(place, "partnerships", "area", "Its name, where it is new.")
        draft.read_from("area", place)
    else:
        reading.cells.taken(place, "partnerships", "area", "Its name too, where it is new.")
    if texts.get("short_name"):
        draft.starting.pop("short_name")
        reading.take(draft, "short_name", short, grid.place(row, columns["short_name"]))
    if texts.get("kind"):
        kind, at = _kind(texts["kind"]), grid.place(row, columns["kind"])
        if kind:
            reading.take(draft, "kind", kind, at)
        else:
            reading.cells.asked(at, f"“{texts['kind']}” is no kind of partnership; choose one on the record.")
    return draft


def _initials(found: re.Match[str]) -> str:
    """ "CSP" for "Community Safety Partnership"; what is short already stays."""
    if " " not in found[0]:
        return found[0]
    return "".join(word[0] for word in found[0].split() if word.casefold() not in ("and", "&")).upper()


def _kind(text: str) -> str | None:
    """The kind of partnership meant; None where the words do not say."""
    said = plain(text)
    return next((kind for kind, words in _KINDS.items() if said == plain(kind) or said in words), None)


def _own_bodies(text: str, draft: Draft) -> str:
    """Authorities with the district's name before a council that is named as anybody's: "District council"."""
    area = str(draft.values["area"])
    parts = re.split(r"(\s*[,;\n]\s*)", text)
    return "".join(
        f"{area} {part[:1].upper()}{part[1:]}" if plain(part) in _ANYBODYS else part for part in parts
    )


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
