"""How proposed records and cells of a file being brought in are put into words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from csp_desktop.editing.bringing_in.gone_records import RETIRED
from csp_desktop.editing.bringing_in.known_records import SAME_NUMBER_ONLY, Nearest
from csp_desktop.editing.bringing_in.plan_import import ImportPreview, Proposal
from csp_desktop.editing.bringing_in.source_tables import SourceTable
from csp_desktop.excel.foreign.quarters_of_columns import period_called
from csp_desktop.excel.foreign.reading import Outcome, SourceCell, joined
from csp_desktop.excel.recognising.column_mapping import ColumnUse, choices
from csp_desktop.excel.recognising.columns.timed_columns import of_month
from csp_desktop.excel.recognising.headings import IGNORE
from csp_desktop.periods import Quarter
from csp_desktop.registers.catalog import BY_NAME, register_named
from csp_desktop.registers.fields import Links, Reference
from csp_desktop.ui.names import RecordNames

STATES = {
    "new": "New",
    "updated": "Changed",
    "asked": "To decide",
    "same": "Here already",
    "left out": "Left out",
    "gone": "Not in the file",
    "retired": "Retired",
}
FATES: dict[Outcome, tuple[str, str]] = {
    "taken": ("green", "Taken"),
    "noted": ("blue", "Noted"),
    "asked": ("amber", "To decide"),
    "ignored": ("none", "Ignored"),
}
# What is written, as it is counted.
_WRITTEN = {"new": "new", "updated": "changed", "retired": "retired"}
# Told by the row itself or by where it stands.
_TOLD = {"ref", "short_name", "level", "parent", "position", "plan", "partnership"}


class ProposalWords:
    """Words for the proposals of one preview, those for records it makes itself included."""

    def __init__(self, names: RecordNames, proposals: Sequence[Proposal]) -> None:
        self._names = names
        self._made = {proposal.record: proposal for proposal in proposals if proposal.outcome == "new"}

    def changes(self, proposal: Proposal) -> str:
        """What would be written: old and new for a known record, the other fields for a new one."""
        register = register_named(proposal.register)
        if proposal.differences:
            return "; ".join(
                f"{register[name].label}: {self._value(proposal.register, name, old) or 'empty'} → "
                f"{self._value(proposal.register, name, new) or 'empty'}"
                for name, (old, new) in proposal.differences.items()
            )
        if proposal.outcome == "same":
            return ""
        if proposal.outcome == "gone":
            if proposal.register not in RETIRED:
                return "It stays as it is."
            name = RETIRED[proposal.register][0]
            status = self._value(proposal.register, name, proposal.values[name]) or "empty"
            return f"{register[name].label}: {status}. It stays as it is unless you retire it."
        told = "; ".join(
            f"{register[name].label}: {words}"
            for name, value in proposal.values.items()
            if name not in _TOLD
            and name != register.title
            and (words := self._value(proposal.register, name, value))
        )
        if proposal.nearest is None:
            return told
        return f"{how_near(proposal.nearest)}. {told}" if proposal.outcome == "asked" else told

    def _value(self, register: str, name: str, value: Any) -> str:
        field = register_named(register)[name]
        if isinstance(field, Reference) and value in self._made:
            return _called(self._made[value])
        if isinstance(field, Links):
            return ", ".join(
                _called(self._made[record]) if record in self._made else self._names.short(field.to, record)
                for record in value or ()
            )
        return self._names.format(field, value)


def _called(made: Proposal) -> str:
    """What a record that is made is called in other records."""
    return str(made.values.get("ref") or made.values.get("short_name") or made.title)


def how_near(near: Nearest) -> str:
    """In what a proposed record is like one that is there: its wording, or no more than its number."""
    if near.likeness < SAME_NUMBER_ONLY:
        return f"The same number as “{near.title}”"
    return f"Possibly the same as “{near.title}”"


def summary(preview: ImportPreview, tables: Sequence[SourceTable]) -> str:
    """What an import of a file of these tables would do, and what it leaves out undecided, in a sentence or two."""
    tally = Counter((proposal.register, state(proposal)) for proposal in preview.proposals)
    parts = []
    for name in BY_NAME:
        counts = [(tally[name, did], word) for did, word in _WRITTEN.items() if tally[name, did]]
        if counts:
            (number, word), *others = counts
            called = register_named(name).noun(number)
            parts.append(
                ", ".join([f"{number:,} {word} {called}", *(f"{more:,} {also}" for more, also in others)])
            )
    undecided = preview.cell_counts["asked"]
    if parts:
        said = f"Imports {('; ' if any(', ' in part for part in parts) else ', ').join(parts)}."
    elif undecided and any(proposal.outcome == "same" for proposal in preview.proposals):
        said = "There is nothing certain to import."
    elif any(proposal.outcome == "same" for proposal in preview.proposals):
        said = "What was recognised in this file is here already."
    elif tables and all(table.is_empty for table in tables):
        return "There are headings and no rows in this file, so there is nothing to import."
    elif any(table.register or table.is_left_out for table in tables if table.mapped):
        return "Nothing is ticked yet. Tick what should come in, or choose what a table contains."
    else:
        return "We could not recognise anything in this file yet. Choose what a table contains."
    if not undecided:
        return said
    left_out, them = ("value is", "it") if undecided == 1 else ("values are", "them")
    return f"{said} {undecided:,} {left_out} left out until somebody decides; bring the file in again for {them}."


def answers_unused(number: int) -> list[str]:
    """A sentence about answers for records that are not in what is read; none where there are none."""
    if not number:
        return []
    fit, used = ("does not fit", "it is") if number == 1 else ("do not fit", "they are")
    return [f"{number:,} of your answers {fit} what is read and ticked now, so {used} not used."]


def in_file_order(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Proposals by register, and within one as they stand in the file."""
    order = list(BY_NAME)

    def key(proposal: Proposal) -> tuple[Any, ...]:
        place = next(iter(proposal.places.values()), None)
        return (
            order.index(proposal.register),
            *((place.sheet, place.row, place.column) if place else ("", 0, 0)),
        )

    return sorted(proposals, key=key)


def what(proposal: Proposal) -> str:
    """The record by its number and title."""
    ref = proposal.values.get("ref") or proposal.values.get("short_name")
    if not ref or ref == proposal.title:
        return proposal.title
    return f"{ref} {proposal.title}"


def state(proposal: Proposal) -> str:
    """What an import does with a record: its outcome, or that it is retired."""
    return "retired" if proposal.is_retired else proposal.outcome


def kind(proposal: Proposal) -> str:
    """What sort of record it is."""
    level = proposal.values.get("level")
    return str(level).capitalize() if level else register_named(proposal.register).label


def came_from(proposal: Proposal) -> str:
    """The first cell of its sheet the record was read from."""
    place = next(iter(proposal.places.values()), None)
    return place.address if place else ""


def became(cell: SourceCell) -> str:
    """What a cell became, or why it became nothing."""
    mark = cell.mark
    if not mark.register:
        return mark.message
    register = register_named(mark.register)
    field = register[mark.field].label if mark.field in register.by_name else ""
    # An update of an action is what its words are called too.
    called = " · ".join(dict.fromkeys(filter(None, (register.label, field))))
    return f"{called}. {mark.message}" if mark.message else called


def meaning(use: ColumnUse) -> str:
    """What a column is taken for, in words."""
    if use.field == IGNORE:
        return "worked out here"
    if not use.field:
        return "not brought in"
    label = next(
        (label for owner, name, label in choices(use.register) if (owner, name) == (use.register, use.field)),
        use.field.replace("_", " ").capitalize(),
    )
    if not use.quarter:
        return label
    is_month = of_month(use.quarter) is not None
    return f"{label}, {period_called(use.quarter) if is_month else Quarter.parse(use.quarter).short}"


def joins(register: str, name: str) -> bool:
    """Do two columns for a field stand in it together, each under its heading?"""
    field = register_named(register).by_name.get(name)
    if field is None:
        return False
    return isinstance(field, Links) or joined(field, "one", "other") is not None


def what_it_lacks(table: SourceTable) -> str:
    """Why no record comes of a table that is read."""
    register = register_named(table.register)
    if any((use.register, use.field) == (register.name, register.title) for use in table.uses.values()):
        return "None of its rows says enough for a record."
    return f"No column says what each {register.label.lower()} is."


def cannot_be_ticked(table: SourceTable, *, read_before: bool) -> str:
    """Why there is nothing to tick in a table; "" where there is. `read_before` one left out since."""
    if table.is_empty:
        return table.why
    if table.register or (table.is_left_out and read_before):
        return ""
    return "Choose what it contains first." if table.mapped else table.why


def in_a_sentence(table: SourceTable, goes_into: str, *, left_out: bool, lacks: str) -> str:
    """ "Delivery Plan: 8 rows, looks like an action plan, goes into Annual plan 2026/27"."""
    rows = f"{table.rows:,} row{'' if table.rows == 1 else 's'}"
    if table.is_left_out:
        return f"{table.grid.name}: {rows}, left out by you."
    if not table.register:
        return f"{table.grid.name}: {rows}, {table.looks_like}. {table.why}".rstrip(". ") + "."
    said = f"{table.grid.name}: {rows}, looks like {table.looks_like}"
    if left_out:
        return f"{said}, left out by you."
    if table.is_empty:
        return f"{said}. {table.why}"
    if lacks:
        return f"{said}, but nothing comes of it. {lacks}"
    if table.taken:
        return f"{said}, goes into {goes_into}"
    return f"{said}, left out unless you tick it. {table.why}".rstrip(". ") + ("." if table.why else "")
