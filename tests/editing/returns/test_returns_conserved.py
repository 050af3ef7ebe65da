"""Thousands of returns with words in all the wrong places: each word is applied or asked about, once, and no other."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from over_cells import add_conversation, add_text_box
from returning_partner import ReportingPlan, Sheet, send

from csp_desktop.editing.returns.coming_in import apply_returns, compare_returns
from csp_desktop.editing.returns.comparing.outside import conservation
from csp_desktop.editing.returns.comparing.previewed_file import PreviewedFile
from csp_desktop.editing.returns.questions import open_questions
from csp_desktop.editing.returns.settling import settle
from csp_desktop.editing.workspace import Workspace
from csp_desktop.excel.opening.wrapped_files import read_returned

UPDATES = "Action updates"
INPUTS = ("Update", "RAG", "Outcome RAG", "New due date")
LOCKED = ("Ref", "Priority", "What is to be done", "Due", "What you said in Q1", "Q1 rating")


@dataclass
class Scribbled:
    """A return as it is being filled in: the words put into it, and under which outcome each has to come back."""

    book: Workbook
    rng: random.Random
    number: int
    refs: list[str]
    words: dict[str, str] = field(default_factory=dict)
    colours: int = 0
    later: list[Callable[[Path], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sheet = Sheet(self.book[UPDATES])
        # As they were before anybody wrote over them.
        self.columns = {name: self.sheet.column(name) for name in INPUTS + LOCKED}
        self.rows = {ref: self.sheet.row(ref) for ref in ("1.2", "1.3", "1.4", "1.5", "1.6", "1.10")}

    def token(self, fate: str) -> str:
        """Words nobody has used yet."""
        said = f"Words{self.number}x{len(self.words)} {self.rng.choice(['done', 'see below', 'ask me', '– né 👮'])}"
        self.words[said] = fate
        return said

    def cell(self, heading: str, ref: str = "") -> Cell:
        """The cell under a heading in a row in which nothing was done yet, or in that of a ref."""
        return self.sheet.worksheet.cell(self.rows[ref or self.refs.pop()], self.columns[heading])


def in_a_note(on: Scribbled) -> None:
    on.cell(on.rng.choice(INPUTS + LOCKED)).comment = Comment(on.token("outside"), "them")


def in_a_text_box(on: Scribbled) -> None:
    words, cell = on.token("outside"), on.cell(on.rng.choice(INPUTS))
    on.later.append(lambda path: add_text_box(path, 2, cell.row, cell.column, words))


def in_a_conversation(on: Scribbled) -> None:
    words, address = on.token("outside"), on.cell("Due").coordinate
    on.later.append(lambda path: add_conversation(path, 2, address, words))


def in_a_column_of_their_own(on: Scribbled) -> None:
    column = on.sheet.worksheet.max_column + on.rng.randint(1, 2)
    on.sheet.worksheet.cell(on.cell("Update").row, column).value = on.token("outside")
    if on.rng.random() < 0.5:
        on.sheet.worksheet.cell(on.sheet.header_row, column).value = on.token("outside")


def on_a_sheet_of_their_own(on: Scribbled) -> None:
    own = on.book.create_sheet(f"Ours {len(on.words)}")
    for row in on.rng.sample(range(1, 99), on.rng.randint(1, 3)):
        own.cell(row, on.rng.randint(1, 9)).value = on.token("outside")


def around_the_table(on: Scribbled) -> None:
    row = on.rng.choice([1, 2, on.sheet.worksheet.max_row + on.rng.randint(1, 9)])
    cell = on.sheet.worksheet.cell(row, on.rng.choice([1, 3, 4, 5, 20]) if row > 1 else 1)
    titled = cell.column == on.columns["What is to be done"]
    if cell.value is None or cell.value not in on.words:
        cell.value = on.token("outside" if row < 3 or not titled else "asked")


def over_a_locked_cell(on: Scribbled) -> None:
    on.cell(on.rng.choice(LOCKED)).value = on.token("outside")


def over_a_heading(on: Scribbled) -> None:
    on.sheet.worksheet.cell(on.sheet.header_row, on.columns["Due"]).value = on.token("outside")


def over_a_row_code(on: Scribbled) -> None:
    on.sheet.worksheet.cell(on.cell("Update").row, 1).value = on.token("outside")


def on_the_first_sheet(on: Scribbled) -> None:
    place = on.rng.choice(["B4", "B5", "B7", "D2", f"A{15 + len(on.words)}", "C6"])
    cell = on.book["Start here"][place]
    if cell.value not in on.words:
        cell.value = on.token("outside")


def on_the_hidden_sheet(on: Scribbled) -> None:
    on.book["_meta"].cell(9 + len(on.words), on.rng.randint(1, 5)).value = on.token("outside")


def merged_over_rows(on: Scribbled) -> None:
    first = on.rows["1.6"]
    on.cell("Update", "1.6").value = on.token("asked")
    column = on.columns["Update"]
    on.sheet.worksheet.merge_cells(start_row=first, end_row=first + 1, start_column=column, end_column=column)


def crossed_out(on: Scribbled) -> None:
    cell = on.cell("Update")
    cell.value, cell.font = on.token("outside"), Font(strike=True)


def in_a_colour(on: Scribbled) -> None:
    colour = on.rng.choice(["FFFF0000", "FFFFC000", "FF00B050"])
    on.cell("RAG").fill = PatternFill("solid", fgColor=colour)
    on.colours += 1


def in_a_new_row(on: Scribbled) -> None:
    new = Sheet(on.book["New items"])
    row = new.header_row + 1 + len(on.words)
    new.worksheet.cell(row, new.column("Title")).value = on.token("asked")
    new.worksheet.cell(row, new.column("Detail")).value = on.token("asked")


def where_it_belongs(on: Scribbled) -> None:
    on.cell("Update").value = on.token("applied")


WRONG_PLACES = (
    in_a_note,
    in_a_text_box,
    in_a_conversation,
    in_a_column_of_their_own,
    on_a_sheet_of_their_own,
    around_the_table,
    over_a_locked_cell,
    over_a_heading,
    over_a_row_code,
    on_the_first_sheet,
    on_the_hidden_sheet,
    merged_over_rows,
    crossed_out,
    in_a_colour,
    in_a_new_row,
)
# What may be done to one workbook once at most.
ONCE = (in_a_text_box, in_a_conversation, over_a_heading, merged_over_rows, over_a_row_code, around_the_table)


def scribble(form: Path, target: Path, seed: int) -> Scribbled:
    """The form with words in places chosen at random."""
    rng = random.Random(seed)
    # 1.6 and 1.10 are those one answer may be merged over; 1.1 has words already.
    on = Scribbled(load_workbook(form), rng, seed, rng.sample(["1.2", "1.3", "1.4", "1.5"], 4))
    chosen = [place for place in rng.choices(WRONG_PLACES, k=rng.randint(1, 4)) if place not in ONCE]
    chosen += rng.sample(ONCE, rng.randint(0, 3))
    chosen += [where_it_belongs] * rng.randint(0, 1)
    for place in chosen:
        if on.refs:
            place(on)
    on.book.save(target)
    for act in on.later:
        act(target)
    return on


def check(on: Scribbled, file: PreviewedFile, sent: Counter[str], seed: int) -> None:
    """Every word is in one finding, of its outcome, and the counts are those of the words."""
    counted = conservation(file.findings)
    said = f"{seed} {on.words} {[finding.as_json() for finding in file.findings if finding.outcome != 'unchanged']}"
    wanted = Counter(on.words.values()) + Counter(outside=on.colours)
    assert {fate: counted[fate] for fate in ("applied", "asked", "outside")} == {
        fate: wanted[fate] for fate in ("applied", "asked", "outside")
    }, said
    assert counted["unchanged"] == sent["unchanged"], said
    assert counted["filled"] == sent["filled"] + sum(wanted.values()), said
    for words, fate in on.words.items():
        told = [finding for finding in file.findings if words in finding.returned]
        assert len(told) == 1, (words, said)
        assert (told[0].outcome == "changed") == (fate == "applied"), (words, said)
        assert told[0].cell and told[0].sheet, (words, said)


@pytest.fixture
def sent(tmp_path: Path) -> Iterator[tuple[Workspace, ReportingPlan, Path]]:
    plan = ReportingPlan(tmp_path / "plan.csp")
    with Workspace.open(plan.path, backup=False) as ws:
        yield ws, plan, send(ws, plan, tmp_path / "out")


def conserved(seeds: range, sent: tuple[Workspace, ReportingPlan, Path], folder: Path) -> None:
    ws, plan, form = sent
    folder.mkdir()
    untouched = folder / "untouched.xlsx"
    load_workbook(form).save(untouched)
    written = {folder / f"{seed}.xlsx": seed for seed in seeds}
    scribbled = {path: scribble(form, path, seed) for path, seed in written.items()}
    first, *reads = read_returned([untouched, *written])
    (as_sent,) = compare_returns(ws, [first]).files
    before = Counter(conservation(as_sent.findings))
    for (path, on), read in zip(scribbled.items(), reads, strict=True):
        preview = compare_returns(ws, [read])
        check(on, preview.files[0], before, written[path])
        apply_returns(ws, preview)
        kept = str([ws.records(name) for name in ("updates", "plan_items", "risks", "mitigations")])
        for words, fate in on.words.items():
            assert (words in kept) == (fate == "applied"), (written[path], words)
        waiting = open_questions(ws, plan.plan)
        (returned,) = ws.records("returns")
        assert returned["state"] == ("received" if waiting else "applied"), written[path]
        assert len(waiting) == sum(finding.done == "open" for finding in preview.files[0].findings)
        if written[path] % 5 == 0:
            for question in waiting:
                settle(ws, question.file_id, question.index, "ours")
            assert ws.records("returns")[0]["state"] == "applied"
            for _ in waiting:
                ws.undo()
        ws.undo()
    shutil.rmtree(folder)


@pytest.mark.slow
def test_words_in_the_wrong_places_are_conserved(
    sent: tuple[Workspace, ReportingPlan, Path], tmp_path: Path
) -> None:
    conserved(range(8), sent, tmp_path / "few")


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(int(os.environ.get("CSP_RETURNS", "300")) // 100))
def test_words_in_many_returns_are_conserved(
    sent: tuple[Workspace, ReportingPlan, Path], tmp_path: Path, hundred: int
) -> None:
    conserved(range(1000 + 100 * hundred, 1100 + 100 * hundred), sent, tmp_path / "many")
