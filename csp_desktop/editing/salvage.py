"""A new file from a damaged one: every record that can be read, and a list of what could not.

Where it is still known which file it was, and which steps made it, the new one is that file again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from csp_desktop.editing.changes import Change, Insert
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import FileProblem, InvalidChange
from csp_desktop.registers.catalog import BY_NAME, REGISTERS
from csp_desktop.registers.fields import Values, YesNo
from csp_desktop.registers.register import Register
from csp_desktop.storage.checking.salvaging import Salvaged, salvaged_from
from csp_desktop.storage.placing import refuse_taken

_SHORT = 80
_A_STRANGER = (
    "The history could not be read so far that copies would be known by it: the new file begins one of its own, and "
    "copies of the damaged file cannot be brought back into it."
)


@dataclass
class Salvage:
    """How many records of each register are in the new file, how many of them from the history, and what is lost."""

    records: Counter[str] = field(default_factory=Counter)
    from_history: int = 0
    lost: list[dict[str, str]] = field(default_factory=list)

    def lose(self, register: Register, record: Values, sentence: str) -> None:
        """Say of a record, or something of it, that it is not in the new file."""
        known_as = " ".join(str(record.get("ref") or record.get(register.title) or record.get("id")).split())
        self.lost.append(
            {
                "register": register.name,
                "record": known_as[:_SHORT],
                "message": f"{register.label} “{known_as[:_SHORT]}”: {sentence}",
            }
        )

    def as_json(self) -> dict[str, Any]:
        """For the command line."""
        return {"records": dict(self.records), "from_history": self.from_history, "lost": self.lost}


def salvage(damaged: Path, target: Path) -> Salvage:
    """Put every readable record of a damaged file into a new one, never over an existing one; raises FileProblem."""
    refuse_taken(target)
    salvaged = salvaged_from(damaged)
    outcome = Salvage(
        lost=[{"register": "", "record": "", "message": sentence} for sentence in salvaged.unread]
    )
    if salvaged.past is None:
        outcome.lost.append({"register": "", "record": "", "message": _A_STRANGER})
    records = _gathered(salvaged, outcome)
    _keep_what_hangs_together(records, outcome)
    if not any(records.values()):
        raise FileProblem(
            f"Nothing could be read of “{damaged.name}”, so no file was made; it was left as it is. Restore a backup."
        )
    with Workspace.create(target) as workspace:
        reason = f"salvaged from {damaged.name}"
        _write(workspace, records, outcome, reason)
        if salvaged.past is not None:
            workspace.carry_on(salvaged.past, salvaged.history, reason)
    outcome.records.update({name: len(there) for name, there in records.items() if there})
    return outcome


def _gathered(salvaged: Salvaged, outcome: Salvage) -> dict[str, dict[str, Values]]:
    """Every record whose values are ones: from the tables, and from the history what is not in them."""
    records: dict[str, dict[str, Values]] = {}
    for register in REGISTERS:
        there = salvaged.tables.get(register.name, {})
        left = salvaged.history.get(register.name, {})
        broken = any(sentence.startswith(register.plural) for sentence in salvaged.unread)
        records[register.name] = {
            record_id: _mended(
                register, _linked(register, record, left, salvaged), left.get(record_id, {}), outcome
            )
            for record_id, record in there.items()
        }
        for record_id, record in left.items() if broken or register.name not in salvaged.tables else ():
            if record_id not in there:
                outcome.from_history += 1
                records[register.name][record_id] = _mended(register, record, {}, outcome)
    return records


def _linked(register: Register, record: Values, left: dict[str, Values], salvaged: Salvaged) -> Values:
    """A record with its links as the history has them, where some of that kind could not be read."""
    known = left.get(record["id"], {})
    names = [field.name for field in register.links if (register.name, field.name) in salvaged.half_linked]
    return record | {name: known[name] for name in names if name in known}


def _mended(register: Register, record: Values, left: Values, outcome: Salvage) -> Values:
    """A record with every value one its field takes: that of the history, or nothing, where it is not."""
    whole = {**register.blank(), "id": record["id"]}
    for item in register.fields:
        if item.name not in record and item.name not in left:
            continue
        value = record.get(item.name, left.get(item.name))
        if isinstance(item, YesNo):
            value = bool(value)
        if item.check(value) is not None:
            known = left.get(item.name, item.default)
            outcome.lose(register, record, f"{item.label} could not be read.")
            value = known if item.check(known) is None else item.default
        whole[item.name] = value
    return whole


def _keep_what_hangs_together(records: dict[str, dict[str, Values]], outcome: Salvage) -> None:
    """Leave out what names something lost, or cannot stand by itself; where it can, only the name is left out."""
    again = True
    while again:
        again = False
        for register in REGISTERS:
            for record_id, record in list(records[register.name].items()):
                for linked in register.links:
                    kept = tuple(target for target in record[linked.name] if target in records[linked.to])
                    if kept != record[linked.name]:
                        outcome.lose(register, record, f"{linked.label} named what could not be read.")
                        record[linked.name] = kept
                for reference in register.references:
                    if (
                        record[reference.name] is not None
                        and record[reference.name] not in records[reference.to]
                    ):
                        outcome.lose(register, record, f"{reference.label} named what could not be read.")
                        record[reference.name] = None
                problems = register.problems(record)
                if problems:
                    outcome.lose(register, record, f"it was left out. {problems[0][1]}")
                    del records[register.name][record_id]
                    again = True
    for register in REGISTERS:
        for names in register.unique:
            seen: set[tuple[Any, ...]] = set()
            for record_id, record in list(records[register.name].items()):
                key = tuple(record[name] for name in names)
                if None not in key and key in seen:
                    outcome.lose(register, record, "it was left out, as another one has the same key.")
                    del records[register.name][record_id]
                    _keep_what_hangs_together(records, outcome)
                    return
                seen.add(key)


def _write(
    workspace: Workspace, records: dict[str, dict[str, Values]], outcome: Salvage, reason: str
) -> None:
    while True:
        changes: list[Change] = [
            Insert(register.name, record, record_id)
            for register in REGISTERS
            for record_id, record in records[register.name].items()
        ]
        try:
            workspace.apply(changes, reason, kind="start")
        except InvalidChange as problem:
            refused = records.get(problem.register, {}).pop(problem.record, None)
            if refused is None:
                raise
            outcome.lose(BY_NAME[problem.register], refused, f"it was left out. {problem.sentence}")
            _keep_what_hangs_together(records, outcome)
        else:
            return
