"""An open file watched: what others write, and what befalls the file, is seen at the next look."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SmallFile

from csp_desktop.editing.workspace import Step, Update, Workspace
from csp_desktop.errors import OthersStep
from csp_desktop.storage.checking.verify import verify


@pytest.fixture
def opened(small: SmallFile) -> Iterator[Workspace]:
    """The small file in a folder of its own, open for editing and looked at once."""
    folder = small.path.parent / "share"
    folder.mkdir()
    path = folder / "small.csp"
    shutil.copy(small.path, path)
    with Workspace.open(path, backup=False, user="Coordinator") as workspace:
        assert workspace.look() == workspace.look()
        yield workspace


def test_who_reads_sees_what_is_written_and_that_the_file_is_free(
    opened: Workspace, small: SmallFile
) -> None:
    with Workspace.open(opened.path, read_only=True) as reading:
        heard: list[Step] = []
        reading.subscribe(heard.append)
        first = reading.look()
        assert (first.changed, first.holder is not None, first.silent) == ("", True, False)
        assert first.holder is not None and first.holder.process == os.getpid()
        opened.apply([Update("plans", small.plan, {"title": "Seen at once"})])
        assert reading.look().changed.startswith("by Coordinator at ")
        assert reading.plans()[0]["title"] == "Seen at once"
        assert [step.reason for step in heard] == ["changed elsewhere"]
        # What this program writes itself is no news to it.
        assert opened.look().changed == "" and reading.look().changed == ""
        opened.close()
        assert reading.look().holder is None


def test_what_befalls_the_file_is_told_and_ends_when_it_is_back(opened: Workspace, small: SmallFile) -> None:
    if os.name == "nt":
        pytest.skip("Windows lets nobody move or replace an open file")
    path = opened.path
    elsewhere = path.with_name("renamed by somebody.csp")
    path.rename(elsewhere)
    sighting = opened.look()
    assert sighting.trouble == (
        "“small.csp” was renamed to “renamed by somebody.csp”; nothing more is written. Go on there."
    )
    assert sighting.now_at == elsewhere
    # Another file in its place is not taken for it.
    shutil.copy(small.path, path)
    assert opened.look().now_at == path and "was replaced by another file" in opened.look().trouble
    path.unlink()
    away = path.parent.with_name("away")
    elsewhere.rename(path.parent.parent / "outside.csp")
    assert "“small.csp” was deleted or moved away" in opened.look().trouble
    path.parent.rename(away)
    assert opened.look().trouble.startswith(f"The folder of “small.csp” is gone: {path.parent}.")
    # What was last saved can still be put elsewhere.
    opened.copy_to(small.path.parent / "rescued.csp")
    assert verify(small.path.parent / "rescued.csp") == []
    away.rename(path.parent)
    (path.parent.parent / "outside.csp").rename(path)
    assert opened.look().trouble == ""
    opened.apply([Update("plans", small.plan, {"title": "Goes on"})])


@pytest.mark.skipif(os.name == "nt", reason="the rights of Windows are not asked this way")
def test_a_folder_that_has_become_write_protected_is_told(small: SmallFile) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        path = folder / "small.csp"
        shutil.copy(small.path, path)
        with Workspace.open(path, backup=False) as workspace:
            assert workspace.look().trouble == ""
            folder.chmod(0o555)
            if as_root := os.geteuid() == 0:
                # Rights mean nothing to the system's own account, so another one looks.
                os.seteuid(65534)
            try:
                told = workspace.look().trouble
            finally:
                if as_root:
                    os.seteuid(0)
                folder.chmod(0o755)
            assert told.startswith("“small.csp” or its folder has become write-protected")
            assert workspace.look().trouble == ""


def test_undo_stops_at_another_persons_step(small: SmallFile) -> None:
    with Workspace.open(small.path, backup=False, user="Deputy") as deputy:
        deputy.apply([Update("plans", small.plan, {"title": "Deputy's"})])
    with Workspace.open(small.path, backup=False, user="Coordinator") as workspace:
        workspace.apply([Update("plans", small.plan, {"title": "Mine"})])
        assert workspace.undo()
        with pytest.raises(
            OthersStep, match=r"“typed” on .* is Deputy’s and not yours, so it was left\. History"
        ):
            workspace.undo()
        assert workspace.plans()[0]["title"] == "Deputy's"
        assert workspace.redo()
        workspace.undo()
    with Workspace.open(small.path, backup=False, user="Deputy") as deputy:
        with pytest.raises(OthersStep, match="is Coordinator’s and not yours"):
            deputy.redo()
        assert deputy.undo()
