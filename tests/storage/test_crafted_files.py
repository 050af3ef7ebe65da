"""Files somebody damaged or crafted end in one sentence, at every door; none of them is edited."""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import sys
from pathlib import Path

import pytest
from conftest import SmallFile
from earlier_program import make_earlier

from csp_desktop.editing.salvage import salvage
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.errors import FileDamaged, FileNotSound, FileProblem, ReportProblem
from csp_desktop.periods import Quarter
from csp_desktop.reports.catalog import print_report
from csp_desktop.reports.options import ReportOptions
from csp_desktop.sample import write_sample
from csp_desktop.storage import migrations
from csp_desktop.storage.checking.verify import verify
from csp_desktop.storage.connection import trouble
from csp_desktop.storage.schema import SCHEMA_VERSION

sys.path.insert(0, str(Path(__file__).parent))
from beside import told_by

NOT_TEXT = "CAST(x'ff41fe' AS TEXT)"


def _write(path: Path, *statements: str) -> None:
    """Write into a file with all checks off, also those of the kind of a column."""
    strict = _sql(path, "SELECT name, sql FROM sqlite_schema WHERE sql LIKE '%STRICT'")
    with_schema = "PRAGMA writable_schema = ON"
    _sql(
        path,
        with_schema,
        "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE sql LIKE '%STRICT'",
    )
    off = "PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = ON"
    _sql(path, *off, *statements)
    for name, sql in strict:
        quoted = sql.replace("'", "''")
        _sql(path, with_schema, f"UPDATE sqlite_schema SET sql = '{quoted}' WHERE name = '{name}'")


def _sql(path: Path, *statements: str) -> list[tuple[str, str]]:
    connection = sqlite3.connect(path, isolation_level=None)
    found: list[tuple[str, str]] = []
    for statement in statements:
        found = connection.execute(statement).fetchall()
    connection.close()
    return found


@pytest.mark.parametrize("version", [pytest.param(1, marks=pytest.mark.slow), 2])
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE plan_items SET due_on = '2011-02-31'", "Due must be a date. It holds “2011-02-31”"),
        ("UPDATE plan_items SET position = 'abc' WHERE ref = '1.1'", "abc"),
        ("UPDATE plans SET last_year = 2000000000", "2000000000"),
        ("UPDATE plan_items SET position = NULL WHERE ref = '1.1'", "Position"),
        ("UPDATE plans SET first_year = x'00'", "First year"),
        ("UPDATE plan_items SET parent = id WHERE ref = '1'", "leads in a circle"),
        (
            "UPDATE plan_items SET parent = CASE ref WHEN '1.1' THEN (SELECT id FROM plan_items WHERE ref = '1.2') "
            "ELSE (SELECT id FROM plan_items WHERE ref = '1.1') END WHERE ref <> '1'",
            "leads in a circle",
        ),
        (f"UPDATE plan_items SET title = {NOT_TEXT} WHERE ref = '1.2'", "holds signs that are no text"),
        (f"UPDATE agencies SET notes = {NOT_TEXT}", "holds signs that are no text"),
        (f"UPDATE steps SET reason = {NOT_TEXT}", "of the history cannot be read"),
        ("UPDATE steps SET made_at = 'yesterday'", "of the history cannot be read"),
        ("UPDATE plan_items SET title = printf('%.*c', 1100000, 'x') WHERE ref = '1'", "shorten it"),
        ("DELETE FROM plans", "what it names is not in the file"),
        ("DELETE FROM agencies", "what they name is not in the file"),
        ("UPDATE agencies SET id = 5 WHERE short_name = 'ATC'", "what they name is not in the file"),
    ],
)
def test_what_a_file_cannot_hold_is_one_sentence(
    small: SmallFile, version: int, statement: str, told: str
) -> None:
    if version == 1:
        make_earlier(small.path)
    _write(small.path, statement)
    before = small.path.read_bytes()
    assert any(told in sentence for sentence in verify(small.path))
    for read_only in (True, False):
        with pytest.raises(FileProblem, match="was not opened|was not brought up to date") as refused:
            Workspace.open(small.path, read_only=read_only, backup=False)
        assert len(refused.value.sentence) < 500
    assert small.path.read_bytes() == before


def test_a_history_without_its_steps_is_not_edited(small: SmallFile) -> None:
    _write(small.path, "DELETE FROM steps")
    with pytest.raises(FileNotSound, match="Changes refer to steps that are not there"):
        Workspace.open(small.path, backup=False)


@pytest.mark.parametrize("value", ["NULL", "4611686018427387904", "x'fffe00'"])
@pytest.mark.parametrize("field", ["", "title"])
def test_a_history_of_other_kinds_than_are_kept_is_told(small: SmallFile, field: str, value: str) -> None:
    with Workspace.open(small.path, backup=False) as workspace:
        (item,) = workspace.records("plan_items", {"ref": "1.1"})
        workspace.apply([Update("plan_items", item["id"], {"title": "Walk the town centre"})])
    _write(
        small.path, f"UPDATE changes SET after = {value} WHERE record = '{item['id']}' AND field = '{field}'"
    )
    # SQLite leaves out the checks of tables in a file that is only read: the program's own must find it.
    assert "Plan item “1.1” is not as its history left it." in verify(small.path)
    assert salvage(small.path, small.path.with_name("salvaged.csp")).records["plan_items"] == 3
    with Workspace.open(small.path, read_only=True) as workspace, contextlib.suppress(FileDamaged):
        workspace.history.changes_to(item["id"])
    with pytest.raises(FileNotSound):
        Workspace.open(small.path, backup=False)


def test_a_file_that_no_longer_says_which_it_is_is_not_edited(small: SmallFile) -> None:
    _write(small.path, "DELETE FROM this_file")
    for read_only in (True, False):
        with pytest.raises(FileDamaged, match="id that all copies of this file share is gone"):
            Workspace.open(small.path, read_only=read_only)


@pytest.mark.parametrize("version", [SCHEMA_VERSION, 1])
def test_an_index_that_answers_otherwise_than_its_table_is_not_believed(
    small: SmallFile, version: int
) -> None:
    if version < SCHEMA_VERSION:
        make_earlier(small.path, version)
    of_schema = "UPDATE sqlite_schema SET sql = replace(sql, '{}', '{}') WHERE name = 'plan_items_plan'"
    for was, is_now in (('("plan")', '("title")'), ('("title")', '("plan")')):
        _sql(small.path, "PRAGMA writable_schema = ON", of_schema.format(was, is_now))
        if "title" in is_now:
            _sql(small.path, "REINDEX plan_items_plan")
    with pytest.raises(FileProblem, match="was not opened"):
        Workspace.open(small.path, backup=False)
    before = small.path.read_bytes()
    with Workspace.open(small.path, read_only=True) as read:
        assert len(read.records("plan_items", {"plan": small.plan})) == 3
    assert small.path.read_bytes() == before


def test_a_value_that_no_migration_lets_pass_is_damage(small: SmallFile) -> None:
    make_earlier(small.path)
    _write(small.path, "UPDATE plan_items SET level = 'wish' WHERE ref = '1.1'")
    before = small.path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(FileDamaged, match="is damaged"):
            Workspace.open(small.path, read_only=read_only, backup=False)
    assert small.path.read_bytes() == before


def test_records_that_no_longer_fit_when_brought_up_to_date_are_damage(
    small: SmallFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_earlier(small.path)
    before = small.path.read_bytes()

    # As pages do that are overwritten: they give other records each time they are read.
    def give_others(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE plan_items SET id = 'elsewhere' WHERE ref = '1'")

    monkeypatch.setattr(migrations, "make_views", give_others)
    for read_only in (True, False):
        with pytest.raises(FileDamaged, match="is damaged"):
            Workspace.open(small.path, read_only=read_only, backup=False)
    assert small.path.read_bytes() == before


@pytest.mark.parametrize(
    "table", ["steps", "changes", "plans", "_sqlite_migrations", "plan_items_lead_agencies"]
)
def test_a_table_that_is_gone_is_told(small: SmallFile, table: str) -> None:
    _write(small.path, f"DROP TABLE {table}")
    with pytest.raises(FileProblem):
        Workspace.open(small.path, backup=False)
    try:
        problems = verify(small.path)
    except FileProblem as problem:
        problems = [problem.sentence]
    assert problems and all(problem.endswith(".") for problem in problems)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are not of this system")
def test_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csp"
    os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull)):
        for door in (verify, Workspace.open):
            with pytest.raises(FileProblem, match="is a device or a pipe"):
                door(path)


def test_a_folder_is_told_as_one(tmp_path: Path) -> None:
    for door in (verify, Workspace.open):
        with pytest.raises(FileProblem, match="is a folder"):
            door(tmp_path)


def test_a_disk_that_does_not_answer_is_not_called_damage() -> None:
    problem = sqlite3.OperationalError("disk I/O error")
    problem.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
    said = trouble(Path("plan.csp"), problem, "could not be read", "Nothing was changed.")
    assert said is not None
    assert "did not answer" in said.sentence
    assert "damaged" not in said.sentence and "backup" not in said.sentence


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="each file is tried in a process forked for it")
def test_mutated_files_do_no_harm(tmp_path: Path) -> None:
    seed = int(os.environ.get("CSP_SEARCH_SEED", random.randrange(10**6)))
    print(f"seed {seed}")
    sample_file = tmp_path / "sample.csp"
    write_sample(sample_file)
    *failed, counts = told_by("crafted_files.py", sample_file, 36, seed)
    assert not failed, failed
    assert counts == {"seed": seed, "bytes": 18, "values": 18}


def test_more_than_paper_holds_is_one_sentence(small: SmallFile, tmp_path: Path) -> None:
    many = [
        Insert("plan_items", {"plan": small.plan, "level": "action", "parent": small.priority, "ref": f"9.{at}",
                              "title": f"{at} " + "words " * 40_000})
        for at in range(55)
    ]  # fmt: skip
    with Workspace.open(small.path, backup=False) as workspace:
        workspace.apply(many)
        records = workspace.plan_records(small.plan)
    for form in ("action-plan", "quarterly-sheet"):
        with pytest.raises(ReportProblem, match="million characters"):
            print_report(records, form, ReportOptions(quarter=Quarter.parse("2010-Q2")))
