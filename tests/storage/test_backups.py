"""Copies that can be trusted: made when something changed, ten kept, nothing else touched."""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from conftest import SmallFile

from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.errors import FileProblem
from csp_desktop.storage import backups
from csp_desktop.storage.backups import backup_folder, backups_of, make_backup, restore
from csp_desktop.storage.checking.verify import verify
from csp_desktop.storage.keeping import packing
from csp_desktop.storage.keeping.retention import (
    DAYS,
    MONTHS,
    NEWEST,
    PLAIN,
    WEEKS,
    backup_at,
    backups_in,
    surplus,
)
from csp_desktop.storage.keeping.second_copies import second_folders


def _edit(small: SmallFile, title: str) -> None:
    with Workspace.open(small.path, backup=False) as workspace:
        workspace.apply([Update("plans", small.plan, {"title": title})])


def test_backups_are_made_when_something_changed_and_ten_are_kept(small: SmallFile) -> None:
    first = make_backup(small.path)
    assert make_backup(small.path) == first
    for number in range(NEWEST + 2):
        with Workspace.open(small.path) as workspace:
            workspace.apply([Update("plans", small.plan, {"title": f"Title {number}"})])
    kept = backups_of(small.path)
    assert len(kept) == NEWEST
    assert first not in kept
    back = small.path.with_name("back.csp")
    restore(kept[0], back)
    assert verify(back) == []
    with Workspace.open(back, read_only=True) as workspace:
        assert workspace.records("plans")[0]["title"] == f"Title {NEWEST}"
    with pytest.raises(FileProblem, match="exists already"):
        restore(kept[0], back)


def test_a_change_within_the_same_tick_of_the_clock_is_backed_up(small: SmallFile) -> None:
    first = make_backup(small.path)
    stamp = small.path.stat().st_mtime_ns
    _edit(small, "Just now")
    os.utime(small.path, ns=(stamp, stamp))
    assert make_backup(small.path) != first


@pytest.mark.slow
def test_what_a_person_keeps_among_the_backups_stays(small: SmallFile) -> None:
    folder = backup_folder(small.path)
    folder.mkdir()
    mine = [folder / "before the merger.csp", folder / "2010 notes.txt", folder / "small 2010-04-01.csp"]
    for one in mine:
        one.write_bytes(b"mine")
    for number in range(NEWEST + 2):
        _edit(small, f"Title {number}")
        make_backup(small.path)
    assert len(backups_of(small.path)) == NEWEST
    assert all(one.read_bytes() == b"mine" for one in mine)
    assert not set(mine) & set(backups_of(small.path))


class _Clock(datetime):
    at = datetime(2026, 4, 1, 9)

    @classmethod
    def now(cls, tz: object = None) -> datetime:
        return cls.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[_Clock]:
    """A clock that stands where it is put."""
    monkeypatch.setattr(backups, "datetime", _Clock)
    return _Clock


@pytest.mark.slow
def test_a_wrong_clock_does_not_cost_the_newest(small: SmallFile, clock: type[_Clock]) -> None:
    """The number in the name is what orders them: years ahead, then back, then right again."""
    made = []
    for number in range(NEWEST + 6):
        clock.at = datetime(2026, 4, 1, 9) + timedelta(days=(400 if number < 3 else -4000 if number < 6 else 0), minutes=number)  # fmt: skip
        _edit(small, f"Title {number}")
        made.append(make_backup(small.path).name[:12])
    kept = [path.name[:12] for path in backups_of(small.path)]
    assert kept[:NEWEST] == made[::-1][:NEWEST]
    assert len(kept) == NEWEST + 2  # the last of the days ahead and of those long ago


def test_backups_of_before_they_had_numbers_come_first(small: SmallFile) -> None:
    folder = backup_folder(small.path)
    folder.mkdir()
    for day in range(NEWEST + 3):
        later = datetime(2999, 1, 1) + timedelta(days=day)
        (folder / f"small {later:%Y-%m-%d %H%M%S %f}.csp").write_bytes(b"")
    made = make_backup(small.path)
    assert backups_of(small.path)[0] == made and "000001" in made.name


@pytest.mark.parametrize("read_back", [b"whol", b"whole and more"])
def test_a_backup_is_kept_as_it_was_where_it_does_not_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_back: bytes
) -> None:
    plain = tmp_path / "backup.csp"
    plain.write_bytes(b"whole")
    monkeypatch.setattr(packing.gzip, "open", lambda *_: BytesIO(read_back))
    with pytest.raises(FileProblem, match="could not be packed; it is as it was"):
        packing.pack(plain, tmp_path / "backup.csp.gz")
    assert list(tmp_path.iterdir()) == [plain]


def test_the_newest_are_plain_and_the_others_packed_and_all_can_be_restored(small: SmallFile) -> None:
    for number in range(PLAIN + 2):
        _edit(small, f"Title {number}")
        make_backup(small.path)
    kept = backups_of(small.path)
    assert [path.suffix for path in kept] == [".csp"] * PLAIN + [".gz"] * 2
    back = small.path.with_name("back.csp")
    assert verify(kept[-1]) == []
    restore(kept[-1], back)
    with Workspace.open(back, read_only=True) as workspace:
        assert workspace.plans()[0]["title"] == "Title 0"
        name = workspace.file_id
    assert [path.name for path in kept[:3]] == [
        backup.path.name.removesuffix(".gz") for backup in backups_in(second_folders(name, "small")[-1][0])
    ]
    broken = kept[-1].with_name("broken.csp.gz")
    broken.write_bytes(kept[-1].read_bytes()[:2000])
    with pytest.raises(FileProblem, match="cannot be unpacked"):
        restore(broken, small.path.with_name("other.csp"))
    if os.name != "nt":
        assert {path.stat().st_mode & 0o077 for path in kept} == {0}


def test_what_fails_its_check_pushes_out_nothing(small: SmallFile) -> None:
    sound = make_backup(small.path)
    for number in range(4):
        connection = sqlite3.connect(small.path)
        connection.execute("UPDATE plans SET title = ?", [f"By another program {number}"])
        connection.commit()
        connection.close()
        failed = make_backup(small.path)
        assert "fails its check" in failed.name
    kept = backups_of(small.path)
    assert [path for path in kept if "fails" not in path.name] == [sound]
    assert len(kept) == 3


def test_one_a_day_a_week_a_month_within_what_room_there_is(tmp_path: Path) -> None:
    present = []
    for number in range(400):
        day = datetime(2026, 4, 1, 9) + timedelta(hours=12 * number)
        path = tmp_path / f"plan {number:06} {day:%Y-%m-%d %H%M%S}.csp"
        path.write_bytes(b"x" * 10)
        found = backup_at(path)
        assert found is not None
        present.insert(0, found)
    dropped = set(surplus(present, 10_000))
    kept = [backup for backup in present if backup not in dropped]
    assert kept[:NEWEST] == present[:NEWEST]
    assert len({backup.day for backup in kept[: NEWEST + DAYS - 5]}) == DAYS
    assert len({backup.day.isocalendar()[:2] for backup in kept}) >= WEEKS
    assert len({backup.day.month for backup in kept}) == 7 <= MONTHS
    assert len(kept) < NEWEST + DAYS + WEEKS + MONTHS
    assert len(present) - len(surplus(present, 5)) == 10  # 20 times the file's size
    assert len(present) - len(surplus(present, 1)) == PLAIN


@pytest.mark.slow
def test_a_year_of_two_hundred_days(small: SmallFile, clock: type[_Clock]) -> None:
    for day in range(200):
        clock.at = datetime(2026, 4, 1, 9) + timedelta(days=day * 365 / 200)
        _edit(small, f"Title {day}")
        make_backup(small.path)
    kept = backups_of(small.path)
    assert len(kept) == 24
    assert " 2026-07-" in kept[-1].name  # the ninth month back
    for number, path in enumerate(kept):
        back = small.path.with_name(f"back {number}.csp")
        restore(path, back)
        assert verify(back) == []


def test_two_files_of_one_stem_have_backups_of_their_own(small: SmallFile) -> None:
    other = small.path.with_suffix(".old")
    other.write_bytes(small.path.read_bytes())
    assert make_backup(other).parent != make_backup(small.path).parent


def test_long_names(tmp_path: Path) -> None:
    path = tmp_path / ("ž" * 100 + ".csp")
    Workspace.create(path).close()
    assert verify(make_backup(path)) == []


def test_a_backup_waits_for_nobody_for_ever(small: SmallFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csp_desktop.storage.connection._BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(small.path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(FileProblem, match="another program"):
        make_backup(small.path)
    holder.close()
    assert not backup_folder(small.path).exists()


def test_a_folder_that_cannot_be_made(small: SmallFile) -> None:
    backup_folder(small.path).write_text("a file of that name", encoding="utf-8")
    with pytest.raises(FileProblem, match=r"could not be backed up in .* the file itself is safe"):
        make_backup(small.path)
    with pytest.raises(FileProblem, match="could not be backed up"):
        Workspace.open(small.path)
    with Workspace.open(small.path, read_only=True) as workspace:
        assert workspace.plans()
    assert not small.path.with_name("small.csp.lock").exists()


def test_what_was_left_unfinished_is_cleared_away(small: SmallFile) -> None:
    folder = backup_folder(small.path)
    folder.mkdir()
    old, new = folder / "small 2010-04-01 120000 000000.partial", folder / "other.partial-journal"
    for one in (old, new):
        one.write_bytes(b"half")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    make_backup(small.path)
    assert not old.exists()
    assert new.exists()  # another program may be at it


def test_backups_while_somebody_edits(small: SmallFile, workspace: Workspace) -> None:
    for number in range(3):
        workspace.apply([Update("plans", small.plan, {"title": f"Title {number}"})])
        with Workspace.open(make_backup(small.path), read_only=True) as copy:
            assert copy.plans()[0]["title"] == f"Title {number}"


@pytest.mark.parametrize("target", ["absent/back.csp", "file/back.csp", "small.csp"])
def test_a_restore_that_cannot_be(small: SmallFile, target: str) -> None:
    folder = small.path.parent
    (folder / "file").write_text("not a folder", encoding="utf-8")
    made = make_backup(small.path)
    before = made.read_bytes()
    with pytest.raises(FileProblem):
        restore(made, folder / target)
    assert sorted(one.name for one in folder.iterdir()) == ["file", "small backups", "small.csp"]
    assert made.read_bytes() == before


def test_a_restore_says_what_is_wrong_with_the_place(small: SmallFile) -> None:
    made = make_backup(small.path)
    with pytest.raises(FileProblem) as said:
        restore(made, small.path.parent / "absent" / "back.csp")
    assert "could not be restored to" in said.value.sentence and "Try another folder." in said.value.sentence
    assert "open it again" not in said.value.sentence


def test_a_damaged_file_is_told_in_one_line(small: SmallFile, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = sqlite3.connect(small.path)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'updates'").fetchone()
    connection.close()
    data = bytearray(small.path.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    small.path.write_bytes(data)
    with pytest.raises(FileProblem) as said:
        make_backup(small.path)
    assert "is damaged, so no copy was made" in said.value.sentence and "\n" not in said.value.sentence


def test_a_restore_beside_the_journal_of_an_earlier_file(small: SmallFile) -> None:
    made = make_backup(small.path)
    journal = small.path.with_name("back.csp-journal")
    journal.write_bytes(b"old")
    with pytest.raises(FileProblem, match="“back.csp-journal” is left of an earlier file"):
        restore(made, small.path.with_name("back.csp"))
    assert journal.read_bytes() == b"old"


@pytest.mark.parametrize("content", [b"", b"not ours", b"SQLite format 3\x00 but no more"])
def test_what_is_no_backup_is_not_restored(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.csp").write_bytes(content)
    with pytest.raises(FileProblem, match=r"not a CSP Desktop file|damaged"):
        restore(tmp_path / "x.csp", tmp_path / "back.csp")
    assert [one.name for one in tmp_path.iterdir()] == ["x.csp"]
