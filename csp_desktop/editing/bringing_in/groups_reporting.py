"""Groups a workbook lists that report to one another: who is read first, and who would report to itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from csp_desktop.editing.bringing_in.draft_values import REPORTS_TO_ITSELF
from csp_desktop.editing.bringing_in.partner_names import called, name_parts, names_nobody
from csp_desktop.editing.bringing_in.proposed import Proposed
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.reading import Draft, partner_cells
from csp_desktop.registers.fields import Values


def in_order(drafts: Sequence[Draft]) -> tuple[list[list[Draft]], set[str]]:
    """Drafts of groups in turns, none before the group it reports to; the keys of those in a circle."""
    above = _above(drafts)
    depth: dict[str, int] = {}
    circling: set[str] = set()
    for draft in drafts:
        path: list[str] = []
        at: str | None = draft.key
        while at is not None and at not in depth and at not in path:
            path.append(at)
            at = above.get(at)
        if at in path:
            circling.update(path[path.index(at) :])
        below = depth.get(at, -1) if at is not None else -1
        for number, key in enumerate(reversed(path), 1):
            depth[key] = below + number
    turns: dict[int, list[Draft]] = {}
    for draft in drafts:
        turns.setdefault(depth[draft.key], []).append(draft)
    return [turns[number] for number in sorted(turns)], circling


def in_circles(above: Mapping[str, str | None]) -> set[str]:
    """Those that report to themselves, be it through others; `above` says whom each reports to."""
    circling = set()
    for start in above:
        seen: set[str] = set()
        at = above.get(start)
        while at is not None and at not in seen and at != start:
            seen.add(at)
            at = above.get(at)
        if at == start:
            circling.add(start)
    return circling


def open_circles(ws: Workspace, proposed: Proposed) -> None:
    """No group comes to report to itself through those of the file: who it reports to is asked instead."""
    above = {group["id"]: group["parent"] for group in ws.records("groups")}
    changed = [change for change in proposed.changes if change.register == "groups"]
    above.update((change.id, change.values["parent"]) for change in changed if "parent" in change.values)
    circling = in_circles(above)
    told = proposed.by_record()
    for change in changed:
        if change.id in circling and "parent" in change.values:
            proposal = told[change.id]
            del proposal.values["parent"]
            proposal.differences.pop("parent", None)
            proposed.preview.reading.cells.asked(proposal.places["parent"], REPORTS_TO_ITSELF)
            kept = {name: value for name, value in change.values.items() if name != "parent"}
            proposed.rewrite(change, kept)


def _above(drafts: Iterable[Draft]) -> dict[str, str]:
    """By the key of a draft, the key of the draft that it reports to."""
    listed: list[Values] = []
    for draft in drafts:
        name, short = draft.values.get("name"), draft.values.get("short_name")
        words = [said for said in (name, short) if isinstance(said, str) and said]
        if words:
            listed.append({"id": draft.key, "name": words[0], "short_name": words[-1]})
    above = {}
    for draft in drafts:
        for cell in partner_cells(draft.values.get("parent")):
            named = [part for part in name_parts(cell.text) if not names_nobody(part)]
            there = called(named[0], listed) if named else None
            if there:
                above[draft.key] = str(there["id"])
    return above
