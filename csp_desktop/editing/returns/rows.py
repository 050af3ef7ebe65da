"""Who is asked about what: the rows of each recipient's return, from what the plan records.

- An item that is not complete or stopped goes to each of its lead agencies; where it has none, to the
  first of its lead groups, else to the agencies of its lead officers; where another level of the plan has a
  lead, that level reports it.
- An indicator goes to its owner, a risk to its owner agency (open risks only), a mitigation that is not
  finished to its owner agency, else to the agency of the person or post its owner is, a mitigation else to
  whoever has its risk.
- Where no owner is named, and for allocations that are not withdrawn, it goes to the first lead of the
  item it belongs to, or of the nearest item above that has one. An allocation without such an item goes
  to its own group, else to the banker of its stream.
- An open entry of the log goes to each of its lead agencies, else to its group, else to the agency of the person
  or post its owner is; what a meeting decided after the quarter is asked about in the next.
- What is left, for which nobody is named at all, goes to the coordinator's own council, so that no row of a plan
  is asked of nobody; where it cannot be told which council that is, to nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.log import LOG_UPDATES
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.return_form import BY_KEY, NEW_ITEMS, SHEETS, TBC, ReturnSheet
from csp_desktop.registers.typed_records import PlanItem, Risk
from csp_desktop.rules.body_kinds import home_council
from csp_desktop.rules.due_dates import FINISHED, counted_progress, due_date, is_counted
from csp_desktop.rules.log import entry_state, entry_states, falls_due, origin
from csp_desktop.rules.log_kinds import kind_of
from csp_desktop.rules.money.funding_position import allocation_position
from csp_desktop.rules.partner_standing import agency_of
from csp_desktop.rules.rag import blue_says_complete, rag_words
from csp_desktop.rules.risk_scores import standing
from csp_desktop.rules.targets import format_figure, target_number

Context = dict[str, str | float | None]


@dataclass(frozen=True)
class Recipient:
    """The agency or group a return goes to."""

    kind: Literal["agency", "group"]
    id: str


@dataclass
class AskedRow:
    """A row before it has a code: its record and what the locked cells say."""

    record: str
    context: Context


def rows_by_recipient(records: PlanRecords, quarter: Quarter) -> dict[Recipient, dict[str, list[AskedRow]]]:
    """For each recipient with anything to report: rows by sheet key, in the order of the plan."""
    return _gathered(records, quarter).asked


def named_by_nobody(records: PlanRecords, quarter: Quarter) -> list[tuple[str, AskedRow]]:
    """Sheet key and row of what names nobody, though the coordinator's council may be asked; mitigations go with
    their risks."""
    return [(sheet, row) for sheet, row in _gathered(records, quarter).unnamed if sheet != "mitigations"]


def asked_of_nobody(records: PlanRecords, quarter: Quarter) -> list[str]:
    """A sentence where rows are asked of nobody, naming them; else nothing."""
    rows = [] if home_council(records) else named_by_nobody(records, quarter)
    if not rows:
        return []
    named = ", ".join(str(row.context["ref"] or f"“{row.context['title']}”") for _, row in rows)
    return [
        f"{named} name no agency or group, so no one is asked about them; name who reports them, then send again."
    ]


def _gathered(records: PlanRecords, quarter: Quarter) -> _Gathering:
    gathering = _Gathering(records, quarter)
    gathering.items()
    gathering.indicators()
    gathering.risks()
    gathering.funding()
    gathering.log()
    return gathering


def has_short_form(records: PlanRecords, recipient: Recipient) -> bool:
    """Whether a recipient is asked only for what is waited for: updates, ratings, scores and figures."""
    of_agency = recipient.kind == "agency"
    asked = records.agency[recipient.id] if of_agency else records.group[recipient.id]
    return bool(asked["return_form"] == "short")


def sheets_for(
    records: PlanRecords, recipient: Recipient, rows: Mapping[str, Sequence[AskedRow]]
) -> list[ReturnSheet]:
    """The sheets of the form with the columns a recipient is asked; a short form has no room for proposals."""
    short = has_short_form(records, recipient)
    blue = blue_says_complete(records.partnership)
    return [
        sheet.asking(
            {key for row in rows.get(sheet.key, ()) for key, said in row.context.items() if said},
            blue_is_complete=blue,
            short=short,
        )
        for sheet in SHEETS
        if not (short and sheet.key == NEW_ITEMS)
    ]


class _Gathering:
    def __init__(self, records: PlanRecords, quarter: Quarter) -> None:
        self._records = records
        self._quarter = quarter
        self._previous = RecordedValues(records, quarter.previous)
        self._words = rag_words(records.partnership)
        home = home_council(records)
        self._home = Recipient("agency", home["id"]) if home else None
        self.asked: dict[Recipient, dict[str, list[AskedRow]]] = defaultdict(lambda: defaultdict(list))
        self.unnamed: list[tuple[str, AskedRow]] = []

    def _add(self, recipient: Recipient | None, sheet: str, record: str, context: Context) -> None:
        row = AskedRow(record, context)
        if recipient is None:
            self.unnamed.append((sheet, row))
            recipient = self._home
        if recipient is not None:
            self.asked[recipient][sheet].append(row)

    def items(self) -> None:
        """Open items, to each lead agency or the first lead group."""
        records = self._records
        for item in records.outline():
            if item["status"] in FINISHED:
                continue
            leads: list[Recipient | None] = [*self._leads(item)]
            if not leads and not records.children(item["id"]) and item["level"] != "priority":
                leads = [] if self._lead_above(item["id"]) else [None]
            if not leads:
                continue
            last = records.update(item["id"], self._quarter.previous)
            context: Context = {
                "ref": item["ref"],
                "priority": self._priority(item["id"]),
                "title": item["title"],
                "due": self._due(item),
                "officer": self._officers(item),
                "last": last["narrative"] if last else None,
                "last_rag": self._words[last["rag"]] if last and last["rag"] else None,
                "counted": self._counted(item["id"]),
            }
            for lead in leads:
                self._add(lead, "action updates", item["id"], context)

    def indicators(self) -> None:
        """Every indicator, to its owner or the lead of its priority."""
        for indicator in self._records.indicators:
            unit = indicator["unit"]
            last = self._previous.value(BY_KEY["indicators"].input("value"), indicator["id"])
            target = target_number(indicator)
            baseline = indicator["baseline_value"] if indicator["baseline_state"] == "known" else None
            context: Context = {
                "ref": indicator["ref"],
                "priority": self._priority(indicator["item"]),
                "title": indicator["title"],
                "unit": unit,
                "baseline": None if indicator["baseline_state"] == "none" else format_figure(baseline, unit),
                "target": None if target.state == "none" else format_figure(target.value, unit),
                "last": last if last in (None, TBC) else format_figure(last, unit),
            }
            owner = indicator["owner"]
            recipient = Recipient("agency", owner) if owner else self._lead_above(indicator["item"])
            self._add(recipient, "indicators", indicator["id"], context)

    def risks(self) -> None:
        """Open risks and their unfinished mitigations."""
        comment = BY_KEY["risks"].input("comment")
        for risk in self._records.risks:
            if risk["status"] != "open":
                continue
            owner = risk["owner_agency"] or agency_of(self._records, risk["owner"])
            recipient = Recipient("agency", owner) if owner else self._lead_above(risk["item"])
            context: Context = {
                "ref": risk["ref"],
                "priority": self._priority(risk["item"]),
                "title": risk["title"],
                "last_score": self._last_score(risk),
                "last": self._previous.value(comment, risk["id"]),
            }
            self._add(recipient, "risks", risk["id"], context)
            for mitigation in self._records.mitigations_of.get(risk["id"], []):
                if mitigation["status"] in FINISHED:
                    continue
                due = mitigation["due_on"]
                about: Context = {
                    "ref": risk["ref"],
                    "risk": risk["title"],
                    "title": mitigation["title"],
                    "due": format_date(due, short=True) if due else None,
                }
                owner = mitigation["owner_agency"] or agency_of(self._records, mitigation["owner"])
                whose = Recipient("agency", owner) if owner else recipient
                self._add(whose, "mitigations", mitigation["id"], about)

    def funding(self) -> None:
        """Allocations of the quarter's year that still stand."""
        records = self._records
        for allocation in records.allocations:
            stream = records.stream[allocation["stream"]]
            if allocation["status"] == "withdrawn" or stream["year"] != self._quarter.year:
                continue
            recipient = self._lead_above(allocation["item"])
            if recipient is None and allocation["group"]:
                recipient = Recipient("group", allocation["group"])
            if recipient is None and stream["banker"]:
                recipient = Recipient("agency", stream["banker"])
            spent = allocation_position(records, allocation, self._quarter.previous).spent
            item = records.item.get(allocation["item"] or "")
            context: Context = {
                "ref": item["ref"] if item else None,
                "stream": stream["name"],
                "title": allocation["project"],
                "amount": "" if allocation["amount"] is None else format_money(allocation["amount"]),
                "spent": format_money(spent),
            }
            self._add(recipient, "funding", allocation["id"], context)

    def log(self) -> None:
        """Open entries of the log."""
        records, previous = self._records, self._quarter.previous
        for state in entry_states(records, self._quarter):
            entry = state.entry
            if not state.is_open:
                continue
            said = records.log_update(entry["id"], previous)
            context: Context = {
                "ref": entry["ref"],
                "kind": kind_of(entry).label,
                "source": origin(records, entry),
                "title": entry["title"],
                "due": falls_due(entry_state(records, entry, previous)),
                "last": said["narrative"] if said else None,
                "last_status": LOG_UPDATES["status"].format(entry_state(records, entry, previous).status),
            }
            owner = agency_of(records, entry["owner"])
            leads: list[Recipient | None] = [Recipient("agency", agency) for agency in entry["lead_agencies"]]
            if not leads and entry["group"]:
                leads = [Recipient("group", entry["group"])]
            elif not leads:
                leads = [Recipient("agency", owner) if owner else None]
            for lead in leads:
                self._add(lead, "log", entry["id"], context)

    def _priority(self, item: str | None) -> str | None:
        above = self._records.priority_of(item)
        return above["title"] if above else None

    def _leads(self, item: PlanItem) -> list[Recipient]:
        """Who reports an item of its own."""
        if item["lead_agencies"]:
            return [Recipient("agency", agency) for agency in item["lead_agencies"]]
        if item["lead_groups"]:
            return [Recipient("group", item["lead_groups"][0])]
        officers = (self._records.person[officer]["agency"] for officer in item["lead_officers"])
        return [Recipient("agency", agency) for agency in dict.fromkeys(officers) if agency]

    def _lead_above(self, item: str | None) -> Recipient | None:
        """The first lead of an item, or of the nearest one above that has a lead."""
        above = self._records.item.get(item or "")
        while above is not None:
            if leads := self._leads(above):
                return leads[0]
            above = self._records.item.get(above["parent"] or "")
        return None

    def _due(self, item: PlanItem) -> str | None:
        due = due_date(self._records, item, self._quarter.previous)
        return format_date(due.isoformat(), short=True) if due else item["timescale"]

    def _officers(self, item: PlanItem) -> str | None:
        people = [self._records.person[officer] for officer in item["lead_officers"]]
        return ", ".join(person["name"] for person in people) or None

    def _counted(self, item: str) -> str | None:
        """What was counted last; "Nothing yet" where it is to be counted from now on."""
        if not is_counted(self._records, item, self._quarter):
            return None
        earlier = sorted(update["quarter"] for update in self._records.updates_of[item])
        counts = [
            counted_progress(self._records, item, Quarter.parse(code))
            for code in earlier
            if code < self._quarter.code
        ]
        return next((count for count in reversed(counts) if count), "Nothing yet")

    def _last_score(self, risk: Risk) -> str | None:
        score = standing(self._records, risk, self._quarter.previous)
        return f"{score.likelihood} × {score.impact} = {score.score}" if score else None


def issued_values(
    sheet: ReturnSheet, record: str, recorded: RecordedValues
) -> tuple[dict[str, object], dict[str, object]]:
    """What the input cells of a row show, and what the file says where they show something else."""
    filled: dict[str, object] = {}
    bases: dict[str, object] = {}
    for column in sheet.inputs:
        value = recorded.value(column, record)
        if value is None:
            continue
        # The date a mitigation is due stands among the locked cells; the box beside it is for a new one.
        if sheet.key == "mitigations" and column.key == "due_on":
            bases[column.key] = value
        else:
            filled[column.key] = value
    return filled, bases
