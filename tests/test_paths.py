"""What files may be called, on every system, and the next free name in a folder."""

from __future__ import annotations

import ntpath
import sys
import unicodedata
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_desktop.paths import free_path, legal_file_name, legal_name, name_key, untakable, why

DEVICES = st.sampled_from(["CON", "nul", "Aux", "prn", "COM1", "lpt9", "COM²", "conin$"])
TEXTS = st.one_of(
    st.text(max_size=120),
    st.text(alphabet=' ./\\:*?"<>|\n\u202e\u200bAé', max_size=20),
    st.builds("".join, st.tuples(st.sampled_from(["", " ", "."]), DEVICES, st.sampled_from(["", ".", " ", ".x", " .x"]))),
    st.text(alphabet="\U0001f6a8", min_size=60, max_size=100),
)  # fmt: skip


def reserved(name: str) -> bool:
    """Whether Windows keeps a name for itself, as the Python that runs this tells it."""
    if sys.version_info >= (3, 13):
        return ntpath.isreserved(name)
    return PureWindowsPath(name).is_reserved()


@given(TEXTS)
def test_any_text_becomes_a_name_every_system_takes(text: str) -> None:
    name = legal_name(text, "Report")
    assert name and name == name.strip() and not name.endswith(".") and not name.startswith(".")
    assert not set(name) & set('<>:"/\\|?*')
    assert not {unicodedata.category(sign) for sign in name} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not reserved(f"{name}.pdf") and not reserved(name)
    assert len(f"Corrections 2010-Q2 {name} (99).xlsx".encode()) <= 255
    assert legal_name(name, "Report") == name


def test_a_name_says_as_much_of_the_text_as_may_be_said() -> None:
    assert legal_name('A/B: "C"?', "x") == "A-B- -C-"
    assert legal_name("  ...  ", "Report") == "Report"
    assert legal_name("NUL", "recipient") == "recipient NUL" and legal_name("Nullah", "x") == "Nullah"
    assert legal_name("Board\u202efdp.exe", "x") == "Boardfdp.exe"
    assert legal_name(unicodedata.normalize("NFD", "Café"), "x") == unicodedata.normalize("NFC", "Café")
    assert len(legal_name("long " * 40, "x")) <= 80


@pytest.mark.parametrize(
    ("name", "legal"),
    [
        ("Return 2010-Q2 Police.xlsx", "Return 2010-Q2 Police.xlsx"),
        ("../../.bashrc", "-..-.bashrc"),
        ("..\\..\\Start Menu\\a.xlsx", "-..-Start Menu-a.xlsx"),
        ("/etc/passwd", "-etc-passwd"),
        ("..", "Copy"),
        ("CON.xlsx", "Copy CON.xlsx"),
        (f"{'long ' * 40}.xlsx", f"{('long ' * 16).strip()}.xlsx"),
    ],
)
def test_a_name_from_elsewhere_keeps_its_ending_and_leads_nowhere(name: str, legal: str) -> None:
    assert legal_file_name(name, "Copy") == legal
    assert Path("folder", legal).parent == Path("folder") == Path("folder", PureWindowsPath(legal)).parent


@pytest.mark.parametrize(
    "name", ["NUL.csp", "con", "aux.txt.csp", "a?b.pdf", "plan.", "plan.csp ", "ab:c.csp", "nul .csp"]
)
def test_a_name_windows_takes_for_something_else_is_told_wherever_it_stands(name: str) -> None:
    assert untakable(PureWindowsPath("C:\\Plans") / name / "x.csp") == name
    assert untakable(PureWindowsPath(name)) == name


def test_a_name_windows_takes_is_taken() -> None:
    for path in (
        "C:\\Zoë’s plans (B&B) 100%\\..\\plan.csp",
        "\\\\server\\share\\a.b.csp",
        "C:plan.csp",
        ".",
        "console.csp",
    ):
        assert untakable(PureWindowsPath(path)) == "", path


def test_names_are_the_same_where_one_system_takes_them_for_the_same() -> None:
    assert name_key("Police.xlsx") == name_key("POLICE.XLSX")
    assert name_key("Caf\u00e9") == name_key("CAFE\u0301")
    assert name_key("Police") != name_key("Polite")


def test_a_free_name_is_one_nothing_in_the_folder_bears_in_whatever_case(tmp_path: Path) -> None:
    folder = tmp_path / "not yet there"
    assert free_path(folder, "Plan.pdf") == folder / "Plan.pdf"
    folder.mkdir()
    (folder / "PLAN.PDF").touch()
    (folder / "Plan (2).pdf").mkdir()
    assert free_path(folder, "Plan.pdf") == folder / "Plan (3).pdf"
    assert free_path(folder, "Other.pdf") == folder / "Other.pdf"


def test_a_folder_windows_takes_for_too_long_is_not_said_to_be_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    missing = FileNotFoundError(2, "No such file or directory")
    long = tmp_path / ("a folder of many words " * 12) / "plan.pdf"
    monkeypatch.setattr("csp_desktop.paths.sys", SimpleNamespace(platform="linux"))
    assert why(missing, long) == "No such file or directory"
    monkeypatch.setattr("csp_desktop.paths.sys", SimpleNamespace(platform="win32"))
    assert why(missing, long) == "its folder and name together are too long"
    assert why(missing, Path("plan.pdf")) == "No such file or directory"
    assert why(PermissionError(13, "Permission denied"), long) == "Permission denied"
