"""Bringing in what people already have: read, compared with the file, shown, and applied as one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from csp_desktop.editing.changes import Change, Insert, Step, Update
from csp_desktop.editing.known_records import Nearest, pair
from csp_desktop.editing.partner_names import Named, PartnerNames, Unnamed
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import BadRequest, WorkbookProblem
from csp_desktop.excel.cell_wording import plain
from csp_desktop.excel.grid import Place
from csp_desktop.excel.plan_layouts import read_source
from csp_desktop.excel.plan_reading import Draft, Label, Mark, Names, Reading, To
from csp_desktop.periods import FinancialYear
from csp_desktop.registers.catalog import BY_NAME, register_named
from csp_desktop.registers.fields import Record, Reference
from csp_desktop.registers.register import Register
from csp_desktop.rules.timescales import read_timescale

ProposalOutcome = Literal["new", "updated", "same", "left out"]
Choice = Literal["update", "add", "leave out"]

PLAN = "plan"
"""The key of the proposal for the plan itself."""


@dataclass
class Proposal:
    """One record an import proposes: what it would hold, and the record of the file it is, if any.

    `differences` maps fields to (value in the file, value in the workbook); `nearest` is a record worded
    much alike, where one was found.
    """

    key: str
    register: str
    outcome: ProposalOutcome
    record: str
    values: Record
    differences: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    nearest: Nearest | None = None
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the record is known by, as text."""
        return str(self.values.get(register_named(self.register).title) or "")


@dataclass
class ImportPreview:
    """What a workbook would do to the file; nothing is done before `apply_import`.

    `notes` are sentences for the person; `choices` says, by proposal key, what they decided otherwise.
    """

    file: str
    reading: Reading
    partnership: str
    plan: str | None
    choices: dict[str, Choice]
    proposals: list[Proposal] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    applied: bool = False

    @property
    def layout(self) -> str:
        return self.reading.layout

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """New, updated and same records by register."""
        found = Counter((proposal.register, proposal.outcome) for proposal in self.proposals)
        return {
            name: {outcome: found[name, outcome] for outcome in ("new", "updated", "same")}
            for name in BY_NAME
            if any(register == name for register, _ in found)
        }

    @property
    def needs_a_person(self) -> bool:
        """Is there a cell nobody understood?"""
        return any(cell.mark.outcome == "not understood" for cell in self.reading.cells)

    def as_json(self) -> dict[str, Any]:
        """The preview as `import --json` prints it."""
        return {
            "layout": self.layout,
            "applied": self.applied,
            "registers": self.counts,
            "cells": [cell.as_json() for cell in self.reading.cells],
            "notes": self.notes,
        }


def preview_import(
    ws: Workspace,
    path: Path,
    sheet: str | None = None,
    year: FinancialYear | None = None,
    *,
    partnership: str | None = None,
    plan: str | None = None,
) -> ImportPreview:
    """Read a workbook and say what it would do; raises WorkbookProblem where it cannot be read.

    `partnership` and `plan` are ids, for files that hold several; without them the workbook is asked.
    """
    reading = read_source(Path(path), sheet, year)
    return compare(ws, reading, Path(path).name, partnership=partnership, plan=plan)


def compare(
    ws: Workspace,
    reading: Reading,
    file: str,
    *,
    partnership: str | None = None,
    plan: str | None = None,
    choices: Mapping[str, Choice] | None = None,
) -> ImportPreview:
    """Compare a reading with the file: every draft is new, changes a record, or is there already."""
    preview = ImportPreview(file, reading, "", plan, dict(choices or {}), notes=list(reading.notes))
    _Comparison(ws, preview, partnership).run()
    return preview


def choose(ws: Workspace, preview: ImportPreview, choices: Mapping[str, Choice]) -> ImportPreview:
    """The preview again, with a person's choices: by proposal key "update", "add" or "leave out"."""
    return compare(
        ws,
        preview.reading,
        preview.file,
        partnership=preview.partnership,
        plan=preview.plan,
        choices={**preview.choices, **choices},
    )


def apply_import(ws: Workspace, preview: ImportPreview) -> Step | None:
    """Write what a preview proposes, as one step after a backup; None where there is nothing to do."""
    # The file may have changed since the preview was shown: what is written is compared afresh.
    current = choose(ws, preview, {})
    preview.proposals, preview.changes = current.proposals, current.changes
    preview.applied = True
    if not current.changes:
        return None
    ws.backup()
    return ws.apply(current.changes, reason=f"import {preview.file}")


class _Comparison:
    """One reading against one file."""

    def __init__(self, ws: Workspace, preview: ImportPreview, partnership: str | None) -> None:
        self.ws, self.preview, self.reading = ws, preview, preview.reading
        self.cells = preview.reading.cells
        self.partnership = self._partnership(partnership)
        preview.partnership = self.partnership["id"]
        self.names = PartnerNames(
            self.partnership["id"],
            ws.records("agencies"),
            ws.records("groups", {"partnership": self.partnership["id"]}),
        )
        self.plan_id: str | None = None
        self.plan_is_new = False
        self.ids: dict[str, str] = {}
        self.new: set[str] = set()
        self.known: dict[str, list[Record]] = {}
        self.inserts: list[Insert] = []
        self.updates: list[Update] = []
        self.year: FinancialYear | None = None

    def run(self) -> None:
        self._recognise_partners()
        self._settle_plan()
        done: set[str] = set()
        for draft in self.reading.drafts:
            if draft.key not in done:
                together = self._beside(draft)
                self._compare(draft.register, together)
                done.update(other.key for other in together)
        order = list(BY_NAME)
        made = [*self.names.made, *self.inserts]
        made.sort(key=lambda insert: order.index(insert.register))
        self.preview.changes = [*made, *self.updates]
        self._count_partners()

    # Whose plan, and which

    def _partnership(self, wanted: str | None) -> Record:
        partnerships = self.ws.records("partnerships")
        if not partnerships:
            raise BadRequest(
                "This file has no partnership yet, so nothing was brought in; add one on the Partners tab first."
            )
        if wanted:
            return next(found for found in partnerships if found["id"] == wanted)
        if len(partnerships) == 1:
            return partnerships[0]
        said = plain(f"{self.reading.title} {self.reading.introduction} {self.preview.file}")
        for found in sorted(partnerships, key=lambda record: -len(record["name"])):
            for name in (found["name"], found["area"], found["short_name"]):
                if name and f" {plain(name)} " in f" {said} ":
                    return found
        self.preview.notes.append(
            f"The workbook does not say whose it is: it goes to {partnerships[0]['name']}, the first in this file."
        )
        return partnerships[0]

    def _settle_plan(self) -> None:
        """The plan everything belongs to: the one given, the one of that title and year, or a new one."""
        if (
            not any("plan" in register_named(draft.register).by_name for draft in self.reading.drafts)
            and not self.reading.title
        ):
            return
        plans = self.ws.records("plans", {"partnership": self.partnership["id"]}, ("first_year",))
        years = self.reading.years
        plan = next((found for found in plans if found["id"] == self.preview.plan), None)
        if plan is None:
            plan = self._plan_of(plans, years)
        if plan is None and years is None:
            raise WorkbookProblem(
                f"“{self.preview.file}” does not say which year its plan is for, so nothing was brought in; "
                "give the first year of the plan, for example 2010."
            )
        values: Record = {"title": self.reading.title, "introduction": self.reading.introduction}
        places = {"title": self.reading.title_place} if self.reading.title_place else {}
        values = {name: text for name, text in values.items() if text}
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

    def _plan_of(
        self, plans: list[Record], years: tuple[FinancialYear, FinancialYear] | None
    ) -> Record | None:
        if years is None:
            return plans[-1] if plans else None
        same_year = [
            found
            for found in plans
            if found["first_year"] <= years[0].first and years[1].first <= found["last_year"]
        ]
        title = self.reading.title or f"Action plan {years[0].label}"
        for found in same_year:
            if _title_key(found["title"]) == _title_key(title):
                return found
        whole_plan = any(
            draft.register == "plan_items" and draft.values.get("level") == "priority"
            for draft in self.reading.drafts
        )
        # A register without a plan's title belongs to the plan of its year; a whole plan is one of its own.
        if whole_plan:
            return None
        # What came of a year's priorities stands in the next year's plan where its own is not there.
        following = [found for found in plans if found["first_year"] == years[1].first + 1]
        return next(iter([*same_year, *following]), None)

    # Drafts against records

    def _recognise_partners(self) -> None:
        """Everybody named in the workbook, shortest names first: longer ones may be several run together."""
        named: dict[Names, str] = {}
        for draft in self.reading.drafts:
            for name, value in draft.values.items():
                if isinstance(value, Names):
                    named.setdefault(value, self._partner_column(draft.register, name))
        self.recognised: dict[Names, list[Named | Unnamed]] = {}
        for names, column in sorted(named.items(), key=lambda found: len(found[0].text.split())):
            found = self.names.recognise(names.text, "groups" if column == "groups" else "agencies")
            self.recognised[names] = found
            self._mark_names(names, found)

    @staticmethod
    def _partner_column(register: str, name: str) -> str:
        return getattr(register_named(register)[name], "to", "agencies")

    def _mark_names(self, names: Names, found: list[Named | Unnamed]) -> None:
        for part in found:
            if isinstance(part, Named):
                if part.message:
                    self.cells.add_message(names.place, part.message)
                continue
            mark = Mark("ignored" if part.understood else "not understood", message=part.why)
            if len(found) == 1:
                self.cells.mark(names.place, mark)
            else:
                self.cells.set_part(names.place, part.text, mark)

    def _beside(self, draft: Draft) -> list[Draft]:
        """The drafts compared together with one: those that stand in the same place in the same register."""
        return self._together[draft.register, _standing(draft)]

    @cached_property
    def _together(self) -> dict[tuple[str, str], list[Draft]]:
        found: dict[tuple[str, str], list[Draft]] = {}
        for draft in self.reading.drafts:
            found.setdefault((draft.register, _standing(draft)), []).append(draft)
        return found

    def _compare(self, register_name: str, drafts: list[Draft]) -> None:
        register = register_named(register_name)
        resolved = [(draft, self._resolve(register, draft)) for draft in drafts]
        choices = self.preview.choices
        left_out = {key for key, choice in choices.items() if choice == "leave out"}
        kept = []
        for draft, values in resolved:
            above = [value.key for value in draft.values.values() if isinstance(value, To)]
            if draft.key in left_out or any(key not in self.ids for key in above):
                self.preview.proposals.append(
                    Proposal(draft.key, register_name, "left out", "", values, places=draft.places)
                )
                continue
            kept.append((draft, values))
        if not kept:
            return
        records = self._records_beside(register, kept[0][1])
        apart = frozenset(key for key, choice in choices.items() if choice == "add")
        pairing = pair(register, kept, records, apart)
        position = (
            max((record["position"] for record in records), default=-1)
            if "position" in register.by_name
            else -1
        )
        by_id = {record["id"]: record for record in records}
        for draft, values in kept:
            nearest = pairing.nearest.get(draft.key)
            record = pairing.same.get(draft.key)
            if choices.get(draft.key) == "update" and nearest and record is None:
                record = by_id[nearest.record]
            if record is not None:
                self.ids[draft.key] = record["id"]
                self._propose_known(draft.key, register_name, record, values, draft.places, nearest)
                continue
            starting = dict(draft.starting)
            if "position" in register.by_name:
                position += 1
                starting["position"] = position
            insert = Insert(register_name, {**starting, **values})
            self.ids[draft.key] = insert.id
            self.new.add(insert.id)
            self.inserts.append(insert)
            self.preview.proposals.append(
                Proposal(
                    draft.key, register_name, "new", insert.id, values, nearest=nearest, places=draft.places
                )
            )

    def _propose_known(
        self,
        key: str,
        register: str,
        record: Record,
        values: Record,
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

    def _resolve(self, register: Register, draft: Draft) -> Record:
        """A draft's values as the file holds them."""
        values: Record = {}
        for name, value in draft.values.items():
            if isinstance(value, To):
                values[name] = self.ids.get(value.key)
            elif isinstance(value, Names):
                self._resolve_names(register, name, value, values)
            elif isinstance(value, Label):
                found = self._resolve_label(register, name, value)
                if found:
                    values[name] = found
            else:
                values[name] = register[name].parse(value) if isinstance(value, str) else value
        if "plan" in register.by_name:
            values["plan"] = self.plan_id
        if "partnership" in register.by_name:
            values.setdefault("partnership", self.partnership["id"])
        if values.get("timescale") and "due_on" in register.by_name and "due_on" not in values and self.year:
            due = read_timescale(values["timescale"], self.year).due_on
            if due:
                values["due_on"] = due.isoformat()
        return values

    def _resolve_names(self, register: Register, name: str, names: Names, values: Record) -> None:
        found = [part for part in self.recognised[names] if isinstance(part, Named)]
        if isinstance(register[name], Reference):
            wanted = [part.id for part in found if part.register == register[name].to]  # type: ignore[attr-defined]
            if wanted:
                values[name] = wanted[0]
            if len(wanted) > 1 or len(wanted) < len(found):
                self.cells.add_message(names.place, "Only one can be recorded here: the first one is.")
            return
        for part in found:
            column = "lead_groups" if part.register == "groups" else "lead_agencies"
            values[column] = tuple(dict.fromkeys((*values.get(column, ()), part.id)))

    def _resolve_label(self, register: Register, name: str, label: Label) -> str | None:
        other = register_named(register[name].to)  # type: ignore[attr-defined]
        wanted = plain(label.text)
        for found in self._all(other):
            known = {plain(str(found.get(field) or "")) for field in (other.title, "ref", "short_name")}
            if wanted in known - {""}:
                return str(found["id"])
        self.cells.not_understood(label.place, f"No {other.label.lower()} is called “{label.text}”.")
        return None

    def _all(self, register: Register) -> list[Record]:
        if register.name not in self.known:
            where: dict[str, Any] = {}
            if "plan" in register.by_name and self.plan_id:
                where = {"plan": self.plan_id}
            elif "partnership" in register.by_name:
                where = {"partnership": self.partnership["id"]}
            self.known[register.name] = self.ws.records(register.name, where)
        return self.known[register.name]

    def _records_beside(self, register: Register, values: Record) -> list[Record]:
        """The records that stand where a draft would."""
        if register.name == "plan_items":
            wanted = {"parent": values.get("parent"), "plan": self.plan_id}
        elif register.within and values.get(register.within):
            wanted = {register.within: values[register.within]}
        else:
            wanted = {}
        if self.new & set(filter(None, wanted.values())) or (self.plan_is_new and "plan" in wanted):
            return []
        return self.ws.records(register.name, wanted)

    def _count_partners(self) -> None:
        made = {insert.id: insert for insert in self.names.made}
        for register, partner in sorted(self.names.met):
            insert = made.get(partner)
            values: Record = dict(insert.values) if insert else {}
            outcome: ProposalOutcome = "new" if insert else "same"
            self.preview.proposals.append(
                Proposal(f"{register} {partner}", register, outcome, partner, values)
            )


def _standing(draft: Draft) -> str:
    """Where a draft stands: under which other draft."""
    within = register_named(draft.register).within or ""
    above = draft.values.get("parent") or draft.values.get(within)
    return above.key if isinstance(above, To) else str(above or "")


def _title_key(title: str) -> str:
    """A plan's title without what changes while it is being written."""
    return " ".join(word for word in plain(title).split() if word not in ("draft", "final", "version"))
