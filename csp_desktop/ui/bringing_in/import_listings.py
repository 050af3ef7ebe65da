"""The lists of an import: its tables, the records proposed, the cells of the file, and the chips that choose among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from csp_desktop.editing.bringing_in.plan_import import Proposal
from csp_desktop.editing.bringing_in.source_tables import SourceTable
from csp_desktop.palette import ColourRole
from csp_desktop.ui.bringing_in.import_wording import (
    FATES,
    STATES,
    became,
    came_from,
    in_a_sentence,
    kind,
    state,
    what,
)
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.look.chips import Chip

EVERY = "all"
_TONES: dict[str, ColourRole] = {
    "new": "blue",
    "updated": "blue",
    "retired": "blue",
    "asked": "amber",
    "gone": "amber",
}


def record_chips(proposals: Sequence[Proposal]) -> list[Chip]:
    """The chips over the records, questions first; those that would show nothing are left out."""
    counts = Counter(map(state, proposals))
    order = ("asked", "new", "updated", "gone", "retired", "same", "left out")
    some = [Chip(name, STATES[name], counts[name]) for name in order if counts[name]]
    return [Chip(EVERY, "All records", len(proposals)), *some]


def cell_chips(counts: Mapping[str, int]) -> list[Chip]:
    """The chips at the foot: what became of every value of the file."""
    every = Chip(EVERY, "Values found", sum(counts.values()))
    return [every, *(Chip(name, label, counts[name]) for name, (_, label) in FATES.items())]


def table_listing(
    goes_into: Callable[[SourceTable], str],
    left_out: Callable[[SourceTable], bool],
    lacks: Callable[[SourceTable], str],
    parent: QWidget,
) -> Listing:
    """The list of the file's tables: where the records of each would go, or that it is left out or what it lacks."""
    return Listing(
        "Tables in the file",
        [
            ListingColumn(
                "What is in the file",
                lambda table: in_a_sentence(
                    table, goes_into(table), left_out=left_out(table), lacks=lacks(table)
                ),
                0,
                lambda table: "ink" if table.taken and not (left_out(table) or lacks(table)) else "soft",
            ),
            ListingColumn("Cells", lambda table: table.range, 110, lambda table: "soft"),
        ],
        parent,
    )


def record_listing(changes: Callable[[Proposal], str], parent: QWidget) -> Listing:
    """The list of proposed records; `changes` says what would be written."""
    return Listing(
        "Records",
        [
            ListingColumn(
                "State", lambda proposal: STATES[state(proposal)], 104, lambda proposal: _tone(proposal)
            ),
            ListingColumn(
                "Record",
                lambda proposal: f"{kind(proposal)}: {what(proposal)}",
                0,
                bold=lambda proposal: proposal.values.get("level") == "priority",
                names=True,
            ),
            ListingColumn("With", changes, 210, lambda proposal: "soft"),
            ListingColumn("Cell", came_from, 56, lambda proposal: "soft"),
        ],
        parent,
    )


def cell_listing(parent: QWidget) -> Listing:
    """The list of the file's cells with what became of each."""
    return Listing(
        "Cells of the file",
        [
            ListingColumn(
                "Cell", lambda cell: f"{cell.place.sheet} {cell.place.address}", 140, lambda cell: "soft"
            ),
            ListingColumn("Value", lambda cell: cell.text, 0),
            ListingColumn("Became", became, 210, lambda cell: "soft"),
        ],
        parent,
    )


def _tone(proposal: Proposal) -> ColourRole:
    return _TONES.get(state(proposal), "soft")
