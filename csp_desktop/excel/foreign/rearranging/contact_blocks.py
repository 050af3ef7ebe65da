"""Lists of people without headings: who, telephone and email side by side, under the body they are of or not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from csp_desktop.excel.opening.grid import Grid, Position
from csp_desktop.excel.recognising.columns.contact_details import ContactDetails, contact_details
from csp_desktop.excel.recognising.finding.header_rows import Known
from csp_desktop.excel.recognising.tables_found import GatheredGrid
from csp_desktop.excel.wording.who_is_named import is_body, is_person, is_post, may_be_person

_MOST_CELLS, _FEWEST, _SURE = 6, 2, 0.75
_NAME, _PHONES, _EMAILS, _POSTS, _BODIES = "Name", "Telephone", "Email", "Job title", "Organisation"


def contact_blocks(grid: Grid, known: Known) -> GatheredGrid | None:
    """A sheet of people without headings as a table that has them; None where it holds anything else.

    A text alone in its row above people is the body they are of; where it is none, nothing tells what it heads.
    """
    people = [row for row in grid.rows if not grid.lone_text(row)]
    if len(people) < _FEWEST or not all(_is_of_somebody(grid, row) for row in people):
        return None
    headings = _headings(grid, people)
    if _NAME not in headings.values() or _EMAILS not in headings.values():
        return None
    named = next(column for column, heading in headings.items() if heading == _NAME)
    if any(known(grid.text(row, named)) >= _SURE for row in people):
        return None
    heads = _heads(grid, people)
    of_bodies = all(is_body(grid.text(row, grid.columns_by_row[row][0])) for row in heads.values())
    if heads and (not of_bodies or _BODIES in headings.values()):
        return None
    return _laid_out(grid, people, headings, heads)


def _is_of_somebody(grid: Grid, row: int) -> bool:
    """Does a row hold an address or number by which somebody is reached, beside words?"""
    texts = [text for text in grid.row_texts(row).values() if text]
    reached = [text for text in texts if (told := contact_details(text)) and text in (told.email, told.phone)]
    return 0 < len(reached) < len(texts) <= _MOST_CELLS


def _headings(grid: Grid, people: Sequence[int]) -> dict[int, str]:
    """What each column of the people would be headed; none where a column holds things of different kinds."""
    columns = sorted({column for row in people for column in grid.columns_by_row[row]})
    headings: dict[int, str] = {}
    for column in columns:
        texts = [text for row in people if (text := grid.text(row, column))]
        heading = _heading(texts, named=_NAME in headings.values())
        if heading in headings.values() and heading in (_NAME, _EMAILS):
            return {}
        headings[column] = heading
    return headings


def _heading(texts: Sequence[str], *, named: bool) -> str:
    """What a column of these texts would be headed, "" where nothing tells; the first one of persons or posts names them."""
    reached = [contact_details(text) or ContactDetails() for text in texts]
    if all(one.email == text for one, text in zip(reached, texts, strict=True)):
        return _EMAILS
    if all(one.phone == text for one, text in zip(reached, texts, strict=True)):
        return _PHONES
    if not named and all(is_person(text) or may_be_person(text) or is_post(text) for text in texts):
        return _NAME
    if named and all(is_post(text) for text in texts):
        return _POSTS
    return _BODIES if all(is_body(text) for text in texts) else ""


def _heads(grid: Grid, people: Sequence[int]) -> dict[int, int]:
    """By the row of each of the people, the row of the text that heads them; what stands over the first may be a title."""
    heads: dict[int, int] = {}
    head = 0
    for before, row in pairwise((0, *grid.rows)):
        if row in people:
            if lone := grid.lone_text(before):
                above = head == 0 and not is_body(lone[1])
                head = head if above and not _parts_people(grid, people) else before
            heads[row] = head
    return {row: head for row, head in heads.items() if head}


def _parts_people(grid: Grid, people: Sequence[int]) -> bool:
    """Do texts alone in their row stand among the people?"""
    return any(grid.lone_text(row) for row in grid.rows if people[0] < row < people[-1])


def _laid_out(
    grid: Grid, people: Sequence[int], headings: dict[int, str], heads: dict[int, int]
) -> GatheredGrid:
    """The people under headings that no cell holds, each with the body that heads them, below what stands over them all."""
    values: dict[Position, object] = {}
    origins: dict[Position, Position] = {}

    def put(at: int, column: int, origin: Position) -> None:
        values[at, column], origins[at, column] = grid.value(*origin), origin

    over = [row for row in grid.rows if row < people[0] and row not in heads.values()]
    for at, row in enumerate(over, 1):
        put(at, 1, (row, grid.columns_by_row[row][0]))
    header, of_body = len(over) + 1, max(headings) + 1
    # A heading stands where the first value below it does.
    for column, heading in headings.items():
        if heading:
            values[header, column], origins[header, column] = heading, (people[0], column)
    if heads:
        head = min(heads.values())
        values[header, of_body], origins[header, of_body] = _BODIES, (head, grid.columns_by_row[head][0])
    for at, row in enumerate(people, header + 1):
        for column in grid.columns_by_row[row]:
            put(at, column, (row, column))
        if row in heads:
            put(at, of_body, (heads[row], grid.columns_by_row[heads[row]][0]))
    return GatheredGrid(grid.name, values, visible=grid.visible, origins=origins)
