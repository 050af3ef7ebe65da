"""Files that are not ours, not whole, or somebody else's to edit."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from conftest import PROJECT, SmallFile

from csp_desktop.editing.salvage import salvage
from csp_desktop.editing.workspace import Insert, Update, Workspace
from csp_desktop.errors import FileInUse, FileNotSound, FileProblem
from csp_desktop.logs import log_defect, log_folder
from csp_desktop.settings import settings
from csp_desktop.storage.backups import backup_folder, backups_of, make_backup, restore
from csp_desktop.storage.checking.verify import verify
from csp_desktop.storage.csp_file import CspFile


def _refuse(path: Path, words: str) -> None:
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(FileProblem, match=words):
        CspFile.open(path)
    assert (path.read_bytes() if path.exists() else None) == before
    assert not path.with_name(path.name + ".lock").exists()


def test_files_that_are_not_ours(tmp_path: Path) -> None:
    _refuse(tmp_path / "missing.csp", "There is no file")
    empty = tmp_path / "empty.csp"
    empty.write_bytes(b"")
    _refuse(
        empty,
        r"not a CSP Desktop file \(it is empty\); it was left as it is. If it was one, restore a backup of it.",
    )
    junk = tmp_path / "junk.csp"
    junk.write_bytes(b"PK\x03\x04 not a database")
    _refuse(junk, "not a CSP Desktop file")
    other = tmp_path / "other.csp"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    _refuse(other, "not a CSP Desktop file")


def test_a_newer_file_and_a_planted_trigger(small: SmallFile) -> None:
    connection = sqlite3.connect(small.path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    _refuse(small.path, "newer version")
    connection = sqlite3.connect(small.path)
    connection.execute("PRAGMA user_version = 1")
    connection.execute("CREATE TRIGGER planted AFTER UPDATE ON plans BEGIN DELETE FROM risks; END")
    connection.commit()
    connection.close()
    _refuse(small.path, "planted")


def test_never_over_an_existing_file(small: SmallFile) -> None:
    before = small.path.read_bytes()
    with pytest.raises(FileProblem, match="exists already"):
        CspFile.create(small.path)
    assert small.path.read_bytes() == before


def test_a_second_opener_reads_only(small: SmallFile, workspace: Workspace) -> None:
    with pytest.raises(FileInUse, match="is being edited by"):
        Workspace.open(small.path)
    with Workspace.open(small.path, read_only=True) as reader:
        assert reader.records("agencies")
        with pytest.raises(FileProblem, match="read only"):
            reader.apply([Update("plans", small.plan, {"title": "Mine"})])


CRASHES = """
import os, sys
from pathlib import Path
from csp_desktop.storage.csp_file import CspFile
held = CspFile.open(Path(sys.argv[1])).connection
if sys.argv[2] == "writing":
    held.execute("PRAGMA cache_size = 1")
    held.execute("BEGIN IMMEDIATE")
    held.execute("UPDATE plans SET title = 'Half'")
    held.execute("CREATE TABLE many AS SELECT title FROM plan_items")
    held.execute("UPDATE plan_items SET title = 'Half'")
os._exit(1)
"""


def _crash(path: Path, doing: str) -> None:
    subprocess.run([sys.executable, "-c", CRASHES, str(path), doing], cwd=PROJECT, check=False)
    assert path.with_name(path.name + ".lock").exists()
    assert path.with_name(path.name + "-journal").exists() is (doing == "writing")


@pytest.fixture
def big(small: SmallFile) -> SmallFile:
    """The small file with so much in it that a change does not fit into memory kept short."""
    long = "A long account of what was done. " * 40
    with Workspace.open(small.path, backup=False) as workspace:
        workspace.apply(
            [
                Insert("plan_items", {"plan": small.plan, "level": "priority", "title": f"{number} {long}"})
                for number in range(100)
            ]
        )
    return small


def test_a_crashed_editor_stops_nobody(small: SmallFile) -> None:
    _crash(small.path, "idling")
    CspFile.open(small.path).close()
    assert not small.path.with_name(small.path.name + ".lock").exists()


@pytest.mark.parametrize("first", ["read", "verify", "back up"])
def test_what_a_crash_left_half_written_is_read_without_it(big: SmallFile, first: str) -> None:
    _crash(big.path, "writing")
    journal = big.path.with_name("small.csp-journal")
    assert b"Half" in big.path.read_bytes()
    before = big.path.read_bytes(), journal.read_bytes(), big.path.stat().st_mtime_ns
    if first == "read":
        with Workspace.open(big.path, read_only=True) as workspace:
            assert "Half" not in {item["title"] for item in workspace.records("plan_items")}
            assert not workspace.remark
    elif first == "verify":
        assert verify(big.path) == []
    else:
        assert verify(make_backup(big.path)) == []
    assert (big.path.read_bytes(), journal.read_bytes(), big.path.stat().st_mtime_ns) == before


def test_what_a_crash_left_half_written_is_taken_back_by_the_next_editor(big: SmallFile) -> None:
    _crash(big.path, "writing")
    found = big.path.read_bytes()
    with Workspace.open(big.path, backup=False) as workspace:
        assert not workspace.remark
    assert b"Half" not in big.path.read_bytes() and verify(big.path) == []
    assert not big.path.with_name("small.csp-journal").exists()
    assert not big.path.with_name("small.csp.lock").exists()
    (kept,) = backup_folder(big.path).glob("*.csp-copy")
    assert kept.read_bytes() == found and kept.with_suffix(".journal").exists()


def _copied_over(big: SmallFile, other: Path) -> tuple[bytes, bytes]:
    """A crash, then another file copied over the one that crashed; both files' bytes."""
    _crash(big.path, "writing")
    shutil.copyfile(other, big.path)
    return big.path.read_bytes(), big.path.with_name("small.csp-journal").read_bytes()


@pytest.fixture(
    params=[pytest.param("a backup", marks=pytest.mark.slow), "an earlier state", "as many pages"]
)
def other(request: pytest.FixtureRequest, big: SmallFile, tmp_path: Path) -> Path:
    """Another file of ours that somebody puts in the place of one whose editor crashed."""
    made = tmp_path / "other.csp"
    if request.param == "a backup":
        shutil.copyfile(make_backup(big.path), made)
    shutil.copyfile(big.path, made) if not made.exists() else None
    path = big.path if request.param == "an earlier state" else made
    count = 3 if request.param == "an earlier state" else 1
    for number in range(count):
        with Workspace.open(path, backup=False) as workspace:
            workspace.apply([Update("plans", big.plan, {"title": f"Edited {number}"})])
    if request.param == "as many pages":
        with Workspace.open(made, backup=False) as workspace:
            for item in workspace.records("plan_items")[:50]:
                workspace.apply([Update("plan_items", item["id"], {"title": item["title"][::-1]})])
    return made


def _dump(path: Path) -> object:
    with Workspace.open(path, read_only=True) as workspace:
        return workspace.dump()


def test_a_journal_of_a_file_of_another_size_is_named(
    small: SmallFile, big: SmallFile, tmp_path: Path
) -> None:
    other = tmp_path / "other.csp"
    Workspace.create(other).close()
    _copied_over(big, other)
    assert any("left by another file" in problem for problem in verify(big.path))
    with Workspace.open(big.path, read_only=True) as workspace:
        assert "left by another file" in workspace.remark
    with Workspace.open(big.path, backup=False) as workspace:
        assert "left by another file" in workspace.remark and not workspace.plans()
    assert verify(big.path) == []


def test_a_journal_of_another_file_is_never_rolled_in(big: SmallFile, other: Path) -> None:
    said = _dump(other)
    before = _copied_over(big, other)
    for _ in range(2):
        verify(big.path)
        assert _dump(big.path) == said
    journal = big.path.with_name("small.csp-journal")
    assert (big.path.read_bytes(), journal.read_bytes()) == before
    Workspace.open(big.path, backup=False).close()
    assert _dump(big.path) == said
    assert not journal.exists() and verify(big.path) == []
    (kept,) = backup_folder(big.path).glob("*.journal")
    assert kept.read_bytes() == before[1]


def test_a_salvage_leaves_out_the_journal_of_another_file(
    big: SmallFile, other: Path, tmp_path: Path
) -> None:
    with Workspace.open(other, read_only=True) as workspace:
        said = sorted(str(item["title"]) for item in workspace.records("plan_items"))
    _copied_over(big, other)
    salvage(big.path, tmp_path / "salvaged.csp")
    with Workspace.open(tmp_path / "salvaged.csp", read_only=True) as workspace:
        assert sorted(str(item["title"]) for item in workspace.records("plan_items")) == said


def test_a_lost_journal_is_found_out(big: SmallFile) -> None:
    _crash(big.path, "writing")
    big.path.with_name("small.csp-journal").unlink()
    for _ in range(2):
        with pytest.raises(FileProblem, match=r"not closed properly|damaged|have been changed"):
            Workspace.open(big.path)


def test_a_half_applied_change_that_sqlite_finds_whole(small: SmallFile) -> None:
    """What a lost journal leaves at its worst: one of two changes, in good order."""
    _crash(small.path, "idling")
    connection = sqlite3.connect(small.path)
    connection.execute("UPDATE plans SET title = 'Half'")
    connection.commit()
    connection.close()
    for _ in range(2):
        with pytest.raises(FileProblem, match=r"not closed properly.*“Half” is not as its history left it"):
            Workspace.open(small.path)
    with Workspace.open(small.path, read_only=True) as workspace:
        assert workspace.plans()[0]["title"] == "Half"


def test_a_file_that_is_not_as_its_history_left_it_is_read_only(small: SmallFile) -> None:
    connection = sqlite3.connect(small.path)
    connection.execute("UPDATE plans SET title = 'Half'")
    connection.commit()
    connection.close()
    before = small.path.read_bytes()
    with pytest.raises(FileNotSound, match="“Half” is not as its history left it"):
        Workspace.open(small.path)
    assert small.path.read_bytes() == before
    with Workspace.open(small.path, read_only=True) as workspace:
        assert workspace.plans()[0]["title"] == "Half"


def test_another_programs_unfinished_write_is_left_alone(small: SmallFile) -> None:
    other = small.path.with_name("other.csp")
    connection = sqlite3.connect(other)
    connection.executescript("PRAGMA page_size = 512; CREATE TABLE t (a); INSERT INTO t VALUES (1)")
    connection.close()
    child = "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
    child += "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN'); "
    child += (
        "c.execute('INSERT INTO t SELECT randomblob(9999)'); c.execute('UPDATE t SET a = 2'); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", child, str(other)], check=False)
    journal = other.with_name("other.csp-journal")
    before = other.read_bytes(), journal.read_bytes()
    with pytest.raises(FileProblem, match="not a CSP Desktop file"):
        Workspace.open(other)
    assert (other.read_bytes(), journal.read_bytes()) == before


def test_a_new_file_is_not_made_beside_an_old_journal(tmp_path: Path) -> None:
    journal = tmp_path / "plan.csp-journal"
    journal.write_bytes(b"of an earlier plan.csp")
    with pytest.raises(FileProblem, match="“plan.csp-journal” is left of an earlier file"):
        Workspace.create(tmp_path / "plan.csp")
    assert list(tmp_path.iterdir()) == [journal]


def test_tables_changed_by_others(small: SmallFile) -> None:
    connection = sqlite3.connect(small.path)
    connection.execute("ALTER TABLE risks ADD COLUMN theirs TEXT")
    connection.close()
    _refuse(small.path, "have been changed by something other")


def test_a_file_through_unknown_migrations_is_newer(small: SmallFile) -> None:
    connection = sqlite3.connect(small.path)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('csp_desktop', '0099_later', '')"
    )
    connection.commit()
    connection.close()
    _refuse(small.path, "newer version")


@pytest.mark.skipif(os.name == "nt", reason="folders are protected in another way there")
@pytest.mark.parametrize("protected", ["file", "folder"])
def test_write_protected_places(protected: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = SmallFile(folder / "small.csp")
        with Workspace.create(small.path) as workspace:
            workspace.apply(small.changes)
        before = small.path.read_bytes()
        folder.chmod(0o755 if protected == "folder" else 0o777)
        small.path.chmod(0o644 if protected == "file" else 0o666)
        attempt = """
import os, sys
from pathlib import Path
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import FileNotWritable
if os.geteuid() == 0:
    os.setuid(65534)  # The administrator may write everywhere.
try:
    Workspace.open(Path(sys.argv[1]))
except FileNotWritable as problem:
    print(problem.sentence)
with Workspace.open(Path(sys.argv[1]), read_only=True) as workspace:
    print(len(workspace.records("plans")))
"""
        done = subprocess.run(
            [sys.executable, "-c", attempt, str(small.path)],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
        )
        said, plans = done.stdout.splitlines()
        assert "write-protected" in said if protected == "file" else "cannot be written to" in said
        assert plans == "1"
        assert small.path.read_bytes() == before
        assert [one.name for one in folder.iterdir()] == ["small.csp"]


def test_links_lead_to_the_same_file(small: SmallFile) -> None:
    link = small.path.with_name("link.csp")
    try:
        link.symlink_to(small.path)
    except OSError:
        pytest.skip("links take an administrator's rights here")
    if not link.is_symlink():
        pytest.skip("Wine says that it made a link, and made none")
    with Workspace.open(link) as workspace:
        with pytest.raises(FileInUse):
            Workspace.open(small.path)
        workspace.apply([Update("plans", small.plan, {"title": "By way of a link"})])
    assert backups_of(small.path) == backups_of(link) != []
    assert small.path.with_name("small backups").is_dir()


def test_a_damaged_file_gets_a_sentence(big: SmallFile) -> None:
    data = bytearray(big.path.read_bytes())
    for start in range(len(data) * 3 // 4 // 4096 * 4096, len(data), 4096):
        data[start : start + 200] = b"\xff" * 200
    big.path.write_bytes(data)
    assert verify(big.path)
    with pytest.raises(FileProblem, match="Restore"), Workspace.open(big.path, read_only=True) as workspace:
        workspace.dump()
    with pytest.raises(FileProblem, match="damaged"):
        make_backup(big.path)


def test_a_file_cut_short(big: SmallFile) -> None:
    data = big.path.read_bytes()
    for length in (1, 20, 100, 600, 4096, len(data) // 2, len(data) - 4096):
        big.path.write_bytes(data[:length])
        with pytest.raises(FileProblem, match=r"damaged|not a CSP Desktop file"):
            Workspace.open(big.path)
        assert [one.name for one in big.path.parent.iterdir()] == ["small.csp"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights another way")
def test_what_is_written_is_its_owners_only_and_what_is_deleted_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "plan.csp"
    with Workspace.create(path) as workspace:
        workspace.copy_to(tmp_path / "copy.csp")
        assert workspace._connection.execute("PRAGMA secure_delete").fetchone() == (1,)
    restore(make_backup(path, at_leisure=True), tmp_path / "restored.csp")
    settings().put("theme", "dark")
    log_defect(ValueError())
    made = [path, tmp_path / "copy.csp", tmp_path / "restored.csp", *backups_of(path)]
    made += [settings().path, log_folder() / "csp-desktop.log"]
    assert {stat.S_IMODE(one.stat().st_mode) for one in made} == {0o600}
