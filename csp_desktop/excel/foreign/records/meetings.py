"""Meetings: those a calendar lists, and those that entries of a log come from."""

from __future__ import annotations

import re

from csp_desktop.excel.foreign.reading import Draft, PartnersInCell, Reading, partner_cells
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.beside.meetings_between import MeetingNamed
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.fields import Values

# What ends so, or is nothing but its letters, is called a group: “Spring term” is none.
_A_GROUP = re.compile(
    r".*\b(?:(?:sub-?)?groups?|boards?|panels?|forums?|committees?|executive|partnership|networks?|party|tasking|jag|marac|mappa|csp)"
    r"(?: meetings?)?(?: \([^)]*\))?|[A-Z]{3,7}",
    re.IGNORECASE,
)


def names_group(heading: str) -> bool:
    """Does a heading between rows of a calendar name the group that meets?"""
    said = heading.strip(" :–-")
    return _A_GROUP.fullmatch(said) is not None and (len(said) > 7 or said.isupper() or " " in said)


class Meetings:
    """Makes drafts of meetings, each group's on one day once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._by_day: dict[str, Draft] = {}

    def add(
        self, own: Values, places: dict[str, Place], heading: str, heading_place: Place | None
    ) -> Draft | None:
        """A meeting of the group its row names, or the heading above it; None without its day."""
        if not own.get("held_on"):
            return None
        if "group" not in own and heading_place and names_group(heading):
            own["group"], places["group"] = PartnersInCell(heading, heading_place), heading_place
        return self._reading.add("meetings", own, known_by=(("group", "held_on"),), places=places)

    def named(self, meeting: MeetingNamed, place: Place) -> Draft:
        """The meeting a heading or line names, with the group and the place it names; one of each group on a day."""
        day = meeting.day.isoformat()
        known = self.of_day(day, place) if not meeting.group else self._of_group(day, meeting.group)
        if known is None:
            known = self._first(day, place, PartnersInCell(meeting.group, place, one=True))
        if meeting.place and "place" not in known.values:
            known.values["place"] = meeting.place
            known.read_from("place", place)
        known.read_from("held_on", place)
        return known

    def of_day(self, held_on: str, place: Place) -> Draft:
        """The meeting of a day, made once, before the entries that come from it."""
        known = self._by_day.get(held_on) or self._reading.worded("meetings", "held_on", held_on)
        known = self._by_day[held_on] = known or self._first(held_on, place)
        known.read_from("held_on", place)
        return known

    def _of_group(self, day: str, group: str) -> Draft | None:
        """The meeting of a day that is said to be of this group, be it by more or fewer of its words."""
        said = set(plain(group).split())
        meetings = (draft for draft in self._reading.drafts if draft.register == "meetings")
        for draft in meetings:
            named = [set(plain(cell.text).split()) for cell in partner_cells(draft.values.get("group"))]
            if draft.values["held_on"] == day and any(said <= words or words <= said for words in named):
                return draft
        return None

    def _first(self, held_on: str, place: Place, group: PartnersInCell | None = None) -> Draft:
        known_by: tuple[tuple[str, ...], ...] = (("group", "held_on"),) if group else (("held_on",),)
        values = {"held_on": held_on, "group": group}
        made = self._reading.add(
            "meetings", values, known_by=known_by, places={"group": place} if group else {}
        )
        self._reading.drafts.insert(0, self._reading.drafts.pop())
        return made
