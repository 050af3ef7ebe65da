"""Words outside the form: each is asked about, with where in the form it might belong; and the count of all words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.changes import WORDS
from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.excel.returns.surroundings import Remark
from csp_desktop.registers.as_written.wordings import plain
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.return_form import InputColumn

# A title shorter than this may stand in a sentence by chance.
_TELLING_TITLE = 12
_CLASSES = {"new": "applied", "changed": "applied", "unchanged": "unchanged"}


def conservation(findings: Iterable[ReturnFinding]) -> dict[str, int]:
    """How many filled cells and words outside the form there are, and what became of them."""
    counted = {"filled": 0, "applied": 0, "unchanged": 0, "asked": 0, "outside": 0}
    for finding in findings:
        fate = _CLASSES.get(finding.outcome, "outside" if finding.outside else "asked")
        counted["filled"] += finding.filled
        counted[fate] += finding.filled
    return counted


def conservation_said(counted: dict[str, int]) -> str:
    """ "154 filled: 148 applied, 4 ask you, 2 outside the form"."""
    words = {
        "applied": "applied",
        "unchanged": "unchanged",
        "asked": "ask you",
        "outside": "outside the form",
    }
    if counted["asked"] == 1:
        words["asked"] = "asks you"
    parts = [f"{counted[fate]:,} {word}" for fate, word in words.items() if counted[fate]]
    return f"{counted['filled']:,} filled" + (f": {', '.join(parts)}" if parts else "")


def words_place(finding: ReturnFinding) -> tuple[str, ...]:
    """By what words outside the form are known again in a later version of the return."""
    return finding.sheet.casefold(), finding.code, finding.outside, finding.returned


@dataclass
class OutsideWords:
    """Makes findings of the words outside one returned form."""

    form: IssuedForm
    recorded: RecordedValues
    earlier: set[tuple[str, ...]]

    def finding(self, remark: Remark, *, held: bool = False) -> ReturnFinding:
        """What is asked about some words; on a sheet held back they are part of what is held."""
        finding = ReturnFinding(
            "ask",
            sheet=remark.sheet,
            cell=remark.address,
            issued=remark.issued,
            returned=remark.returned,
            message=f"{remark.message}; where does it belong?",
            outside="" if held else remark.outside,
        )
        if remark.row is not None:
            finding.ref, finding.title = remark.row.ref, remark.row.title
        placed = None if held else self._belongs(remark)
        if placed is not None:
            sheet, row, column = placed
            finding.register, finding.field, finding.entry = column.register, column.field.name, column.entry
            finding.ref, finding.title = row.ref, row.title
            finding.code, finding.record, finding.form, finding.key = (
                row.code,
                row.record,
                sheet.key,
                column.key,
            )
            finding.value, finding.takeable = remark.returned, True
            finding.message = f"{remark.message}; does it belong in {column.header} of {row.ref}?"
            current = self.recorded.value(column, row.record)
            finding.current = column.field.format(current)
        if finding.beside and words_place(finding) in self.earlier:
            finding.outcome, finding.takeable, finding.repeated = "unchanged", False, True
            finding.message = "An earlier version of this return says the same here."
        return finding

    def _belongs(self, remark: Remark) -> tuple[IssuedSheet, IssuedRow, InputColumn] | None:
        """The box some words might belong into: of their own row, else of the one row they name."""
        if remark.row is not None and remark.sheet_issued is not None:
            places = [(remark.sheet_issued, remark.row)]
        else:
            places = list(self._named(remark.returned)) or list(self._named(remark.beside))
        if len(places) != 1:
            return None
        ((sheet, row),) = places
        if self.recorded.owner(sheet.form.register, row.record) is None:
            return None
        boxes = [column for column in sheet.form.inputs if column.register and column.field.kind in WORDS]
        own = [column for column in boxes if column.key == remark.column]
        box = next(iter([*own, *(column for column in boxes if column.asked), *boxes]), None)
        if box is None or self.recorded.in_several(box, row.record):
            return None
        return sheet, row, box

    def _named(self, words: str) -> Iterator[tuple[IssuedSheet, IssuedRow]]:
        """The rows some words name, by code, ref or title."""
        letters = plain(words)
        for sheet, row in self.form.rows():
            ref, title = str(row.context.get("ref") or ""), plain(row.title)
            if (
                stands_in(row.code, words)
                or (re.search(r"\D", ref) and sheet.form.register != "mitigations" and stands_in(ref, words))
                or (len(title) >= _TELLING_TITLE and title in letters)
            ):
                yield sheet, row


def stands_in(name: str, words: str) -> bool:
    """Whether a ref or code stands in a text, and not as part of another."""
    return re.search(rf"(?<![\w.]){re.escape(name)}(?!\w|\.\d)", words, re.IGNORECASE) is not None
