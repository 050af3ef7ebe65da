"""How tables made by others were read before in a file, kept by the shape of their header."""

from __future__ import annotations

from collections.abc import Iterable

from csp_desktop.editing.changes import Change, Insert, Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.mapped_tables import Mappings
from csp_desktop.excel.recognising.column_mapping import MappedTable


def remembered_mappings(ws: Workspace) -> Mappings:
    """How tables of known header shapes were read before in this file."""
    return Mappings({found["header_shape"]: found["mapping"] for found in ws.records("import_layouts")})


def changes_to_remember(ws: Workspace, mapped: Iterable[MappedTable]) -> list[Change]:
    """What keeps the mappings a person chose."""
    kept = {found["header_shape"]: found for found in ws.records("import_layouts")}
    changes: list[Change] = []
    # Of several tables of one shape the last one's mapping is kept.
    for found in {found.table.shape: found for found in mapped if found.chosen}.values():
        mapping, known = found.mapping.to_json(found.table), kept.get(found.table.shape)
        if known is None:
            values = {"name": found.table.name, "header_shape": found.table.shape, "mapping": mapping}
            changes.append(Insert("import_layouts", values))
        elif known["mapping"] != mapping:
            changes.append(Update("import_layouts", known["id"], {"mapping": mapping}))
    return changes
