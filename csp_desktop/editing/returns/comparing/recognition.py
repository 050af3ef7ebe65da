"""Returned workbooks known again, and each compared with what was issued and what is recorded now."""

from __future__ import annotations

from collections.abc import Sequence

from csp_desktop.editing.returns.changes import kept_outcome
from csp_desktop.editing.returns.comparing.earlier import Earlier, Pending, earlier_versions
from csp_desktop.editing.returns.comparing.findings import Owner, ReturnComparison
from csp_desktop.editing.returns.comparing.form_before import (
    SentBefore,
    answers_of_now,
    known_before,
    rows_by_record,
)
from csp_desktop.editing.returns.comparing.previewed_file import PreviewedFile, RowsElsewhere
from csp_desktop.editing.returns.comparing.said_of_files import (
    apart_said,
    elsewhere_said,
    fits_several,
    late_said,
    one_sheet_said,
    repeated_said,
    why_not,
)
from csp_desktop.editing.returns.comparing.sent_returns import SentReturns, issue_of
from csp_desktop.editing.returns.return_particulars import recipient_name
from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.returns.identity import FoundCode, find_code, is_hidden_sheet
from csp_desktop.excel.returns.reader import read_return
from csp_desktop.excel.returns.returned_form import ReturnedForm, ReturnedRow
from csp_desktop.excel.returns.surroundings import in_email
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.fields import Record


class Recogniser:
    """Knows the returns of a file again and compares each with what is recorded now."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._sent = SentReturns(ws)
        self._recorded: dict[tuple[str, str], RecordedValues] = {}
        self._pending = Pending()
        self._batch_earlier: dict[str, Earlier] = {}
        self._before_file: dict[tuple[str, str], Earlier] = {}
        self._seen: set[tuple[str, str]] = set()

    def recorded(self, file: PreviewedFile) -> RecordedValues:
        """The values of the plan and quarter a return is about."""
        place = (file.plan_id, file.quarter)
        if place not in self._recorded:
            self._recorded[place] = RecordedValues(self._sent.plan(file.plan_id), Quarter.parse(file.quarter))
        return self._recorded[place]

    def recognise(self, file: PreviewedFile) -> None:
        """Say which return a workbook is, or why that cannot be said."""
        assert file.book is not None
        file.status, file.message = "recognised", ""
        if file.book.kind == "xlsb":
            file.status = "refused"
            file.message = (
                f"“{file.path.name}” is an Excel binary workbook, of which columns, notes and errors would be "
                "lost here. Nothing was taken from it; ask the sender to save it as Excel Workbook (.xlsx)."
            )
            return
        named = find_code(file.book) if file.part_of is None else FoundCode([("", file.return_code)])
        if named.disagreement:
            file.status = "refused"
            file.message = (
                f"“{file.path.name}” carries the codes of different returns ({named.disagreement}), so "
                "nothing was taken from it; ask the sender for one return per file."
            )
            return
        alike: list[str] = []
        if named.code:
            return_record = self._sent.by_code.get(named.code)
        else:
            return_record, alike = self._sent.by_rows(file.book)
        if return_record is None:
            file.status = "unrecognised"
            file.message = fits_several(file, alike) if alike else why_not(file, named.code)
            return
        return_record = self._answered(file, return_record, named.issue)
        plan = self._sent.plan(return_record["plan"])
        forms = self._sent.forms(return_record["id"])
        file.return_id, file.plan_id, file.quarter = (
            return_record["id"],
            return_record["plan"],
            return_record["quarter"],
        )
        file.return_code = return_record["return_code"]
        file.recipient = recipient_name(plan, return_record, short=True)
        if not forms:
            file.status = "unrecognised"
            file.message = (
                f"What was sent as {return_record['return_code']} is no longer kept here, so “{file.path.name}” "
                "cannot be compared; nothing was taken from it."
            )
            return
        file.form = issue_of(forms, named.issue, file.book) if file.written_on is None else forms[-1]
        since = self._sent.asked_since(return_record)
        file.late_form = since[-1]["quarter"] if since else ""

    def _answered(self, file: PreviewedFile, return_record: Record, issue: int | None) -> Record:
        """The return whose answers a form holds: its own, or that of a later quarter where it was said to be for that."""
        file.written_on, file.came_as = None, ""
        later = self._sent.asked_since(return_record) if file.part_of is None else []
        if not later or file.book is None:
            return return_record
        now = self._taken_with(file, return_record, later) or (later[-1] if file.as_now else None)
        sent = self._sent.forms(return_record["id"])
        if now is None or not sent or not self._sent.forms(now["id"]):
            return return_record
        file.written_on, file.came_as = issue_of(sent, issue, file.book), return_record["id"]
        file.as_now = True
        return now

    def _taken_with(
        self, file: PreviewedFile, return_record: Record, later: Sequence[Record]
    ) -> Record | None:
        """The return of a later quarter that this very file was taken in with, and not with its own."""
        received = self._ws.records("return_files", {"sha256": file.sha256, "direction": "received"})
        taken = {kept["return"] for kept in received}
        if return_record["id"] in taken:
            return None
        return next((other for other in later if other["id"] in taken), None)

    def compare(self, file: PreviewedFile) -> None:
        """Fill in the findings of a recognised workbook."""
        if file.status != "recognised" or file.form is None or file.book is None:
            file.findings = []
            return
        returned = self._read(file)
        hidden = file.in_part and all(map(is_hidden_sheet, file.book.sheets))
        if hidden and not returned.remarks:
            file.status = "refused"
            file.message = (
                f"“{file.path.name}” is the hidden part of {file.called}, in which nobody fills anything in. "
                "Nothing was taken from it; ask the sender for the Excel workbook itself."
            )
            return
        file.held_sheets = tuple(sheet.title for sheet in returned.sheets if sheet.held)
        file.slid_sheets = {sheet.title: sheet.slid for sheet in returned.sheets if sheet.slid}
        self._sign(file, returned)
        if file.part_of is not None:
            returned.keep_rows()
        known_files = {
            kept["direction"]: kept
            for kept in self._ws.records("return_files", {"sha256": file.sha256, "return": file.return_id})
        }
        known, unfilled = known_files.get("received"), "sent" in known_files
        file.left_open = _left_open(known) if known else 0
        file.as_now = file.as_now or bool(known and kept_outcome(known).get("as_now"))
        file.elsewhere = self._elsewhere(file, returned)
        rows_now = rows_by_record(file.form, self._sent.copied_from) if file.as_now else {}
        if file.as_now:
            answers_of_now(returned, file.form, rows_now, lambda row: self._sent_before(file, row))
        file.empty = returned.empty(file.form)
        earlier = self._earlier(file.return_id)
        file.later = earlier.received
        file.before, file.files_before = dict(earlier.said), list(earlier.files)
        file.again = bool(known) or unfilled or (file.return_id, file.sha256) in self._seen
        comparison = ReturnComparison(
            self._ws,
            file.form,
            self.recorded(file),
            known_before(earlier, self._before(file.came_as, file), file.written_on, rows_now)
            if file.written_on is not None
            else earlier,
            Pending() if file.again else self._pending,
            Quarter.parse(file.late_form).short if file.late_form and earlier.received else "",
            lambda row: self._owner(file, row),
            file.version,
            file.taken_to,
        )
        file.findings = comparison.findings(returned)
        if file.again:
            self._came_again(file, known, unfilled)
        else:
            self._came_first(file, returned, earlier, hidden=hidden)

    def _read(self, file: PreviewedFile) -> ReturnedForm:
        """What is filled in on a recognised workbook, by the form it was written on."""
        assert file.form is not None and file.book is not None
        returned = read_return(
            file.book,
            file.written_on or file.form,
            file.paired_by_title,
            lambda sheet: (
                None if file.part_of else self._sent.with_another(sheet, file.came_as or file.return_id)
            ),
            file.slid,
        )
        if file.email_words:
            returned.remarks.append(in_email(file.email_words))
        return returned

    def _came_again(self, file: PreviewedFile, known: Record | None, unfilled: bool) -> None:
        """Say why nothing of this very file is taken in."""
        if file.as_now:
            file.elsewhere = {key: rows for key, rows in file.elsewhere.items() if not rows.earlier}
        again = self._again_words(file, known, unfilled)
        file.message = " ".join([again, *late_said(file), *elsewhere_said(file)])
        for finding in file.findings:
            finding.outcome, finding.message, finding.takeable = "unchanged", "", False

    def _came_first(
        self, file: PreviewedFile, returned: ReturnedForm, earlier: Earlier, *, hidden: bool
    ) -> None:
        """Keep what a file says for those of the same return that follow, and tell what is particular about it."""
        self._seen.add((file.return_id, file.sha256))
        earlier.learn(file.findings)
        earlier.signed.update(file.signed)
        earlier.received = True
        earlier.files.append(file.path.name)
        one_sheet = one_sheet_said(returned, hidden=hidden) if file.in_part and file.part_of is None else ""
        said = (
            one_sheet,
            *apart_said(file),
            *late_said(file),
            *elsewhere_said(file),
            *repeated_said(returned),
        )
        file.message = " ".join(filter(None, said))

    def _elsewhere(self, file: PreviewedFile, returned: ReturnedForm) -> dict[str, RowsElsewhere]:
        """The rows that are from other returns, by the id of each; not those taken in there before."""
        found: dict[str, RowsElsewhere] = {}
        for sheet in returned.sheets:
            for row in sheet.unknown if not sheet.held else ():
                if owner := self._sent.owner(row, file.return_id):
                    earlier = self._sent.is_earlier(owner, file.return_id)
                    rows = found.setdefault(
                        owner.return_id, RowsElsewhere(owner.called, owner.return_code, earlier=earlier)
                    )
                    rows.rows += 1
                    cells = {(row.sheet, cell.address) for cell in row.answers()}
                    rows.cells |= cells or {(row.sheet, row.address)}
        if not found:
            return {}
        there = {
            kept["return"]
            for kept in self._ws.records("return_files", {"sha256": file.sha256, "direction": "received"})
        }
        return {return_id: rows for return_id, rows in found.items() if return_id not in there}

    def _owner(self, file: PreviewedFile, row: ReturnedRow) -> Owner | None:
        """The other return a row can be taken to; none where it is on a form whose answers are taken for now."""
        owner = self._sent.owner(row, file.return_id)
        if owner is not None and file.as_now and self._sent.is_earlier(owner, file.return_id):
            return None
        return owner

    def _sent_before(self, file: PreviewedFile, row: ReturnedRow) -> SentBefore | None:
        """The row of an earlier quarter's form that a row is; None where it is of the form asked about now."""
        if file.written_on is not None:
            if row.issued is None:
                return None
            return SentBefore(row.issued, file.written_on.period.short, self._before(file.came_as, file))
        owner = self._sent.owner(row, file.return_id) if row.issued is None else None
        if owner is None or not self._sent.is_earlier(owner, file.return_id):
            return None
        quarter = Quarter.parse(self._sent.by_code[owner.return_code]["quarter"]).short
        return SentBefore(owner.row, quarter, self._before(owner.return_id, file))

    def _before(self, return_id: str, file: PreviewedFile) -> Earlier:
        """What the versions of an earlier quarter's return said, without what this very file was taken in as there."""
        place = (return_id, file.sha256)
        if place not in self._before_file:
            same = {"return": return_id, "sha256": file.sha256, "direction": "received"}
            self._before_file[place] = (
                earlier_versions(self._ws, return_id, but=file.sha256)
                if self._ws.records("return_files", same)
                else self._earlier(return_id)
            )
        return self._before_file[place]

    def _earlier(self, return_id: str) -> Earlier:
        """What earlier versions of a return changed, those of this batch included."""
        if return_id not in self._batch_earlier:
            self._batch_earlier[return_id] = earlier_versions(self._ws, return_id)
        return self._batch_earlier[return_id]

    def _sign(self, file: PreviewedFile, returned: ReturnedForm) -> None:
        file.signed, file.reported_on = {}, ""
        before = self._before(file.came_as, file).signed if file.written_on is not None else {}
        for key, cell in returned.sign_off.items():
            words = cell.words
            if key == "date" and cell.day is not None:
                words = format_date(cell.day.isoformat())
                if words == before.get(key):
                    continue  # the day the form was completed for the earlier quarter
                file.reported_on = cell.day.isoformat()
            file.signed[key] = words

    def _again_words(self, file: PreviewedFile, known: Record | None, unfilled: bool) -> str:
        if known is not None:
            when = format_date(known["saved_on"][:10]) if known["saved_on"] else "before"
            waiting = file.left_open
            left = f"; {waiting} of its questions are still open on the Returns tab" if waiting else ""
            return f"This very file was taken in on {when}; there is nothing to do{left}."
        if unfilled:
            return "This is the form as it was sent out, with nothing filled in; there is nothing to do."
        return "This file is given twice; it counts once."


def _left_open(known: Record) -> int:
    return sum(finding.get("done") == "open" for finding in kept_outcome(known).get("findings", ()))
