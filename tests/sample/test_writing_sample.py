"""Sample files appear whole or not at all, and never over another file."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import FileProblem
from csp_desktop.sample import write_sample, writing


def test_the_file_opens_and_holds_the_plan(tmp_path: Path) -> None:
    path = tmp_path / "Rochford 2010-11.csp"
    write_sample(path)
    assert list(tmp_path.iterdir()) == [path]
    with Workspace.open(path, backup=False) as workspace:
        (plan,) = workspace.plans()
        records = workspace.plan_records(plan["id"])
        assert records.partnership["short_name"] == "Rochford CSP"
        assert [item["ref"] for item in records.priorities] == ["1", "2", "3", "4", "5", "6", "7"]
        assert len(records.outline()) == len(records.plan_items)
        assert len(records.achievements) == 7
        assert len(records.funding_streams) == 7
        assert workspace.undoable is None


def test_two_writings_hold_the_same_records(tmp_path: Path) -> None:
    dumps = []
    for name in ("one.csp", "two.csp"):
        write_sample(tmp_path / name)
        with Workspace.open(tmp_path / name, read_only=True) as workspace:
            dumped = workspace.dump()
            dumped.pop("changes")
            dumps.append(dumped)
    assert dumps[0] == dumps[1]


def test_an_existing_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.csp"
    path.write_bytes(b"mine")
    with pytest.raises(FileProblem, match="exists already"):
        write_sample(path)
    assert path.read_bytes() == b"mine" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("below", ["absent/sample.csp", "file/sample.csp"])
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(FileProblem, match="“sample.csp” could not be written"):
        write_sample(tmp_path / below)
    assert os.listdir(tmp_path) == ["file"]  # noqa: PTH208


def test_a_failure_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = writing.county_sample(1, 1)
    faulty = itertools.chain(steps, (step for step in [None]))
    monkeypatch.setattr(writing, "county_sample", lambda *_: faulty)
    with pytest.raises(TypeError):
        write_sample(tmp_path / "half.csp", 1, 1)
    assert not list(tmp_path.iterdir())


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sample.csp"

    def while_it_appears(*_: int) -> Iterator[list[writing.Insert]]:
        path.write_bytes(b"theirs")
        yield writing.shipped_sample()

    monkeypatch.setattr(writing, "county_sample", while_it_appears)
    with pytest.raises(FileProblem, match="exists already"):
        write_sample(path, 1, 1)
    assert path.read_bytes() == b"theirs" and list(tmp_path.iterdir()) == [path]
