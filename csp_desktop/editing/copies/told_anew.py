"""What a district's file tells anew: a district that began another file sends again what stands here from its first.

Groups, meetings, the log and what is listed of linked plans are the same where they are called the same. A plan, and
money, come in beside what stands here: of these a person says whether they take its place.
"""

from __future__ import annotations

from csp_desktop.editing.copies.district import District, Place
from csp_desktop.editing.copies.made_alike import plain_value
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.as_written.wordings import as_compared
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Field, Record, Reference, Value

_CALLED = {
    "groups": ("partnership", "name"),
    "group_members": ("group", "agency", "person"),
    "linked_plans": ("partnership", "title"),
    "meetings": ("partnership", "held_on", "group"),
    "log_entries": ("partnership", "kind", "title", "ref", "meeting"),
}
_REPLACED = {
    "plans": ("partnership", "first_year", "last_year"),
    "funding_streams": ("partnership", "year", "name"),
}


def match_told_anew(ws: Workspace, copy: Workspace, district: District) -> None:
    """Find, of a district's file, what is here under other ids, and what is to take the place of something here."""
    for name, called in _CALLED.items():
        district.same.update(_pairs(ws, copy, district, name, called))
    for name, called in _REPLACED.items():
        district.replaced.update(_pairs(ws, copy, district, name, called))
    _name_plans_apart(ws, copy, district)


def _pairs(
    ws: Workspace, copy: Workspace, district: District, name: str, called: tuple[str, ...]
) -> dict[Place, str]:
    """By what is not known here of a register, what is here of the same partnership and called the same."""
    register, theirs = BY_NAME[name], copy.records(name)
    known = {record["id"] for record in theirs} | set(district.same.values())
    here: dict[tuple[Value, ...], str] = {}
    present = set()
    for record in ws.records(name):
        present.add(record["id"])
        if record["id"] not in known and record.get("status") != "closed":
            here.setdefault(tuple(plain_value(record[part]) for part in called), record["id"])
    pairs: dict[Place, str] = {}
    for record in theirs:
        if record["id"] in present or (name, record["id"]) in district.same:
            continue
        key = tuple(plain_value(_known_here(district, record, register[part])) for part in called)
        if key in here:
            pairs[name, record["id"]] = here.pop(key)
    return pairs


def _known_here(district: District, record: Record, field: Field) -> Value:
    """A value of theirs with the id that what it names has here."""
    value = record[field.name]
    return district.same.get((field.to, value), value) if isinstance(field, Reference) else value


def _name_plans_apart(ws: Workspace, copy: Workspace, district: District) -> None:
    """Let a plan that comes in beside one of the same title say which file it is from."""
    for (name, theirs), ours in district.replaced.items():
        stands, comes = ws.record(name, ours), copy.record(name, theirs)
        if (
            name == "plans"
            and stands
            and comes
            and as_compared(stands["title"]) == as_compared(comes["title"])
        ):
            district.renamed[name, theirs] = {"title": f"{comes['title']} ({copy.path.stem})"}
