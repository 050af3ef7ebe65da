"""Who sits on which group, for which body and as what: a row of people tells it beside the person."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain

from csp_desktop.excel.foreign.mapped_rows import RowSaid, Said
from csp_desktop.excel.foreign.reading import (
    Draft,
    PartnersInCell,
    Reading,
    To,
    only_one,
    partner_cells,
)
from csp_desktop.excel.foreign.records.bodies_over_people import without_years
from csp_desktop.excel.foreign.records.meetings import names_group
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.beside.people import group_of_role
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.tables_found import FoundTable
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.person_names import also_called
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Values

# “JAG membership”, “Members of the Steering Group”: a list of who sits on a group, called after it.
_MEMBERS_OF = re.compile(
    r"(?P<group>.+?)[\s:–—-]*\(?\b(?:members(?:hip)?|membership list|members list|list of members)\)?"
    r"|(?:list of )?members(?:hip)?(?: of(?: the)?)?[\s:–—-]+(?P<of>.+)",
    re.IGNORECASE,
)
# The partnership itself is no group of its own.
_WHOLE_PARTNERSHIP = re.compile(r"\bpartnership\b|\bcsp\b", re.IGNORECASE)
_NO_NOTES = "A seat on a group has no notes: put this where it belongs, or leave it."
_FOR_THOSE_BELOW = "For those below it too, up to the next group."


def group_of_members(name: str) -> str:
    """The group whose members a sheet or heading says it lists; "" where it says none."""
    said = _MEMBERS_OF.fullmatch(without_years(name))
    group = (said["group"] or said["of"]).strip() if said else ""
    return group if names_group(group) and not _WHOLE_PARTNERSHIP.search(group) else ""


class Memberships:
    """Makes the memberships the rows of one list tell of, and knows a person of an earlier row or list again."""

    def __init__(self, table: FoundTable, uses: list[ColumnUse], reading: Reading) -> None:
        self._table, self._reading = table, reading
        self._headings = {use.field: use.heading for use in uses if use.register == "group_members"}
        column = next(
            (use.column for use in uses if (use.register, use.field) == ("group_members", "group")), None
        )
        self._lists_members_of = self._group_named(uses) if column is None else None
        self.listed = column is not None or self._lists_members_of is not None
        said = [table.grid.text(row, column) for row in table.rows] if column is not None else []
        named = [plain(text) for text in said if text]
        # Each group named once, over its first member: an empty cell is of the group above it.
        self._carry_on = bool(said and said[0]) and len(named) == len(set(named)) < len(said)
        self._group: PartnersInCell | None = None
        self._people: dict[tuple[str, str], Draft] = {}
        self._by_email: dict[tuple[frozenset[str], str], Draft] = {}
        self._before: dict[tuple[str, str], Draft] = {}
        for person in reading.drafts:
            if person.register == "people":
                agencies = partner_cells(person.values.get("agency"))
                self._before.setdefault(_called(person.values, agencies[0].text if agencies else ""), person)
                self._know_email(person)
        self._members: list[tuple[Draft | None, PartnersInCell, PartnersInCell, Said]] = []

    def _group_named(self, uses: list[ColumnUse]) -> tuple[str, Place | None] | None:
        """The group a list of its members is called after, by its sheet or what stands over it, and where."""
        if not any((use.register, use.field) == ("people", "agency") for use in uses):
            return None  # Nobody is a member for no body.
        if group := group_of_members(self._table.grid.name):
            return group, None
        for row, text in self._table.titles.items():
            if group := group_of_members(text):
                return group, self._table.title_place(row)
        return self._group_of_roles()

    def _group_of_roles(self) -> tuple[str, Place | None] | None:
        """The group that “Role on ASB Panel” names; that of “Role on Board” where it stands over the list."""
        said = group_of_role(self._headings.get("role", ""))
        if not said:
            return None
        for row, text in self._table.titles.items():
            name = without_years(text)
            if names_group(name) and plain(name).endswith(plain(said)):
                return name, self._table.title_place(row)
        called = _MEMBERS_OF.fullmatch(without_years(self._table.grid.name))
        of_sheet = called is not None and plain(called["group"] or called["of"]) == plain(said)
        return (said, None) if " " in said or of_sheet else None

    def known_person(self, own: Values, places: dict[str, Place], agency: str) -> Draft | None:
        """The person of an earlier row or list; what this row says otherwise is asked about.

        In a list of contacts, rows of one name and body are people of their own, unless they have the same email.
        """
        called = _called(own, agency)
        draft = self._by_email.get((also_called(called[0]), _address(own)))
        if draft is None and self.listed:
            draft = self._people.get(called)
            if draft and _differ(draft.values, own, ("email",)):
                draft = None
        if draft is None and agency:
            draft = self._before.get(called)
            if draft and _differ(draft.values, own, ("email", "phone", "job_title")):
                draft = None
        if draft:
            self._tell_agency(draft, agency, places.get("agency"))
            for name, value in own.items():
                if draft.values.setdefault(name, value) != value and name in places:
                    self._reading.cells.asked(places[name], only_one(register_named("people")[name]))
        return draft

    def _tell_agency(self, person: Draft, agency: str, place: Place | None) -> None:
        """A later row names the body of a person again, or another one; a membership has a body of its own."""
        if place is None or self.listed:
            return
        known = partner_cells(person.values.get("agency"))
        if not known:
            person.values["agency"] = PartnersInCell(agency, place, one=True)
        elif plain(known[0].text) != plain(agency):
            self._reading.cells.asked(place, only_one(register_named("people")["agency"]))
            return
        person.read_from("agency", place)

    def _know_email(self, person: Draft) -> None:
        if email := _address(person.values):
            self._by_email.setdefault((also_called(str(person.values.get("name") or "")), email), person)

    def add(self, person: Draft, said: RowSaid) -> None:
        """The membership a row tells of; what cannot be one stays in the notes of the person."""
        own = said.records.pop(("group_members", ""), Said())
        text, place = said.texts.get(("people", "agency"), ("", None))
        self._people.setdefault(_called(person.values, text), person)
        self._know_email(person)
        if not self.listed and "role" not in own.values:
            return
        group, role = own.values.get("group"), own.values.get("role")
        if self._lists_members_of and place:
            named, at = self._lists_members_of
            group = PartnersInCell(named, at or place)
            if at:
                self._reading.cells.taken(at, "group_members", "group")
        group = self._group_told(group)
        if group and place:
            person.read_from("agency", place)
            self._members.append((person, group, PartnersInCell(text, place, one=True), own))
            return
        if group:
            said.note(self._headings["group"], group.text, group.place)
        for at in own.sources.get("role", ()):
            said.note(self._headings["role"], str(role), at)
        here = (at for at in chain.from_iterable(own.sources.values()) if at.row == said.start.row)
        for at in here:
            self._reading.cells.noted(
                at, "people", "Kept in the notes: nothing says for which group and body."
            )

    def _group_told(self, group: object) -> PartnersInCell | None:
        """The group of a row, or the one named above it where each is named once."""
        if isinstance(group, PartnersInCell):
            self._group = group
        elif self._carry_on and self._group:
            self._reading.cells.add_message(self._group.place, _FOR_THOSE_BELOW)
        else:
            return None
        return self._group

    def add_seat(self, said: RowSaid, person: Said) -> bool:
        """The seat of a body that a row tells of which names nobody and says nothing else; False where it is none."""
        own = said.records.get(("group_members", ""), Said())
        text, place = said.texts.get(("people", "agency"), ("", None))
        if person.values or place is None:
            return False
        group = self._group_told(own.values.get("group"))
        if group is None:
            return False
        for _, at in said.notes:
            self._reading.cells.asked(at, _NO_NOTES)
        self._reading.cells.taken(place, "group_members", "agency")
        self._members.append((None, group, PartnersInCell(text, place, one=True), own))
        return True

    def make(self) -> None:
        """Draft the memberships, when everybody they are of is drafted; one for each group a cell names."""
        told = Counter(
            plain(part) for text in {group.text for _, group, _, _ in self._members} for part in _listed(text)
        )
        whole = {plain(line) for _, group, _, _ in self._members for line in _lines(group.text)}
        for person, group, agency, own in self._members:
            for part in _groups_named(group.text, whole, told):
                known_by = (("group", "agency", "person"), ("group", "person"))
                member = self._reading.add(
                    "group_members",
                    {
                        "group": group._replace(text=part, one=True),
                        "agency": agency,
                        "person": To(person.key) if person else None,
                        "role": own.values.get("role"),
                    },
                    known_by=known_by if person else (("group", "agency"),),
                    places={"group": group.place, "agency": agency.place},
                )
                own.give(member)


def _called(own: Values, agency: str) -> tuple[str, str]:
    return plain(str(own.get("name") or "")), plain(agency)


def _address(own: Values) -> str:
    return str(own.get("email") or "").strip().casefold()


def _differ(known: Values, own: Values, names: tuple[str, ...]) -> bool:
    """Do two rows say one of these otherwise?"""
    return any(
        plain(str(known[name])) != plain(str(own[name]))
        for name in names
        if known.get(name) and own.get(name)
    )


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
