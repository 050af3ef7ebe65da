"""The rows of each recipient's return: what the locked cells say of what is asked, from what the plan records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from csp_desktop.editing.returns.asked import Asked, Recipient, asked
from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.amounts import format_money
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.log import LOG_UPDATES
from csp_desktop.registers.plan_records import PlanRecords, by_id
from csp_desktop.registers.return_form import BY_KEY, NEW_ITEMS, SHEETS, TBC, ReturnSheet
from csp_desktop.registers.typed_records import PlanItem, Risk
from csp_desktop.rules.body_kinds import home_council
from csp_desktop.rules.due_dates import counted_progress, due_date, is_counted
from csp_desktop.rules.log import entry_state, falls_due, origin
from csp_desktop.rules.log_kinds import kind_of
from csp_desktop.rules.money.funding_position import allocation_position
from csp_desktop.rules.rag import blue_says_complete, rag_words
from csp_desktop.rules.risk_scores import standing
from csp_desktop.rules.targets import format_figure, target_number

Context = dict[str, str | float | None]


@dataclass
class AskedRow:
    """A row before it has a code: its record and what the locked cells say."""

    record: str
    context: Context


def rows_by_recipient(records: PlanRecords, quarter: Quarter) -> dict[Recipient, dict[str, list[AskedRow]]]:
    """For each recipient with anything to report: rows by sheet key, in the order of the plan."""
    home = home_council(records)
    nobody = (Recipient("agency", home["id"]),) if home else ()
    said = _LockedCells(records, quarter)
    rows: dict[Recipient, dict[str, list[AskedRow]]] = defaultdict(lambda: defaultdict(list))
    for row in asked(records, quarter):
        context = said.of(row)
        for recipient in row.recipients or nobody:
            rows[recipient][row.sheet].append(AskedRow(row.record, context))
    return rows


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


class _LockedCells:
    def __init__(self, records: PlanRecords, quarter: Quarter) -> None:
        self._records = records
        self._quarter = quarter
        self._previous = RecordedValues(records, quarter.previous)
        self._words = rag_words(records.partnership)
        self._mitigation = by_id(records.mitigations)

    def of(self, row: Asked) -> Context:
        """What the locked cells of a row say."""
        return {**self._OF[row.sheet](self, row.record), "ref": row.ref, "title": row.title}

    def _of_item(self, record: str) -> Context:
        item = self._records.item[record]
        last = self._records.update(record, self._quarter.previous)
        return {
            "priority": self._priority(record),
            "due": self._due(item),
            "officer": self._officers(item),
            "last": last["narrative"] if last else None,
            "last_rag": self._words[last["rag"]] if last and last["rag"] else None,
            "counted": self._counted(record),
        }

    def _of_indicator(self, record: str) -> Context:
        indicator = self._records.indicator[record]
        unit = indicator["unit"]
        last = self._previous.value(BY_KEY["indicators"].input("value"), record)
        target = target_number(indicator)
        baseline = indicator["baseline_value"] if indicator["baseline_state"] == "known" else None
        return {
            "priority": self._priority(indicator["item"]),
            "unit": unit,
            "baseline": None if indicator["baseline_state"] == "none" else format_figure(baseline, unit),
            "target": None if target.state == "none" else format_figure(target.value, unit),
            "last": last if last in (None, TBC) else format_figure(last, unit),
        }

    def _of_risk(self, record: str) -> Context:
        risk = self._records.risk[record]
        return {
            "priority": self._priority(risk["item"]),
            "last_score": self._last_score(risk),
            "last": self._previous.value(BY_KEY["risks"].input("comment"), record),
        }

    def _of_mitigation(self, record: str) -> Context:
        mitigation = self._mitigation[record]
        due = mitigation["due_on"]
        return {
            "risk": self._records.risk[mitigation["risk"]]["title"],
            "due": format_date(due, short=True) if due else None,
        }

    def _of_allocation(self, record: str) -> Context:
        records, allocation = self._records, self._records.allocation[record]
        spent = allocation_position(records, allocation, self._quarter.previous).spent
        return {
            "stream": records.stream[allocation["stream"]]["name"],
            "amount": "" if allocation["amount"] is None else format_money(allocation["amount"]),
            "spent": format_money(spent),
        }

    def _of_entry(self, record: str) -> Context:
        records, previous = self._records, self._quarter.previous
        entry = records.log_entry[record]
        said = records.log_update(record, previous)
        state = entry_state(records, entry, previous)
        return {
            "kind": kind_of(entry).label,
            "source": origin(records, entry),
            "due": falls_due(state),
            "last": said["narrative"] if said else None,
            "last_status": LOG_UPDATES["status"].format(state.status),
        }

    def _priority(self, item: str | None) -> str | None:
        above = self._records.priority_of(item)
        return above["title"] if above else None

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

    _OF: ClassVar[Mapping[str, Callable[[_LockedCells, str], Context]]] = {
        "action updates": _of_item,
        "indicators": _of_indicator,
        "risks": _of_risk,
        "mitigations": _of_mitigation,
        "funding": _of_allocation,
        "log": _of_entry,
    }


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
