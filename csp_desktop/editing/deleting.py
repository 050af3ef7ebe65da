"""What goes with records that are deleted, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.as_written.wordings import in_short, listed
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Record, Reference

_NOUNS = {"plan_items": ("item", "items")}
_LONGEST = 60


def gone_with(ws: Workspace, records: Iterable[tuple[str, str]]) -> Counter[str]:
    """How many records of each register go with these, as (register, id), because they cannot stand without them."""
    gone = set(records)
    begun = set(gone)
    waiting = begun
    while waiting:
        by_register: dict[str, list[str]] = {}
        for register, record in waiting:
            by_register.setdefault(register, []).append(record)
        waiting = set()
        for register, ids in by_register.items():
            for other, field, naming in ws.referring(register, *ids):
                if isinstance(field, Reference) and field.on_delete == "cascade":
                    waiting |= {(other.name, record) for record in naming} - gone
        gone |= waiting
    return Counter(register for register, _ in gone - begun)


def called(register: str, record: Record) -> str:
    """What a record that is deleted is called: "priority 1", "risk R5", "Essex Police"."""
    declared = register_named(register)
    title = " ".join(str(record.get(declared.title) or "").split())
    if record.get("ref"):
        return f"{record.get('level') or declared.label.lower()} {record['ref']}"
    if "short_name" in declared.by_name:
        return title
    return f"{declared.label.lower()} “{in_short(title, _LONGEST)}”"


def deleted_words(ws: Workspace, records: Mapping[tuple[str, str], Record]) -> str:
    """Everything that goes when these are deleted: "priority 1, 12 items and 29 updates"."""
    parts, gone = [], gone_with(ws, records)
    if len(records) == 1:
        (((register, _), record),) = records.items()
        parts.append(called(register, record))
    else:
        # What is deleted, and more of the same that goes with it, is one number.
        deleted = Counter(register for register, _ in records)
        parts += [_counted(register, number + gone.pop(register, 0)) for register, number in deleted.items()]
    parts += [_counted(register, gone[register]) for register in sorted(gone, key=gone.__getitem__)]
    return listed(parts)


def _counted(register: str, number: int) -> str:
    nouns = _NOUNS.get(register)
    return f"{number:,} {nouns[number != 1] if nouns else register_named(register).noun(number)}"
