"""Handing over what an agency, group or person holds before they are deleted, as part of the same step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csp_desktop.editing.changes import Change, Delete, Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import InvalidChange
from csp_desktop.registers.fields import Links, Record, Reference
from csp_desktop.registers.register import Register

# Singular and plural, where what a register calls its records would not say what they are.
_NOUNS = {"group_members": ("group membership", "group memberships")}
# What one that is named in a field does, and what several do.
_VERBS = {
    ("plan_items", "lead_agencies"): ("leads", "lead"),
    ("plan_items", "lead_groups"): ("leads", "lead"),
    ("plan_items", "lead_officers"): ("leads", "lead"),
    ("log_entries", "lead_agencies"): ("leads", "lead"),
    ("log_entries", "group"): ("has", "have"),
    ("meetings", "group"): ("has", "have"),
    ("people", "agency"): ("has", "have"),
    ("group_members", "agency"): ("has", "have"),
    ("group_members", "person"): ("has", "have"),
    ("group_members", "group"): ("has", "have"),
    ("returns", "agency"): ("has", "have"),
    ("returns", "group"): ("has", "have"),
    ("returns", "person"): ("was sent", "were sent"),
    ("indicators", "owner"): ("owns", "own"),
    ("risks", "owner_agency"): ("owns", "own"),
    ("mitigations", "owner_agency"): ("owns", "own"),
    ("funding_streams", "banker"): ("is the banker of", "are the bankers of"),
    ("groups", "chair"): ("chairs", "chair"),
    ("groups", "parent"): ("oversees", "oversee"),
    ("allocations", "group"): ("is named on", "are named on"),
    ("allocations", "approved_by"): ("approved", "approved"),
}


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
    def counted(self) -> str:
        """ "5 plan items"."""
        number, nouns = len(self.records), _NOUNS.get(self.register.name)
        return f"{number:,} {nouns[number != 1] if nouns else self.register.noun(number)}"

    def said_of(self, many: bool) -> str:
        """ "leads 5 plan items"; of several records "lead 5 plan items"."""
        verbs = _VERBS.get((self.register.name, self.field.name))
        if verbs is None:
            return f"{'are' if many else 'is'} “{self.field.label}” of {self.counted}"
        return f"{verbs[many]} {self.counted}"


def ties(ws: Workspace, register: str, records: Sequence[str]) -> list[Tie]:
    """Everything else that names any of these records of one register, by register and field."""
    gathered: dict[tuple[str, str], Tie] = {}
    for record in records:
        for other, field, ids in ws.referring(register, record):
            kept = [linked for linked in ids if other.name != register or linked not in records]
            before = gathered.get((other.name, field.name))
            together = tuple(dict.fromkeys((*(before.records if before else ()), *kept)))
            if together:
                lost = isinstance(field, Reference) and field.on_delete == "cascade"
                gathered[other.name, field.name] = Tie(other, field, together, lost)
    return list(gathered.values())


def deletion(ws: Workspace, register: str, records: Sequence[str], heir: str | None) -> list[Change]:
    """The changes that hand everything over to `heir` (None for nobody) and delete the records.

    A membership the heir has already is not doubled. Raises InvalidChange where the heir is deleted too.
    """
    if heir in records:
        raise InvalidChange(
            "A record being deleted cannot take anything over; nothing was deleted. Choose another.",
            register=register,
            record=heir or "",
        )
    changes: list[Change] = []
    if heir is not None:
        for tie in ties(ws, register, records):
            for tied in ws.records(tie.register.name, {"id": tie.records}):
                if tie.register.name == register and tied["id"] == heir:
                    continue  # what reported to the one deleted cannot come to report to itself
                value = tied[tie.field.name]
                if isinstance(tie.field, Links):
                    value = tuple(dict.fromkeys(heir if linked in records else linked for linked in value))
                elif _is_member_already(ws, tie, tied, heir, changes):
                    continue
                else:
                    value = heir
                changes.append(Update(tie.register.name, tied["id"], {tie.field.name: value}))
    return [*changes, *(Delete(register, record) for record in records)]


def _is_member_already(ws: Workspace, tie: Tie, record: Record, heir: str, changes: list[Change]) -> bool:
    """Would handing a membership over make the same one twice?"""
    if tie.register.name != "group_members":
        return False
    handed = {change.id for change in changes if isinstance(change, Update)}
    same = {name: record[name] for name in ("group", "agency", "person")}
    del same[tie.field.name]
    others = ws.records("group_members", same)
    return any(
        other["id"] != record["id"] and (other[tie.field.name] == heir or other["id"] in handed)
        for other in others
    )
