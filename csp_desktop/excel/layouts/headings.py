"""Headings and openings that plans of all layouts share."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.opening.grid import Grid
from csp_desktop.excel.wording.cells import YearsSaid, is_page_number, plain, years_in

HEADINGS: dict[str, tuple[str, ...]] = {
    "ref": ("jag ref", "ref", "ref no", "reference", "no", "number", "objective ref", "objective no"),
    "objective": ("objective", "objectives", "aim", "aims", "objective aim"),
    "actions": ("actions", "action", "key actions", "activities", "activity", "actions tasks"),
    "target": (
        "target performance indicator", "target and performance indicator", "target", "targets",
        "performance indicator", "performance indicators", "target indicator", "success measure",
    ),
    "lead_agencies": ("lead agency", "lead agencies", "lead agency agencies", "agency", "lead", "lead officer agency"),
    "lead_groups": (
        "lead action groups", "lead action group", "lead group", "lead groups", "action group", "action groups",
    ),
    "timescale": ("timescale", "timescales", "by when", "deadline", "target date", "due"),
    "resources": ("resources", "resource", "csp resources", "funding", "cost"),
    "outcome": ("outcome", "outcomes", "outcomes outputs", "outcomes and outputs"),
}  # fmt: skip


_ROLES = {known: role for role, names in HEADINGS.items() for known in names}


# Asked of every cell near the top of a sheet, by more than one layout.
@lru_cache(maxsize=4_096)
def heading_role(text: str) -> str | None:
    """Which column a heading announces, spelling mistakes forgiven."""
    heading = plain(text)
    if not heading or len(heading) > 60:
        return None
    # Short headings one letter apart ("no", "nos") are worth no guess.
    near = process.extract(
        heading,
        tuple(_ROLES),
        scorer=fuzz.ratio,
        processor=None,
        limit=None,
        score_cutoff=100 if len(heading) < 4 else 86,
    )
    return max(((likeness, _ROLES[known]) for known, likeness, _ in near), default=(0.0, None))[1]


def is_rating(text: str) -> bool:
    """Only a rating, as a letter or a word, and nothing else."""
    return text.casefold() in {"r", "a", "g", "b", "red", "amber", "green", "blue"}


def years_of_opening(grid: Grid, rows: list[int]) -> YearsSaid | None:
    """The years said by the short lines that stand over a plan."""
    for row in rows:
        lone = grid.lone_text(row)
        said = years_in(lone[1]) if lone and len(lone[1]) <= 150 else None
        if said:
            return said
    return None


def read_opening(reading: Reading, grid: Grid, rows: list[int]) -> None:
    """What stands over the first section: the plan's title, and the paragraphs that introduce it."""
    lines = [(row, *lone) for row in rows if (lone := grid.lone_text(row))]
    short = [line for line in lines if len(line[2]) <= 150]
    named = [line for line in short if re.search(r"\b(?:plan|strategy)\b", line[2], re.IGNORECASE)]
    titles = [] if reading.title else (named or short)[:1]
    for row, column, text in titles:
        reading.title = " ".join(text.split())
        reading.title_place = grid.place(row, column)
        reading.cells.taken(reading.title_place, "plans", "title")
    for line in lines:
        if line in titles:
            continue
        place = grid.place(line[0], line[1])
        if is_page_number(line[2]):
            reading.cells.ignored(place, "A page number.")
            continue
        reading.cells.taken(place, "plans", "introduction")
        reading.introduction_places.add(place)
        reading.introduction = f"{reading.introduction}\n\n{line[2]}".strip()
