"""Which partnerships a list names as working jointly, once all of the list are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from csp_desktop.editing.bringing_in.partner_names import name_parts, names_nobody
from csp_desktop.editing.bringing_in.proposed import Proposed
from csp_desktop.editing.changes import Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.reading import Draft, JointNames, Mark, SourceCells
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.fields import Values

_NAMES = ("name", "short_name", "area")


def settle_joint(ws: Workspace, proposed: Proposed, ids: Mapping[str, str]) -> None:
    """Who works jointly with whom is written when all partnerships of the workbook are known.

    `ids` are the records the drafts have become, by key.
    """
    known = ws.records("partnerships")
    reading = proposed.preview.reading
    by_id = {record["id"]: record for record in known}
    told = {proposal.key: proposal for proposal in proposed.preview.proposals}
    for key, others in _joint_partnerships(reading.drafts, ids, known, reading.cells).items():
        proposal = told[key]
        proposal.values["joint_with"] = others
        made = next((insert for insert in proposed.inserts if insert.id == proposal.record), None)
        if made is not None:
            proposed.rewrite(made, {**made.values, "joint_with": others})
            continue
        before = by_id[proposal.record]["joint_with"]
        wanted = tuple(dict.fromkeys((*before, *others)))
        if wanted != before:
            proposal.differences["joint_with"] = (before, wanted)
            proposal.outcome = "updated"
            proposed.updates.append(Update("partnerships", proposal.record, {"joint_with": wanted}))


def _joint_partnerships(
    drafts: Iterable[Draft], ids: Mapping[str, str], known: Sequence[Values], cells: SourceCells
) -> dict[str, tuple[str, ...]]:
    """By the key of a draft, the ids of the partnerships its row names; names that are nobody's are listed."""
    called: dict[str, str] = {}
    listed = [draft for draft in drafts if draft.register == "partnerships" and draft.key in ids]
    named = [(ids[draft.key], {**draft.starting, **draft.values}) for draft in listed]
    for record, values in [*named, *((each["id"], each) for each in known)]:
        for name in _NAMES:
            if isinstance(values.get(name), str):
                called.setdefault(plain(values[name]), record)
    joint: dict[str, tuple[str, ...]] = {}
    for draft in listed:
        said = draft.values.get("joint_with")
        if not isinstance(said, JointNames):
            continue
        found: list[str] = []
        for part in name_parts(said.text):
            unnamed = names_nobody(part)
            if unnamed:
                cells.set_part(said.place, part, Mark("ignored", message=unnamed.why))
                continue
            # A partnership's own name may have an “and” in it.
            pieces = [part] if plain(part) in called else re.split(r"\s+(?:and|&)\s+", part)
            for piece in pieces:
                other = called.get(plain(piece))
                if other is not None and other != ids[draft.key]:
                    found.append(other)
                else:
                    why = (
                        "A partnership works jointly with others, not with itself."
                        if other
                        else f"No partnership is called “{piece}”; choose it on the record."
                    )
                    cells.set_part(said.place, piece, Mark("asked", message=why))
        if found:
            joint[draft.key] = tuple(dict.fromkeys(found))
    return joint
