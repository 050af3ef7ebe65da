"""Who sits on which group, for which body and as what: a row of people tells it beside the person."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain

from csp_desktop.excel.foreign.mapped_rows import RowSaid, Said
from csp_desktop.excel.foreign.reading import Draft, PartnersInCell, Reading, To, only_one
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import plain
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values

_FOR_THOSE_BELOW = "For those below it too, up to the next group."


class Memberships:
    """Makes the memberships the rows of one list tell of, and knows a person of an earlier row again."""

    def __init__(self, table: FoundTable, uses: list[ColumnUse], reading: Reading) -> None:
        self._table, self._reading = table, reading
        self._headings = {use.field: use.heading for use in uses if use.register == "group_members"}
        column = next(
            (use.column for use in uses if (use.register, use.field) == ("group_members", "group")), None
        )
        self.listed = column is not None
        said = [table.grid.text(row, column) for row in table.rows] if column is not None else []
        named = [plain(text) for text in said if text]
        # Each group named once, over its first member: an empty cell is of the group above it.
        self._carry_on = bool(said and said[0]) and len(named) == len(set(named)) < len(said)
        self._group: PartnersInCell | None = None
        self._people: dict[tuple[str, str], Draft] = {}
        self._members: list[tuple[Draft, PartnersInCell, PartnersInCell, Said]] = []

    def known_person(self, own: Values, places: dict[str, Place], agency: str) -> Draft | None:
        """The person of an earlier row of the list; what this row says otherwise is asked about."""
        draft = self._people.get((plain(str(own.get("name") or "")), plain(agency)))
        if draft:
            for name, value in own.items():
                if draft.values.setdefault(name, value) != value and name in places:
                    self._reading.cells.asked(places[name], only_one(register_named("people")[name]))
        return draft

    def add(self, person: Draft, said: RowSaid) -> None:
        """The membership a row tells of; what cannot be one stays in the notes of the person."""
        own = said.records.pop(("group_members", ""), Said())
        text, place = said.texts.get(("people", "agency"), ("", None))
        self._people.setdefault((plain(str(person.values.get("name") or "")), plain(text)), person)
        if not self.listed:
            return
        group, role = own.values.get("group"), own.values.get("role")
        if isinstance(group, PartnersInCell):
            self._group = group
        elif self._carry_on and self._group:
            group = self._group
            self._reading.cells.add_message(group.place, _FOR_THOSE_BELOW)
        if isinstance(group, PartnersInCell) and place:
            person.read_from("agency", place)
            self._members.append((person, group, PartnersInCell(text, place, one=True), own))
            return
        if isinstance(group, PartnersInCell):
            said.note(self._headings["group"], group.text, group.place)
        for at in own.sources.get("role", ()):
            said.note(self._headings["role"], str(role), at)
        here = (at for at in chain.from_iterable(own.sources.values()) if at.row == said.start.row)
        for at in here:
            self._reading.cells.noted(
                at, "people", "Kept in the notes: nothing says for which group and body."
            )

    def make(self) -> None:
        """Draft the memberships, when everybody they are of is drafted; one for each group a cell names."""
        told = Counter(
            plain(part) for text in {group.text for _, group, _, _ in self._members} for part in _listed(text)
        )
        whole = {plain(line) for _, group, _, _ in self._members for line in _lines(group.text)}
        for person, group, agency, own in self._members:
            for part in _groups_named(group.text, whole, told):
                member = self._reading.add(
                    "group_members",
                    {
                        "group": group._replace(text=part, one=True),
                        "agency": agency,
                        "person": To(person.key),
                        "role": own.values.get("role"),
                    },
                    known_by=(("group", "agency", "person"),),
                    places={"group": group.place, "agency": agency.place},
                )
                own.give(member)


def _lines(text: str) -> list[str]:
    """What a cell says in lines, or parted by semicolons."""
    return [line.strip() for line in re.split(r"[;\n]", text) if line.strip()]


def _listed(text: str) -> list[str]:
    return [part.strip() for line in _lines(text) for part in line.split(",") if part.strip()]


def _groups_named(text: str, whole: set[str], told: Counter[str]) -> list[str]:
    """The groups a cell names; at its commas only where what is left and right of them comes in other cells too.

    “Board, JAG” names two beside “JAG” and “Board”; “Drugs, Alcohol and Tobacco” is one.
    """
    named: list[str] = []
    for line in _lines(text):
        parts = _listed(line)
        apart = len(parts) > 1 and all(plain(part) in whole or told[plain(part)] > 1 for part in parts)
        named += parts if apart else [line]
    return named
