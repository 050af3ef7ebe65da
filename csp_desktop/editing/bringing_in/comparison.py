"""One reading of a workbook against one file: whose plan, which records, who is meant, what would change."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import Any

from csp_desktop.editing.bringing_in.cell_outcomes import CellOutcomes
from csp_desktop.editing.bringing_in.draft_checks import (
    beside_own_notes,
    refuse_row,
    sound_values,
    told_twice,
)
from csp_desktop.editing.bringing_in.gone_records import RETIRED, ToldAgain
from csp_desktop.editing.bringing_in.groups_reporting import in_circles, in_order
from csp_desktop.editing.bringing_in.known_records import Nearest, nearest_elsewhere, pair
from csp_desktop.editing.bringing_in.officer_names import Officers
from csp_desktop.editing.bringing_in.partner_names import NamedPartner, NobodyNamed, PartnerNames, name_parts
from csp_desktop.editing.bringing_in.preview import PLAN, ImportPreview, Proposal, ProposalOutcome
from csp_desktop.editing.bringing_in.remembered_layouts import changes_to_remember
from csp_desktop.editing.bringing_in.target import choose_partnership, of_years, only_empty_plan, plan_of
from csp_desktop.editing.changes import Insert, Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import WorkbookProblem
from csp_desktop.excel.foreign.reading import (
    Draft,
    Label,
    Mark,
    PartnersInCell,
    Posts,
    RecordNamed,
    RecordsNamed,
    To,
    partner_cells,
)
from csp_desktop.excel.opening.grid import Place
from csp_desktop.excel.wording.cells import plain
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import BY_NAME, register_named
from csp_desktop.registers.fields import Reference, Values
from csp_desktop.registers.register import Register
from csp_desktop.rules.body_kinds import kind_of_body
from csp_desktop.rules.timescales import read_timescale

# Whoever is named by a partner's name in other cells is made where nobody is called so.
_NAMED_BY_PARTNERS = ("agencies", "groups", "partnerships", "plans")
_REPORTS_TO_ITSELF = (
    "A group cannot report to itself, not even through others; choose on the record whom it reports to."
)


class ImportComparison:
    """One reading against one file."""

    def __init__(self, ws: Workspace, preview: ImportPreview, partnership: str | None) -> None:
        self.ws, self.preview, self.reading = ws, preview, preview.reading
        self.cells = preview.reading.cells
        self.cells.forget_comparison()
        self.partnership = choose_partnership(ws, preview.reading, preview.file, preview.notes, partnership)
        preview.partnership = self.partnership["id"]
        self.names = PartnerNames(
            self.partnership["id"],
            ws.records("agencies"),
            ws.records("groups", {"partnership": self.partnership["id"]}),
        )
        self.officers = Officers(ws.records("people"), self._agency_called)
        self.plan_id: str | None = None
        self.plan_is_new = False
        self.ids: dict[str, str] = {}
        self.new: set[str] = set()
        self.known: dict[str, list[Values]] = {}
        self.inserts: list[Insert] = []
        self.updates: list[Update] = []
        self.year: FinancialYear | None = None
        self.recognised: dict[PartnersInCell, list[NamedPartner | NobodyNamed]] = {}
        self.unique: dict[tuple[object, ...], str] = {}
        self.refused: set[str] = set()
        self.asked: set[str] = set()
        self.circling: set[str] = set()
        self.told = ToldAgain()
        self.outcome = CellOutcomes(self.reading)

    def run(self) -> None:
        # Agencies and groups the workbook lists itself are known before names elsewhere in it are read.
        done: set[str] = set()
        names = any(partner_cells(value) for draft in self.reading.drafts for value in draft.values.values())
        for register in ("agencies", "groups"):
            listed = [draft for draft in self.reading.drafts if draft.register == register]
            if not listed or not names:
                continue
            turns, self.circling = in_order(listed)
            for turn in turns:
                before = len(self.inserts)
                self._compare(register, turn)
                self.names.know(self.inserts[before:])
            done.update(draft.key for draft in listed)
        self._recognise_partners()
        self._settle_plan()
        for draft in self.reading.drafts:
            if draft.key not in done:
                together = self._beside(draft)
                self._compare(draft.register, together)
                done.update(other.key for other in together)
        self._open_circles()
        order = list(BY_NAME)
        made = [*self.names.made, *self.officers.made, *self.inserts]
        made.sort(key=lambda insert: order.index(insert.register))
        self._list_gone()
        self.preview.changes = [*made, *self.updates]
        self.preview.layouts = changes_to_remember(self.ws, self.reading.mapped)
        self._count_partners()
        self.outcome.settle(self.preview, self.ws)
        self.preview.notes += told_twice(self.reading.drafts)

    def _open_circles(self) -> None:
        """No group comes to report to itself through those of the file: who it reports to is asked instead."""
        above = {group["id"]: group["parent"] for group in self.ws.records("groups")}
        changes: list[Insert | Update] = [*self.inserts, *self.updates]
        changed = [change for change in changes if change.register == "groups"]
        above.update((change.id, change.values["parent"]) for change in changed if "parent" in change.values)
        circling = in_circles(above)
        told = {proposal.record: proposal for proposal in self.preview.proposals}
        for change in changed:
            if change.id in circling and "parent" in change.values:
                proposal = told[change.id]
                del proposal.values["parent"]
                proposal.differences.pop("parent", None)
                self.cells.asked(proposal.places["parent"], _REPORTS_TO_ITSELF)
                kept = {name: value for name, value in change.values.items() if name != "parent"}
                if isinstance(change, Insert):
                    self.inserts[self.inserts.index(change)] = replace(change, values=kept)
                else:
                    self.updates[self.updates.index(change)] = replace(change, values=kept)
        self.updates = [update for update in self.updates if update.values]

    # Whose plan, and which

    def _settle_plan(self) -> None:
        """The plan everything belongs to: the one given, the one of that title and year, or a new one."""
        if not self.reading.title and not any(self._needs_plan(draft) for draft in self.reading.drafts):
            return
        plans = self.ws.records("plans", {"partnership": self.partnership["id"]}, ("first_year",))
        years = self.reading.years
        plan = next((plan for plan in plans if plan["id"] == self.preview.plan), None)
        untouched = only_empty_plan(self.ws, plans)
        if plan is None:
            plan = plan_of(self.reading, plans, years) or untouched
        if plan is None and years is None:
            raise WorkbookProblem(
                f"“{self.preview.file}” does not say which year its plan is for, so nothing was brought in; "
                "choose the year above, or give it with --year."
            )
        values: Values = {"title": self.reading.title, "introduction": self.reading.introduction}
        places = {"title": self.reading.title_place} if self.reading.title_place else {}
        values = {name: text for name, text in values.items() if text}
        if plan is untouched and plan is not None and years is not None:
            other = of_years(plan, years)
            values = {**other, **values}
            if other:
                self.preview.notes.append(
                    f"{plan['title']} has nothing in it yet, so it becomes the plan for {years[0].label}."
                )
        if plan is None:
            assert years is not None
            values = {
                "title": f"Action plan {years[0].label}",
                **values,
                "partnership": self.partnership["id"],
                "first_year": years[0].first,
                "last_year": years[1].first,
            }
            insert = Insert("plans", values)
            self.inserts.append(insert)
            self.plan_id, self.plan_is_new = insert.id, True
            self.preview.proposals.append(Proposal(PLAN, "plans", "new", insert.id, values, places=places))
        else:
            self.plan_id = plan["id"]
            self._propose_known(PLAN, "plans", plan, values, places, None)
        self.year = years[1] if years else FinancialYear(plan["last_year"]) if plan else None

    def _needs_plan(self, draft: Draft) -> bool:
        """Is it of a register that belongs to a plan, without saying which plan of this file?"""
        if register_named(draft.register).within != "plan":
            return False
        said = draft.values.get("plan")
        if not isinstance(said, RecordNamed):
            return True
        return said.id not in self.brought and self.ws.record("plans", said.id) is None

    # Drafts against records

    def _recognise_partners(self) -> None:
        """Everybody named in the workbook, shortest names first: longer ones may be several run together."""
        named: dict[PartnersInCell, str] = {}
        for draft in self.reading.drafts:
            for name, value in draft.values.items():
                for names in partner_cells(value):
                    named.setdefault(names, self._partner_column(draft.register, name))
        for names, column in sorted(named.items(), key=lambda pair: len(pair[0].text.split())):
            if names not in self.recognised:
                self._recognise(names, column)

    def _recognise(self, names: PartnersInCell, column: str) -> list[NamedPartner | NobodyNamed]:
        partners = self.names.recognise(names.text, "groups" if column == "groups" else "agencies")
        self.recognised[names] = partners
        self._mark_names(names, partners)
        return partners

    def _agency_called(self, name: str) -> str | None:
        """The agency a workbook names beside a person."""
        partners = self.names.recognise(name, "agencies")
        return next(
            (part.id for part in partners if isinstance(part, NamedPartner) and part.register == "agencies"),
            None,
        )

    @staticmethod
    def _partner_column(register: str, name: str) -> str:
        return getattr(register_named(register)[name], "to", "agencies")

    def _mark_names(self, names: PartnersInCell, partners: list[NamedPartner | NobodyNamed]) -> None:
        for part in partners:
            if isinstance(part, NamedPartner):
                if part.message:
                    self.cells.add_message(names.place, part.message)
                continue
            mark = Mark("ignored" if part.understood else "asked", message=part.why)
            if len(partners) == 1:
                self.cells.mark(names.place, mark)
            else:
                self.cells.set_part(names.place, part.text, mark)

    def _beside(self, draft: Draft) -> list[Draft]:
        """The drafts compared together with one: those that stand in the same place in the same register."""
        return self._together[draft.register, _standing(draft)]

    @cached_property
    def _together(self) -> dict[tuple[str, str], list[Draft]]:
        by_standing: dict[tuple[str, str], list[Draft]] = {}
        for draft in self.reading.drafts:
            by_standing.setdefault((draft.register, _standing(draft)), []).append(draft)
        return by_standing

    def _compare(self, register_name: str, drafts: list[Draft]) -> None:
        register = register_named(register_name)
        resolved = [(draft, self._resolve(register, draft)) for draft in drafts]
        choices = self.preview.choices
        left_out = {key for key, choice in choices.items() if choice == "leave out"}
        kept = []
        for draft, values in resolved:
            above = [value.key for value in draft.values.values() if isinstance(value, To)]
            if self.refused.intersection(above):
                self._refuse(draft, "What this belongs to could not be brought in.")
                continue
            waits = self.asked.intersection(above)
            if draft.key in left_out or waits or any(key not in self.ids for key in above):
                outcome: ProposalOutcome = "asked" if waits and draft.key not in left_out else "left out"
                if outcome == "asked":
                    self.asked.add(draft.key)
                self.preview.proposals.append(
                    Proposal(draft.key, register_name, outcome, "", values, places=draft.told_at)
                )
                continue
            kept.append((draft, values))
        if not kept:
            return
        kept = self.outcome.joined(register, kept)
        records = self._known_by_id(register, kept) + self._records_beside(register, kept[0][1])
        apart = frozenset(key for key, choice in choices.items() if choice == "add")
        pairing = pair(register, kept, records, apart)
        position = max((record["position"] for record in records), default=-1) if register.numbered else -1
        elsewhere = self._elsewhere(register, records, _standing(kept[0][0]))
        strangers = [
            (draft, values)
            for draft, values in kept
            if draft.key not in pairing.same and draft.key not in pairing.nearest
        ]
        pairing.nearest.update(nearest_elsewhere(register, strangers, elsewhere))
        by_id = {record["id"]: record for record in (*elsewhere, *records)}
        self.told.add(register_name, records, pairing)
        for draft, values in kept:
            nearest = pairing.nearest.get(draft.key)
            record = pairing.same.get(draft.key)
            if record is None and nearest and register_name not in _NAMED_BY_PARTNERS:
                choice = choices.get(draft.key)
                if choice == "update" or (choice is None and self.preview.mappings.take_doubtful):
                    record = by_id[nearest.record]
                elif choice is None:
                    self._ask(draft, values, nearest)
                    continue
            if record is not None:
                self._know(draft, record["id"])
                values = beside_own_notes(record, values)
                values = sound_values(register, record, values, draft.places, self.cells) or {}
                self._keep_unique(register, record)
                self._propose_known(draft.key, register_name, record, values, draft.told_at, nearest)
                continue
            starting = dict(draft.starting)
            if register_name == "agencies" and (kind := kind_of_body(str(values.get("name") or ""))):
                # What a column says of its kind stands over it.
                starting.setdefault("kind", kind)
            sound = sound_values(
                register, {**register.blank(), **starting}, values, draft.places, self.cells, new=True
            )
            if sound is None:
                self._refuse(draft)
                continue
            values = sound
            twin = self._twin(register, {**starting, **values})
            if twin:
                self._know(draft, twin)
                self.preview.proposals.append(
                    Proposal(draft.key, register_name, "same", twin, values, places=draft.told_at)
                )
                for place in draft.places.values():
                    self.cells.add_message(place, "Said before in this workbook.")
                continue
            if register.numbered:
                position += 1
                starting["position"] = position
            insert = Insert(register_name, {**starting, **values}, draft.record_id or "")
            self._know(draft, insert.id)
            self.new.add(insert.id)
            self._keep_unique(register, {**insert.values, "id": insert.id})
            self.inserts.append(insert)
            self.preview.proposals.append(
                Proposal(
                    draft.key, register_name, "new", insert.id, values, nearest=nearest, places=draft.told_at
                )
            )

    def _ask(self, draft: Draft, values: Values, nearest: Nearest) -> None:
        """Nothing is written of a record that may be one of the file before somebody says whether it is."""
        self.asked.add(draft.key)
        for key in self.outcome.joined_to.get(draft.key, ()):
            self.asked.add(key)
        self.preview.proposals.append(
            Proposal(draft.key, draft.register, "asked", "", values, nearest=nearest, places=draft.told_at)
        )

    def _list_gone(self) -> None:
        for register, record in self.told.gone():
            key = f"gone {record['id']}"
            if self.preview.choices.get(key) == "retire":
                field, over = RETIRED[register]
                self._propose_known(key, register, record, {**record, field: over[0]}, {}, None)
            else:
                self.preview.proposals.append(Proposal(key, register, "gone", record["id"], dict(record)))

    def _know(self, draft: Draft, record: str) -> None:
        """A draft, and those told of with it, is this record."""
        for key in (draft.key, *self.outcome.joined_to.get(draft.key, ())):
            self.ids[key] = record

    def _elsewhere(self, register: Register, beside: list[Values], standing: str) -> list[Values]:
        """Plan items that stand under something else and are nobody's yet: perhaps moved, perhaps doubled."""
        if register.name != "plan_items" or self.plan_is_new:
            return []
        known = {record["id"] for record in beside} | set(self.ids.values())
        return [
            record
            for record in self._all(register)
            if record["id"] not in known and self._standings.get(plain(record["title"]), standing) == standing
        ]

    @cached_property
    def _standings(self) -> dict[str, str]:
        """Where the only plan item of a wording stands in the workbook; nowhere where several are worded so."""
        standings: dict[str, str] = {}
        for draft in self.reading.drafts:
            if draft.register == "plan_items":
                title = plain(str(draft.values.get("title") or ""))
                standings[title] = _standing(draft) if title not in standings else "nowhere"
        return standings

    def _refuse(self, draft: Draft, why: str = "") -> None:
        self.refused.add(draft.key)
        refuse_row(draft, self.cells, why)

    def _keep_unique(self, register: Register, record: Values) -> None:
        for fields in register.unique:
            self.unique[register.name, *(record.get(name) for name in fields)] = record["id"]

    def _twin(self, register: Register, values: Values) -> str | None:
        """The record this workbook made before that this one could not stand beside."""
        for fields in register.unique:
            twin = self.unique.get((register.name, *(values.get(name) for name in fields)))
            if twin:
                return twin
        return None

    def _propose_known(
        self,
        key: str,
        register: str,
        record: Values,
        values: Values,
        places: dict[str, Place],
        nearest: Nearest | None,
    ) -> None:
        differences = {name: (record[name], value) for name, value in values.items() if record[name] != value}
        if differences:
            self.updates.append(
                Update(register, record["id"], {name: new for name, (_, new) in differences.items()})
            )
        outcome: ProposalOutcome = "updated" if differences else "same"
        self.preview.proposals.append(
            Proposal(key, register, outcome, record["id"], values, differences, nearest, places)
        )

    def _resolve(self, register: Register, draft: Draft) -> Values:
        """A draft's values as the file holds them."""
        values: Values = {}
        for name, value in draft.values.items():
            if isinstance(value, To):
                values[name] = self.ids.get(value.key)
            elif partner_cells(value):
                for names in partner_cells(value):
                    if name == "parent" and draft.key in self.circling:
                        self.cells.asked(names.place, _REPORTS_TO_ITSELF)
                        continue
                    self._resolve_names(register, name, names, values)
            elif isinstance(value, Posts):
                values[name], left = self.officers.recognise(value.text)
                for sentence in left:
                    self.cells.add_message(value.place, sentence)
            elif isinstance(value, Label):
                record_id = self._resolve_label(register, name, value)
                if record_id:
                    values[name] = record_id
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
        if register.within == "plan":
            values.setdefault("plan", self.plan_id)
        if "partnership" in register.by_name and self.partnership["id"]:
            values.setdefault("partnership", self.partnership["id"])
        if values.get("timescale") and "due_on" in register.by_name and "due_on" not in values and self.year:
            due = read_timescale(values["timescale"], self.year).due_on
            if due:
                values["due_on"] = due.isoformat()
        return values

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
        for record in self._all(other):
            known = {plain(str(record.get(field) or "")) for field in (other.title, "ref", "short_name")}
            if wanted in known - {""}:
                return str(record["id"])
        self.cells.asked(label.place, f"No {other.label.lower()} is called “{label.text}”.")
        return None

    def _all(self, register: Register) -> list[Values]:
        if register.name not in self.known:
            where: dict[str, Any] = {}
            if register.within == "plan" and self.plan_id:
                where = {"plan": self.plan_id}
            elif "partnership" in register.by_name:
                where = {"partnership": self.partnership["id"]}
            self.known[register.name] = self.ws.records(register.name, where)
        return self.known[register.name]

    def _known_by_id(self, register: Register, drafts: list[tuple[Draft, Values]]) -> list[Values]:
        """Records of the file that drafts name by id, wherever they stand."""
        ids = tuple(draft.record_id for draft, _ in drafts if draft.record_id)
        return self.ws.records(register.name, {"id": ids}) if ids else []

    def _records_beside(self, register: Register, values: Values) -> list[Values]:
        """The records that stand where a draft would."""
        if register.name == "plan_items":
            wanted = {"parent": values.get("parent"), "plan": values["plan"]}
        elif register.within and values.get(register.within):
            wanted = {register.within: values[register.within]}
        else:
            wanted = {}
        if self.new & set(filter(None, wanted.values())) or (self.plan_is_new and "plan" in wanted):
            return []
        return self.ws.records(register.name, wanted)

    def _count_partners(self) -> None:
        for officer in self.officers.made:
            self.preview.proposals.append(
                Proposal(f"people {officer.id}", "people", "new", officer.id, dict(officer.values))
            )
        made = {insert.id: insert for insert in self.names.made}
        for register, partner in sorted(self.names.met):
            insert = made.get(partner)
            values: Values = dict(insert.values) if insert else {}
            outcome: ProposalOutcome = "new" if insert else "same"
            self.preview.proposals.append(
                Proposal(f"{register} {partner}", register, outcome, partner, values)
            )


_PROTECTION_ORDER = re.compile(r"\bpspos?\b|\bpublic spaces? protection orders?\b", re.IGNORECASE)


def _makes_orders(name: str) -> bool:
    """A district, borough, city or unitary council; not a county, town or parish one (2014 Act, section 59)."""
    return bool(re.search(r"\bcouncil$", name, re.IGNORECASE)) and not re.search(
        r"\b(?:county|town|parish)\b", name, re.IGNORECASE
    )


def _standing(draft: Draft) -> str:
    """Where a draft stands: under which other draft."""
    within = register_named(draft.register).within or ""
    above = draft.values.get("parent") or draft.values.get(within)
    return above.key if isinstance(above, To) else str(above or "")
