"""What an import would do: one proposal for each record, and what became of every cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from csp_desktop.editing.bringing_in.known_records import Nearest
from csp_desktop.editing.changes import Change
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.opening.grid import Place
from csp_desktop.registers.catalog import BY_NAME, register_named
from csp_desktop.registers.fields import Date, Number, Values

ProposalOutcome = Literal["new", "updated", "same", "asked", "left out", "gone"]
Choice = Literal["update", "add", "leave out", "retire"]

PLAN = "plan"
"""The key of the proposal for the plan itself."""


def gone_key(record: str) -> str:
    """The key of the proposal for a record the workbook does not name any more."""
    return f"gone {record}"


def followed_key(record: str) -> str:
    """The key of the proposal for money that changes because what was spent before it does."""
    return f"followed {record}"


def named_key(register: str, record: str) -> str:
    """The key of the proposal for a record that other cells name, and no row of the workbook tells of."""
    return f"{register} {record}"


@dataclass
class Proposal:
    """One record an import proposes: what it would hold, and the record of the file it is, if any.

    `differences` maps fields to (value in the file, value in the workbook); `nearest` is a record worded
    much alike, where one was found. One that is `asked` is not written before somebody says whether it is
    that record; one that is `gone` is a record the workbook does not name
    any more, left as it is. `called` says who or what it is where its own title does not, as of a membership.
    """

    key: str
    register: str
    outcome: ProposalOutcome
    record: str
    values: Values
    differences: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    nearest: Nearest | None = None
    places: dict[str, Place] = field(default_factory=dict)
    called: str = ""

    @property
    def is_named(self) -> bool:
        """Do other cells name it, and no row of the workbook tell of it?"""
        return self.key == named_key(self.register, self.record)

    @property
    def is_gone(self) -> bool:
        """Does the workbook not name it any more, be it left as it is or retired?"""
        return self.key == gone_key(self.record)

    @property
    def is_followed(self) -> bool:
        """Is it money of the file that changes because what was spent before it does?"""
        return self.key == followed_key(self.record)

    @property
    def is_retired(self) -> bool:
        """Is it gone from the workbook, and closed because somebody said so?"""
        return self.is_gone and self.outcome == "updated"

    @property
    def question(self) -> str:
        """What somebody must say of a record that is asked about."""
        if self.nearest is None:
            return "It belongs to a record that is asked about."
        asked = f"Is this “{self.nearest.title}”, which is there already?"
        return f"{asked} {self.nearest.why}" if self.nearest.why else asked

    @property
    def title(self) -> str:
        """What the record is known by, as text."""
        if self.called:
            return self.called
        register = register_named(self.register)
        known, field = self.values.get(register.title), register[register.title]
        if known is not None and isinstance(field, (Date, Number)):
            return field.format(known)
        return str(known or "")


@dataclass
class ImportPreview:
    """What a workbook would do to the file; nothing is done before `apply_import`.

    `notes` are sentences for the person; `choices` says, by proposal key, what they decided otherwise.
    `mappings` say how its tables were read, and whether what is only likely is taken. `layouts` keep how tables are read.
    """

    file: str
    reading: Reading
    partnership: str
    plan: str | None
    choices: dict[str, Choice]
    proposals: list[Proposal] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    layouts: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    applied: bool = False
    mappings: Mappings = field(default_factory=Mappings)

    @property
    def layout(self) -> str:
        return self.reading.layout

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """New, updated and same records by register."""
        tally = Counter((proposal.register, proposal.outcome) for proposal in self.proposals)
        return {
            name: {outcome: tally[name, outcome] for outcome in ("new", "updated", "same")}
            for name in BY_NAME
            if any(register == name and outcome != "gone" for register, outcome in tally)
        }

    @cached_property
    def cell_counts(self) -> dict[str, int]:
        """The values of the file by what became of them: taken, noted, asked, ignored; together, all there are."""
        tally = Counter(cell.mark.outcome for cell in self.reading.cells)
        return {outcome: tally[outcome] for outcome in ("taken", "noted", "asked", "ignored")}

    @property
    def needs_a_person(self) -> bool:
        """Is there a cell or a record somebody must say something about?"""
        return bool(self.gone) or any(cell.mark.outcome == "asked" for cell in self.reading.cells)

    @property
    def gone(self) -> list[Proposal]:
        """Records a later sheet of their register does not name any more."""
        return [proposal for proposal in self.proposals if proposal.outcome == "gone"]

    def as_json(self) -> dict[str, Any]:
        """The preview as `import --json` prints it."""
        return {
            "layout": self.layout,
            "applied": self.applied,
            "registers": self.counts,
            "tables": [table.as_json() for table in self.reading.mapped],
            "cells": [cell.as_json() for cell in self.reading.cells],
            "notes": self.notes,
            "gone": [
                {
                    "register": proposal.register,
                    "ref": str(proposal.values.get("ref") or ""),
                    "title": proposal.title,
                }
                for proposal in self.gone
            ],
        }
