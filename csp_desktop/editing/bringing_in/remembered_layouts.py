"""How tables made by others were read before in a file, kept by the shape of their header."""

from __future__ import annotations

from collections.abc import Iterable

from csp_desktop.editing.changes import Change, Insert, Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.foreign.remembered_mapping import RememberedMapping
from csp_desktop.excel.recognising.column_mapping import MappedTable


def remembered_mappings(ws: Workspace) -> Mappings:
    """How tables of known header shapes were read before in this file."""
    return Mappings({layout["header_shape"]: layout["mapping"] for layout in ws.records("import_layouts")})


def changes_to_remember(ws: Workspace, mapped: Iterable[MappedTable]) -> list[Change]:
    """What keeps the mappings a person chose."""
    kept = {layout["header_shape"]: layout for layout in ws.records("import_layouts")}
    changes: list[Change] = []
    # Of several tables of one shape the last one's mapping is kept.
    for table in {table.table.shape: table for table in mapped if table.chosen}.values():
        mapping = RememberedMapping.of(table.mapping, table.table).to_json()
        known = kept.get(table.table.shape)
        if known is None:
            values = {"name": table.table.name, "header_shape": table.table.shape, "mapping": mapping}
            changes.append(Insert("import_layouts", values))
        elif known["mapping"] != mapping:
            changes.append(Update("import_layouts", known["id"], {"mapping": mapping}))
    return changes
