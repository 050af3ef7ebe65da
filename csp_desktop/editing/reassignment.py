"""Handing over what an agency, group or person holds before they are deleted, as part of the same step."""

from __future__ import annotations

from dataclasses import dataclass

from csp_desktop.editing.changes import Change, Delete, Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import InvalidChange
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Links, Reference
from csp_desktop.registers.register import Register


@dataclass(frozen=True)
class Tie:
    """All records of one register that name a record in one field.

    `lost` says that they are deleted with it unless they are handed over.
    """

    register: Register
    field: Reference | Links
    records: tuple[str, ...]
    lost: bool

    @property
    def words(self) -> str:
        """ "lead agencies of 5 plan items"."""
        many = len(self.records) != 1
        noun = (self.register.plural if many else self.register.label).lower()
        return f"{self.field.label.lower()} of {len(self.records):,} {noun}"


def ties(ws: Workspace, register: str, record: str) -> list[Tie]:
    """Everything that names a record, by register and field."""
    return [
        Tie(other, field, tuple(ids), isinstance(field, Reference) and field.on_delete == "cascade")
        for other, field, ids in ws.referring(register, record)
    ]


def deletion(ws: Workspace, register: str, record: str, heir: str | None) -> list[Change]:
    """The changes that hand everything over to `heir` (None for nobody) and delete the record.

    A membership the heir has already is not doubled. Raises InvalidChange where the heir is the record
    itself.
    """
    if heir == record:
        raise InvalidChange(
            f"{register_named(register).label} cannot hand over to itself; nothing was deleted. Choose another.",
            register=register,
            record=record,
        )
    changes: list[Change] = []
    if heir is not None:
        for tie in ties(ws, register, record):
            for found in ws.records(tie.register.name, {"id": tie.records}):
                if tie.register.name == register and found["id"] == heir:
                    continue  # what reported to the one deleted cannot come to report to itself
                if isinstance(tie.field, Links):
                    handed = tuple(
                        dict.fromkeys(heir if one == record else one for one in found[tie.field.name])
                    )
                    changes.append(Update(tie.register.name, found["id"], {tie.field.name: handed}))
                elif not _would_double(ws, tie, found, heir):
                    changes.append(Update(tie.register.name, found["id"], {tie.field.name: heir}))
    return [*changes, Delete(register, record)]


def _would_double(ws: Workspace, tie: Tie, found: dict[str, object], heir: str) -> bool:
    if tie.register.name != "group_members":
        return False
    same = {**{name: found[name] for name in ("group", "agency", "person")}, tie.field.name: heir}
    return bool(ws.records("group_members", same))
