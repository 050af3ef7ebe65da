"""The returns of a plan's year at a glance: a line for each recipient, its return for every quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from csp_desktop.editing.returns.asked import Recipient
from csp_desktop.editing.returns.questions import OpenQuestion, open_questions
from csp_desktop.editing.returns.recipients import ReturnRecipient, return_recipients
from csp_desktop.editing.returns.return_particulars import recipient_name
from csp_desktop.editing.returns.standing.missing import MissingRow, missing_rows, newest_forms
from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.editing.workspace import Workspace
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.fields import Record
from csp_desktop.registers.issued_form import IssuedForm
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.rules.return_states import BACK


@dataclass
class BoardLine:
    """One recipient: its returns by quarter code, and how the chosen quarter's stands.

    `asked` cells are waited for, `empty` of them hold nothing yet; `missing` names them by the quarter of
    each return that has come back, in the chosen quarter of each that was sent. `versions` have been
    received; `questions` of them are open. `prospect` says what would be sent, None where nothing would.
    """

    recipient: Recipient
    short_name: str
    name: str
    returns: dict[str, Record]
    prospect: ReturnRecipient | None = None
    asked: int = 0
    empty: int = 0
    missing: dict[str, list[MissingRow]] = field(default_factory=dict)
    files: list[Record] = field(default_factory=list)
    questions: list[OpenQuestion] = field(default_factory=list)
    questions_by_quarter: Counter[str] = field(default_factory=Counter)

    @property
    def versions(self) -> int:
        return sum(kept["direction"] == "received" for kept in self.files)

    def outstanding(self, quarter: str) -> int:
        """How many rows a return that has come back still lacks something in."""
        return len(self.missing.get(quarter, ()))


def board_lines(ws: Workspace, records: PlanRecords, quarter: Quarter, today: date) -> list[BoardLine]:
    """A line for everybody who has a return in the quarter's year or would get one, by name."""
    lines: dict[Recipient, BoardLine] = {}
    codes = {each.code for each in FinancialYear(quarter.year).quarters}
    for return_record in records.returns:
        if return_record["quarter"] in codes:
            recipient = (
                Recipient("agency", return_record["agency"])
                if return_record["agency"]
                else Recipient("group", return_record["group"])
            )
            short = recipient_name(records, return_record, short=True)
            line = lines.setdefault(
                recipient, BoardLine(recipient, short, recipient_name(records, return_record), {})
            )
            line.returns[return_record["quarter"]] = return_record
    forms = newest_forms(
        ws, [return_record["id"] for line in lines.values() for return_record in line.returns.values()]
    )
    for prospect in return_recipients(records, quarter, today, forms):
        line = lines.setdefault(
            prospect.recipient, BoardLine(prospect.recipient, prospect.short_name, prospect.name, {})
        )
        line.prospect = prospect
    _fill_files(ws, lines, quarter)
    _fill_questions(ws, records, lines)
    recorded = {code: RecordedValues(records, Quarter.parse(code)) for code in codes}
    for line in lines.values():
        _count_cells(line, forms, recorded, quarter)
    return sorted(lines.values(), key=lambda line: line.name.casefold())


def _fill_files(ws: Workspace, lines: dict[Recipient, BoardLine], quarter: Quarter) -> None:
    """The kept files of the chosen quarter's returns, oldest first."""
    of_return = {
        line.returns[quarter.code]["id"]: line for line in lines.values() if quarter.code in line.returns
    }
    for kept in ws.records("return_files", {"return": tuple(of_return)}, ("saved_on",)):
        of_return[kept["return"]].files.append(kept)


def _fill_questions(ws: Workspace, records: PlanRecords, lines: dict[Recipient, BoardLine]) -> None:
    waiting = {
        return_record["id"]: line
        for line in lines.values()
        for return_record in line.returns.values()
        if return_record["state"] == "received"
    }
    if not waiting:
        return
    for question in open_questions(ws, records.plan["id"]):
        line = waiting.get(question.return_record["id"])
        if line is not None:
            line.questions.append(question)
            line.questions_by_quarter[question.return_record["quarter"]] += 1


def _count_cells(
    line: BoardLine, forms: Mapping[str, IssuedForm], recorded: Mapping[str, RecordedValues], quarter: Quarter
) -> None:
    """Count what the newest form sent asks for, else what one would ask for; name what came back lacks."""
    if line.prospect is not None:
        line.asked, line.empty = line.prospect.asked, line.prospect.empty
    for code, return_record in line.returns.items():
        if return_record["id"] not in forms or (code != quarter.code and return_record["state"] not in BACK):
            continue
        asked, line.missing[code] = missing_rows(forms[return_record["id"]], recorded[code])
        if code == quarter.code:
            line.asked, line.empty = asked, sum(len(row.headings) for row in line.missing[code])
