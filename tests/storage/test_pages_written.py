"""What an edit costs: each page of the file it touches is written twice, once to go back by."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from csp_desktop.editing.workspace import Update, Workspace
from csp_desktop.sample import write_sample

_PAGE = 4096
# The file's first page, the record, its step and change, and for each an index or two by which they are found again.
_MOST = 7


def _pages(path: Path) -> list[bytes]:
    held = path.read_bytes()
    return [held[at : at + _PAGE] for at in range(0, len(held), _PAGE)]


def test_an_edit_of_one_field_writes_no_more_pages_than_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "sample.csp"
    write_sample(path)
    written = []
    with Workspace.open(path, backup=False) as workspace:
        update = workspace.records("updates")[0]["id"]
        for turn in range(15):
            before = _pages(path)
            workspace.apply([Update("updates", update, {"narrative": f"Written {turn}"})])
            after = _pages(path)
            changed = sum(old != new for old, new in zip(before, after, strict=False))
            written.append(changed + len(after) - len(before))
    assert median(written) <= _MOST
