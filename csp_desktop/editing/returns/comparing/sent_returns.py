"""The returns that were sent from a file: which of them a workbook, a sheet or a row came from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from csp_desktop.editing.returns.comparing.findings import Owner
from csp_desktop.editing.returns.return_particulars import recipient_name
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.opening.read_cells import SheetRead, WorkbookRead
from csp_desktop.excel.returns.identity import row_codes_in, texts_in
from csp_desktop.excel.returns.returned_form import ReturnedRow
from csp_desktop.periods import Quarter
from csp_desktop.registers.as_written.wordings import plain
from csp_desktop.registers.fields import Record
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow
from csp_desktop.registers.plan_records import PlanRecords
from csp_desktop.registers.row_codes import row_code_holds


class SentReturns:
    """All returns of a file by their codes, with the forms they went out as."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self.by_code: dict[str, Record] = {
            return_record["return_code"]: return_record for return_record in ws.records("returns")
        }
        self._plans: dict[str, PlanRecords] = {}
        self._plans_before: dict[str, set[str]] = {}
        self._owners: dict[tuple[str, str, str], Owner | None] = {}
        self._forms: dict[str, list[IssuedForm]] = {}

    def plan(self, plan: str) -> PlanRecords:
        """The records of a plan that returns were sent of."""
        if plan not in self._plans:
            self._plans[plan] = self._ws.plan_records(plan)
        return self._plans[plan]

    def forms(self, return_id: str) -> list[IssuedForm]:
        """Every form a return went out as, in that order."""
        if return_id not in self._forms:
            sent = self._ws.records("return_files", {"return": return_id, "direction": "sent"}, ("saved_on",))
            self._forms[return_id] = [
                IssuedForm.from_json(sent_file["snapshot"]) for sent_file in sent if sent_file["snapshot"]
            ]
        return self._forms[return_id]

    def by_rows(self, book: WorkbookRead) -> tuple[Record | None, list[str]]:
        """The return whose row codes these are, where a workbook names none; else the codes of two they fit alike.

        Rows of several returns are that of the one with most.
        """
        codes = set(row_codes_in(book.sheets))
        texts = texts_in(book.sheets) if codes else set()
        scored = []
        for code, return_record in self.by_code.items():
            held = {known_code for known_code in codes if row_code_holds(code, known_code)}
            forms = self.forms(return_record["id"]) if held else []
            if len(held) * 2 <= len(codes):  # one in thirty-one holds by chance
                forms = [form for form in forms if _titled(form, held, texts)]
            best = max((_likeness(form, held, texts) for form in forms), default=(0, 0))
            if best[0]:
                scored.append((best, code, held))
        scored.sort(key=lambda one: one[:2], reverse=True)
        if len(scored) > 1 and scored[0][0] == scored[1][0] and scored[0][2] & scored[1][2]:
            return None, [scored[0][1], scored[1][1]]
        return (self.by_code[scored[0][1]] if scored else None), []

    def copied_from(self, register: str, record: str) -> Iterator[str]:
        """What a record was copied from when its plan was made, and what that was."""
        known = self._ws.record(register, record)
        while known is not None and (origin := known.get("copied_from")):
            yield origin
            known = self._ws.record(register, origin)

    def _continues(self, plan: str, before: str) -> bool:
        """Whether a plan is another one, or was made of it for a later year."""
        if plan not in self._plans_before:
            self._plans_before[plan] = {plan, *self.copied_from("plans", plan)}
        return before in self._plans_before[plan]

    def asked_since(self, return_record: Record) -> list[Record]:
        """The returns of later quarters, also in the plan of a later year, that the same recipient has been sent, oldest first."""
        later = [
            other
            for other in self.by_code.values()
            if self._continues(other["plan"], return_record["plan"])
            and (other["agency"], other["group"]) == (return_record["agency"], return_record["group"])
            and other["quarter"] > return_record["quarter"]
        ]
        return sorted(later, key=lambda other: str(other["quarter"]))

    def is_earlier(self, owner: Owner, return_id: str) -> bool:
        """Whether a row was sent to the recipient of a return for an earlier quarter."""
        return any(other["id"] == return_id for other in self.asked_since(self.by_code[owner.return_code]))

    def with_another(self, sheet: SheetRead, return_id: str) -> IssuedForm | None:
        """The form of the one other return that all rows of a sheet were sent with; None where there is none."""
        codes = set(row_codes_in([sheet]))
        own = {row.code for form in self.forms(return_id) for _, row in form.rows()}
        if not codes or codes & own:
            return None
        texts = texts_in([sheet])
        forms = [
            next((form for form in reversed(self.forms(other["id"])) if _holds_all(form, codes, texts)), None)
            for code, other in self.by_code.items()
            if all(row_code_holds(code, known_code) for known_code in codes)
        ]
        found = [form for form in forms if form is not None]
        return found[0] if len(found) == 1 else None

    def owner(self, row: ReturnedRow, return_id: str) -> Owner | None:
        """The one other return a row was sent with, by its code and title; None for none or several."""
        place = (return_id, row.code, row.title)
        if place not in self._owners:
            self._owners[place] = self._sender(row, return_id)
        return self._owners[place]

    def _sender(self, row: ReturnedRow, return_id: str) -> Owner | None:
        owners = [
            (other, issued)
            for code, other in self.by_code.items()
            if other["id"] != return_id
            and row_code_holds(code, row.code)
            and (issued := self._sent_with(other["id"], row)) is not None
        ]
        if len(owners) != 1:
            return None
        ((owner, issued),) = owners
        name = recipient_name(self.plan(owner["plan"]), owner, short=True)
        called = f"the {Quarter.parse(owner['quarter']).short} return of {name}"
        return Owner(owner["id"], owner["return_code"], called, issued)

    def _sent_with(self, return_id: str, row: ReturnedRow) -> IssuedRow | None:
        """The row of a return as it last went out; None where it was not sent with that."""
        return next(
            (
                issued
                for form in reversed(self.forms(return_id))
                for _, issued in form.rows()
                if issued.code == row.code and (not row.title or plain(row.title) == plain(issued.title))
            ),
            None,
        )


def issue_of(forms: Sequence[IssuedForm], issue: int | None, book: WorkbookRead) -> IssuedForm:
    """Which issue of a form came back: the one it names, else the one most like it, else the last."""
    for form in forms:
        if form.issue == issue:
            return form
    if len(forms) == 1:
        return forms[0]
    codes, texts = set(row_codes_in(book.sheets)), texts_in(book.sheets)
    return max(forms, key=lambda form: (_likeness(form, codes, texts), form.issue))


def _likeness(form: IssuedForm, codes: Collection[str], texts: Collection[str]) -> tuple[int, int]:
    """How many row codes and how many locked texts of a form are in a workbook."""
    rows = [row for _, row in form.rows() if row.code in codes]
    said = {plain(text) for row in rows for text in row.context.values() if isinstance(text, str)}
    said |= {plain(header) for sheet in form.sheets for header in sheet.headers}
    return len(rows), len(said & set(texts))


def _titled(form: IssuedForm, codes: Collection[str], texts: Collection[str]) -> bool:
    """Whether the titles of a form's rows with these codes are in a workbook."""
    return all(plain(row.title) in texts for _, row in form.rows() if row.code in codes)


def _holds_all(form: IssuedForm, codes: Collection[str], texts: Collection[str]) -> bool:
    """Whether all of these rows were sent with a form, their titles as they stand in a workbook."""
    return {row.code for _, row in form.rows()}.issuperset(codes) and _titled(form, codes, texts)
