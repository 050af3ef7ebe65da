"""Everything found in one returned workbook: each filled cell ends as exactly one finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from csp_desktop.editing.merge import (
    NOTHING,
    QUESTIONS,
    Merged,
    Outcome,
    ReturnFinding,
    Version,
    merge_cell,
    same,
)
from csp_desktop.editing.returns.comparing.boxes import words_box
from csp_desktop.editing.returns.comparing.clashes import clash_told
from csp_desktop.editing.returns.comparing.earlier import Earlier, Pending, Place
from csp_desktop.editing.returns.comparing.outside import OutsideWords
from csp_desktop.editing.returns.proposals import proposal_finding
from csp_desktop.editing.returns.standing.allocated import over_allocation
from csp_desktop.editing.returns.values import RecordedValues, said
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.returns.leftovers import reads_as_sent
from csp_desktop.excel.returns.returned_form import ReturnedCell, ReturnedForm, ReturnedRow, ReturnedSheet
from csp_desktop.excel.returns.surroundings import Remark, row_of
from csp_desktop.registers.answer import Answer
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.as_written.wordings import listed
from csp_desktop.registers.fields import Value, is_nothing
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.return_form import SIGN_OFF, InputColumn


@dataclass(frozen=True)
class Owner:
    """The return a `row` was sent with that came back in the workbook of another, and how that return is called."""

    return_id: str
    return_code: str
    called: str
    row: IssuedRow


@dataclass
class ReturnComparison:
    """Compares one returned form with what was issued and what the file says now.

    `elsewhere` gives the other return a row was sent with; rows of those in `taken_to` are taken in there.
    """

    ws: Workspace
    form: IssuedForm
    recorded: RecordedValues
    earlier: Earlier
    pending: Pending
    newer_quarter: str = ""
    elsewhere: Callable[[ReturnedRow], Owner | None] = lambda row: None
    version: Version = ""
    taken_to: Collection[str] = ()

    def __post_init__(self) -> None:
        self._outside = OutsideWords(self.form, self.recorded, self.earlier.outside)

    def findings(self, returned: ReturnedForm) -> list[ReturnFinding]:
        """All findings, in the order of the workbook."""
        findings = list(self._signature(returned))
        by_code: dict[str, list[tuple[ReturnedSheet, ReturnedRow]]] = defaultdict(list)
        for sheet in returned.sheets:
            for row in sheet.rows:
                if row.issued is not None and not sheet.held:
                    by_code[row.issued.code].append((sheet, row))
        self._outside.answered = {
            (code, cell.column.key)
            for code, rows in by_code.items()
            for _, row in rows
            for cell in row.answers()
        }
        self._outside.weigh(
            [remark for sheet in returned.sheets if not sheet.held for remark in self._remarks(sheet)]
            + returned.remarks
        )
        for sheet in returned.sheets:
            findings += self._sheet(sheet, by_code)
        for issued_sheet, issued in returned.missing(self.form):
            findings.append(
                ReturnFinding(
                    "not returned",
                    issued_sheet.form.inputs[0].register,
                    issued.ref,
                    sheet=issued_sheet.form.title,
                    message=f"Row {issued.code} is not in the workbook; what is recorded stays as it is.",
                    title=issued.title,
                    code=issued.code,
                    record=issued.record,
                    form=issued_sheet.key,
                    filled=0,
                )
            )
        findings += (self._outside.finding(remark) for remark in returned.remarks)
        return findings

    def _sheet(
        self, sheet: ReturnedSheet, by_code: Mapping[str, list[tuple[ReturnedSheet, ReturnedRow]]]
    ) -> Iterator[ReturnFinding]:
        if sheet.held:
            yield from self._held(sheet)
        else:
            for row in sheet.rows:
                assert row.issued is not None
                twins = by_code[row.issued.code]
                if len(twins) == 1:
                    yield from self._row(sheet, row)
                else:
                    yield from self._twin(sheet, row, twins)
            yield from self._unknown(sheet)
        for row in sheet.proposed:
            yield proposal_finding(sheet, row, self.form, self.recorded.records, self.earlier.proposals)
        for column in sheet.missing_columns:
            yield ReturnFinding(
                "not returned",
                column.register,
                field=column.field.name,
                sheet=sheet.title,
                message=f"The column “{column.header}” is not on the sheet; what is recorded stays as it is.",
                form=sheet.issued.key,
                filled=0,
            )
        gone = {row.number for row in sheet.unknown if self._taken_elsewhere(sheet, row)}
        for remark in self._remarks(sheet):
            if row_of(remark.address) not in gone:
                yield self._outside.finding(remark, held=bool(sheet.held))

    def _held(self, sheet: ReturnedSheet) -> Iterator[ReturnFinding]:
        any_filled = False
        for row in [*sheet.rows, *sheet.unknown]:
            for cell in row.answers():
                any_filled = True
                yield self._unplaced("ask", sheet, row, cell, sheet.held)
        if not any_filled:
            yield ReturnFinding("ask", sheet=sheet.title, message=sheet.held, form=sheet.issued.key, filled=0)

    def _unknown(self, sheet: ReturnedSheet) -> Iterator[ReturnFinding]:
        for row in sheet.unknown:
            filled = list(row.answers())
            outcome: Outcome = "rejected"
            fault = row.fault
            owner = self.elsewhere(row)
            if owner and owner.return_id in self.taken_to:
                outcome, fault = "ignored", f"Row {row.code} is taken to {owner.called}."
            elif owner and not filled and _reads_as_sent(row, owner.row):
                outcome, fault = (
                    "ignored",
                    f"Row {row.code} is from {owner.called}; nothing is filled in on it.",
                )
            elif owner:
                fault = (
                    f"Row {row.code} is from {owner.called} and can be taken there when the workbook is imported "
                    "in the window; nothing of it was taken here."
                )
            for cell in filled:
                if cell.repeats:
                    yield self._unplaced("unchanged", sheet, row, cell, cell.repeats.told)
                    continue
                finding = self._unplaced(outcome, sheet, row, cell, fault)
                finding.filled = int(outcome == "rejected")  # it is counted where it is taken
                yield finding
            if not filled:
                yield ReturnFinding(
                    outcome,
                    sheet.issued.form.register,
                    sheet=sheet.title,
                    cell=row.address,
                    returned=row.code,
                    message=fault,
                    title=row.title,
                    form=sheet.issued.key,
                    filled=int(outcome == "rejected"),
                )

    def _taken_elsewhere(self, sheet: ReturnedSheet, row: ReturnedRow) -> bool:
        if sheet.held or not self.taken_to:
            return False
        owner = self.elsewhere(row)
        return owner is not None and owner.return_id in self.taken_to

    def _remarks(self, sheet: ReturnedSheet) -> list[Remark]:
        """The words outside the form on a sheet; what another return's rows were sent with is none."""
        owned = {row.number: owner.row for row in sheet.unknown if (owner := self.elsewhere(row))}
        return [
            remark
            for remark in sheet.remarks
            if remark.outside != "locked"
            or (sent := owned.get(row_of(remark.address))) is None
            or not reads_as_sent(sent.context.get(remark.column), remark.returned)
        ]

    def _unplaced(
        self, outcome: Any, sheet: ReturnedSheet, row: ReturnedRow, cell: ReturnedCell, message: str
    ) -> ReturnFinding:
        return ReturnFinding(
            outcome,
            cell.column.register,
            row.context.get("ref", "") or row.code,
            cell.column.field.name,
            sheet.title,
            cell.address,
            returned=cell.raw,
            message=message,
            title=row.title,
            key=cell.column.key,
            form=sheet.issued.key,
            note=cell.comment,
        )

    def _row(self, sheet: ReturnedSheet, row: ReturnedRow) -> Iterator[ReturnFinding]:
        assert row.issued is not None
        for cell in row.cells.values():
            finding = self._cell(sheet, row.issued, cell)
            if finding is not None:
                yield finding

    def _twin(
        self, sheet: ReturnedSheet, row: ReturnedRow, twins: list[tuple[ReturnedSheet, ReturnedRow]]
    ) -> Iterator[ReturnFinding]:
        """A row that is there more than once: what its copies say differently is a clash."""
        issued = row.issued
        assert issued is not None
        same_sheet = sum(other is sheet for other, _ in twins) > 1
        where = listed([f"{other.sheet} row {other.number}" for _, other in twins])
        message = f"Row {issued.code} is there {len(twins)} times ({where}). Which one do they mean?"
        for key, cell in row.cells.items():
            answer = cell.answer
            others = [
                other.cells[key].answer
                for _, other in twins
                if key in other.cells and not other.cells[key].repeats
            ]
            base = issued.shown(key)
            said = [given for given in others if not self._as_sent(cell.column, base, given)]
            agreed = all(same(cell.column.field, given.value, said[0].value) for given in said[1:]) and all(
                given.state == "value" for given in said
            )
            if cell.repeats or not said or (not same_sheet and (len(said) == 1 or agreed)):
                # A copied sheet of which one was filled in, or both alike, or none: the words count once.
                first = not any(
                    other.cells.get(key) is not cell
                    and self._before(twins, other, row)
                    and not self._as_sent(cell.column, base, other.cells[key].answer)
                    for _, other in twins
                    if key in other.cells
                )
                finding = (
                    self._cell(sheet, issued, cell)
                    if cell.repeats or (first and not self._as_sent(cell.column, base, answer))
                    else self._repeated(sheet, issued, cell)
                )
            elif cell.blank and is_nothing(base):
                finding = None
            else:
                finding = self._about("clash", sheet, issued, cell, message)
                finding.current = self._said(cell.column, self._current(cell.column, issued)[0])
                finding.takeable = bool(agreed and answer.state == "value" and said)
                finding.value = answer.value if finding.takeable else None
            if finding is not None:
                yield finding

    @staticmethod
    def _before(
        twins: list[tuple[ReturnedSheet, ReturnedRow]], first: ReturnedRow, other: ReturnedRow
    ) -> bool:
        rows = [row for _, row in twins]
        return next(at for at, row in enumerate(rows) if row is first) < next(
            at for at, row in enumerate(rows) if row is other
        )

    def _as_sent(self, column: InputColumn, base: Value, answer: Answer) -> bool:
        if answer.state in ("blank", "as it was"):
            return True
        return answer.state == "value" and same(column.field, answer.value, base)

    def _repeated(self, sheet: ReturnedSheet, issued: IssuedRow, cell: ReturnedCell) -> ReturnFinding | None:
        if cell.blank:
            return None
        return self._about("unchanged", sheet, issued, cell, "The row is there another time.")

    def _cell(self, sheet: ReturnedSheet, issued: IssuedRow, cell: ReturnedCell) -> ReturnFinding | None:
        column, answer = cell.column, self._unless_settled(issued, cell)
        base_shown = issued.shown(column.key)
        if cell.repeats:
            finding = self._about("unchanged", sheet, issued, cell, cell.repeats.told)
            finding.filled = 1
            return finding
        if cell.colour and column.register:
            return self._coloured(sheet, issued, cell)
        if answer.state == "blank" and is_nothing(base_shown):
            return None
        if not column.register:
            if answer.state == "blank" or self._as_sent(column, base_shown, answer):
                return self._about("unchanged", sheet, issued, cell, "")
            unasked = f"“{column.header}” is no longer kept; the words stay here until you have put them in their place."
            return self._about("ask", sheet, issued, cell, unasked)
        if self.recorded.owner(sheet.issued.form.register, issued.record) is None:
            if answer.state == "blank" or self._as_sent(column, base_shown, answer):
                return self._about("unchanged", sheet, issued, cell, "")
            gone = "What this row is about has been deleted here since it was sent; the words are kept."
            return self._about("ask", sheet, issued, cell, gone)
        current, whose = self._current(column, issued)
        merged = self._merged(issued, column, answer, current)
        finding = self._about(merged.outcome, sheet, issued, cell, merged.message)
        finding.current = self._said(column, current)
        finding.value, finding.takeable = merged.value, merged.takeable
        if merged.outcome == "ask" and answer.struck:
            finding.outside = "struck answer"
        if cell.over and merged.outcome in ("changed", "clash"):
            self._merged_over(cell, issued, finding)
        if merged.outcome in QUESTIONS and self.earlier.open.get((issued.code, column.key)) == cell.raw:
            finding.outcome, finding.takeable, finding.repeated = "unchanged", False, True
            finding.message = "An earlier version of this return says the same; its question is still open."
        if finding.outcome == "clash":
            finding.message = clash_told(self.ws, self.form, self.recorded, issued, finding, whose)
        if finding.question and cell.says_more:
            finding.words_into = self._words_into(sheet.issued, issued)
        if merged.outcome == "changed":
            self.pending.values[self._place(column, issued)] = (merged.value, self.form.recipient)
        return finding

    def _words_into(self, sheet: IssuedSheet, issued: IssuedRow) -> dict[str, Any]:
        """The box of a row that words can be put into; empty where there is none."""
        box = words_box(sheet)
        if box is None or self.recorded.in_several(box, issued.record):
            return {}
        return {"key": box.key, "register": box.register, "field": box.field.name, "entry": box.entry}

    def _unless_settled(self, issued: IssuedRow, cell: ReturnedCell) -> Answer:
        """What a cell says; words that a person settled in an earlier version are not asked about again."""
        before = self.earlier.said.get((issued.code, cell.column.key))
        settled = before is not None and before.decision is not None and before.done in ("applied", "settled")
        if before is not None and settled and before.returned == cell.raw:
            return replace(cell.answer, worded=False)
        return cell.answer

    def _merged(self, issued: IssuedRow, column: InputColumn, answer: Answer, current: Value) -> Merged:
        base = issued.base(column.key)
        if self.recorded.in_several(column, issued.record):
            if answer.state in ("blank", "as it was") or (
                answer.state == "value" and same(column.field, answer.value, current)
            ):
                return Merged("unchanged")
            if answer.state != "rejected":
                return Merged(
                    "ask",
                    None,
                    "Several entries make up what is recorded here; change the right one yourself.",
                )
        earlier = self.earlier.values.get((issued.code, column.key), NOTHING)
        merged = merge_cell(
            column.field, issued.inputs.get(column.key), base, answer, current, earlier, self.version
        )
        if merged.outcome == "changed" and (
            said := over_allocation(self.recorded, issued, column, merged.value)
        ):
            return Merged("ask", merged.value, said, takeable=True)
        if merged.outcome == "changed" and self.newer_quarter and not self.version:
            return Merged(
                "ask",
                merged.value,
                f"This is the {self.form.period.short} form, which had come back before; "
                f"{self.newer_quarter} is being asked for now. Is it for {self.form.period.short}?",
                takeable=True,
            )
        return merged

    def _current(self, column: InputColumn, issued: IssuedRow) -> tuple[Value, str]:
        waiting = self.pending.values.get(self._place(column, issued))
        if waiting is not None:
            return waiting
        return self.recorded.value(column, issued.record), ""

    def _place(self, column: InputColumn, issued: IssuedRow) -> Place:
        return (column.register, issued.record, column.entry, column.field.name, self.form.quarter)

    def _about(
        self, outcome: Any, sheet: ReturnedSheet, issued: IssuedRow, cell: ReturnedCell, message: str
    ) -> ReturnFinding:
        column = cell.column
        return ReturnFinding(
            outcome,
            column.register,
            issued.ref,
            column.field.name,
            sheet.title,
            cell.address,
            self._said(column, issued.shown(column.key)),
            cell.raw,
            "",
            message,
            issued.title,
            issued.code,
            issued.record,
            column.key,
            sheet.issued.key,
            note=cell.comment,
            entry=column.entry,
            filled=int(not cell.blank),
        )

    def _coloured(self, sheet: ReturnedSheet, issued: IssuedRow, cell: ReturnedCell) -> ReturnFinding:
        """A rating given by colour alone."""
        word = self.form.rag_words.get(cell.colour, cell.colour)
        asked = f"The cell is coloured but empty. Did they mean {word}?"
        finding = self._about("ask", sheet, issued, cell, asked)
        finding.current = self._said(cell.column, self._current(cell.column, issued)[0])
        finding.value, finding.takeable, finding.outside, finding.filled = cell.colour, True, "colour", 1
        return finding

    def _merged_over(self, cell: ReturnedCell, issued: IssuedRow, finding: ReturnFinding) -> None:
        """One answer merged over several rows: asked, and put into those that say nothing yet."""
        others = [row for row in cell.over if row is not issued]
        finding.outcome, finding.takeable = "ask", True
        finding.also = [
            {"code": row.code, "record": row.record, "ref": row.ref}
            for row in others
            if is_nothing(self._current(cell.column, row)[0])
        ]
        refs = [issued.ref, *(row.ref for row in others)]
        finding.message = (
            f"This one answer is merged over the rows of {listed(refs)}; is it for each of them?"
        )

    def _said(self, column: InputColumn, value: Value) -> str:
        return said(column, value, self.form.rag_words)

    def _signature(self, returned: ReturnedForm) -> Iterator[ReturnFinding]:
        for key, label in SIGN_OFF.items():
            if key not in returned.sign_off:
                continue
            cell = returned.sign_off[key]
            text = cell.words
            day = format_date(cell.day.isoformat()) if cell.day is not None else text
            before = self.earlier.signed.get(key, "")
            finding = ReturnFinding(
                "unchanged" if before in (text, day) else "changed",
                "returns",
                self.form.recipient,
                key,
                cell.sheet,
                cell.address,
                before,
                text,
                before,
                "",
                label,
            )
            if key == "date" and cell.day is None:
                finding.outcome = "ask"
                finding.message = (
                    f"“{text}” is not the day it was completed; the day it was taken in is recorded instead."
                )
            yield finding


def _reads_as_sent(row: ReturnedRow, issued: IssuedRow) -> bool:
    """Whether nothing was written over what stood in the locked cells of a row."""
    return all(reads_as_sent(issued.context.get(key), text) for key, text in row.context.items())
