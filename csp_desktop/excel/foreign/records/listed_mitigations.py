"""A list of mitigations apart from the register of risks: each row is of the risk whose number it names."""

from __future__ import annotations

from functools import cached_property

from csp_desktop.excel.foreign.mapped_rows import RowSaid
from csp_desktop.excel.foreign.reading import Draft, Reading
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.fields import Values


class RisksByNumber:
    """The risks read before the first mitigation of a list, by their numbers."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def meant(self, own: Values, places: dict[str, Place]) -> Draft | None:
        """The risk whose number a row without a title names; the number is then said. None for no such."""
        known = self._known.get(plain(str(own["ref"]))) if own.get("ref") else None
        if known:
            known.read_from("ref", places["ref"])
            own.pop("ref")
        return known

    @cached_property
    def _known(self) -> dict[str, Draft]:
        numbered = (
            draft for draft in self._reading.drafts if draft.register == "risks" and draft.values.get("ref")
        )
        return {plain(str(draft.values["ref"])): draft for draft in numbered}


def note_on_mitigations(reading: Reading, said: RowSaid) -> None:
    """What has no field of its own is kept with the mitigation, not with its risk."""
    if not said.notes:
        return
    own = said.of("mitigations")
    own.values["notes"] = "\n".join(line for line, _ in said.notes)
    own.sources["notes"] = [place for _, place in said.notes]
    for _, place in said.notes:
        mark = reading.cells.marked(place)
        if mark.outcome == "noted":
            reading.cells.mark(place, mark._replace(register="mitigations"))
    said.notes.clear()
