"""The index of all texts: what is found, kept current by every way of changing, and gone with who is forgotten."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import SmallFile

from csp_desktop.editing.forgetting import forget
from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace
from csp_desktop.registers.catalog import register_named
from csp_desktop.storage import search_index
from csp_desktop.storage.search_index import (
    SEARCHED,
    GivenUp,
    IndexFailed,
    SearchIndex,
    can_index,
    index_path,
    text_fields,
)

pytestmark = pytest.mark.skipif(not can_index(), reason="SQLite is built without FTS5 here")


@pytest.fixture
def index(small: SmallFile) -> Iterator[SearchIndex]:
    made = SearchIndex(small.path)
    yield made
    made.close()


def ids(index: SearchIndex, *words: str) -> list[str]:
    """What is found once the index is up to date."""
    index.freshen()
    return [record for _, record in index.found(words)]


def agree(index: SearchIndex, workspace: Workspace, words: list[str]) -> None:
    """For each word the same is found as by looking through all records, and nothing twice."""
    index.freshen()
    for word in words:
        there = {
            (name, record["id"])
            for name in SEARCHED
            for record in workspace.records(name)
            if any(
                part.startswith(word)
                for field in text_fields(register_named(name))
                for part in str(record[field] or "").casefold().split()
            )
        }
        found = list(index.found([word]))
        assert len(found) == len(set(found)) and set(found) == there, word


def test_words_are_found_by_their_beginnings_refs_and_accents_included(
    small: SmallFile, workspace: Workspace, index: SearchIndex
) -> None:
    deep = Insert(
        "plan_items",
        {"plan": small.plan, "level": "action", "parent": small.priority, "ref": "1.3.2", "title": "Café patrols (NI 20)"},
    )  # fmt: skip
    workspace.apply([deep])
    assert ids(index, "burgl") == [small.priority]
    assert ids(index, "bic", "mark") == [small.action]
    assert ids(index, "icycles") == []
    assert (
        ids(index, "1.3.2") == ids(index, "1.3") == ids(index, "cafe") == ids(index, "ni", "20") == [deep.id]
    )
    assert set(ids(index, "1.")) >= {deep.id, small.action}
    assert ids(index, "-", '"', "*") == [] and ids(index, "police", "zzqx") == []
    assert ids(index, 'anytown"', "OR") == []


def test_the_newest_come_first(small: SmallFile, workspace: Workspace, index: SearchIndex) -> None:
    made = []
    for quarter in ("2010-Q2", "2010-Q4", "2010-Q1"):
        update = Insert("updates", {"item": small.action, "quarter": quarter, "narrative": "Sheds locked"})
        workspace.apply([update])
        made.append(update.id)
    assert ids(index, "sheds") == [made[1], made[0], made[2]]
    workspace.apply([Update("updates", made[2], {"narrative": "Sheds locked again"})])
    assert ids(index, "sheds") == [made[1], made[0], made[2]]


def test_every_way_of_changing_keeps_it_current(
    small: SmallFile, workspace: Workspace, index: SearchIndex
) -> None:
    words = ["burglary", "less", "bicycles", "fewer", "police", "alleys", "light", "risk", "1.1", "zebra"]
    agree(index, workspace, words)
    workspace.apply([Update("plan_items", small.priority, {"title": "Fewer burglaries, no risk"})])
    agree(index, workspace, words)
    workspace.undo()
    agree(index, workspace, words)
    workspace.redo()
    workspace.apply([Insert("risks", {"plan": small.plan, "title": "Zebra\ncrossings fade"})])
    agree(index, workspace, words)
    workspace.apply([Delete("plan_items", small.priority)])
    agree(index, workspace, words)
    assert ids(index, "bicycles") == []
    workspace.undo()
    agree(index, workspace, words)
    assert ids(index, "bicycles") == [small.action]


def test_many_changes_make_it_anew_and_few_do_not(
    small: SmallFile, workspace: Workspace, index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "_FEWEST_DEAD", 3)
    assert not index.freshen(most=100), "there is none yet"
    ids(index, "police")
    for number in range(6):
        workspace.apply([Update("plan_items", small.action, {"title": f"Mark bicycles {number}"})])
        assert ids(index, "bicycles") == [small.action]
    workspace.apply([Update("plan_items", small.action, {"title": "Mark tricycles"})])
    assert index.freshen(most=1) and ids(index, "tricycles") == [small.action]
    changes = [Insert("risks", {"plan": small.plan, "title": f"Flood {number}"}) for number in range(9)]
    workspace.apply(changes)
    assert not index.freshen(most=8)
    assert list(index.found(["flood"])) == [] and len(ids(index, "flood")) == 9


def test_another_copy_at_the_same_place_is_told_apart(
    small: SmallFile, tmp_path: Path, index: SearchIndex
) -> None:
    with Workspace.open(small.path, backup=False) as workspace:
        workspace.apply([Insert("risks", {"plan": small.plan, "title": "Office floods"})])
    copy = tmp_path / "copy.csp"
    shutil.copyfile(small.path, copy)
    for path, title in ((small.path, "Here a fire"), (copy, "There a storm")):
        with Workspace.open(path, backup=False) as workspace:
            workspace.apply([Insert("risks", {"plan": small.plan, "title": title})])
    assert ids(index, "fire") and not ids(index, "storm")
    shutil.copyfile(copy, small.path)
    assert ids(index, "storm") and not ids(index, "fire") and ids(index, "floods")


def test_who_is_made_anonymous_is_gone_from_it_at_once(
    small: SmallFile, workspace: Workspace, index: SearchIndex
) -> None:
    person = Insert(
        "people", {"name": "Quentin Placeholder", "agency": small.police, "left_on": "2010-06-30"}
    )
    workspace.apply(
        [person, Insert("risks", {"plan": small.plan, "title": "Only Quentin Placeholder knows"})]
    )
    assert len(ids(index, "placeholder")) == 2
    assert b"placeholder" in index_path(small.path).read_bytes()
    index.close()
    forget(workspace, person.id, today=date(2010, 7, 1))
    assert b"placeholder" not in index_path(small.path).read_bytes()
    assert ids(index, "placeholder") == [] and len(ids(index, "former")) == 2
    assert b"placeholder" not in index_path(small.path).read_bytes()


def _damaged(index: Path) -> None:
    """Its first table is no table any more; the words are in the pages behind."""
    content = bytearray(index.read_bytes())
    content[4096:4196] = bytes(100)
    index.write_bytes(content)


def _left_by_a_crash(index: Path) -> None:
    index.with_name(f"{index.name}-journal").write_bytes(b"the words before it: placeholder")
    index.write_bytes(b"no database, and yet: placeholder")


@pytest.mark.parametrize(
    "befallen", [_damaged, _left_by_a_crash, None], ids=["damaged", "crashed", "no FTS5"]
)
def test_who_is_made_anonymous_is_gone_from_one_that_cannot_be_used_too(
    small: SmallFile,
    workspace: Workspace,
    index: SearchIndex,
    monkeypatch: pytest.MonkeyPatch,
    befallen: Callable[[Path], None] | None,
) -> None:
    person = Insert(
        "people", {"name": "Quentin Placeholder", "agency": small.police, "left_on": "2010-06-30"}
    )
    workspace.apply([person])
    ids(index, "placeholder")
    index.close()
    place = index_path(small.path)
    with monkeypatch.context() as without:
        if befallen is not None:
            befallen(place)
        else:
            without.setattr(search_index, "can_index", lambda: False)
        assert b"placeholder" in place.read_bytes()
        forget(workspace, person.id, today=date(2010, 7, 1))
        assert list(place.parent.iterdir()) == []
    assert ids(index, "placeholder") == [] and ids(index, "former") == [person.id]


def test_who_was_made_anonymous_elsewhere_is_gone_with_the_next_look(
    small: SmallFile, workspace: Workspace, index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Insert(
        "people", {"name": "Quentin Placeholder", "agency": small.police, "left_on": "2010-06-30"}
    )
    workspace.apply([person])
    ids(index, "placeholder")
    monkeypatch.setattr("csp_desktop.editing.workspace.discard_index", lambda path: None)
    forget(workspace, person.id, today=date(2010, 7, 1))
    assert ids(index, "placeholder") == [] and ids(index, "former") == [person.id]
    assert b"placeholder" not in index_path(small.path).read_bytes()


@pytest.mark.parametrize(
    "damage", [b"", b"no database at all, by no means", b"SQLite format 3\x00" + b"x" * 5000]
)
def test_a_damaged_one_is_made_anew(small: SmallFile, index: SearchIndex, damage: bytes) -> None:
    ids(index, "police")
    index.close()
    index_path(small.path).write_bytes(damage)
    assert not index.ready and list(index.found(["burglary"])) == []
    assert ids(index, "burglary") == [small.priority]


def test_given_up_it_leaves_the_earlier_one(small: SmallFile, index: SearchIndex) -> None:
    with pytest.raises(GivenUp):
        index.freshen(lambda: True)
    assert not index.ready and ids(index, "burglary") == [small.priority]


def test_only_the_files_used_lately_have_one(small: SmallFile, tmp_path: Path, index: SearchIndex) -> None:
    for number in range(7):
        copy = tmp_path / f"{number}.csp"
        shutil.copyfile(small.path, copy)
        SearchIndex(copy).freshen()
    assert len(list(index_path(small.path).parent.iterdir())) == 5


def test_nobody_who_saves_waits_for_it(
    small: SmallFile, workspace: Workspace, index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = []

    def save(*_: object) -> bool:
        title = f"Mark bicycles {len(saved)}"
        saved.append(workspace.apply([Update("plan_items", small.action, {"title": title})]))
        return False

    workspace._connection.execute("PRAGMA busy_timeout = 0")
    index.freshen(save)
    assert saved and ids(index, "bicycles", str(len(saved) - 1)) == [small.action]


def test_where_it_cannot_be_kept_that_is_said(small: SmallFile, index: SearchIndex) -> None:
    folder = index_path(small.path).parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file stands where the folder should be")
    with pytest.raises(IndexFailed):
        index.freshen()
    assert not index.ready and list(index.found(["burglary"])) == []
