"""What an import would change, gathered while it is compared: the records it makes and changes, each with its proposal."""

from __future__ import annotations

from dataclasses import replace

from csp_desktop.editing.bringing_in.known_records import Nearest
from csp_desktop.editing.bringing_in.preview import ImportPreview, Proposal, ProposalOutcome
from csp_desktop.editing.changes import Insert, Update
from csp_desktop.excel.opening.grid import Place
from csp_desktop.registers.fields import Values


class Proposed:
    """The changes of an import so far, beside the proposals of its preview."""

    def __init__(self, preview: ImportPreview) -> None:
        self.preview = preview
        self.inserts: list[Insert] = []
        self.updates: list[Update] = []

    @property
    def changes(self) -> list[Insert | Update]:
        """Everything made and changed so far."""
        return [*self.inserts, *self.updates]

    def by_record(self) -> dict[str, Proposal]:
        """The last proposal for each record, by its id."""
        return {proposal.record: proposal for proposal in self.preview.proposals}

    def make(self, insert: Insert, proposal: Proposal) -> None:
        """A new record."""
        self.inserts.append(insert)
        self.preview.proposals.append(proposal)

    def change(
        self,
        key: str,
        register: str,
        record: Values,
        values: Values,
        places: dict[str, Place],
        nearest: Nearest | None = None,
    ) -> None:
        """What a known record becomes, or that it is the same."""
        differences = {name: (record[name], value) for name, value in values.items() if record[name] != value}
        if differences:
            changed = {name: new for name, (_, new) in differences.items()}
            self.updates.append(Update(register, record["id"], changed))
        outcome: ProposalOutcome = "updated" if differences else "same"
        self.preview.proposals.append(
            Proposal(key, register, outcome, record["id"], values, differences, nearest, places)
        )

    def rewrite(self, change: Insert | Update, values: Values) -> None:
        """Another thing is made or changed instead; a change of nothing goes."""
        if isinstance(change, Insert):
            self.inserts[self.inserts.index(change)] = replace(change, values=values)
        elif values:
            self.updates[self.updates.index(change)] = replace(change, values=values)
        else:
            self.updates.remove(change)

    def drop(self, made: dict[str, str]) -> None:
        """New records are not made after all, by id with the key of their proposal."""
        if not made:
            return
        self.inserts = [insert for insert in self.inserts if insert.id not in made]
        keys = set(made.values())
        self.preview.proposals = [one for one in self.preview.proposals if one.key not in keys]
