"""The command line against its promises: odd paths, odd requests, several partnerships, odd cells."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from commands_run import Command, Run
from conftest import SmallFile

from csp_desktop.editing.workspace import Insert, Update, Workspace


@pytest.fixture
def csp(csp: Command) -> Command:
    """Run one command; none comes upon a defect."""

    def run(*arguments: object) -> Run:
        ran = csp(*arguments)
        assert "inside the program" not in ran.err
        return ran

    return run


@pytest.fixture
def pair(tmp_path: Path) -> SmallFile:
    """A file of two partnerships whose plans number alike; a ref stands at two levels."""
    made = SmallFile(tmp_path / "pair.csp")
    second = Insert("partnerships", {"name": "Other CSP", "short_name": "Other"})
    plan = Insert(
        "plans", {"partnership": second.id, "title": "Other plan", "first_year": 2010, "last_year": 2010}
    )
    priority = Insert("plan_items", {"plan": plan.id, "level": "priority", "ref": "1", "title": "Less fear"})
    objective, action = (
        Insert(
            "plan_items",
            {
                "plan": plan.id,
                "level": level,
                "parent": priority.id,
                "position": place,
                "ref": "1.1",
                "title": f"The {level}",
                "lead_agencies": (made.police,),
            },
        )
        for place, level in enumerate(("objective", "action"))
    )
    with Workspace.create(made.path) as workspace:
        workspace.apply([*made.changes, second, plan, priority, objective, action], "start", kind="start")
    return made


def test_folders_and_files_may_be_called_anything(csp: Command, tmp_path: Path) -> None:
    folder = tmp_path / "Ünit #1 50% & ‘q’"
    folder.mkdir()
    # Windows takes no question mark in a name.
    file = folder / f"Röch #2 %20{'' if os.name == 'nt' else '?'}x=1.csp"
    assert csp("new", file, "--name", "Anytown CSP", "--short-name", "Any").code == 0
    assert csp("verify", file).code == 0
    copy = csp("backup", file).out.strip()
    assert csp("restore", copy, "--to", folder / "back #%.csp").code == 0
    assert csp("dump", folder / "back #%.csp").json() == csp("dump", file).json()


@pytest.mark.parametrize("command", ["dump", "verify", "check", "backup"])
def test_a_folder_given_as_file_is_called_one(csp: Command, tmp_path: Path, command: str) -> None:
    run = csp(command, tmp_path)
    assert run.code == 2
    assert "is a folder, not a file" in run.err
    assert "disk" not in run.err


@pytest.mark.parametrize(("name", "short"), [("", "S"), ("   ", "S"), ("Name", ""), ("Name", " ")])
def test_a_new_file_that_lacks_its_name_is_not_made(
    csp: Command, tmp_path: Path, name: str, short: str
) -> None:
    run = csp("new", tmp_path / "n.csp", "--name", name, "--short-name", short)
    assert run.code == 2
    assert "needed" in run.err
    assert list(tmp_path.iterdir()) == []


def test_spaces_around_a_name_are_no_part_of_it(csp: Command, tmp_path: Path) -> None:
    assert csp("new", tmp_path / "n.csp", "--name", " Anytown CSP ", "--short-name", " Any ").code == 0
    [partnership] = csp("dump", tmp_path / "n.csp").json()["registers"]["partnerships"]
    assert (partnership["name"], partnership["short_name"]) == ("Anytown CSP", "Any")


@pytest.mark.parametrize("scale", ["0", "-1", "1e9", "large"])
def test_a_scale_nobody_can_draw_is_refused_as_such(
    csp: Command, small: SmallFile, tmp_path: Path, scale: str
) -> None:
    run = csp("screenshots", small.path, "--out", tmp_path / "shots", "--scale", scale)
    assert run.code == 2
    assert "scale" in run.err
    assert len(run.err.strip().splitlines()) == 1
    assert not (tmp_path / "shots").exists()


def test_a_file_given_as_folder_is_called_one(csp: Command, small: SmallFile, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    run = csp("export-returns", small.path, "--quarter", "2010-Q1", "--out", tmp_path / "taken")
    assert run.code == 2
    assert "a file, not a folder" in run.err
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_checks_of_several_partnerships_say_whose_they_are(csp: Command, pair: SmallFile) -> None:
    lines = csp("check", pair.path, "--quarter", "2010-Q2").out.splitlines()
    assert {line.split(":")[0] for line in lines} == {"Anytown", "Other"}
    alone = csp("check", pair.path, "--quarter", "2010-Q2", "--partnership", "Other").out.splitlines()
    assert {line.split(":")[0] for line in alone} <= {"error", "query", "note"}
    found = csp("check", pair.path, "--quarter", "2010-Q2", "--json").json()["findings"]
    wanted = {"kind", "code", "register", "ref", "message", "settle", "accepted"}
    assert all(wanted <= set(finding) for finding in found)
    assert any(finding["code"] == "duplicate-ref" for finding in found if finding["partnership"] == "Other")


def test_returns_of_two_partnerships_never_share_a_name(
    csp: Command, pair: SmallFile, tmp_path: Path
) -> None:
    run = csp("export-returns", pair.path, "--quarter", "2010-Q2", "--out", tmp_path / "out", "--json")
    paths = [found["path"] for found in run.json()["returns"]]
    assert len({Path(path).name.casefold() for path in paths}) == len(paths) >= 3
    assert all(Path(path).is_file() for path in paths)
    flat = tmp_path / "flat"
    for partnership in ("Anytown", "Other"):
        csp("export-returns", pair.path, "--quarter", "2010-Q2", "--out", flat, "--partnership", partnership)
    assert sorted(path.name for path in flat.iterdir()) == sorted(Path(path).name for path in paths)


def test_a_partnership_called_like_a_way_out_of_the_folder_is_no_way_out(
    csp: Command, pair: SmallFile, tmp_path: Path
) -> None:
    with Workspace.open(pair.path, backup=False) as workspace:
        other = next(one for one in workspace.records("partnerships") if one["short_name"] == "Other")
        workspace.apply([Update("partnerships", other["id"], {"short_name": "../../elsewhere"})])
    out = tmp_path / "deep" / "out"
    run = csp("export-returns", pair.path, "--quarter", "2010-Q2", "--out", out, "--json")
    assert run.code == 0
    assert all(out in Path(found["path"]).resolve().parents for found in run.json()["returns"])
    assert not (tmp_path / "elsewhere").exists()


def test_what_is_replaced_on_disk_is_named(csp: Command, small: SmallFile, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ["export-returns", small.path, "--quarter", "2010-Q2", "--recipient", "Police", "--out", out]
    assert "replaced" not in csp(*arguments).err
    again = csp(*arguments)
    assert again.code == 0 and "“Return 2010-Q2 Police.xlsx” replaced" in again.err
    pdf = tmp_path / "plan.pdf"
    assert csp("print", small.path, "action-plan", "--out", pdf).err == ""
    run = csp("print", small.path, "action-plan", "--out", pdf)
    assert run.code == 0 and "“plan.pdf”" in run.err and "replaced" in run.err


def test_a_print_never_goes_over_a_plan(csp: Command, small: SmallFile) -> None:
    before = small.path.read_bytes()
    run = csp("print", small.path, "action-plan", "--out", small.path)
    assert run.code == 2 and "nothing was printed" in run.err
    assert small.path.read_bytes() == before


def test_quarter_four_lies_in_the_next_calendar_year(csp: Command, small: SmallFile, tmp_path: Path) -> None:
    run = csp("export-returns", small.path, "--quarter", "2010-Q4", "--out", tmp_path / "out", "--json")
    assert run.code == 0
    assert all(found["due_on"].startswith("2011-04") for found in run.json()["returns"])
    outside = csp("export-returns", small.path, "--quarter", "2011-Q1", "--out", tmp_path / "no")
    assert outside.code == 2
    assert "No plan covers 2011/12" in outside.err


def test_rolling_over_twice_writes_once(csp: Command, small: SmallFile) -> None:
    dry = csp("roll-over", small.path, "--to-year", "2011", "--dry-run", "--json").json()
    assert len(csp("dump", small.path).json()["registers"]["plans"]) == 1
    first = csp("roll-over", small.path, "--to-year", "2011", "--json").json()
    assert dry == first
    once = csp("dump", small.path).out
    again = csp("roll-over", small.path, "--to-year", "2011", "--json").json()
    assert (again["carried"], again["already_there"]) == (0, first["carried"])
    assert csp("dump", small.path).out == once


def test_the_views_read_without_the_program(csp: Command, small: SmallFile) -> None:
    connection = sqlite3.connect(small.path)
    for view in ("action_plan", "indicator_position", "risk_register", "funding_position"):
        rows = connection.execute(f"SELECT * FROM {view}")
        assert "partnership" in [column[0] for column in rows.description]
    assert connection.execute("SELECT lead_agencies FROM action_plan WHERE ref = '1.2'").fetchone() == (
        "ATC, Police",
    )
    connection.close()


def _columns(sheet: Any) -> tuple[int, dict[str, int]]:
    for row in range(1, 30):
        if sheet.cell(row, 1).value == "Row code":
            return row, {cell.value: cell.column for cell in sheet[row] if cell.value}
    raise AssertionError(f"no header row in {sheet.title}")


@pytest.mark.parametrize("written", [99999999999999999, 1e30, "9" * 400, "12 34"])
def test_an_impossible_amount_costs_its_own_cell_only(
    csp: Command, small: SmallFile, tmp_path: Path, written: object
) -> None:
    stream = Insert(
        "funding_streams",
        {"partnership": small.partnership, "name": "Grant", "year": 2010, "amount": 500_000},
    )
    allocation = Insert(
        "allocations",
        {
            "stream": stream.id,
            "item": small.action,
            "project": "Bicycle marking",
            "amount": 200_000,
            "status": "approved",
        },
    )
    with Workspace.open(small.path, backup=False) as workspace:
        workspace.apply([stream, allocation])
    out = tmp_path / "out"
    arguments = ["export-returns", small.path, "--quarter", "2010-Q2", "--recipient", "Police", "--out", out]
    assert csp(*arguments).code == 0
    [path] = out.glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    header, columns = _columns(book["Funding"])
    book["Funding"].cell(header + 1, columns["Spent this quarter"]).value = written
    book["Funding"].cell(header + 1, columns["Committed"]).value = "£1,234.50"
    header, columns = _columns(book["Action updates"])
    book["Action updates"].cell(header + 1, columns["Update"]).value = "Forty bicycles marked."
    book.save(path)
    run = csp("import-returns", small.path, path, "--apply", "--json")
    assert run.code == 1
    [found] = run.json()["files"]
    [refused] = [finding for finding in found["findings"] if finding["outcome"] == "rejected"]
    assert (refused["sheet"], refused["cell"][0].isalpha()) == ("Funding", True)
    assert refused["cell"] in run.err
    registers = csp("dump", small.path).json()["registers"]
    assert [(entry["kind"], entry["amount"]) for entry in registers["funding_entries"]] == [
        ("committed", 123_450)
    ]
    assert [update["narrative"] for update in registers["updates"]] == ["Forty bicycles marked."]


def test_publishing_wants_something_ticked_and_says_what_it_withheld(csp: Command, small: SmallFile) -> None:
    out = small.path.parent / "site"
    refused = csp("publish", small.path, "--out", out, "--quarter", "2010-Q2")
    assert refused.code == 2 and "No priority is marked public" in refused.err and not out.exists()
    assert csp("publish", small.path, "--out", out, "--quarter", "2010-Q2", "--all").code == 0
    assert {path.suffix for path in out.iterdir()} == {".html", ".pdf", ".csv", ".txt"}
    with Workspace.open(small.path, backup=False) as workspace:
        workspace.apply(
            [
                Insert("people", {"name": "Tobin Day", "job_title": "Inspector"}),
                Update("plan_items", small.priority, {"public": True, "target": "Tobin Day decides"}),
            ],
            "typed",
        )
    marked = csp("publish", small.path, "--out", out, "--quarter", "2010-Q2")
    assert marked.code == 1
    assert "1 Less burglary, target: the name “Tobin Day” was withheld" in marked.err
    assert "index.html" in marked.err  # replaced, and said so
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "[name withheld] decides" in page and "Tobin" not in page
