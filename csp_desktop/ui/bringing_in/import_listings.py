"""The lists of an import: proposed records, cells of the file, and the chips that choose among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from csp_desktop.editing.bringing_in.plan_import import Proposal
from csp_desktop.editing.bringing_in.preview import ProposalOutcome
from csp_desktop.excel.foreign.reading import Outcome
from csp_desktop.palette import ColourRole
from csp_desktop.ui.bringing_in.import_wording import FATES, OUTCOMES, became, came_from, kind, what
from csp_desktop.ui.grid.listing import Listing, ListingColumn
from csp_desktop.ui.look.chips import Chip

_OUTCOME_TONES: dict[str, ColourRole] = {"new": "blue", "updated": "amber"}


@dataclass(frozen=True)
class Shown:
    """A chip of the import: whether it shows cells or records, and which."""

    chip: Chip
    of_cells: bool
    keep: Callable[[Any], bool]


def kinds_of(proposals: Sequence[Proposal], fates: Mapping[Outcome, int]) -> dict[str, Shown]:
    """The chips of a preview by name, in order; `fates` counts its cells by what became of them."""
    outcomes = Counter(one.outcome for one in proposals)
    likely = sum(one.nearest is not None for one in proposals)
    return {
        "new": _of_records("new", "New", outcomes),
        "updated": _of_records("updated", "Changed", outcomes),
        "alike": Shown(
            Chip("alike", "Like one already there", likely), False, lambda one: one.nearest is not None
        ),
        "asked": _of_cells("asked", fates),
        "same": _of_records("same", "Same", outcomes),
        "left out": _of_records("left out", "Left out by you", outcomes),
        **{name: _of_cells(name, fates) for name in ("taken", "noted", "ignored")},
    }


def _of_records(name: ProposalOutcome, label: str, counts: Mapping[ProposalOutcome, int]) -> Shown:
    return Shown(Chip(name, label, counts.get(name, 0)), False, lambda one: one.outcome == name)


def _of_cells(name: Outcome, counts: Mapping[Outcome, int]) -> Shown:
    chip = Chip(name, f"Cells {FATES[name][1].lower()}", counts.get(name, 0))
    return Shown(chip, True, lambda cell: cell.mark.outcome == name)


def record_listing(changes: Callable[[Proposal], str], parent: QWidget) -> Listing:
    """The list of proposed records; `changes` says what would be written."""
    return Listing(
        "Records",
        [
            ListingColumn("", lambda one: OUTCOMES[one.outcome], 84, _outcome_tone),
            ListingColumn("Kind", kind, 92, lambda one: "soft"),
            ListingColumn("What it says", what, 0, bold=lambda one: one.values.get("level") == "priority"),
            ListingColumn("With", changes, 330, lambda one: "soft"),
            ListingColumn("From", came_from, 124, lambda one: "soft"),
        ],
        parent,
    )


def cell_listing(parent: QWidget) -> Listing:
    """The list of the file's cells with what became of each."""
    return Listing(
        "Cells of the file",
        [
            ListingColumn(
                "", lambda one: FATES[one.mark.outcome][1], 140, badges=lambda one: [FATES[one.mark.outcome]]
            ),
            ListingColumn(
                "Cell", lambda one: f"{one.place.sheet} {one.place.address}", 130, lambda one: "soft"
            ),
            ListingColumn("It says", lambda one: one.text, 0),
            ListingColumn("Became", became, 340, lambda one: "soft"),
        ],
        parent,
    )


def _outcome_tone(one: Proposal) -> ColourRole:
    return _OUTCOME_TONES.get(one.outcome, "soft")
