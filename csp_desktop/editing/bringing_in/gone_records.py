"""What a later sheet of the same register does not name any more: listed, left as it is, retired where somebody says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from csp_desktop.editing.bringing_in.known_records import Pairing
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.reading import Draft, Reading, To
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values
from csp_desktop.registers.partners import GROUP_MEMBERS, PEOPLE
from csp_desktop.registers.register import Register

# What says that a record of a register is over, the word first with which it is retired.
RETIRED: dict[str, tuple[str, tuple[str, ...]]] = {
    "plan_items": ("status", ("stopped", "complete")),
    "risks": ("status", ("closed", "happened")),
    "mitigations": ("status", ("stopped", "complete")),
    "allocations": ("status", ("withdrawn",)),
    "bids": ("decision", ("withdrawn", "refused")),
}
# By what day a record is over, where nothing but a day says so; nobody but a person knows that day.
_ENDED = {"log_entries": "completed_on", "people": "left_on"}
# Nothing but its being there says that somebody is a member.
_FOLLOWED = {*RETIRED, *_ENDED, "indicators", "group_members"}


class ToldAgain:
    """The records a sheet tells of again, for certain or perhaps, and those that stand beside them."""

    def __init__(self, ws: Workspace, reading: Reading) -> None:
        self.ws, self.reading = ws, reading
        self._told: set[str] = set()
        self._perhaps: set[str] = set()
        self._beside: dict[tuple[str, frozenset[str]], list[Values]] = {}
        self._named: Counter[tuple[str, frozenset[str]]] = Counter()

    def add(
        self,
        register: Register,
        records: list[Values],
        pairing: Pairing,
        drafts: Sequence[tuple[Draft, Values]],
    ) -> None:
        """What the drafts of one place in the file were paired with, and all the records of that place."""
        self._told.update(record["id"] for record in pairing.same.values())
        self._told.update(near.record for near in pairing.nearest.values())
        self._perhaps.update(near.record for key, near in pairing.nearest.items() if key not in pairing.same)
        if register.name in _FOLLOWED:
            beside = self._may_be_gone(register, records, drafts)
            place = register.name, frozenset(record["id"] for record in beside)
            self._beside[place] = beside
            self._named[place] += len(drafts)

    def gone(self) -> Iterator[tuple[str, Values, str]]:
        """(register, record, what it is called if not by its title) of those not told of, where most of a place are."""
        for place, beside in self._beside.items():
            register, _ = place
            told = sum(record["id"] in self._told for record in beside)
            if register == "group_members":
                told = self._named[place]  # All of a small group may be replaced at once.
            # A sheet that tells of few of the records of a place is another part of the register, not a later one.
            if 2 * told < len(beside):
                continue
            for record in beside:
                # Of somebody who is asked about, nothing is said to be gone before that is answered.
                asked_first = record.get("person") in self._perhaps
                if record["id"] in self._told or asked_first or self._is_over(register, record):
                    continue
                name, called = self._member(record) if register == GROUP_MEMBERS.name else ("", "")
                names = (name,) if called else (record.get("ref"), record[register_named(register).title])
                # What stands in the workbook where nothing was read is not gone.
                if not self._unread.intersection(plain(str(said)) for said in names if said):
                    yield register, record, called

    def _is_over(self, register: str, record: Values) -> bool:
        """Is a record over by what it says, or an entry of the log by the newest that was told of it?"""
        if register in RETIRED:
            field, over = RETIRED[register]
            return record[field] in over
        if register == "log_entries":
            told = self.ws.records("log_updates", {"entry": record["id"]}, ("quarter",))
            if told and told[-1]["status"] in ("complete", "stopped"):
                return True
        return register in _ENDED and record[_ENDED[register]] is not None

    @cached_property
    def _unread(self) -> frozenset[str]:
        return frozenset(map(plain, self.reading.cells.asked_texts()))

    def _may_be_gone(
        self, register: Register, records: list[Values], drafts: Sequence[tuple[Draft, Values]]
    ) -> list[Values]:
        """The records of which a sheet tells that still are, where it is a list of them."""
        if register is GROUP_MEMBERS:
            return [record for record in records if record["person"]]
        return self._contacts(drafts) if register is PEOPLE else records

    def _contacts(self, drafts: Sequence[tuple[Draft, Values]]) -> list[Values]:
        """Everybody a list of contacts tells of, whatever body they are of.

        A lead without an address stood in no list of addresses, and one named in a plan perhaps in none at all. A list
        of the members of groups says who has left the group.
        """
        members = {draft.values["person"] for draft in self.reading.drafts if "person" in draft.values}
        if all(To(draft.key) in members for draft, _ in drafts):
            return []
        people = self.ws.records("people")
        if any(values.get("email") or values.get("phone") for _, values in drafts):
            return [person for person in people if person["email"] or person["phone"]]
        named = {lead for item in self.ws.records("plan_items") for lead in item["lead_officers"]}
        named |= {group["chair"] for group in self.ws.records("groups")}
        return [person for person in people if person["id"] not in named]

    def _member(self, record: Values) -> tuple[str, str]:
        """Who is a member, and of what: "Ann Ash, JAG (Chair)"."""
        person = self.ws.record("people", record["person"]) or {}
        group = self.ws.record("groups", record["group"]) or {}
        name, role = str(person.get("name", "")), record["role"]
        return name, f"{name}, {group.get('short_name', '')}" + (f" ({role})" if role else "")
