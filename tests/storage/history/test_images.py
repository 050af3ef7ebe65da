"""Images of records in the history: small, read back as they were written, and brought over from earlier files."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest
from conftest import SmallFile
from earlier_program import SMALL_IMAGES, make_earlier
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace
from csp_desktop.errors import InvalidChange
from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.sample import write_sample
from csp_desktop.storage import csp_file, steps
from csp_desktop.storage.backups import backups_of
from csp_desktop.storage.checking.verify import verify
from csp_desktop.storage.history import images
from csp_desktop.storage.identity import identify

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.lists(st.text(max_size=16))
)  # fmt: skip
RELEASED = bytes.fromhex("01ab86a513253fe41923f8a8b612422900")
RECORDS = st.sampled_from(REGISTERS).flatmap(
    lambda register: st.fixed_dictionaries(dict.fromkeys(("id", *register.by_name), VALUES))
)


def _asked(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchall()


@settings(max_examples=50)
@given(RECORDS, st.text())
def test_an_image_of_every_register_is_read_as_it_was_written(
    record: dict[str, object], record_id: str
) -> None:
    image = json.dumps(record, ensure_ascii=False)
    small = images.kept(record_id, "", image)
    assert isinstance(small, bytes) and images.in_full(record_id, small) == image


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_the_names_of_fields_take_hardly_any_room(register: object) -> None:
    image = json.dumps({**register.blank(), "id": "0123456789abcdef"}, separators=(",", ":"))
    assert len(images.kept("0123456789abcdef", "", image) or "") < 12 + len(image) / 8


def test_what_is_released_is_never_edited() -> None:
    known = {number: hashlib.sha256(words).hexdigest()[:16] for number, words in images._DICTIONARIES.items()}
    assert known == {1: "1206f75f2d00cabd"}
    assert images.in_full("a", RELEASED) == '{"title":"Neighbourhood officers","id":"a"}'


@pytest.mark.parametrize(
    "damage",
    [
        lambda small: small[:-1],
        lambda small: small + b"x",
        lambda small: small[:1],
        lambda small: b"",
        lambda small: b"\xfe" + small[1:],
        lambda small: small[:1] + b"\xff" * 20,
        lambda small: b"\0\xff\xfe",
    ],
)
def test_a_damaged_image_is_no_json_and_no_error(damage: object) -> None:
    small = images.kept("a", "", '{"title":"Lamps in the lane","id":"a"}')
    assert images.in_full("a", damage(small)) == images.UNREADABLE
    with pytest.raises(ValueError, match="Expecting"):
        json.loads(images.UNREADABLE)


def test_an_image_longer_than_any_record_is_not_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "_LONGEST", 1000)
    assert images.in_full("a", images.kept("a", "", "x" * 1000)) == "x" * 1000
    assert images.in_full("a", images.kept("a", "", "x" * 1001)) == images.UNREADABLE


@pytest.fixture
def edited(small: SmallFile) -> SmallFile:
    """The small file with records made, changed, deleted and brought back in it."""
    with Workspace.open(small.path, backup=False) as workspace:
        risk = Insert("risks", {"plan": small.plan, "title": "Žádné lampy – £5\x00'\"🙂"})
        workspace.apply([risk, Insert("plan_sections", {"plan": small.plan, "title": "Aims"})])
        workspace.apply([Update("risks", risk.id, {"title": "No lamps"})])
        workspace.apply([Delete("risks", risk.id)])
        workspace.apply([Delete("plan_items", small.action)])
        workspace.undo()
    return small


def test_an_earlier_file_brought_up_to_date_is_as_a_new_one(edited: SmallFile) -> None:
    new = edited.path.with_name("new.csp")
    copyfile(edited.path, new)
    make_earlier(edited.path, SMALL_IMAGES - 1)
    assert {kind for (kind,) in _asked(edited.path, "SELECT typeof(after) FROM changes")} == {"text", "null"}
    csp_file.CspFile.open(edited.path).close()
    for table in ("changes", "steps", "plan_items", "this_file"):
        assert _asked(edited.path, f"SELECT * FROM {table}") == _asked(new, f"SELECT * FROM {table}")
    assert identify(backups_of(edited.path)[0]) == SMALL_IMAGES - 1
    for path in (edited.path, new):
        assert verify(path) == []
        with Workspace.open(path, backup=False) as workspace:
            workspace.undo()
            (risk,) = workspace.records("risks")
            assert risk["title"] == "No lamps"


def test_an_earlier_file_is_read_without_being_changed(edited: SmallFile) -> None:
    with Workspace.open(edited.path, read_only=True) as workspace:
        before = workspace.dump()
    make_earlier(edited.path, SMALL_IMAGES - 1)
    content = edited.path.read_bytes()
    with Workspace.open(edited.path, read_only=True) as workspace:
        assert workspace.dump() == before
    assert verify(edited.path) == [] and edited.path.read_bytes() == content


def test_what_was_kept_in_full_gives_its_room_back(tmp_path: Path) -> None:
    path = tmp_path / "sample.csp"
    write_sample(path)
    new = path.stat().st_size
    make_earlier(path, SMALL_IMAGES - 1)
    earlier = path.stat().st_size
    csp_file.CspFile.open(path).close()
    assert abs(path.stat().st_size - new) < 0.05 * new < 0.1 * earlier
    assert path.stat().st_size < 0.9 * earlier and _asked(path, "PRAGMA freelist_count") == [(0,)]
    # Nor is anything of it left in what the file has no use for.
    assert b'"short_name":"' not in path.read_bytes()


def test_where_room_cannot_be_given_back_the_file_is_whole(small: SmallFile) -> None:
    with Workspace.open(small.path, backup=False) as workspace:
        workspace.apply(
            [
                Insert("risks", {"plan": small.plan, "title": f"{n} {os.urandom(2000).hex()}"})
                for n in range(50)
            ]
        )
        workspace.undo()
        connection = workspace._connection
        connection.execute("DELETE FROM changes WHERE before IS NOT NULL")
        (empty,) = connection.execute("PRAGMA freelist_count").fetchone()
        with closing(sqlite3.connect(small.path, isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM changes").fetchone()
            connection.execute("PRAGMA busy_timeout = 0")
            csp_file._give_back_room(connection)
            assert connection.execute("PRAGMA freelist_count").fetchone() == (empty,) != (0,)
        csp_file._give_back_room(connection)
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_words_in_an_image_are_found_in_the_timeline(edited: SmallFile) -> None:
    with Workspace.open(edited.path, backup=False) as workspace:
        assert [step.step for step in workspace.history.steps(words="AIMS")] == [2]
        _damage_images(workspace)
        assert workspace.history.steps(words="aims") == []


def test_a_damaged_image_is_told_where_it_is_wanted(edited: SmallFile) -> None:
    with Workspace.open(edited.path, backup=False) as workspace:
        _damage_images(workspace)
        with pytest.raises(InvalidChange, match="is damaged, so nothing was changed"):
            workspace.undo()
    assert any("is not as its history left it" in sentence for sentence in verify(edited.path))


def _damage_images(workspace: Workspace) -> None:
    workspace._connection.execute(
        "UPDATE changes SET before = iif(before IS NULL, NULL, '?'), after = iif(after IS NULL, NULL, x'01ff') "
        "WHERE field = ''"
    )


def test_an_image_is_kept_small_and_nothing_else(edited: SmallFile) -> None:
    kinds = "SELECT DISTINCT field = '', typeof(after) FROM changes WHERE after IS NOT NULL ORDER BY 1"
    assert _asked(edited.path, kinds) == [(0, "text"), (1, "blob")]
    assert _asked(edited.path, "SELECT DISTINCT typeof(before) FROM changes WHERE before IS NOT NULL") == [
        ("text",)
    ]
    for statement in ("SET after = x'00' WHERE field <> ''", "SET after = '{}' WHERE field = ''"):
        with pytest.raises(sqlite3.IntegrityError), closing(sqlite3.connect(edited.path)) as connection:
            connection.execute(f"UPDATE changes {statement}")
    with closing(sqlite3.connect(edited.path)) as connection:
        written = [row for row in steps.changes_after(connection, 0) if not row.change.field]
    assert all(
        json.loads(side)["id"] == row.change.record for row in written for side in row.change[3:] if side
    )
