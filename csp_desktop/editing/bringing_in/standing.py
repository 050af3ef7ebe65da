"""Where drafts stand in a file: beside which of its records, and which of those elsewhere they may be."""

from __future__ import annotations

from functools import cached_property

from csp_desktop.editing.bringing_in.draft_values import DraftValues
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.reading import Draft, Reading, To
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values
from csp_desktop.registers.partners import PEOPLE
from csp_desktop.registers.register import Register

# What hangs on one record and never moves to another.
_STAYING = ("mitigations", "risk_reviews", "updates", "log_updates", "measurements")


class Standing:
    """The records of a file among which the drafts of a reading are looked for.

    `partnership` is the id of the one everything goes into, `plan_is_new` whether its plan is made by this import.
    """

    def __init__(self, ws: Workspace, reading: Reading, meant: DraftValues, partnership: str) -> None:
        self.ws, self.reading, self.meant, self.partnership = ws, reading, meant, partnership
        self.plan_is_new = False

    def by_id(self, register: Register, drafts: list[tuple[Draft, Values]]) -> list[Values]:
        """Records of the file that drafts name by id, wherever they stand."""
        ids = tuple(draft.record_id for draft, _ in drafts if draft.record_id)
        return self.ws.records(register.name, {"id": ids}) if ids else []

    def hang_on_new(self, register: Register, drafts: list[tuple[Draft, Values]]) -> bool:
        """Do drafts of one place hang on a record that is only made here, so that the file has none of them?"""
        if register.name not in _STAYING or any(draft.record_id for draft, _ in drafts):
            return False
        _, values = drafts[0]
        return values.get(register.within or "") in self.meant.new

    def beside(self, register: Register, values: Values) -> list[Values]:
        """The records that stand where a draft would."""
        if register.name == "plan_items":
            wanted = {"parent": values.get("parent"), "plan": values["plan"]}
        elif register is PEOPLE:
            wanted = {}  # Somebody may have moved from one agency to another.
        elif register.within and values.get(register.within):
            wanted = {register.within: values[register.within]}
        else:
            wanted = {}
        if self.meant.new & set(filter(None, wanted.values())) or (self.plan_is_new and "plan" in wanted):
            return []
        return self.ws.records(register.name, wanted)

    def elsewhere(self, register: Register, beside: list[Values], draft: Draft) -> list[Values]:
        """Plan items, or money of the year, that stand under something else and are nobody's yet: moved, or doubled."""
        if register.name == "plan_items":
            records = [] if self.plan_is_new else self.meant.all_of(register)
        elif register.name == "allocations":
            records = self._allocations_of_year(draft)
        else:
            return []
        standing = standing_of(draft)
        known = {record["id"] for record in beside} | set(self.meant.ids.values())
        return [
            record
            for record in records
            if record["id"] not in known
            and (
                self._standings.get((register.name, plain(record[register.title])), standing) == standing
                # Of a stream that is not named any more every project may have gone to one of another name.
                or (register.name == "allocations" and record["stream"] not in known)
            )
        ]

    def anywhere(self, register: Register, beside: list[Values], draft: Draft) -> list[Values]:
        """Under a priority no sheet names and the file has none for, the actions of the plan wherever they stand."""
        above = draft.values.get("parent")
        if register.name != "plan_items" or not isinstance(above, To) or above.key not in self.supposed:
            return []
        level, known = draft.values.get("level"), {record["id"] for record in beside}
        return [
            item
            for item in self.meant.all_of(register)
            if item["level"] == level
            and item["id"] not in known
            and self.meant.ids[above.key] in self.meant.new
        ]

    @cached_property
    def supposed(self) -> frozenset[str]:
        """The keys of the priorities no sheet names."""
        return frozenset(draft.key for draft in self.reading.drafts if draft.supposed)

    @cached_property
    def payments(self) -> list[Values]:
        """The money of the partnership that has the number of an invoice, of every project."""
        ours = {
            allocation["id"]
            for stream in self.ws.records("funding_streams", {"partnership": self.partnership})
            for allocation in self.ws.records("allocations", {"stream": stream["id"]})
        }
        kept = self.ws.records("funding_entries")
        return [entry for entry in kept if entry["reference"] and entry["allocation"] in ours]

    @cached_property
    def payments_told(self) -> list[Draft]:
        """What the workbook tells of money, of every project."""
        return [draft for draft in self.reading.drafts if draft.register == "funding_entries"]

    def _allocations_of_year(self, draft: Draft) -> list[Values]:
        """The allocations of the partnership from all streams of the year of the one a draft is paid from."""
        year = self._stream_years.get(standing_of(draft))
        ours = self.ws.records("funding_streams", {"partnership": self.partnership, "year": year})
        streams = tuple(stream["id"] for stream in ours)
        return self.ws.records("allocations", {"stream": streams}) if streams else []

    @cached_property
    def _stream_years(self) -> dict[str, int | None]:
        """By the key of each drafted stream, the year it is of."""
        return {
            draft.key: draft.values.get("year")
            for draft in self.reading.drafts
            if draft.register == "funding_streams"
        }

    @cached_property
    def _standings(self) -> dict[tuple[str, str], str]:
        """By register and wording, where the only draft worded so stands; nowhere where several are."""
        standings: dict[tuple[str, str], str] = {}
        for draft in self.reading.drafts:
            if draft.register in ("plan_items", "allocations"):
                title = register_named(draft.register).title
                called = draft.register, plain(str(draft.values.get(title) or ""))
                standings[called] = standing_of(draft) if called not in standings else "nowhere"
        return standings


def standing_of(draft: Draft) -> str:
    """Where a draft stands: under which other draft."""
    within = register_named(draft.register).within or ""
    above = draft.values.get("parent") or draft.values.get(within)
    return above.key if isinstance(above, To) else str(above or "")
