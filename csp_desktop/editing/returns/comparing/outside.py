"""Words outside the form: each is asked about, with where in the form it might belong; and the count of all words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.comparing.boxes import Box, box_for
from csp_desktop.editing.returns.values import RecordedValues, said
from csp_desktop.excel.returns.surroundings import Remark
from csp_desktop.registers.as_written.wordings import as_compared, plain
from csp_desktop.registers.fields import Value
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow, IssuedSheet
from csp_desktop.registers.return_form import WORDS

# A title shorter than this may stand in a sentence by chance.
_TELLING_TITLE = 12
_Place = tuple[IssuedSheet, IssuedRow]
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
    """Makes findings of the words outside one returned form; `answered` are its cells that hold something, by row code."""

    form: IssuedForm
    recorded: RecordedValues
    earlier: set[tuple[str, ...]]
    answered: Collection[tuple[str, str]] = ()

    def __post_init__(self) -> None:
        self._names: dict[str, list[_Place]] = defaultdict(list)
        for sheet, row in self.form.rows():
            *called, title = _names(sheet, row)
            for name in {*map(as_compared, called), plain(title)} - {""}:
                self._names[name].append((sheet, row))
        self._beside: dict[tuple[str, ...], _Place | None] = {}
        self._rivals: set[tuple[str, str]] = set()

    def weigh(self, remarks: Iterable[Remark]) -> None:
        """Look through all words that will be asked about: of two values for one box neither is suggested."""
        wanted: dict[tuple[str, str], Value] = {}
        for remark in remarks:
            about = self._about(remark)
            placed = self._placed(remark, about) if about is not None else None
            if placed is not None and placed[2].column.field.kind not in WORDS:
                box = (placed[1].code, placed[2].column.key)
                if wanted.setdefault(box, placed[2].value) != placed[2].value:
                    self._rivals.add(box)

    def finding(self, remark: Remark, *, held: bool = False) -> ReturnFinding:
        """What is asked about some words; on a sheet held back they are part of what is held."""
        laid_over = remark.outside == "embedded"
        finding = ReturnFinding(
            "ask",
            sheet=remark.sheet,
            cell=remark.address,
            issued=remark.issued,
            returned=remark.returned,
            message=f"{remark.message}; {'is anything in it to be entered' if laid_over else 'where does it belong'}?",
            outside="" if held else remark.outside,
        )
        about = self._about(remark)
        if about is not None:
            finding.ref, finding.title = about[1].ref, about[1].title
            finding.code = "" if held else about[1].code
        placed = self._placed(remark, about) if about is not None and not held else None
        if placed is not None:
            sheet, row, box = placed
            column = box.column
            finding.register, finding.field, finding.entry = column.register, column.field.name, column.entry
            finding.record, finding.form, finding.key = row.record, sheet.key, column.key
            finding.value, finding.takeable = box.value, True
            finding.message = f"{remark.message}; does it belong in {column.header} of {row.ref}?"
            current = self.recorded.value(column, row.record)
            finding.current = said(column, current, self.form.rag_words)
        if finding.beside and words_place(finding) in self.earlier:
            finding.outcome, finding.takeable, finding.repeated = "unchanged", False, True
            finding.message = "An earlier version of this return says the same here."
        return finding

    def _about(self, remark: Remark) -> _Place | None:
        """The row some words are about: their own, else the one that a cell of their row, or the words, name."""
        if remark.row is not None and remark.sheet_issued is not None:
            return remark.sheet_issued, remark.row
        cells = {name for words in remark.beside for name in (as_compared(words), plain(words))}
        named = [place for name in cells for place in self._names.get(name, ())]
        if not named:
            named = list(self._named(remark.returned))
        if named:
            return _one(named, remark.sheet_issued)
        return self._named_beside(remark.beside) if remark.outside == "sheet" else None

    def _named_beside(self, beside: tuple[str, ...]) -> _Place | None:
        """The row that the words of a row together name."""
        if beside not in self._beside:
            self._beside[beside] = _one(list(self._named(" | ".join(beside))), None)
        return self._beside[beside]

    def _placed(self, remark: Remark, about: _Place) -> tuple[IssuedSheet, IssuedRow, Box] | None:
        """The box some words might belong into, where there is one; values go into none that was answered."""
        sheet, row = about
        if self.recorded.owner(sheet.form.register, row.record) is None:
            return None
        box = box_for(remark, self.form, sheet, row)
        if box is None or self.recorded.in_several(box.column, row.record):
            return None
        place = (row.code, box.column.key)
        if box.column.field.kind not in WORDS and (place in self.answered or place in self._rivals):
            return None
        return sheet, row, box

    def _named(self, words: str) -> Iterator[_Place]:
        """The rows some words name, by code, ref or title."""
        letters = plain(words)
        for sheet, row in self.form.rows():
            *called, title = _names(sheet, row)
            if any(stands_in(name, words) for name in called) or (title and plain(title) in letters):
                yield sheet, row


def _names(sheet: IssuedSheet, row: IssuedRow) -> Iterator[str]:
    """How a row is named: by its code, by its ref where that is its own, and last by its title where that tells."""
    yield row.code
    ref = str(row.context.get("ref") or "")
    if re.search(r"\D", ref) and sheet.form.register != "mitigations":
        yield ref
    yield row.title if len(plain(row.title)) >= _TELLING_TITLE else ""


def _one(named: list[_Place], sheet: IssuedSheet | None) -> _Place | None:
    """The one row of those named, on the sheet the words stand on where one is of it; None where it may be several."""
    places = {row.code: (issued, row) for issued, row in named}
    own = [place for place in places.values() if place[0] is sheet] or list(places.values())
    return own[0] if len(own) == 1 else None


def stands_in(name: str, words: str) -> bool:
    """Whether a ref or code stands in a text, and not as part of another."""
    return re.search(rf"(?<![\w.]){re.escape(name)}(?!\w|\.\d)", words, re.IGNORECASE) is not None
