"""One question about a copy of the file: what stood when it was made, ours and theirs, and what to do."""

from __future__ import annotations

from csp_desktop.editing.copies.copy_finding import CopyFinding
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Field, Links, Reference, Value
from csp_desktop.ui.returns.questions.question_card import QuestionCard


class CopyCard(QuestionCard):
    """A question about a copy: what stood when it was made, ours and theirs, each with who and when."""

    finding: CopyFinding

    def subject(self) -> tuple[str, Field | None]:
        register = BY_NAME[self.finding.register]
        if not self.finding.field:
            return register.label, None
        field = register[self.finding.field]
        # Chosen from lists that the record's own form has, or two fields in one: here it is ours or theirs.
        whole = isinstance(field, Reference | Links) or bool(self.finding.proposal) or self.finding.replaced
        return field.label, None if whole else field

    def told(self) -> str:
        if self.finding.replaced:
            kind = BY_NAME[self.finding.register].label
            return f"{kind} here from before: another one has come"
        if self.finding.field:
            return super().told()
        what = self.header
        if self.finding.removes:
            return f"{what} deleted there, changed here"
        if self.finding.current:
            return f"{what} made there and here"
        return (
            f"{what} changed there, deleted here"
            if self.finding.issued
            else f"{what} made there, without its place here"
        )

    def words_of(self, value: Value) -> str:
        if self.field is None:
            return self.finding.returned
        return self.sent.rag_words.get(value, "") if self.field.kind == "rag" else self.field.format(value)

    def show_sides(self) -> None:
        finding = self.finding
        theirs = f"Theirs, {finding.who}, {format_date(finding.when[:10])}"
        ours = f"Ours, {finding.ours_from}" if finding.ours_from else "Ours now"
        if finding.removes or finding.replaced:
            return
        if finding.issued:
            self.add_side("sent", "When the copy was made", finding.issued, "")
        if finding.field or finding.current:
            self.add_side("ours", ours, finding.current, finding.returned)
        self.add_side("theirs", theirs, finding.returned, finding.current)

    def offer(self) -> None:
        finding = self.finding
        ours, theirs = ("Keep it", "Delete it") if finding.removes else ("Keep ours", "Take theirs")
        if finding.field and finding.replaced:
            ours, theirs = "Leave it open", "Close it"
        if not finding.field and not finding.removes:
            ours, theirs = "Leave it out", "Take it in"
        self.add_button("ours", ours, "K")
        if finding.takeable:
            self.add_button("theirs", theirs, "T")
        if self.field is not None and finding.takeable:
            if self.field.kind in ("text", "narrative"):
                self.add_button("join", "Join both…", "J")
            self.add_button("typed", "Type another…", "Y")
        self.add_button("later", "Decide later", "L")
