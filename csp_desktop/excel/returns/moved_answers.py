"""Words that were sent beside one row and came back beside another: answers sorted, or moved, apart from their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from csp_desktop.excel.returns.returned_form import ReturnedCell, ReturnedRow
from csp_desktop.registers.as_written.wordings import in_short, plain
from csp_desktop.registers.issued_form import IssuedRow
from csp_desktop.registers.return_form import WORDS

# Of fewer words that moved, each was cut out and pasted where it stands now; more were sorted with all that is beside them.
_SORTED = 2


@dataclass(frozen=True)
class _Moved:
    """A cell with the words that `was` sent beside another row, and the `left` cell they stood in."""

    cell: ReturnedCell
    left: ReturnedCell
    was: IssuedRow


def ask_about_moved(rows: Sequence[ReturnedRow]) -> None:
    """Ask about answers that may be for other rows; `rows` are those known, with the cells they came back with."""
    known = [row for row in rows if row.issued is not None]
    moved = [found for key in _columns_of_words(known) for found in _moved(known, key)]
    if not moved:
        return
    first = moved[0]
    came = f"“{in_short(first.cell.words)}”, which {first.was.ref or first.was.code} was sent with"
    if len(moved) < _SORTED:
        _ask([first.cell, first.left], f"{came}, stands in another row. Is this for this one?", suggest=True)
        return
    said = f"{came}, stands in another row, so the answers may have been sorted apart from their rows. Which row is this for?"
    _ask([cell for row in known for cell in row.answers() if not _as_sent(row, cell)], said, suggest=False)


def _columns_of_words(rows: Sequence[ReturnedRow]) -> list[str]:
    return list(
        {key: None for row in rows for key, cell in row.cells.items() if cell.column.field.kind in WORDS}
    )


def _moved(rows: Sequence[ReturnedRow], key: str) -> Iterator[_Moved]:
    """The words of a column that only one row was sent with, where they stand in another's cell and no more in its own."""
    sent: dict[str, list[ReturnedRow]] = {}
    stands: dict[str, list[ReturnedRow]] = {}
    for row in rows:
        assert row.issued is not None
        if words := plain(str(row.issued.shown(key) or "")):
            sent.setdefault(words, []).append(row)
        if key in row.cells and (words := plain(row.cells[key].words)):
            stands.setdefault(words, []).append(row)
    for words, (origin, *others) in sent.items():
        now = stands.get(words, [])
        if others or len(now) != 1 or now[0] is origin or key not in origin.cells:
            continue
        assert origin.issued is not None
        yield _Moved(now[0].cells[key], origin.cells[key], origin.issued)


def _as_sent(row: ReturnedRow, cell: ReturnedCell) -> bool:
    assert row.issued is not None
    sent = row.issued.shown(cell.column.key)
    return cell.answer.state == "as it was" or (sent is not None and cell.answer.value == sent)


def _ask(cells: Sequence[ReturnedCell], said: str, *, suggest: bool) -> None:
    for cell in cells:
        if cell.answer.state == "value" or (cell.answer.state == "unsure" and not suggest):
            value = cell.answer.value
            literal = value if cell.answer.literal is None else cell.answer.literal
            cell.answer = replace(
                cell.answer, state="unsure", value=value if suggest else None, literal=literal, message=said
            )
