"""What was read, ready to be compared with the file: at once, or where it is large beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from csp_desktop.editing.bringing_in.plan_import import Choice, ImportPreview, compare
from csp_desktop.editing.bringing_in.source_tables import SourceTable, drafts_of
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.reading import Reading
from csp_desktop.excel.recognising.tables_found import TablePlace
from csp_desktop.ui.file_beside import is_many, look_beside


@dataclass(frozen=True)
class Compared:
    """A preview, and the keys of the drafts that come of each table, by its place."""

    preview: ImportPreview
    drafts: Mapping[TablePlace, set[str]]


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
        return Compared(preview, drafts)

    def on_file(self, path: Path, cancelled: Callable[[], bool]) -> Compared:
        """The same beside the window; every value is counted there too."""
        compared = look_beside(path, lambda workspace: self.on(workspace, cancelled))
        # Goes through all cells, and is kept with the preview.
        _ = compared.preview.cell_counts
        return compared
