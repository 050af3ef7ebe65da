"""From decisions about what a copy says to changes of records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from csp_desktop.editing.changes import Change, Delete, Insert, Update
from csp_desktop.editing.copies.copy_finding import CopyFinding
from csp_desktop.editing.merge import joined
from csp_desktop.editing.workspace import Workspace
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Links, Reference, Value, Values
from csp_desktop.registers.register import Register


def decide(
    ws: Workspace,
    findings: Iterable[CopyFinding],
    contents_of: Callable[[str, str], Values],
    coming: Mapping[tuple[str, str], Values] | None = None,
) -> list[Change]:
    """What carries decisions out; each finding is told what became of it.

    `contents_of` gives the bytes of the files that a record of the copy, by register and id, keeps; `coming` are the
    records that are made in the same step.
    """
    renamed: list[Values] = []
    made: dict[tuple[str, str], Values] = {}
    written: dict[tuple[str, str], Values] = {}
    removed: list[Delete] = []
    for finding in findings:
        if finding.decision == "ours" or (finding.decision == "theirs" and not finding.takeable):
            finding.done = "settled" if finding.decision == "ours" else "open"
            continue
        finding.done = "applied"
        for brought in finding.brings:
            place = (brought["register"], brought["id"])
            if "field" in brought:
                renamed.append(brought)
            elif place not in made and ws.record(*place) is None:
                values = _whole(BY_NAME[place[0]], brought["values"])
                made[place] = {**values, **contents_of(*place)}
        if finding.removes:
            if ws.record(finding.register, finding.record) is not None:
                removed.append(Delete(finding.register, finding.record))
        elif finding.field:
            finding.chosen = _chosen(ws, finding)
            together = finding.proposal if finding.decision == "theirs" else {}
            written.setdefault((finding.register, finding.record), {}).update(
                {finding.field: finding.chosen, **together}
            )
    for brought in renamed:
        _name_again(ws, brought, {**(coming or {}), **made}, written)
    return [
        *(Insert(name, values, record) for (name, record), values in made.items()),
        *(Update(name, record, values) for (name, record), values in written.items()),
        *removed,
    ]


def _name_again(
    ws: Workspace,
    brought: Values,
    coming: Mapping[tuple[str, str], Values],
    written: dict[tuple[str, str], Values],
) -> None:
    """Let a record name one that was deleted, or that another stood for; not where it names something else since."""
    place, named, before = (brought["register"], brought["id"]), brought["names"], brought.get("before")
    field = BY_NAME[place[0]][brought["field"]]
    assert isinstance(field, Reference | Links)
    record = ws.record(*place) or coming.get(place)
    if record is None or not (ws.record(field.to, named) or (field.to, named) in coming):
        return
    stands = {**record, **written.get(place, {})}[field.name]
    if isinstance(field, Links):
        if named not in stands:
            others = [target for target in stands if target != before]
            written.setdefault(place, {})[field.name] = (*others, named)
    elif stands == before:
        written.setdefault(place, {})[field.name] = named


def _chosen(ws: Workspace, finding: CopyFinding) -> Value:
    field = BY_NAME[finding.register][finding.field]
    if finding.decision == "typed":
        value = finding.chosen
    elif finding.decision == "join":
        ours = ws.record(finding.register, finding.record)
        value = joined(str((ours or {}).get(field.name) or ""), str(finding.value or ""))
    else:
        value = finding.value
    return tuple(value or ()) if isinstance(field, Links) else value


def _whole(register: Register, kept: Values) -> Values:
    """Values as they were kept in JSON, as the register takes them."""
    return {
        name: tuple(value or ()) if isinstance(register[name], Links) else value
        for name, value in kept.items()
    }
