"""A damaged file gives what can still be read of it, and says what cannot."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from conftest import SmallFile
from earlier_program import make_earlier

from csp_desktop import cli
from csp_desktop.editing.copies.taking_in import apply_copies
from csp_desktop.editing.salvage import salvage
from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace
from csp_desktop.errors import FileProblem
from csp_desktop.registers.fields import Values
from csp_desktop.storage.checking.verify import verify


@pytest.fixture
def roomy(small: SmallFile) -> SmallFile:
    """The small file with so many actions that they fill many pages."""
    with Workspace.open(small.path, backup=False) as workspace:
        workspace.apply(
            [
                Insert("plan_items", {"plan": small.plan, "parent": small.priority, "ref": f"2.{number}",
                                      "title": f"Action {number} " + "with words " * 30, "lead_agencies": (small.police,)})
                for number in range(150)
            ]
        )  # fmt: skip
    return small


def _registers(path: Path) -> dict[str, list[Values]]:
    with Workspace.open(path, read_only=True) as workspace:
        dumped = workspace.dump()
    del dumped["changes"]
    return {name: sorted(records, key=lambda record: str(record["id"])) for name, records in dumped.items()}


def _pages_of(path: Path, name: str) -> list[int]:
    """The leaves of a table or index, as numbers of pages."""
    connection = sqlite3.connect(path)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [name]).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    data = path.read_bytes()
    page = data[(root - 1) * size : root * size]
    assert page[0] == 5, "it has no more than one page"
    count = int.from_bytes(page[3:5], "big")
    cells = [int.from_bytes(page[12 + 2 * at : 14 + 2 * at], "big") for at in range(count)]
    return [int.from_bytes(page[cell : cell + 4], "big") for cell in cells]


def _break(path: Path, page: int) -> None:
    connection = sqlite3.connect(path)
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    data = bytearray(path.read_bytes())
    data[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(data)


def test_a_whole_file_comes_out_as_it_went_in(roomy: SmallFile, tmp_path: Path) -> None:
    made = tmp_path / "made.csp"
    outcome = salvage(roomy.path, made)
    assert outcome.lost == [] and outcome.records["plan_items"] == 153
    assert _registers(made) == _registers(roomy.path)
    assert verify(made) == []


def test_what_a_broken_page_held_is_taken_from_the_history(roomy: SmallFile, tmp_path: Path) -> None:
    before = _registers(roomy.path)
    pages = _pages_of(roomy.path, "plan_items")
    _break(roomy.path, pages[len(pages) // 2])
    damaged = roomy.path.read_bytes()
    made = tmp_path / "made.csp"
    outcome = salvage(roomy.path, made)
    assert outcome.from_history > 0
    assert [lost["message"] for lost in outcome.lost] == ["Plan items: part of them could not be read where they are kept."]  # fmt: skip
    assert _registers(made) == before
    assert verify(made) == [] and roomy.path.read_bytes() == damaged


def _root_of(path: Path, name: str) -> int:
    """The first page of a table."""
    connection = sqlite3.connect(path)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [name]).fetchone()
    connection.close()
    return int(root)


def test_links_that_cannot_be_read_are_taken_from_the_history(roomy: SmallFile, tmp_path: Path) -> None:
    with Workspace.open(roomy.path, backup=False) as workspace:
        workspace.apply([Update("plan_items", roomy.action, {"lead_agencies": (roomy.council,)})])
    before = _registers(roomy.path)
    _break(roomy.path, _root_of(roomy.path, "plan_items_lead_agencies"))
    outcome = salvage(roomy.path, tmp_path / "made.csp")
    assert [lost["message"] for lost in outcome.lost] == [
        "Plan items: Lead agencies: part of them could not be read where they are kept."
    ]
    assert _registers(tmp_path / "made.csp") == before


@pytest.mark.parametrize("history", ["whole", "in part", "gone"])
@pytest.mark.parametrize("brought", ["copy", "salvaged"])
def test_copies_of_the_damaged_file_can_be_brought_together_with_the_new_one(
    roomy: SmallFile, tmp_path: Path, history: str, brought: str
) -> None:
    copy, made = tmp_path / "home.csp", tmp_path / "made.csp"
    shutil.copyfile(roomy.path, copy)
    with Workspace.open(copy, backup=False, user="home") as home:
        home.apply([Update("plan_items", roomy.action, {"title": "Typed at home"})])
        home.apply([Insert("risks", {"plan": roomy.plan, "title": "Seen at home"})])
        numbered = {item["ref"]: item["id"] for item in home.records("plan_items")}
    with Workspace.open(roomy.path, backup=False, user="office") as office:
        office.apply([Delete("plan_items", roomy.other)])
        office.apply([Update("plan_items", numbered["2.5"], {"target": "Typed in the office"})])
    pages = {
        "whole": [],
        "in part": _pages_of(roomy.path, "changes")[2:],
        "gone": [_root_of(roomy.path, "changes")],
    }
    for page in pages[history]:
        _break(roomy.path, page)
    told = [lost["message"] for lost in salvage(roomy.path, made).lost]
    assert ("The history: part of them could not be read where they are kept." in told) == (
        history != "whole"
    )
    assert verify(made) == []
    here, there = (made, copy) if brought == "copy" else (copy, made)
    with Workspace.open(here, backup=False, user="office") as workspace:
        [taken] = apply_copies(workspace, [there]).copies
        assert taken.message == ""
        asked = {(question.record, question.field) for question in taken.questions}
        items = {item["ref"]: item for item in workspace.records("plan_items")}
        for ref, name, value in (
            ("1.1", "title", "Typed at home"),
            ("2.5", "target", "Typed in the office"),
        ):
            # Where it is not known any more who wrote last, it is asked about.
            assert items[ref][name] == value or (items[ref]["id"], name) in asked
        assert not asked or (brought == "salvaged" and history != "whole")
        assert [risk["title"] for risk in workspace.records("risks")] == ["Seen at home"]
        # What was deleted in the office does not come back.
        if history == "whole" or brought == "copy":
            assert "1.2" not in items
    assert verify(here) == []


def test_what_was_said_when_stays_in_the_history(roomy: SmallFile, tmp_path: Path) -> None:
    with Workspace.open(roomy.path, backup=False, user="office") as office:
        office.apply([Update("plan_items", roomy.action, {"title": "Anew"})], "renamed")
    salvage(roomy.path, tmp_path / "made.csp")
    with Workspace.open(tmp_path / "made.csp", backup=False, user="office") as workspace:
        reasons = [step.reason for step in workspace.history.steps()]
        assert reasons[:2] == [f"salvaged from {roomy.path.name}", "renamed"]
        workspace.undo()
        assert (workspace.record("plan_items", roomy.action) or {})["title"] != "Anew"


def test_a_file_that_no_longer_knows_its_steps_is_another_one(roomy: SmallFile, tmp_path: Path) -> None:
    before = _registers(roomy.path)
    _break(roomy.path, _root_of(roomy.path, "steps"))
    outcome = salvage(roomy.path, tmp_path / "made.csp")
    assert [lost["message"].rpartition(":")[2] for lost in outcome.lost] == [
        " the new file begins one of its own, and copies of the damaged file cannot be brought back into it."
    ]
    assert _registers(tmp_path / "made.csp") == before
    with Workspace.open(tmp_path / "made.csp", read_only=True) as made:
        assert len(made.history.step_numbers()) == 1


@pytest.mark.parametrize(
    "values",
    ["state = 1.5", "made_at = 'null'", "of_step = 77"],
)
def test_steps_that_no_file_takes_are_no_history(small: SmallFile, tmp_path: Path, values: str) -> None:
    before = _registers(small.path)
    connection = sqlite3.connect(small.path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(f"UPDATE steps SET {values}")
    connection.commit()
    connection.close()
    outcome = salvage(small.path, tmp_path / "made.csp")
    assert ["begins one of its own" in lost["message"] for lost in outcome.lost] == [True]
    assert _registers(tmp_path / "made.csp") == before
    assert verify(tmp_path / "made.csp") == []


def test_where_the_history_is_broken_the_tables_still_stand(roomy: SmallFile, tmp_path: Path) -> None:
    before = _registers(roomy.path)
    pages = _pages_of(roomy.path, "changes")
    for page in pages[1:]:
        _break(roomy.path, page)
    outcome = salvage(roomy.path, tmp_path / "made.csp")
    assert _registers(tmp_path / "made.csp") == before
    assert any("The history" in lost["message"] for lost in outcome.lost)


def test_values_that_are_none_and_names_of_nothing_are_told(small: SmallFile, tmp_path: Path) -> None:
    connection = sqlite3.connect(small.path)
    connection.executescript(
        """PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
        UPDATE plan_items SET due_on = '2011-02-31' WHERE ref = '1.1';
        DELETE FROM agencies WHERE short_name = 'ATC';
        DELETE FROM plan_items WHERE ref = '1';"""
    )
    connection.close()
    made = tmp_path / "made.csp"
    said = " ".join(lost["message"] for lost in salvage(small.path, made).lost)
    assert "Plan item “1.1”: Due could not be read." in said
    assert "Plan item “1.2”: Lead agencies named what could not be read." in said
    assert "Plan item “1.2”: it was left out." in said
    assert verify(made) == []


def test_nothing_is_written_over_and_what_is_not_ours_is_refused(small: SmallFile, tmp_path: Path) -> None:
    before = small.path.read_bytes()
    with pytest.raises(FileProblem, match="exists already"):
        salvage(small.path, small.path)
    strange = tmp_path / "strange.csp"
    for content in (b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 4000):
        strange.write_bytes(content)
        with pytest.raises(FileProblem, match="Nothing could be read"):
            salvage(strange, tmp_path / "made.csp")
    assert not (tmp_path / "made.csp").exists() and small.path.read_bytes() == before


def test_no_file_is_made_where_nothing_that_is_left_can_stand(small: SmallFile, tmp_path: Path) -> None:
    connection = sqlite3.connect(small.path)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    # Priorities and actions without their plan.
    for name in tables - {"plan_items", "steps", "this_file"}:
        connection.execute(f'DELETE FROM "{name}"')
    connection.commit()
    connection.close()
    with pytest.raises(FileProblem, match="so no file was made"):
        salvage(small.path, tmp_path / "new.csp")
    assert not (tmp_path / "new.csp").exists()


def test_the_command(small: SmallFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        cli.main(["salvage", str(small.path), "--to", str(tmp_path / "made.csp"), "--json"])
    document = json.loads(capsys.readouterr().out)
    assert (ending.value.code, document["lost"], document["records"]["plan_items"]) == (0, [], 3)


@pytest.mark.parametrize("cut", [1, 4096, 2 * 4096, 5 * 4096 + 100])
def test_a_file_cut_off_gives_all_that_stands_before(roomy: SmallFile, tmp_path: Path, cut: int) -> None:
    before = _registers(roomy.path)
    damaged, made = tmp_path / "damaged.csp", tmp_path / "made.csp"
    damaged.write_bytes(roomy.path.read_bytes()[:-cut])
    outcome = salvage(damaged, made)
    assert outcome.records["plan_items"] == 153 and verify(made) == []
    assert _registers(made) == before
    assert damaged.stat().st_size == roomy.path.stat().st_size - cut


def _description_pages(path: Path) -> list[int]:
    """The pages beyond the first that the description of the tables stands on."""
    data = path.read_bytes()
    assert data[100] == 5
    cells = [
        int.from_bytes(data[112 + 2 * at : 114 + 2 * at], "big")
        for at in range(int.from_bytes(data[103:105], "big"))
    ]
    return [
        *(int.from_bytes(data[cell : cell + 4], "big") for cell in cells),
        int.from_bytes(data[108:112], "big"),
    ]


@pytest.mark.slow
def test_a_file_that_lost_part_of_the_description_of_its_tables_is_read(
    roomy: SmallFile, tmp_path: Path
) -> None:
    with Workspace.open(roomy.path, backup=False) as workspace:
        indicator = Insert("indicators", {"plan": roomy.plan, "title": "Burglaries", "baseline_value": 10.0})
        workspace.apply(
            [
                indicator,
                Insert("measurements", {"indicator": indicator.id, "quarter": "2010-Q1", "value": 7.5}),
            ]
        )
        workspace.apply(
            [Update("plan_items", roomy.action, {"lead_agencies": (roomy.council,), "title": "Anew"})]
        )
    before, whole = _registers(roomy.path), roomy.path.read_bytes()
    pages = _description_pages(roomy.path)
    assert len(pages) > 5
    for page in pages:
        damaged, made = tmp_path / f"{page}.csp", tmp_path / f"made {page}.csp"
        damaged.write_bytes(whole[: (page - 1) * 4096] + bytes(4096) + whole[page * 4096 :])
        outcome = salvage(damaged, made)
        assert _registers(made) == before and verify(made) == []
        said = ("could not be found", "begins one of its own")
        assert all(any(words in lost["message"] for words in said) for lost in outcome.lost)


@pytest.mark.parametrize("lost", [(0, 4096), (0, 512), (16, 30), (60, 80), (100, 4096)])
@pytest.mark.parametrize("noise", [False, True])
def test_a_file_that_lost_its_first_page_is_read(
    roomy: SmallFile, tmp_path: Path, lost: tuple[int, int], noise: bool
) -> None:
    before, whole = _registers(roomy.path), roomy.path.read_bytes()
    start, end = lost
    damaged, made = tmp_path / "damaged.csp", tmp_path / "made.csp"
    gone = random.Random(1).randbytes(end - start) if noise else bytes(end - start)
    damaged.write_bytes(whole[:start] + gone + whole[end:])
    assert salvage(damaged, made).lost == []
    assert _registers(made) == before and verify(made) == []


def test_another_programs_file_without_its_first_page_is_refused(tmp_path: Path) -> None:
    strange = tmp_path / "strange.csp"
    connection = sqlite3.connect(strange)
    connection.executescript(
        "CREATE TABLE changes (id); CREATE TABLE letters (id); INSERT INTO letters VALUES (1)"
    )
    connection.close()
    strange.write_bytes(bytes(4096) + strange.read_bytes()[4096:])
    with pytest.raises(FileProblem, match="Nothing could be read"):
        salvage(strange, tmp_path / "made.csp")


def test_a_file_of_an_earlier_version_is_told_no_loss_of_what_it_never_had(
    tmp_path: Path, small: SmallFile
) -> None:
    make_earlier(small.path, 2)
    assert salvage(small.path, tmp_path / "made.csp").lost == []


@pytest.mark.slow
def test_files_damaged_anywhere_end_in_a_whole_file_or_a_sentence(
    roomy: SmallFile, tmp_path: Path, search_seed: int
) -> None:
    chance, whole = random.Random(search_seed), roomy.path.read_bytes()
    read = 0
    for number in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 2, 5])):
            at = chance.randrange(4096, len(data) - 4096)
            data[at : at + 2048] = chance.randbytes(2048)
        damaged, made = tmp_path / f"{number}.csp", tmp_path / f"made {number}.csp"
        damaged.write_bytes(data)
        try:
            salvage(damaged, made)
        except FileProblem:
            assert not made.exists()
            continue
        read += 1
        assert verify(made) == []
    assert read > 30


def test_a_table_whose_name_is_damaged_is_taken_from_the_history(roomy: SmallFile, tmp_path: Path) -> None:
    whole = roomy.path.read_bytes()
    damaged = tmp_path / "damaged.csp"
    name = b"tableplan_itemsplan_items"
    assert whole.count(name) == 1
    damaged.write_bytes(
        whole.replace(name, b"table" + b"\x8e" * 10 + b"plan_items").replace(
            b'CREATE TABLE "plan_items"', b'CREATE TABLE \x8eplan_items"'
        )
    )
    outcome = salvage(damaged, tmp_path / "made.csp")
    assert [lost["message"] for lost in outcome.lost] == [
        "Plan items: they could not be found where they are kept."
    ]
    assert _registers(tmp_path / "made.csp") == _registers(roomy.path)
    with pytest.raises(FileProblem, match="it is damaged"):
        Workspace.open(damaged, read_only=True)
