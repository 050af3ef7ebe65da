"""What the actions of a table stand under: texts across it, what stands over it, or a priority nobody named."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from csp_desktop.excel.foreign.reading import Draft, PartnersInCell, Posts, Reading, To
from csp_desktop.excel.foreign.records.bodies_over_rows import body_of_sheet
from csp_desktop.excel.foreign.records.outline_numbers import levels_by_number
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.recognising.column_mapping import ColumnUse
from csp_desktop.excel.recognising.finding.bands import LeadSaid, band_of, lead_said, name_of_what
from csp_desktop.excel.recognising.finding.over_plans import has_subject, line_over
from csp_desktop.excel.recognising.tables_found import FoundTable, Rearranged
from csp_desktop.excel.wording.cells import plain
from csp_desktop.excel.wording.leads import parted_leads
from csp_desktop.excel.wording.who_is_named import is_body
from csp_desktop.registers.fields import Values

UNNAMED = "All actions"
"""The priority of actions whose workbook names none."""

_LONGEST_NAME = 150

_WHOSE_LEAD = "It says who leads, and no priority or objective with a name stands over it: choose the lead on the record."
_WHOSE_OUTCOME = "It says what is to come of it, and no priority or objective with a name stands over it: put it on the record."
_NOT_WHO_LEADS = (
    "It says who chairs or stands for this, and not that they lead it: choose the lead on the record."
)


class _SaidAbove(NamedTuple):
    """What a line says of the priority or objective above it, kept until a record stands there: who leads, or the outcome."""

    field: str
    text: str
    place: Place
    level: str


class StandingUnder:
    """The priority and objective each row of a plan stands under, made as drafts where a record needs them."""

    def __init__(self, table: FoundTable, uses: list[ColumnUse], reading: Reading) -> None:
        self.table, self.grid, self.reading = table, table.grid, reading
        fields = {(use.register, use.field) for use in uses}
        self._has_objectives = ("plan_items", "objective") in fields
        self._has_priorities = ("plan_items", "priority") in fields or any(
            band_of(text) == "priority" for text in (*table.titles.values(), *table.sections.values())
        )
        named = any(map(band_of, table.titles.values())) or self._named_over() or self._over_the_sheet()
        self._by_number = levels_by_number(table, uses, named=bool(named))
        self._priority: tuple[str, Place] | None = None
        self._objective: tuple[str, Place] | None = None
        self._worded = self._under_band = False
        self._said: list[_SaidAbove] = []
        self._drafts: dict[tuple[str, str, str], Draft] = {}
        self.priority: Draft | None = None
        self.objective: Draft | None = None

    def start(self, text: str, place: Place, called: str = "") -> str:
        """The rows that follow stand under this heading, which the cell before it may call “Priority:”.

        "priority" or "objective" says what it is.
        """
        band = band_of(called or text)
        self._has_priorities = self._has_priorities or band == "priority"
        below = band == "objective" or (band == "middle" and self._has_priorities)
        if band is None:
            # Under “Priority 1: …” right away, a plain text parts what stands below that.
            below = self._worded and self._under_band
        if below and not self._has_objectives:
            self._objective = text, place
            self._said = [said for said in self._said if said.level == "priority"]
            self._under_band = band is None
            return "objective"
        self._priority, self._objective, self._said = (text, place), None, []
        self._worded = self._under_band = band == "priority"
        self.priority = self.objective = None
        return "priority"

    def lead(self, said: LeadSaid, place: Place) -> None:
        """Somebody leads what the heading above names; it is kept with the first record below it."""
        if not said.field:
            self.reading.cells.asked(place, _NOT_WHO_LEADS)
            return
        of_priority = said.of_priority or self._objective is None
        self._said.append(_SaidAbove(said.field, said.who, place, "priority" if of_priority else "objective"))
        self.reading.cells.asked(place, _WHOSE_LEAD)

    def outcome(self, text: str, place: Place) -> None:
        """What is to come of what the heading above names; it is kept with the first record below it."""
        level = "priority" if self._objective is None else "objective"
        self._said.append(_SaidAbove("outcome", text, place, level))
        self.reading.cells.asked(place, _WHOSE_OUTCOME)

    def level_by_number(self, place: Place | None) -> str:
        """The level the number of the row at this place tells; "" for none."""
        return self._by_number.get(place.row, "") if place else ""

    def stand_at(self, draft: Draft) -> None:
        """The rows that follow stand under this record, which says itself that it is a priority or an objective."""
        self._objective, self._said = None, []
        if draft.values["level"] == "priority":
            self._priority, self.priority, self.objective = None, draft, None
        else:
            self.objective = draft

    def record_added(self) -> None:
        """A record stands here: what follows does not stand right under the heading."""
        if self._objective is None:
            self._under_band = False

    def parents(
        self, priority: str, objective: str, places: dict[str, Place], *, is_objective: bool
    ) -> tuple[Draft, Draft | None]:
        """The priority and objective of a row, from its own columns, the headings above or the names of the table."""
        if priority:
            self._take("priority", priority, places.get("priority"))
        elif self._priority:
            self._take("priority", *self._priority)
        elif self.priority is None:
            self._take_unsaid()
        assert self.priority is not None
        if objective and not is_objective:
            self._take("objective", objective, places.get("objective"))
        elif self._objective and not is_objective:
            self._take("objective", *self._objective)
        if not (priority or objective):
            self._give_said()
        return self.priority, self.objective

    def _give_said(self) -> None:
        """What lines say of the headings above goes with their records; what stands under none with a name waits."""
        assert self.priority is not None
        waiting = []
        for said in self._said:
            item = (said.level == "objective" and self.objective) or self.priority
            if item.values["title"] == UNNAMED:
                waiting.append(said)
            else:
                self._give(item, said)
        self._said = waiting

    def _give(self, item: Draft, said: _SaidAbove) -> None:
        """An outcome as it is written; of leads people and posts, bodies and groups each where they belong."""
        if said.field == "outcome":
            self.reading.take(item, "outcome", said.text, said.place)
            return
        posts: list[str] = []
        bodies = said.text
        if said.field == "lead_officers":
            posts, others, theirs = parted_leads(said.text, officers=True)
            bodies = "\n".join(dict.fromkeys((*others, *theirs)))
        if bodies:
            field = "lead_groups" if said.field == "lead_groups" else "lead_agencies"
            self.reading.take(item, field, PartnersInCell(bodies, said.place), said.place)
        if posts:
            self.reading.take(item, "lead_officers", Posts("\n".join(posts), said.place), said.place)

    def _take_unsaid(self) -> None:
        """The priority over an objective named alone, or the name of the table, or one for all that name none."""
        if self._objective and (above := self._last_of_sheet()):
            self.priority = above
            return
        if above_all := self._over_the_sheet():
            self.start(*above_all)
            self._take("priority", *above_all)
            return
        named = self._named_over()
        over = next((row for row, text in self.table.titles.items() if text == named), 0)
        place = self.table.title_place(over) if over else None
        self._take("priority", named or UNNAMED, place)
        if place:
            self.reading.cells.taken(place, "plan_items", "title", "A priority.")
        assert self.priority is not None
        self.priority.supposed = True
        if not named:
            self.reading.notes.append(
                f"Nothing in {self.grid.name} names a priority: its actions are put under “{UNNAMED}”."
            )

    def _named_over(self) -> str:
        """What the lines over the table or the sheet's name call it, "" for none; of several lines the nearest.

        What a document is called comes after the name of its sheet, unless it alone says what the actions are about.
        """
        # A file of text has no sheets: what it is called itself, “tracker_final2”, is nobody's priority.
        of_text = self.reading.file.casefold().endswith((".csv", ".tsv", ".txt"))
        # Nor is a body, whose return or whose actions they are.
        called = "" if of_text or body_of_sheet(self.grid.name) else self.grid.name
        nearest = [self.table.titles[row] for row in sorted(self.table.titles, reverse=True)]
        nearest = [text for at, text in enumerate(nearest) if not self._is_whose_it_is(text, nearest[:at])]
        over = [
            (line_over(text), name_of_what(text))
            for text in nearest
            if not (lead_said(text) or band_of(text))
        ]
        by_kind = {kind: name for kind, name in reversed(over) if name}
        sheet = name_of_what(called) if line_over(called) in ("name", "subject") else ""
        about = sheet if has_subject(sheet) else ""
        names = (by_kind.get("name"), about, by_kind.get("subject"), sheet, by_kind.get("explanation"))
        return next(filter(None, names), "")[:_LONGEST_NAME]

    def _is_whose_it_is(self, text: str, below: list[str]) -> bool:
        """Does a line over the title of a document say whose it is, "Safer Anytown", and not what it is about?

        Where other sheets have that title and another line over it, it tells the sheets apart.
        """
        if line_over(text) != "name" or band_of(text) or lead_said(text):
            return False
        if has_subject(text) and not is_body(text):
            return False
        title = next((line for line in below if line_over(line) in ("title", "subject")), "")
        if not title or plain(text) in plain(self.grid.name):
            return False
        others = [grid.values.values() for grid in self.reading.cells.grids if grid.name != self.grid.name]
        return not any(title in held and text not in held for held in others)

    def _over_the_sheet(self) -> tuple[str, Place] | None:
        """The priority named last over a table of something else further up, where no line names one over this."""
        if any(line_over(text) == "name" and name_of_what(text) for text in self.table.titles.values()):
            return None
        above = [
            table
            for table in (mapped.table for mapped in self.reading.mapped)
            if table.grid is self.grid and table.header[0] < self.table.header[0]
        ]
        named = {
            row: (text, table.title_place(row))
            for table in above
            for row, text in table.titles.items()
            if band_of(text) == "priority"
        }
        return named[max(named)] if named else None

    def _last_of_sheet(self) -> Draft | None:
        return next(
            (
                draft
                for draft in reversed(self.reading.drafts)
                if draft.values.get("level") == "priority"
                and any(place.sheet == self.grid.name for place in draft.sources.get("title", ()))
            ),
            None,
        )

    def _take(self, level: str, text: str, place: Place | None) -> None:
        """The priority or objective of that wording, made once."""
        parent = self.priority if level == "objective" else None
        key = (level, plain(text), parent.key if parent else "")
        known = self._drafts.get(key) or self._known_before(level, text)
        if known is None:
            values: Values = {"level": level, "title": text}
            if parent:
                values["parent"] = To(parent.key)
            places = {"title": place} if place else {}
            known = self.reading.add("plan_items", values, known_by=(("title",),), places=places)
        elif place:
            known.read_from("title", place)
        self._drafts[key] = known
        if level == "objective":
            self.objective = known
            return
        if self.priority is not known:
            self.objective = None
        self.priority = known

    def _known_before(self, level: str, text: str) -> Draft | None:
        """A priority another table of the workbook named."""
        if level != "priority" or isinstance(self.grid, Rearranged):
            return None
        return self._priorities_before.get(plain(text))

    @cached_property
    def _priorities_before(self) -> dict[str, Draft]:
        """The priorities other tables of the workbook named, by their wording."""
        before: dict[str, Draft] = {}
        for draft in self.reading.drafts:
            if draft.values.get("level") == "priority":
                before.setdefault(plain(str(draft.values["title"])), draft)
        return before
