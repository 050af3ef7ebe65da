"""Sending returns out: one workbook for each recipient with anything to report, kept as it went out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from csp_desktop.editing.returns.asked import Recipient
from csp_desktop.editing.returns.lead_officers import parts_by_officer
from csp_desktop.editing.returns.return_particulars import receivers
from csp_desktop.editing.returns.rows import AskedRow, issued_values, rows_by_recipient, sheets_for
from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.editing.returns.writing_workbooks import FileToWrite, ReturnNames, WrittenFile, write_files
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.errors import BadRequest
from csp_desktop.excel.returns.writer import FIRST_ROW, write_return
from csp_desktop.periods import FinancialYear, Quarter
from csp_desktop.registers.fields import RAG_WORDS, Record
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.return_form import NEW_ITEMS
from csp_desktop.registers.row_codes import new_return_code, row_code
from csp_desktop.rules.rag import rag_words

# Returns are asked for this long after their quarter has ended.
DAYS_TO_RETURN = 15


@dataclass(frozen=True)
class ExportedReturn:
    """One workbook written: for whom (short name), where, under which code, with how many rows and cells.

    `officer` is the lead officer a part of a return is for.
    """

    recipient: str
    file: WrittenFile
    return_id: str
    return_code: str
    due_on: str
    rows: int
    to_fill: int
    officer: str = ""

    @property
    def path(self) -> Path:
        """Where the workbook stands."""
        return self.file.path

    def as_json(self) -> dict[str, Any]:
        """For the command line."""
        told = {name: value for name, value in vars(self).items() if name != "file"}
        return {**told, "path": str(self.path), "replaced": self.file.replaced}


def default_due(quarter: Quarter, days: int = DAYS_TO_RETURN) -> date:
    """So many days after the quarter's end, or the Monday after."""
    due = quarter.end + timedelta(days=days)
    return due + timedelta(days=7 - due.weekday() if due.weekday() > 4 else 0)


def export_returns(
    ws: Workspace,
    plan_id: str,
    quarter: Quarter,
    folder: Path,
    recipients: Sequence[str | Recipient] = (),
    due: date | None = None,
    *,
    by_officer: bool = False,
) -> list[ExportedReturn]:
    """Write a return workbook for each recipient (all, or those named, if by short name) and record it.

    With `by_officer`, one for each lead officer of a recipient that has several: parts of the one return,
    under its code, that come back into it.

    A return sent before for the same quarter and recipient keeps its code, and its earlier workbook
    stays valid: in the folder it is replaced only where nobody has touched it, and `names_said` says so.
    Raises BadRequest for an unknown quarter or recipient, FileProblem where the folder cannot be written;
    then nothing is recorded.
    """
    records = ws.plan_records(plan_id)
    plan = records.plan
    if not plan["first_year"] <= quarter.year <= plan["last_year"]:
        years = " to ".join(
            dict.fromkeys(FinancialYear(plan[name]).label for name in ("first_year", "last_year"))
        )
        raise BadRequest(
            f"“{plan['title']}” covers {years}, so there is no {quarter.label} to report on; "
            "nothing was written. Choose another quarter or plan."
        )
    asked = rows_by_recipient(records, quarter)
    wanted = _wanted(records, recipients)
    batch = _Batch(ws, records, quarter, due, by_officer)
    for recipient, rows in sorted(asked.items(), key=lambda pair: _short_name(records, pair[0]).casefold()):
        if wanted is None or recipient in wanted:
            batch.add(recipient, rows)
    return batch.write(folder)


def _wanted(records: PlanRecords, recipients: Sequence[str | Recipient]) -> set[Recipient] | None:
    """Those named; a short name an agency and a group share means both."""
    if not recipients:
        return None
    known = [
        *((agency["short_name"], Recipient("agency", agency["id"])) for agency in records.agencies),
        *((group["short_name"], Recipient("group", group["id"])) for group in records.groups),
    ]
    wanted: set[Recipient] = set()
    for asked in recipients:
        if isinstance(asked, Recipient):
            wanted.add(asked)
            continue
        name = asked.strip()
        called = {recipient for short, recipient in known if short == name} or {
            recipient for short, recipient in known if short.casefold() == name.casefold()
        }
        if not called:
            raise BadRequest(
                f"There is no agency or group called “{name}”, so nothing was written; "
                f"the short names are {', '.join(sorted(recipient_names(records)))}."
            )
        wanted |= called
    return wanted


def recipient_names(records: PlanRecords) -> set[str]:
    """The short names returns can be sent to."""
    return {recipient["short_name"] for recipient in (*records.agencies, *records.groups)}


def _short_name(records: PlanRecords, recipient: Recipient) -> str:
    return str(_named(records, recipient)["short_name"])


def _named(records: PlanRecords, recipient: Recipient) -> Record:
    return records.agency[recipient.id] if recipient.kind == "agency" else records.group[recipient.id]


@dataclass
class _Part:
    """What one workbook on disk holds of a return: all of it, or the rows of one lead officer."""

    file: FileToWrite
    form: IssuedForm
    officer: str = ""


@dataclass
class _Prepared:
    """A return about to go out: `file` is the whole of it, `parts` what is written to disk."""

    form: IssuedForm
    existing: Record | None
    recipient: Recipient
    file: FileToWrite
    parts: list[_Part]


class _Batch:
    """The workbooks of one export, built in memory, then written to disk, then recorded in one step."""

    def __init__(
        self, ws: Workspace, records: PlanRecords, quarter: Quarter, due: date | None, by_officer: bool
    ) -> None:
        self._ws = ws
        self._by_officer = by_officer
        self._records = records
        self._quarter = quarter
        self._due = due
        self._recorded = RecordedValues(records, quarter)
        self._names = ReturnNames(ws, records.partnership["id"], quarter.code)
        self._codes = {return_record["return_code"] for return_record in ws.records("returns")}
        self._existing = {
            Recipient("agency", return_record["agency"])
            if return_record["agency"]
            else Recipient("group", return_record["group"]): return_record
            for return_record in records.returns
            if return_record["quarter"] == quarter.code
        }
        self._sent: dict[str, list[Record]] = {}
        if self._existing:
            ids = tuple(return_record["id"] for return_record in self._existing.values())
            for sent in ws.records("return_files", {"return": ids, "direction": "sent"}, ("saved_on",)):
                if sent["snapshot"]:
                    self._sent.setdefault(sent["return"], []).append(sent)
        words = rag_words(records.partnership)
        # Two ratings under one word could not be told apart when they come back.
        self._words = words if len({word.casefold() for word in words.values()}) == len(words) else RAG_WORDS
        self._prepared: list[_Prepared] = []

    def _new_code(self, recipient: Recipient) -> str:
        """A code whose rows are told from those it is likeliest to get: the recipient's own of other quarters first."""
        others = self._records.returns
        near = [other["return_code"] for other in others if other[recipient.kind] == recipient.id]
        near += [other["return_code"] for other in self._existing.values()]
        near += [prepared.form.return_code for prepared in self._prepared]
        beside = (self._quarter.previous.code, self._quarter.next.code)
        near += [other["return_code"] for other in others if other["quarter"] in beside]
        code = new_return_code(self._codes, near)
        self._codes.add(code)
        return code

    def add(self, recipient: Recipient, rows: dict[str, list[AskedRow]]) -> None:
        existing = self._existing.get(recipient)
        earlier = (
            [IssuedForm.from_json(sent["snapshot"]) for sent in self._sent.get(existing["id"], [])]
            if existing
            else []
        )
        code = existing["return_code"] if existing else self._new_code(recipient)
        named = _named(self._records, recipient)
        partnership = self._records.partnership
        due = self._due.isoformat() if self._due else existing["due_on"] if existing else None
        contact = [partnership[field] for field in ("email", "phone") if partnership[field]]
        form = IssuedForm(
            return_code=code,
            issue=1 + max((form.issue for form in earlier), default=0),
            quarter=self._quarter.code,
            recipient=named["short_name"],
            recipient_name=named["name"],
            partnership=partnership["name"],
            plan=self._records.plan["title"],
            due_on=due or default_due(self._quarter).isoformat(),
            contact=", ".join(["The community safety coordinator", *contact]),
            issued_on=date.today().isoformat(),
            rag_words=dict(self._words),
            sheets=self._sheets(code, recipient, rows, earlier),
        )
        known = existing["id"] if existing else None
        file = self._names.workbook(known, form.recipient, write_return(form))
        parts = self._parts(
            form, known, parts_by_officer(self._records, recipient, rows) if self._by_officer else {}
        )
        self._prepared.append(_Prepared(form, existing, recipient, file, parts or [_Part(file, form)]))

    def _parts(
        self, form: IssuedForm, return_id: str | None, rows: dict[str | None, dict[str, list[AskedRow]]]
    ) -> list[_Part]:
        """The workbooks of the lead officers; none where the return goes out whole."""
        parts = []
        for officer, own in rows.items():
            mine = {row.record for asked in own.values() for row in asked}
            sheets = [
                replace(sheet, rows=[row for row in sheet.rows if row.record in mine])
                for sheet in form.sheets
            ]
            part = replace(form, sheets=[sheet for sheet in sheets if sheet.rows or sheet.key == NEW_ITEMS])
            name = self._records.person[officer]["name"] if officer else "other rows"
            file = self._names.workbook(return_id, form.recipient, write_return(part), part=name)
            parts.append(_Part(file, part, name))
        return parts

    def _sheets(
        self, code: str, recipient: Recipient, rows: dict[str, list[AskedRow]], earlier: list[IssuedForm]
    ) -> list[IssuedSheet]:
        sheets = []
        for declared in sheets_for(self._records, recipient, rows):
            sheet = IssuedSheet(declared, declared.headers(self._quarter), FIRST_ROW)
            # A record keeps its row code, and no code is ever given to another record.
            given = {
                row.record: row.code
                for form in earlier
                for issued in form.sheets
                if issued.key == declared.key
                for row in issued.rows
            }
            number = max((int(code[1:].partition("-")[0]) for code in given.values()), default=0)
            for asked in rows.get(declared.key, ()):
                if asked.record not in given:
                    number += 1
                    given[asked.record] = row_code(code, declared.prefix, number)
                filled, bases = issued_values(declared, asked.record, self._recorded)
                sheet.rows.append(IssuedRow(given[asked.record], asked.record, asked.context, filled, bases))
            if sheet.rows or declared.key == NEW_ITEMS:
                sheets.append(sheet)
        return sheets

    def write(self, folder: Path) -> list[ExportedReturn]:
        if not self._prepared:
            return []
        returns: list[str] = []

        def record(paths: list[Path]) -> None:
            returns.extend(self._record(paths))

        parts = [(part, place) for place, prepared in enumerate(self._prepared) for part in prepared.parts]
        written = write_files(folder, [part.file for part, _ in parts], record)
        return [
            ExportedReturn(
                part.form.recipient,
                file,
                returns[place],
                part.form.return_code,
                part.form.due_on,
                sum(len(sheet.rows) for sheet in part.form.sheets),
                sum(part.form.unfilled().values()),
                part.officer,
            )
            for (part, place), file in zip(parts, written, strict=True)
        ]

    def _record(self, paths: list[Path]) -> list[str]:
        """Record what went out; the ids of the returns."""
        changes: list[Insert | Update] = []
        returns = []
        now = datetime.now().isoformat(timespec="microseconds")
        names = iter(path.name for path in paths)
        for prepared in self._prepared:
            form = prepared.form
            if prepared.existing:
                return_id = prepared.existing["id"]
                state = prepared.existing["state"]
                changes.append(
                    Update(
                        "returns",
                        return_id,
                        {"due_on": form.due_on, "state": "prepared" if state == "waived" else state},
                    )
                )
            else:
                people = receivers(
                    self._records,
                    prepared.recipient.id if prepared.recipient.kind == "agency" else None,
                    prepared.recipient.id if prepared.recipient.kind == "group" else None,
                    date.today(),
                )
                made = Insert(
                    "returns",
                    {
                        "plan": self._records.plan["id"],
                        "quarter": form.quarter,
                        prepared.recipient.kind: prepared.recipient.id,
                        "person": people[0]["id"] if people else None,
                        "return_code": form.return_code,
                        "due_on": form.due_on,
                        "state": "prepared",
                    },
                )
                return_id = made.id
                changes.append(made)
            # The whole comes last and has the snapshot: what comes back is compared with it.
            for part in prepared.parts:
                whole = part.file is prepared.file
                changes.append(_sent(return_id, next(names), part.file, form if whole else None, now))
            if len(prepared.parts) > 1:
                changes.append(_sent(return_id, prepared.file.name, prepared.file, form, now))
            returns.append(return_id)
        # Inserts of one register are written together.
        changes.sort(key=lambda change: change.register == "return_files")
        self._ws.apply(changes, f"returns out {self._quarter.label}")
        return returns


def _sent(return_id: str, name: str, file: FileToWrite, form: IssuedForm | None, now: str) -> Insert:
    """A workbook that went out, as it is kept; without a form where it is a part of a return."""
    return Insert(
        "return_files",
        {
            "return": return_id,
            "direction": "sent",
            "file_name": name,
            "sha256": hashlib.sha256(file.content).hexdigest(),
            "saved_on": now,
            "content": file.content,
            "snapshot": form.to_json() if form else None,
        },
    )
