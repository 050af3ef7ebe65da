"""What the values of drafts mean in a file: whom names mean, which records are named, what follows from both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, partial
from typing import Any

from csp_desktop.editing.bringing_in.money.so_far import MoneySoFar
from csp_desktop.editing.bringing_in.officer_names import Officers
from csp_desktop.editing.bringing_in.partner_names import (
    NamedPartner,
    NobodyNamed,
    PartnerColumn,
    PartnerNames,
    name_parts,
)
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.foreign.reading import (
    Draft,
    JointNames,
    Label,
    Mark,
    PartnersInCell,
    Posts,
    Reading,
    RecordNamed,
    RecordsNamed,
    SoFar,
    To,
    partner_cells,
)
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.wording.cells import plain, section_number
from csp_desktop.excel.wording.who_is_named import untitled
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import register_named
from csp_desktop.registers.fields import Links, Reference, Values
from csp_desktop.registers.register import Register
from csp_desktop.rules.timescales import read_timescale

REPORTS_TO_ITSELF = (
    "A group cannot report to itself, not even through others; choose on the record whom it reports to."
)
# Values that name nobody and no other record.
_AS_IT_IS = frozenset((str, int, float, bool, tuple, type(None)))
_PRIORITY_ALONE = re.compile(r"(?:priority|theme|p)\s*(?:no\.?\s*)?(\d{1,2})", re.IGNORECASE)
_PROTECTION_ORDER = re.compile(r"\bpspos?\b|\bpublic spaces? protection orders?\b", re.IGNORECASE)


def _makes_orders(name: str) -> bool:
    """A district, borough, city or unitary council; not a county, town or parish one (2014 Act, section 59)."""
    return bool(re.search(r"\bcouncil$", name, re.IGNORECASE)) and not re.search(
        r"\b(?:county|town|parish)\b", name, re.IGNORECASE
    )


def _priority_meant(text: str, items: Sequence[Values]) -> Values | None:
    """The one priority called so apart from its number, “Violence” for “Priority 1 – Violence”, or by that alone."""
    alone = _PRIORITY_ALONE.fullmatch(text.strip())
    number, name = (alone[1], "") if alone else section_number(text.strip()) or ("", text)
    meant = []
    for item in items:
        if item.get("level") == "priority":
            own_number, own_name = section_number(item["title"].strip()) or ("", item["title"])
            told_apart = number and own_number and number != own_number
            if own_number == number if alone else plain(own_name) == plain(name) and not told_apart:
                meant.append(item)
    return meant[0] if len(meant) == 1 else None


def _agency_beside(names: PartnerNames, name: str) -> str | None:
    """The agency a workbook names beside a person."""
    partners = names.recognise(name, "agencies")
    return next(
        (part.id for part in partners if isinstance(part, NamedPartner) and part.register == "agencies"),
        None,
    )


class DraftValues:
    """Names in a reading against one partnership of a file, and what was settled of its drafts so far.

    `ids` are records by the key of their draft, `new` the ids of those that are made, `circling` the keys of
    groups that would report to themselves, `contradicting` of drafts that say less than the file holds,
    `leads` what drafts name as leads where people stand among agencies; `plan_id` and `year` are of the plan
    everything goes into.
    """

    def __init__(self, ws: Workspace, reading: Reading, partnership: str) -> None:
        self.ws, self.reading, self.cells = ws, reading, reading.cells
        self.partnership = partnership
        self.names = PartnerNames(
            partnership, ws.records("agencies"), ws.records("groups", {"partnership": partnership})
        )
        self.officers = Officers(ws.records("people"), partial(_agency_beside, self.names))
        self.plan_id: str | None = None
        self.year: FinancialYear | None = None
        self.ids: dict[str, str] = {}
        self.new: set[str] = set()
        self.circling: set[str] = set()
        self.contradicting: set[str] = set()
        self.recognised: dict[PartnersInCell, list[NamedPartner | NobodyNamed]] = {}
        self.known: dict[str, list[Values]] = {}
        self.leads: dict[str, Values] = {}
        self.so_far = MoneySoFar(ws, reading.cells)

    def recognise_partners(self, drafts: Sequence[Draft]) -> None:
        """All agencies and groups drafts name, shortest names first: longer ones may be several run together."""
        self._know_people_among_leads(drafts)
        named: dict[PartnersInCell, PartnerColumn] = {}
        for draft in drafts:
            said = self._said(draft)
            for name in register_named(draft.register).naming:
                for names in partner_cells(said.get(name)):
                    named.setdefault(names, self._partner_column(draft.register, name))
        for names, column in sorted(named.items(), key=lambda pair: len(pair[0].text.split())):
            if names not in self.recognised:
                self._recognise(names, column)

    def _know_people_among_leads(self, drafts: Sequence[Draft]) -> None:
        """Whoever of the people, of the file or of the workbook, is named where agencies lead leads as an officer."""
        listed = {
            untitled(str(draft.values.get("name") or "")) for draft in drafts if draft.register == "people"
        }
        for draft in drafts:
            if draft.register != "plan_items":
                continue
            leads, officers = draft.values.get("lead_agencies"), draft.values.get("lead_officers")
            if not isinstance(leads, PartnersInCell):
                continue
            parts = name_parts(leads.text)
            people = [
                part
                for part in parts
                if (untitled(part) in listed or self.officers.are_known(part))
                and not self.names.agency_called(part)
            ]
            if not people:
                continue
            known = [officers.text] if isinstance(officers, Posts) else []
            bodies = [part for part in parts if part not in people]
            self.leads[draft.key] = {
                "lead_officers": Posts("\n".join([*known, *people]), leads.place),
                "lead_agencies": leads._replace(text="\n".join(bodies)) if bodies else (),
            }
            self.cells.taken(
                leads.place,
                "plan_items",
                "lead_agencies" if bodies else "lead_officers",
                self.cells.marked(leads.place).message,
            )

    def _recognise(self, names: PartnersInCell, column: PartnerColumn) -> list[NamedPartner | NobodyNamed]:
        partners = self.names.recognise(names.text, column, one=names.one, initials=names.initials)
        self.recognised[names] = partners
        self._mark_names(names, partners)
        return partners

    @staticmethod
    def _partner_column(register: str, name: str) -> PartnerColumn:
        if (register, name) == ("partnerships", "authorities"):
            return "authorities"
        return "groups" if getattr(register_named(register)[name], "to", "") == "groups" else "agencies"

    def _mark_names(self, names: PartnersInCell, partners: list[NamedPartner | NobodyNamed]) -> None:
        for part in partners:
            if isinstance(part, NamedPartner):
                if part.message:
                    self.cells.add_message(names.place, part.message)
                continue
            self._mark_nobody(names.place, part)

    def _mark_nobody(self, place: Place, part: NobodyNamed) -> None:
        """A cell of names, or a part of it, names nobody: say why."""
        self.cells.set_part(
            place, part.text, Mark("ignored" if part.understood else "asked", message=part.why)
        )

    def resolve(self, register: Register, draft: Draft) -> Values:
        """A draft's values as the file holds them."""
        values: Values = {}
        said = self._said(draft)
        for name, value in said.items():
            if type(value) in _AS_IT_IS:
                values[name] = value
            elif isinstance(value, To):
                values[name] = self.ids.get(value.key)
            elif partner_cells(value):
                for names in partner_cells(value):
                    if name == "parent" and draft.key in self.circling:
                        self.cells.asked(names.place, REPORTS_TO_ITSELF)
                        continue
                    self._resolve_names(register, name, names, values)
            elif isinstance(value, JointNames):
                continue  # Settled when all partnerships of the list are known.
            elif isinstance(value, Posts):
                people, left, nobody = self.officers.recognise(value.text, self._leading(draft))
                if isinstance(register[name], Links):
                    # Whom somebody chose where a name is nobody's in particular stays chosen.
                    if people or all(part.understood for part in nobody):
                        values[name] = people
                elif len(people) == 1:
                    (values[name],) = people
                elif people:
                    self.cells.asked(value.place, f"“{value.text}” names {len(people)} people; choose one.")
                for sentence in left:
                    self.cells.add_message(value.place, sentence)
                for part in nobody:
                    self._mark_nobody(value.place, part)
            elif isinstance(value, Label):
                record_id = self._resolve_label(register, name, value)
                if record_id:
                    values[name] = record_id
            elif isinstance(value, SoFar):
                self._resolve_so_far(draft, value, values)
            elif isinstance(value, RecordNamed):
                record_id = self._resolve_record(register, name, value)
                if record_id:
                    values[name] = record_id
            elif isinstance(value, RecordsNamed):
                named = [RecordNamed(text, record, value.place) for text, record in value.named]
                resolved = [self._resolve_record(register, name, record) for record in named]
                if any(resolved):
                    values[name] = tuple(dict.fromkeys(record_id for record_id in resolved if record_id))
            else:
                values[name] = value
        if register.name == "log_entries":
            self._let_owner_lead(draft, values)
        if register.name == "funding_entries" and values.get("allocation"):
            self.so_far.tell(values)
        if register.within == "plan":
            values.setdefault("plan", self.plan_id)
        if "partnership" in register.by_name and self.partnership:
            values.setdefault("partnership", self.partnership)
        if values.get("timescale") and "due_on" in register.by_name and "due_on" not in values and self.year:
            due = read_timescale(values["timescale"], self.year).due_on
            values["due_on"] = due.isoformat() if due else None
        if partner_cells(said.get("lead_agencies")) and register.name == "plan_items":
            # One column names agencies and groups: of what it does not name there is none.
            values.setdefault("lead_agencies", ())
            values.setdefault("lead_groups", ())
        return values

    def _said(self, draft: Draft) -> Values:
        """What a draft says, with its leads as they are known here."""
        leads = self.leads.get(draft.key)
        return draft.values | leads if leads else draft.values

    def _leading(self, draft: Draft) -> frozenset[str]:
        """The agencies named as leads beside its officers."""
        cells = partner_cells(self._said(draft).get("lead_agencies"))
        parts = [part for names in cells for part in self.recognised.get(names, ())]
        return frozenset(part.id for part in parts if isinstance(part, NamedPartner))

    def _resolve_so_far(self, draft: Draft, said: SoFar, values: Values) -> None:
        """Of money spent so far, what is this quarter's; what only a person can say is asked."""
        allocation = self.ids.get(draft.values["allocation"].key)
        if allocation is None:
            # Whose money it is is asked first.
            values["amount"] = said.pence
            return
        own = self.so_far.own_part(
            allocation, draft.values["kind"], draft.values["quarter"], said, draft.values.get("note")
        )
        if own is None:
            self.contradicting.add(draft.key)
        else:
            values.update(own)

    def _let_owner_lead(self, draft: Draft, values: Values) -> None:
        """Where every owner of an entry is an agency known here, they lead it and are asked about it."""
        owners = name_parts(values.get("owner") or "")
        led = [self.names.agency_called(owner) for owner in owners]
        if led and all(led) and not values.get("lead_agencies"):
            values["lead_agencies"] = tuple(dict.fromkeys(agency for agency in led if agency))
            del values["owner"]
            for place in draft.sources.get("owner", ()):
                self.cells.taken(place, "log_entries", "lead_agencies")
        if not owners and not values.get("lead_agencies"):
            self._let_council_lead(draft, values)

    def _let_council_lead(self, draft: Draft, values: Values) -> None:
        """A new public spaces protection order that names nobody is led by the council: no other body makes one."""
        councils = [agency for agency in self.names.agencies if _makes_orders(agency["name"])]
        draft.starting.pop("lead_agencies", None)
        if len(councils) == 1 and _PROTECTION_ORDER.search(values.get("title") or ""):
            draft.starting["lead_agencies"] = (councils[0]["id"],)
            if "title" in draft.places:
                why = f"No owner is named: {councils[0]['short_name']} leads, as it makes such orders."
                self.cells.add_message(draft.places["title"], why)

    def _resolve_names(self, register: Register, name: str, names: PartnersInCell, values: Values) -> None:
        # Agencies and groups the workbook lists may themselves name others, before all names are read.
        said = self.recognised.get(names) or self._recognise(names, self._partner_column(register.name, name))
        partners = [part for part in said if isinstance(part, NamedPartner)]
        if isinstance(register[name], Reference):
            wanted = [part for part in partners if part.register == register[name].to]  # type: ignore[attr-defined]
            if wanted:
                values[name] = wanted[0].id
            for part in partners:
                if wanted and part.id != wanted[0].id:
                    why = f"Only one can be recorded here, and {wanted[0].text} is named."
                    self.cells.set_part(names.place, part.text, Mark("asked", message=why))
            return
        for part in partners:
            column = name
            if register.name == "plan_items":
                column = "lead_groups" if part.register == "groups" else "lead_agencies"
            elif part.register != register[name].to:  # type: ignore[attr-defined]
                why = f"{register[name].label} cannot hold {part.text}, so it was not brought in."
                self.cells.set_part(names.place, part.text, Mark("asked", message=why))
                continue
            values[column] = tuple(dict.fromkeys((*values.get(column, ()), part.id)))

    def _resolve_record(self, register: Register, name: str, named: RecordNamed) -> str | None:
        """The record of a name on a sheet this program wrote: by id, as drafted here, or by the name typed."""
        target = register[name].to  # type: ignore[attr-defined]
        if named.id and (named.id in self.new or self.ws.record(target, named.id)):
            return named.id
        if named.id in self.brought:
            record_id = self.ids.get(self.brought[named.id])
            if not record_id:
                why = (
                    f"The workbook lists {named.text}, which could not be brought in, so this was not either."
                )
                self.cells.asked(named.place, why)
            return record_id
        return self._resolve_label(register, name, Label(named.text, named.place))

    @cached_property
    def brought(self) -> dict[str, str]:
        """Drafts that come with an id of their own: their keys by id."""
        return {draft.record_id: draft.key for draft in self.reading.drafts if draft.record_id}

    def _resolve_label(self, register: Register, name: str, label: Label) -> str | None:
        other = register_named(register[name].to)  # type: ignore[attr-defined]
        wanted = plain(label.text)
        for record in self.all_of(other):
            known = {plain(str(record.get(field) or "")) for field in (other.title, "ref", "short_name")}
            if wanted in known - {""}:
                return str(record["id"])
        if other.name == "plan_items" and (item := self._item_called(label.text)):
            if plain(item["title"]) != wanted:
                self.cells.add_message(label.place, f"Read as {item['title']}.")
            return str(item["id"])
        self.cells.asked(label.place, f"No {other.label.lower()} is called “{label.text}”.")
        return None

    def _item_called(self, text: str) -> Values | None:
        """The one plan item the workbook itself brings under this title or ref, or the one priority meant by it."""
        brought = [
            {**draft.values, "id": self.ids[draft.key]}
            for draft in self.reading.drafts
            if draft.register == "plan_items" and self.ids.get(draft.key) in self.new
        ]
        called = [
            item for item in brought if plain(text) in (plain(item["title"]), plain(item.get("ref") or ""))
        ]
        if called:
            return called[0] if len(called) == 1 else None
        return _priority_meant(text, (*self.all_of(register_named("plan_items")), *brought))

    def all_of(self, register: Register) -> list[Values]:
        """The records of the file among which a name of a register is looked up."""
        if register.name not in self.known:
            where: dict[str, Any] = {}
            if register.within == "plan" and self.plan_id:
                where = {"plan": self.plan_id}
            elif "partnership" in register.by_name:
                where = {"partnership": self.partnership}
            self.known[register.name] = self.ws.records(register.name, where)
        return self.known[register.name]
