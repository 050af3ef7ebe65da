"""Thousands of returns, edited at random while the file is edited too: no word lost, none invented."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from returning_partner import Q2, state

from csp_desktop.editing.merge import ReturnFinding
from csp_desktop.editing.returns.coming_in import apply_returns, preview_returns
from csp_desktop.editing.returns.comparing.outside import conservation
from csp_desktop.editing.returns.going_out import export_returns
from csp_desktop.editing.returns.values import RecordedValues
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.registers.issued_form import IssuedForm, IssuedRow
from csp_desktop.registers.log import LOG_KINDS
from csp_desktop.registers.return_form import BY_KEY, SHEETS, ReturnSheet

RECIPIENTS = 20
ASKED, REJECTED, BLANK, CLEAR = object(), object(), object(), object()
WORDS = (
    "Six done",
    "=2+2",
    "-3 on last year",
    "@home",
    "שלום 😀",
    "line\nbreak",
    "“quoted”",
    "007",
    "x" * 3000,
)
# What is typed into a cell of each kind, and what it means.
TYPED: dict[str, list[tuple[Any, Any]]] = {
    "narrative": [*((word, word) for word in WORDS), (" spaced \u00a0", "spaced"), ("as above", ASKED), ("#N/A", REJECTED)],
    "rag": [("Green", "green"), ("amber", "amber"), ("R", "red"), ("■ Red", "red"), ("Purple", REJECTED), ("#REF!", REJECTED)],
    "date": [(datetime(2011, 3, 31), "2011-03-31"), ("1/2/11", "2011-02-01"), ("30 June 2011", "2011-06-30"), ("end March", ASKED), ("TBC", ASKED), ("soon", REJECTED), ("02/30/2011", REJECTED)],
    "number or TBC": [(301, 301), (12.5, 12.5), ("1,872", 1872), ("tbc", "TBC"), ("c. 300", ASKED), ("n/a", ASKED), ("many", REJECTED)],
    "yes/no": [("Yes", True), ("no", False), (True, True), ("maybe", REJECTED)],
    "whole number": [(1, 1), ("5", 5), (3.0, 3), (9, REJECTED), ("high", REJECTED), ("4 - likely", ASKED)],
    "choice": [("Complete", "complete"), ("in progress", "in progress"), ("dunno", REJECTED)],
    "money": [(1200.5, 120_050), ("£1,200.50", 120_050), ("1.2k", 120_000), ("about 300", ASKED), ("lots", REJECTED)],
}  # fmt: skip


@dataclass
class Filled:
    """An input cell of a workbook: its row, its column, what it means, and where it ended up."""

    row: IssuedRow
    sheet: ReturnSheet
    key: str
    meaning: Any
    cell: Cell


class Partnership:
    """Twenty agencies, each with rows on every sheet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        made: list[Insert] = []

        def add(register: str, **values: Any) -> str:
            made.append(Insert(register, values))
            return made[-1].id

        partnership = add("partnerships", name="Wide CSP", short_name="Wide")
        self.plan = add("plans", partnership=partnership, title="Plan", first_year=2010, last_year=2010)
        priority = add("plan_items", plan=self.plan, level="priority", ref="1", title="Safer streets")
        stream = add("funding_streams", partnership=partnership, name="Home Office", year=2010)
        rng = random.Random(1)
        for number in range(RECIPIENTS):
            agency = add("agencies", name=f"Agency {number}", short_name=f"A{number:02d}")
            about = {"plan": self.plan, "item": priority}
            for at in range(3):
                item = add(
                    "plan_items", plan=self.plan, parent=priority, ref=f"{number}.{at}",
                    title=f"Do thing {at} of {number}", lead_agencies=(agency,), timescale="by March",
                )  # fmt: skip
                add("updates", item=item, quarter="2010-Q1", narrative=rng.choice(WORDS), rag="amber")
                if rng.random() < 0.5:
                    add("updates", item=item, quarter="2010-Q2", narrative="Begun", rag="green")
                add(
                    "allocations", stream=stream, item=item, project=f"Kit {at} for {number}", amount=1_000_000,
                )  # fmt: skip
                add(
                    "indicators", **about, ref=f"NI {number}.{at}", title=f"Figure {at} of {number}",
                    owner=agency,
                )  # fmt: skip
                risk = add(
                    "risks", **about, ref=f"R{number}.{at}", title=f"Risk {at} of {number}",
                    owner_agency=agency,
                )  # fmt: skip
                add(
                    "mitigations", risk=risk, title=f"Measure {at} of {number}", due_on="2010-12-31",
                    progress=rng.choice([None, "Under way"]),
                )  # fmt: skip
                add(
                    "log_entries", partnership=partnership, kind=LOG_KINDS[at], ref=f"L{number}.{at}",
                    title=f"Decision {at} of {number}", lead_agencies=(agency,), due_on="2010-12-31",
                    expires_on="2010-12-31",
                )  # fmt: skip
        with Workspace.create(path) as workspace:
            workspace.apply(made, "start", kind="start")


def remap(
    worksheet: Worksheet, rows: Callable[[int], int | None], columns: Callable[[int], int | None]
) -> None:
    """Move whole rows and columns as a spreadsheet program does, cells and all."""
    moved = {}
    for (row, column), cell in worksheet._cells.items():
        to = rows(row), columns(column)
        if None not in to:
            cell.row, cell.column = to
            moved[to] = cell
    worksheet._cells = moved


def same(position: int) -> int:
    return position


def disturb(rng: random.Random, book: Workbook, worksheet: Worksheet, form: ReturnSheet) -> None:
    """A random choice of what people do to a sheet, all of it harmless to the answers."""
    last_row, last_column = worksheet.max_row, worksheet.max_column
    body = list(range(4, last_row + 1))
    if rng.random() < 0.3:
        shuffled = rng.sample(body, len(body))
        order = dict(zip(body, shuffled, strict=True))
        remap(worksheet, lambda row: order.get(row, row), same)
    if rng.random() < 0.2:  # a locked column deleted
        gone = rng.choice([1, 2, *range(3, 3 + len(form.context))])
        titled = form.context[gone - 3].key == "title" if gone > 2 else False
        if not titled:
            remap(worksheet, same, lambda column: None if column == gone else column - (column > gone))
            last_column -= 1
    elif rng.random() < 0.3:  # two columns change places
        one, other = rng.sample(range(1, last_column + 1), 2)
        places = {one: other, other: one}
        remap(worksheet, same, lambda column: places.get(column, column))
    elif rng.random() < 0.3:  # one heading is worded anew
        heading = worksheet.cell(3, rng.randint(1, last_column))
        values = [column.header for column in form.inputs if column.field.kind not in ("text", "narrative")]
        # Over a value other words may mean another one.
        known = (f"{heading.value} (Q2)", None, f"{heading.value}*")
        heading.value = rng.choice(known if heading.value in values else ("Xyz", None, "What we did"))
    if rng.random() < 0.2:
        at = rng.randint(1, last_column + 1)
        remap(worksheet, same, lambda column: column + (column >= at))
    if rng.random() < 0.2:
        at = rng.randint(1, last_row + 1)
        remap(worksheet, lambda row: row + 2 * (row >= at), same)
    if rng.random() < 0.1:
        worksheet.title = f"Sheet{rng.randint(100, 999)}"


def fill(rng: random.Random, source: Path, target: Path, form: IssuedForm) -> list[Filled]:
    """Answer a form at random, disturb its layout, and save it; where every answer went."""
    book = load_workbook(source)
    by_title = {sheet.form.title: sheet for sheet in form.sheets}
    filled: list[Filled] = []
    for worksheet in list(book.worksheets):
        issued = by_title.get(worksheet.title)
        if issued is None or not issued.rows:
            continue
        declared = issued.form
        for number, row in enumerate(issued.rows, 4):
            for column, found in enumerate(declared.inputs, 3 + len(declared.context)):
                cell = worksheet.cell(number, column)
                choice = rng.random()
                shown = row.shown(found.key)
                meaning: Any = BLANK if shown is None else shown
                if choice < 0.45:
                    typed, meaning = rng.choice(TYPED[found.field.kind])
                    cell.value = typed
                    if isinstance(typed, str):
                        cell.data_type = "e" if typed.startswith("#") else "s"
                elif choice < 0.5:
                    cell.value, meaning = "[clear]", CLEAR
                elif choice < 0.55:
                    cell.value, meaning = None, BLANK
                filled.append(Filled(row, declared, found.key, meaning, cell))
        disturb(rng, book, worksheet, declared)
    if rng.random() < 0.2:
        del book["Start here"]
    if rng.random() < 0.2:
        del book["_meta"]
    book.save(target)
    return filled


def expected(one: Filled, current: Any, field_kind: str) -> str | None:
    """The merging rules, said once more in the plainest way; None where there is nothing to find."""
    shown, base = one.row.shown(one.key), one.row.base(one.key)

    def norm(value: Any) -> Any:
        return (value or None) if field_kind in ("yes/no", "narrative") else value

    if one.meaning is BLANK:
        if shown is None:
            return None
        return "unchanged" if norm(current) is None else "ask"
    if one.meaning is REJECTED:
        return "rejected"
    if one.meaning is ASKED:
        return "ask"
    if one.meaning is CLEAR and field_kind == "choice":
        return "rejected"
    returned = None if one.meaning is CLEAR else one.meaning
    if norm(returned) in (norm(shown), norm(base)):
        return "unchanged"
    if norm(current) == norm(base):
        return "changed"
    return "unchanged" if norm(current) == norm(returned) else "clash"


def edit_file(rng: random.Random, ws: Workspace, plan: str) -> int:
    """What happens in the program meanwhile."""
    records = ws.plan_records(plan)
    recorded = RecordedValues(records, Q2)
    changes: list[Any] = []
    for item in records.plan_items:
        if item["level"] != "priority" and rng.random() < 0.3:
            values = {"rag": rng.choice(["green", "red", None]), "narrative": rng.choice([*WORDS[:4], None])}
            found = records.update(item["id"], Q2)
            changes.append(
                Update("updates", found["id"], values)
                if found
                else Insert("updates", {"item": item["id"], "quarter": Q2.code, **values})
            )
    for indicator in records.indicators:
        if (
            rng.random() < 0.2
            and recorded.target(BY_KEY["indicators"].input("value"), indicator["id"]) is None
        ):
            value = rng.choice([301.0, 77.0])
            changes.append(
                Insert("measurements", {"indicator": indicator["id"], "quarter": Q2.code, "value": value})
            )
    for entry in records.log_entries:
        if rng.random() < 0.3:
            values = {"status": rng.choice(["in progress", None]), "narrative": rng.choice(WORDS[:4])}
            changes.append(Insert("log_updates", {"entry": entry["id"], "quarter": Q2.code, **values}))
    for mitigation in records.mitigations:
        if rng.random() < 0.2:
            changes.append(Update("mitigations", mitigation["id"], {"due_on": "2011-02-01"}))
    return ws.apply(changes, "typed").number


def values_of(ws: Workspace, plan: str) -> dict[tuple[str, str, str], Any]:
    """Everything a return could write, by sheet, record and column."""
    records = ws.plan_records(plan)
    recorded = RecordedValues(records, Q2)
    rows = {
        "action updates": records.plan_items,
        "indicators": records.indicators,
        "risks": records.risks,
        "mitigations": records.mitigations,
        "funding": records.allocations,
        "log": records.log_entries,
    }
    return {
        (sheet.key, row["id"], column.key): recorded.value(column, row["id"])
        for sheet in SHEETS
        if sheet.prefix
        for row in rows[sheet.key]
        for column in sheet.inputs
    }


def converted(paths: list[Path], folder: Path, kind: str) -> list[Path]:
    """Workbooks saved anew by LibreOffice, all in one go."""
    out = folder / kind
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}",
         "--convert-to", kind, "--outdir", str(out), *map(str, paths)],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    return [out / one.with_suffix(f".{kind}").name for one in paths]


def check_batch(
    seed: int, ws: Workspace, plan: str, forms: list[tuple[Path, IssuedForm]], folder: Path, kind: str = ""
) -> None:
    rng = random.Random(seed)
    filled = {
        target: fill(rng, source, target, form)
        for number, (source, form) in enumerate(forms)
        for target in [folder / f"{seed}-{number}.xlsx"]
    }
    if kind:
        saved = converted(list(filled), folder, kind)
        filled = dict(zip(saved, filled.values(), strict=True))
    edited = edit_file(rng, ws, plan)
    before_values, before = values_of(ws, plan), state(ws)
    preview = preview_returns(ws, list(filled))
    assert state(ws) == before
    written: dict[tuple[str, str, str], Any] = {}
    for file in preview.files:
        assert file.status == "recognised", (seed, file.message)
        assert not file.held_sheets, (seed, file.path, file.findings[-1].message)
        found: dict[tuple[str, str], ReturnFinding] = {}
        places = Counter((one.sheet, one.cell) for one in file.findings if one.cell)
        assert not [place for place, count in places.items() if count > 1], (seed, file.path, places)
        for one in file.findings:
            found[one.sheet, one.cell] = one
        # What a program or a tidy hand does to the layout is no word of anybody's.
        strays = [one.as_json() for one in file.findings if one.outside and one.outside != "heading"]
        assert not strays, f"{seed} {file.path.name} {strays}"
        counted = conservation(file.findings)
        fates = [counted[fate] for fate in ("applied", "unchanged", "asked", "outside")]
        assert counted["filled"] == sum(fates), (seed, counted)
        for one in filled[file.path]:
            place = (one.cell.parent.title, one.cell.coordinate)
            column = one.sheet.input(one.key)
            current = before_values[one.sheet.key, one.row.record, one.key]
            wanted = expected(one, current, column.field.kind)
            got = found.get(place)
            where = (seed, file.path.name, place, one.key, one.cell.value, got and got.as_json())
            assert (got.outcome if got else None) == wanted, (wanted, *where)
            if got is None:
                continue
            assert (got.code, got.key, got.record) == (one.row.code, one.key, one.row.record), where
            if wanted == "changed":
                value = None if one.meaning is CLEAR else one.meaning
                written[one.sheet.key, one.row.record, one.key] = value
    apply_returns(ws, preview)
    after = values_of(ws, plan)
    for place, value in after.items():
        wanted = written.get(place, before_values[place])
        assert (value or None) == (wanted or None) or value == wanted, (seed, place, value, wanted)
    ws.undo()
    assert state(ws) == before, seed
    if edited:
        ws.undo()


@pytest.fixture
def sent(tmp_path: Path) -> Iterator[tuple[Workspace, str, list[tuple[Path, IssuedForm]]]]:
    partnership = Partnership(tmp_path / "wide.csp")
    with Workspace.open(partnership.path, backup=False) as ws:
        exported = export_returns(ws, partnership.plan, Q2, tmp_path / "out")
        forms = []
        for one in exported:
            (kept,) = ws.records("return_files", {"return": one.return_id})
            forms.append((one.path, IssuedForm.from_json(kept["snapshot"])))
        yield ws, partnership.plan, forms


@pytest.mark.slow
def test_a_batch_of_random_returns(sent: Any, tmp_path: Path) -> None:
    ws, plan, forms = sent
    check_batch(0, ws, plan, forms, tmp_path)


@pytest.mark.slow
def test_many_random_returns(sent: Any, tmp_path: Path) -> None:
    ws, plan, forms = sent
    # CSP_RETURNS=2000 makes the long run of it.
    for seed in range(1, int(os.environ.get("CSP_RETURNS", "200")) // RECIPIENTS + 1):
        check_batch(seed, ws, plan, forms, tmp_path)
        for path in tmp_path.glob(f"{seed}-*.xlsx"):
            path.unlink()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_random_returns_saved_by_libreoffice(sent: Any, tmp_path: Path, kind: str) -> None:
    ws, plan, forms = sent
    for seed in (9001, 9002):
        check_batch(seed, ws, plan, forms, tmp_path, kind)
