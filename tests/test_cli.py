"""The commands as other programs and people use them: exit codes, sentences, JSON."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from commands_run import Command
from conftest import SmallFile
from openpyxl import Workbook, load_workbook
from sheets_brought_in import book

from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.periods import Quarter
from csp_desktop.registers.plan_records import plan_to_show
from csp_desktop.rules.checks.readiness import findings
from csp_desktop.storage import schema


def _junk(folder: Path) -> Path:
    junk = folder / "junk.xlsx"
    junk.write_bytes(b"PK\x03\x04 not a zip")
    return junk


def _not_ours(folder: Path) -> Path:
    other = folder / "other.csp"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    return other


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["dump", "{missing}"], "There is no file"),
        (["dump", "{junk}"], "not a CSP Desktop file"),
        (["dump", "{other}"], "not a CSP Desktop file"),
        (["dump", "{file}", "--register", "nonsense"], "no register called"),
        (["export-returns", "{file}", "--quarter", "2010-Q7", "--out", "{out}"], "not a quarter"),
        (["export-returns", "{file}", "--quarter", "soon", "--out", "{out}"], "not a quarter"),
        (["export-returns", "{file}", "--quarter", "1999-Q1", "--out", "{out}"], "No plan covers 1999/00"),
        (["export-returns", "{file}", "--quarter", "2010-Q1", "--out", "{junk}/under"], "junk"),
        (
            ["export-returns", "{file}", "--quarter", "2010-Q1", "--out", "{out}", "--due", "soon"],
            "not a date",
        ),
        (["import", "{file}", "{junk}"], "junk.xlsx"),
        (["import", "{file}", "{missing}"], "missing"),
        (["print", "{file}", "no-such-form", "--out", "{out}"], "no-such-form"),
        (["print", "{file}", "action-plan", "--out", "{junk}/x.pdf"], "x.pdf"),
        (["print", "{file}"], "--out"),
        (["print", "{file}", "quarterly-sheet", "--item", "99", "--out", "{out}"], "99"),
        (["sample", "{file}"], "exists already"),
        (["new", "{file}", "--name", "N", "--short-name", "S"], "exists already"),
        (["new", "{out}", "--name", "N", "--short-name", "S", "--year", "soon"], "not a financial year"),
        (["new", "{out}", "--name", "N", "--short-name", "S", "--year", "1900"], "must be a financial year"),
        (["restore", "{junk}", "--to", "{out}"], "not a CSP Desktop file"),
        (["backup", "{other}"], "not a CSP Desktop file"),
        (["verify", "{missing}"], "There is no file"),
        (["roll-over", "{file}", "--to-year", "soon"], "not a financial year"),
        (["--nonsense"], "nonsense"),
        (["check", "{file}", "--partnership", "Nowhere"], "no plan of “Nowhere”"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_gets_one_sentence_and_changes_nothing(
    csp: Command, small: SmallFile, tmp_path: Path, arguments: list[str], words: str
) -> None:
    places = {
        "file": small.path,
        "missing": tmp_path / "missing.csp",
        "junk": _junk(tmp_path),
        "other": _not_ours(tmp_path),
        "out": tmp_path / "out",
    }
    before = small.path.read_bytes()
    run = csp(*(argument.format(**places) for argument in arguments))
    assert run.code == 2
    assert words in run.err
    assert len(run.err.strip().splitlines()) == 1
    assert small.path.read_bytes() == before
    assert not (tmp_path / "out").exists()


def test_a_new_file_holds_its_partnership_and_is_whole(csp: Command, tmp_path: Path) -> None:
    file = tmp_path / "new.csp"
    named = ("--name", "Anytown CSP", "--short-name", "Anytown")
    assert csp("new", file, *named, "--year", "2026/27").code == 0
    dumped = json.loads(csp("dump", file).out)["registers"]
    (partnership,), (plan,) = dumped["partnerships"], dumped["plans"]
    assert partnership["name"] == "Anytown CSP"
    assert (plan["title"], plan["first_year"], plan["last_year"]) == ("Annual plan 2026/27", 2026, 2026)
    assert (plan["status"], plan["partnership"]) == ("draft", partnership["id"])
    assert dumped["plan_items"] == []
    assert dumped["changes"][0]["reason"] == "new file"
    verified = csp("verify", file, "--json")
    assert (verified.code, json.loads(verified.out)) == (0, {"whole": True, "problems": []})


def test_dump_of_one_register(csp: Command, small: SmallFile) -> None:
    dumped = json.loads(csp("dump", small.path, "--register", "plan_items").out)["registers"]
    assert list(dumped) == ["plan_items"]
    other = next(item for item in dumped["plan_items"] if item["ref"] == "1.2")
    assert other["lead_agencies"] == [small.council, small.police]
    assert other["cross_cutting"] is False
    assert other["due_on"] is None


def test_backup_and_restore(csp: Command, small: SmallFile, tmp_path: Path) -> None:
    made = csp("backup", small.path)
    assert made.code == 0
    back = tmp_path / "back.csp"
    assert csp("restore", made.out.strip(), "--to", back).code == 0
    assert csp("dump", back).out == csp("dump", small.path).out


def test_a_file_being_edited_is_not_edited_twice(csp: Command, small: SmallFile, tmp_path: Path) -> None:
    with Workspace.open(small.path) as workspace:
        run = csp("export-returns", small.path, "--quarter", "2010-Q1", "--out", tmp_path / "out")
        assert run.code == 2
        assert "is being edited by" in run.err
        assert csp("dump", small.path).code == 0
        workspace.apply([Update("plans", small.plan, {"title": "Still mine"})])


def test_what_was_accepted_needs_nobody_any_more(csp: Command, small: SmallFile) -> None:
    run = csp("check", small.path, "--quarter", "2010-Q2", "--json")
    assert run.code == 1
    with Workspace.open(small.path) as workspace:
        records = workspace.plan_records(small.plan)
        workspace.apply(
            [
                Insert(
                    "accepted_findings", {"plan": small.plan, "finding": finding.key, "reason": "So it is"}
                )
                for finding in findings(records, Quarter(2010, 2), date.today())
            ]
        )
    accepted = csp("check", small.path, "--quarter", "2010-Q2", "--json")
    assert accepted.code == 0
    assert len(accepted.json()["findings"]) == len(run.json()["findings"])


def test_what_a_partner_may_have_meant_is_asked(csp: Command, small: SmallFile, tmp_path: Path) -> None:
    out = csp(
        "export-returns", small.path, "--quarter", "2010-Q2", "--out", tmp_path, "--recipient", "Police"
    )
    path = Path(out.out.partition(": ")[2].strip())
    book = load_workbook(path)
    sheet = book["Action updates"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Row code")
    rag = next(cell.column for cell in header if cell.value == "RAG")
    sheet.cell(header[0].row + 1, rag).value = "gren"
    book.save(path)
    run = csp("import-returns", small.path, path)
    assert run.code == 1 and "“gren” is not on the list. Did they mean Green?" in run.err


def test_answers_that_may_be_for_another_quarter_are_sent_to_the_window(
    csp: Command, small: SmallFile, tmp_path: Path
) -> None:
    def answered(words: str) -> Path:
        book = load_workbook(next(tmp_path.glob("Return 2010-Q1 Police*.xlsx")))
        sheet = book["Action updates"]
        header = next(row for row in sheet.iter_rows() if row[0].value == "Row code")
        update = next(cell.column for cell in header if cell.value == "Update")
        sheet.cell(header[0].row + 1, update).value = words
        book.save(tmp_path / f"{words}.xlsx")
        return tmp_path / f"{words}.xlsx"

    for quarter in ("2010-Q1", "2010-Q2"):
        csp("export-returns", small.path, "--quarter", quarter, "--out", tmp_path, "--recipient", "Police")
    first = csp("import-returns", small.path, answered("Ten marked"), "--apply")
    assert first.code == 0 and "import it in the window" not in first.err
    run = csp("import-returns", small.path, answered("Forty marked"))
    assert run.code == 1 and "Where these answers are for Q2, import it in the window" in run.err


def test_what_is_hidden_is_named_with_how_much_of_it_there_is(
    csp: Command, small: SmallFile, tmp_path: Path
) -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(["Ref", "Action", "Lead"])
    for number in range(1, 9):
        sheet.append([f"9.{number}", f"Walk round the {number}. ward at dusk", "Police"])
    for rows in (range(4, 10), range(4, 11)):
        for row in rows:
            sheet.row_dimensions[row].hidden = True
        if rows[-1] == 9:
            made.save(tmp_path / "six.xlsx")
    sheet.append(["9.9", "Walk round the last ward at dusk", "Police"])
    sheet.row_dimensions[10].hidden = True
    made.save(tmp_path / "seven.xlsx")
    six, seven = (
        csp("import", small.path, tmp_path / name, "--year", "2010", "--dry-run").err
        for name in ("six.xlsx", "seven.xlsx")
    )
    assert "left out: rows 4, 5, 6, 7, 8, 9 of Sheet." in six
    assert "left out: rows 4, 5, 6, 7, 8 and 2 more of Sheet." in seven
    assert "Sheet A4, B4, C4, A5 and 17 more: “9.3” and 20 more were not brought in." in seven


def test_pictures_that_were_there_are_said_to_be_replaced(
    csp: Command, small: SmallFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = [tmp_path / name for name in ("1 plan.png", "2 risks.png")]
    drawn[0].touch()
    monkeypatch.setattr("csp_desktop.app.screenshots", lambda *_, **__: drawn)
    run = csp("screenshots", small.path, "--out", tmp_path)
    assert run.out.splitlines() == [str(path) for path in drawn]
    assert run.err.strip() == f"Pictures already in {tmp_path} were replaced: 1 plan.png."


def test_no_return_for_anybody_is_said(csp: Command, small: SmallFile, tmp_path: Path) -> None:
    with Workspace.open(small.path) as workspace:
        done = {"status": "complete", "completed_on": "2010-04-01"}
        workspace.apply([Update("plan_items", item, done) for item in (small.action, small.other)])
    run = csp("export-returns", small.path, "--quarter", "2010-Q2", "--out", tmp_path / "out")
    assert (run.code, run.out) == (1, "")
    assert "No one has open items in Q2 2010/11, so no return was written." in run.err


def test_verify_says_what_is_wrong(csp: Command, small: SmallFile) -> None:
    connection = sqlite3.connect(small.path)
    connection.execute("UPDATE agencies SET name = 'Changed behind our back' WHERE short_name = 'Police'")
    connection.commit()
    connection.close()
    run = csp("verify", small.path)
    assert run.code == 1
    assert "not as its history left it" in run.err


def test_a_defect_is_one_sentence_and_in_the_log(
    csp: Command, small: SmallFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workspace, "dump", lambda *_: 1 / 0)
    run = csp("dump", small.path)
    assert run.code == 2
    assert "Something went wrong inside the program" in run.err
    log = Path(run.err.split("Details are in ")[1].strip().rstrip("."))
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_what_is_missing_of_the_program_itself_is_neither_a_folder_nor_a_defect(
    csp: Command, small: SmallFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(file: Path, **_: object) -> str:
        raise FileNotFoundError(2, "No such file or directory", str(file))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_text", lacking)
        schema._view_statements.cache_clear()
        run = csp("new", tmp_path / "new.csp", "--name", "A", "--short-name", "A")
    assert run.code == 2 and not (tmp_path / "new.csp").exists()
    assert "A part of the program" in run.err and ".sql) is missing" in run.err

    def blocked(*_: object) -> None:
        raise ImportError("DLL load failed while importing _typst: blocked by policy", name="_typst")

    monkeypatch.setattr(Workspace, "dump", blocked)
    run = csp("dump", small.path)
    assert run.code == 2 and "A part of the program (_typst) is missing or is kept from loading" in run.err


def test_without_a_quarter_the_plan_of_today_is_meant_and_else_the_newest(small: SmallFile) -> None:
    with Workspace.open(small.path, backup=False) as workspace:
        later = {
            "partnership": small.partnership,
            "title": "Plan 2011/12",
            "first_year": 2011,
            "last_year": 2011,
        }
        workspace.apply([Insert("plans", later)])
        plans = workspace.plans()
    assert plan_to_show(plans, date(2011, 2, 1))["id"] == small.plan
    assert plan_to_show(plans, date(2011, 4, 1))["title"] == "Plan 2011/12"
    assert plan_to_show(plans, date(2030, 1, 1))["title"] == "Plan 2011/12"


def test_print_of_several_partnerships_takes_the_first_and_says_so(
    csp: Command, small: SmallFile, tmp_path: Path
) -> None:
    with Workspace.open(small.path, backup=False) as workspace:
        other = Insert("partnerships", {"name": "Zedtown CSP", "short_name": "Zedtown"})
        plan = {"partnership": other.id, "title": "Plan", "first_year": 2010, "last_year": 2010}
        workspace.apply([other, Insert("plans", plan)])
    run = csp("print", small.path, "action-plan", "--out", tmp_path / "plan.pdf")
    assert run.code == 0
    assert "this is Anytown. Choose with --partnership." in run.err
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    refused = csp("roll-over", small.path, "--to-year", "2011")
    assert refused.code == 2
    assert "--partnership: Anytown, Zedtown" in refused.err


def test_a_later_register_is_asked_about_and_what_is_gone_is_named(csp: Command, tmp_path: Path) -> None:
    def register(name: str, *rows: tuple[object, ...]) -> Path:
        return book(tmp_path / name, [("Ref", "Risk", "Likelihood", "Impact", "Mitigation"), *rows])

    file = tmp_path / "mine.csp"
    assert csp("new", file, "--name", "Meadowshire", "--short-name", "MCSP").code == 0
    april = register(
        "april.xlsx",
        ("R1", "The grant ends", 3, 3, "Ask the commissioner"),
        ("R2", "The analyst leaves", 2, 2, ""),
    )
    assert csp("import", file, april, "--year", 2025).code == 0
    july = register("july.xlsx", ("R1", "The grant ends", 3, 4, "Ask the commissioner again"))
    again = csp("import", file, july, "--year", 2025)
    assert again.code == 1
    assert "“Ask the commissioner”, which is there already?" in again.err
    assert "“R2 The analyst leaves” is not in this file any more" in again.err
    csp("import", file, july, "--year", 2025, "--take-doubtful")
    held = json.loads(csp("dump", file, "--register", "risks", "--register", "mitigations").out)["registers"]
    assert [found["title"] for found in held["mitigations"]] == ["Ask the commissioner again"]
    assert sorted(found["ref"] for found in held["risks"]) == ["R1", "R2"]


def test_a_sheet_left_out_beside_a_register_counts_as_left_out(csp: Command, tmp_path: Path) -> None:
    risks = [
        ("Risk", "Likelihood", "Impact", "Owner"),
        ("The grant ends early", 3, 4, "Chair"),
        ("Key staff leave the team", 2, 3, "Clerk"),
    ]
    assumed = [
        ("Assumption", "Owner", "Date"),
        ("The hall stays free all year", "Chair", "1 May 2025"),
        ("The grant is paid in June", "Clerk", "2 May 2025"),
    ]
    theirs = book(tmp_path / "risks.xlsx", risks, name="Risks", Assumptions=assumed)
    file = tmp_path / "mine.csp"
    csp("new", file, "--name", "Meadowshire", "--short-name", "MCSP")
    run = csp("import", file, theirs, "--year", 2025)
    assert "Assumptions A1:C3: This looks like a list of assumptions" in run.err
    assert run.code == 1


def test_what_is_no_register_is_named_with_the_reason(csp: Command, tmp_path: Path) -> None:
    rows = [("Test case ID", "Scenario", "Actual result"), ("T1", "Log in", "Pass"), ("T2", "Print", "Fail")]
    theirs = book(tmp_path / "tests.xlsx", rows, name="Tests")
    file = tmp_path / "mine.csp"
    csp("new", file, "--name", "Meadowshire", "--short-name", "MCSP")
    run = csp("import", file, theirs, "--year", 2025)
    assert run.code == 1
    assert "Tests A1:C3: This looks like a list of tests or faults, so it is not brought in." in run.err
