"""What was read, ready to be compared with the file: at once, or where it is large beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from csp_desktop.editing.bringing_in.plan_import import PLAN, Choice, ImportPreview, Proposal, compare
from csp_desktop.editing.bringing_in.source_tables import SourceTable, drafts_of
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Mark, Reading
from csp_desktop.excel.recognising.tables_found import TablePlace
from csp_desktop.ui.bringing_in.import_wording import in_file_order
from csp_desktop.ui.file_beside import is_many, look_beside

_LEFT_OUT = Mark("ignored", message="Left out by you.")
_NOT_BROUGHT_IN = Mark("ignored", message="On a sheet that is not brought in.")


@dataclass(frozen=True)
class Compared:
    """A preview of the tables of a file, and the keys of the drafts that come of each, by its place."""

    preview: ImportPreview
    tables: Sequence[SourceTable]
    drafts: Mapping[TablePlace, set[str]]
    _listed: dict[TablePlace, list[Proposal]] = field(default_factory=dict)

    @property
    def first(self) -> SourceTable | None:
        """The first table that is taken."""
        return next((table for table in self.tables if table.taken), None)

    def proposals_of(self, table: SourceTable) -> list[Proposal]:
        """The records that come of a table, those it names, and those of its register that are gone from it.

        In the order they are shown in; of a large table that takes a while, once.
        """
        if table.place not in self._listed:
            own = self.drafts[table.place]
            proposals = [
                proposal
                for proposal in self.preview.proposals
                if (proposal.key in own or table.place in self._shown_with.get(proposal.key, ()))
                and (proposal.title or proposal.outcome != "same")
            ]
            # What the rows say comes before whom they name.
            self._listed[table.place] = sorted(
                in_file_order(proposals), key=lambda proposal: proposal.key not in own
            )
        return self._listed[table.place]

    @cached_property
    def _shown_with(self) -> dict[str, set[TablePlace]]:
        """With which tables a record is shown that was read from none: the first, where nothing else tells."""
        read_from = {key: place for place, keys in self.drafts.items() for key in keys}
        of_none = [proposal for proposal in self.preview.proposals if proposal.key not in read_from]
        named = {proposal.record: set[TablePlace]() for proposal in of_none if proposal.key != PLAN}
        by_register: dict[str, set[TablePlace]] = {}
        for proposal in self.preview.proposals:
            place = read_from.get(proposal.key)
            if place is None:
                continue
            by_register.setdefault(proposal.register, set()).add(place)
            for value in proposal.values.values():
                for record in value if isinstance(value, tuple) else (value,):
                    if record in named:
                        named[record].add(place)
        first = {self.first.place} if self.first else set[TablePlace]()
        return {
            proposal.key: (
                by_register.get(proposal.register) if proposal.is_gone else named.get(proposal.record)
            )
            or first
            for proposal in of_none
        }


@dataclass(frozen=True)
class SourceComparing:
    """A reading with what somebody chose of it; `partnership` and `plan` are ids, `left_out` places of tables."""

    reading: Reading
    file: str
    partnership: str | None
    plan: str | None
    tables: tuple[SourceTable, ...]
    left_out: frozenset[TablePlace]
    choices: Mapping[str, Choice]
    mappings: Mappings

    @property
    def is_large(self) -> bool:
        """Would the window stand still for so long that it is felt?"""
        return is_many(len(self.reading.drafts))

    def on(self, workspace: Workspace, cancelled: Callable[[], bool] = lambda: False) -> Compared:
        """Compare with a file; raises AppError where it cannot be, Stopped where cancelled."""
        # Asked for again and again; of a large register each time half a second.
        drafts = {table.place: drafts_of(self.reading, table) for table in self.tables}
        left_out: dict[str, Choice] = {key: "leave out" for place in self.left_out for key in drafts[place]}
        preview = compare(
            workspace,
            self.reading,
            self.file,
            partnership=self.partnership,
            plan=self.plan,
            choices={**self.choices, **left_out},
            mappings=self.mappings,
            cancelled=cancelled,
        )
        self._ignore_left_out()
        return Compared(preview, self.tables, drafts)

    def _ignore_left_out(self) -> None:
        """Nobody need decide about a table they left out, or what is outside the tables of a sheet not brought in."""
        cells = self.reading.cells
        by_sheet: dict[str, list[SourceTable]] = {}
        for table in self.tables:
            by_sheet.setdefault(table.grid.name, []).append(table)
        out = {table.place for table in self.tables if table.is_left_out or table.place in self.left_out}
        brought_in = {
            table.grid.name for table in self.tables if table.taken and table.place not in self.left_out
        }
        if not out and brought_in == by_sheet.keys():
            return
        for cell in list(cells):
            if cell.mark.outcome != "asked":
                continue
            holding = [table for table in by_sheet[cell.place.sheet] if table.holds(cell.place)]
            if any(table.place in out for table in holding):
                mark = _LEFT_OUT
            elif cell.place.sheet in brought_in or any(table.may_be_ours for table in holding):
                continue
            else:
                mark = _NOT_BROUGHT_IN
            if cell.beside:
                cells.mark_beside(cell.place, cell.text, mark)
            else:
                cells.set_part(cell.place, cell.text, mark)

    def on_file(self, path: Path, cancelled: Callable[[], bool]) -> Compared:
        """The same beside the window; every value is counted there too, and what is shown first put in order."""
        compared = look_beside(path, lambda workspace: self.on(workspace, cancelled))
        # Goes through all cells, and is kept with the preview.
        _ = compared.preview.cell_counts
        if compared.first is not None:
            compared.proposals_of(compared.first)
        return compared
