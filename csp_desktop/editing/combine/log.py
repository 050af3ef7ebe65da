"""What is still open in the logs of the parts goes on in that of the partnership they become."""

from __future__ import annotations

from csp_desktop.editing.combine.making import Making, refs_apart
from csp_desktop.editing.combine.parts import Part
from csp_desktop.registers.fields import Values
from csp_desktop.rules.log import entry_states


def combine_log(making: Making) -> None:
    """Open entries with their updates and the meetings they come from; finished ones stay where they are."""
    quarter = making.year.quarters[3]
    brought: list[tuple[Part, Values]] = []
    for part in making.parts:
        if part.partnership["id"] == making.into["id"]:
            continue
        covering = {part.origin(records.plan) for records in part.plans}
        for state in entry_states(part.own, quarter):
            if not state.is_open:
                continue
            meeting = part.own.meeting.get(state.entry["meeting"])
            if meeting is not None and meeting["id"] not in making.new:
                making.make("meetings", part, meeting)
            entry = making.make(
                "log_entries",
                part,
                state.entry,
                plan=making.plan["id"] if state.entry["plan"] in covering else None,
                area=state.entry["area"] or part.name,
            )
            for update in part.own.log_updates_of.get(state.entry["id"], []):
                making.make("log_updates", part, update)
            brought.append((part, entry))
    refs_apart(brought)
    for part, entry in brought:
        making.say("carried", "log_entries", entry, part.name)
