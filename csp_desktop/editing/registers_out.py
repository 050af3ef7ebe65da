"""Any register, or a choice of its records, to a clean workbook that comes back by import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import FileProblem
from csp_desktop.excel.layouts.register_sheets import RegisterRows, write_registers
from csp_desktop.registers.as_written.wordings import in_short
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Links, Reference, Values
from csp_desktop.registers.register import Register

_LONGEST = 80


def export_registers(
    ws: Workspace,
    path: Path,
    names: Sequence[str],
    records: Mapping[str, Sequence[Values]] | None = None,
) -> Path:
    """Write registers to a workbook: all their records, or those given by register; raises FileProblem."""
    given = records or {}
    registers = [register_named(name) for name in names]
    rows = [
        RegisterRows(register, given[register.name] if register.name in given else _in_order(ws, register))
        for register in registers
    ]
    wanted = {
        field.to for part in rows for field in part.register.fields if isinstance(field, Reference | Links)
    }
    labels = {name: record_labels(register_named(name), ws.records(name)) for name in sorted(wanted)}
    content = write_registers(rows, labels)
    path = Path(path)
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as problem:
        partial.unlink(missing_ok=True)
        raise FileProblem(
            f"“{path.name}” could not be written: it may be open in Excel, or the folder may be read-only. "
            "Nothing was changed; close it there or choose another name."
        ) from problem
    return path


def _in_order(ws: Workspace, register: Register) -> list[Values]:
    return ws.records(register.name, order=("position",) if "position" in register.by_name else ())


def record_labels(register: Register, records: Iterable[Values]) -> dict[str, str]:
    """What each record is called in a cell that names it; alike names are numbered."""
    used: dict[str, int] = {}
    labels = {}
    for record in records:
        title = register[register.title].format(record[register.title])
        name = " ".join(str(record.get("short_name") or title or register.label).split())
        name = name.replace(";", ",")
        if record.get("ref"):
            name = f"{record['ref']} {name}"
        name = in_short(name, _LONGEST)
        number = used[name.casefold()] = used.get(name.casefold(), 0) + 1
        labels[record["id"]] = f"{name} ({number})" if number > 1 else name
    return labels
