"""What is handed to other programs: folders as folders, documents only, under their own names only."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from csp_desktop.editing.workspace import Insert
from csp_desktop.ui.look.kept_files import open_kept_file
from csp_desktop.ui.look.opening import open_document, open_folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    urls: list[QUrl] = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda url: urls.append(url) or True)
    return urls


def test_a_folder_is_opened_as_a_folder(tmp_path: Path, opened: list[QUrl]) -> None:
    """ "Returns.exe" beside a folder "Returns" must not be what is run."""
    assert open_folder(tmp_path / "Returns & more")
    assert opened[0].toString().endswith("/Returns & more/") and opened[0].isLocalFile()


def test_only_documents_are_opened(tmp_path: Path, opened: list[QUrl]) -> None:
    for name in ("Return.bat", "Return.xlsx.exe", "Return.lnk", "Return", "Return.xlsx.desktop"):
        assert not open_document(tmp_path / name)
    assert opened == []
    assert open_document(tmp_path / "Return.XLSX") and open_document(tmp_path / "Chase.eml")


@pytest.mark.parametrize("name", ["../../over.xlsx", "..\\..\\over.xlsx", "/over.xlsx", "run.bat", "over"])
def test_a_kept_files_name_leads_nowhere_else(
    context: object, opened: list[QUrl], tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "a" / "b"))
    (tmp_path / "a" / "b").mkdir(parents=True)
    kept = Insert(
        "printed_reports",
        {"plan": context.plan_id, "title": "Sheet", "issued_on": "2010-10-01", "content": b"x"},
    )
    context.apply([kept], "kept")
    said: list[str] = []
    context.refused.connect(said.append)
    if open_kept_file(context, "printed_reports", {"id": kept.id}, name):
        where = Path(opened[0].toLocalFile())
        assert where.read_bytes() == b"x" and where.parents[1] == tmp_path / "a" / "b"
        assert not where.stat().st_mode & stat.S_IWRITE
    else:
        assert opened == [] and len(said) == 1 and name in said[0]
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    said.clear()
    assert not open_kept_file(context, "printed_reports", {"id": kept.id}, "Sheet.xlsx")
    assert len(said) == 1 and "Nothing was opened" in said[0]
    assert not (tmp_path / "over.xlsx").exists() and not (tmp_path / "a" / "over.xlsx").exists()
