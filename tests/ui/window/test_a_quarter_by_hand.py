"""A whole quarter with real keys and a real mouse, in a window on a screen with a window manager.

The pictures of every step are kept in the folder named by CSP_PICTURES, where that is set.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from real_window import MISSING, RealWindow
from returning_partner import Sheet

from csp_desktop.editing.workspace import Workspace
from csp_desktop.settings import Settings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"{', '.join(MISSING)} not here: no real window is driven"),
]

LEADS = ("Police", "Council", "Fire", "Probation", "Health", "Housing")
SCREENS = {
    "a laptop in light": ((1366, 768), 1.0, "light"),
    "a desk in dark at one and a half": ((1920, 1080), 1.5, "dark"),
}


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RealWindow]:
    """The screen, the program not yet started on it."""
    size, scale, look = SCREENS[request.param]
    home, pictures = tmp_path / "home", tmp_path / "pictures"
    for folder in (home, pictures):
        folder.mkdir()
    Settings(home / "config" / "CSP Desktop" / "settings.json").put("theme", look)
    opened = RealWindow(home, pictures, size, scale)
    yield opened
    opened.close()
    if kept := os.environ.get("CSP_PICTURES"):
        shutil.copytree(pictures, Path(kept, request.param), dirs_exist_ok=True)


def plan_of_others(path: Path) -> Path:
    """A plan as a council keeps it: six actions, each with a lead of its own."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(("Ref", "Action", "Lead agency", "By when", "Outcome"))
    for place, lead in enumerate(LEADS, 1):
        sheet.append((f"1.{place}", f"What the {lead} lead", lead, "31/03/2099", "Fewer thefts"))
    book.save(path)
    return path


def filled(sent: Path, folder: Path) -> Path:
    """A return as it comes back: an update in every row."""
    book = load_workbook(sent)
    sheet = Sheet(book["Action updates"])
    for row in range(sheet.header_row + 1, sheet.worksheet.max_row + 1):
        if sheet.worksheet.cell(row, 1).value:
            sheet.worksheet.cell(row, sheet.column("Update")).value = f"Row {row} as they said it."
    folder.mkdir(exist_ok=True)
    book.save(folder / sent.name)
    return folder / sent.name


def test_a_quarter_from_the_start_page_to_the_printed_sheet(screen: RealWindow, tmp_path: Path) -> None:
    file = tmp_path / "meadow.csp"

    screen.start()
    screen.picture("start page")
    screen.drop(plan_of_others(tmp_path / "plan.xlsx"))
    screen.wait_for_window("New file")
    screen.type("Meadow Community Safety Partnership")
    screen.key("Tab")
    screen.type("Meadow CSP")
    screen.picture("new file")
    screen.click("Choose where to save it…")
    screen.save_as("Save the new file", file)
    screen.wait_for_window("Import a plan or register")
    screen.wait_for(lambda: any(words.startswith("Import 9") for words in screen.ask("words")))
    screen.picture("what the plan holds")
    screen.click("Import 9 records")
    screen.wait_for_window("meadow.csp")
    screen.picture("overview of the new file")

    screen.key("ctrl+2")
    screen.click_cell("1.6", "What is to be done")
    screen.key("ctrl+End", "Down", "Home")
    days = {8: "31/02/2099", 9: "30/02/2099"}
    screen.copied("\n".join(f"1.{n}\tTask {n}\tPolice\t{days.get(n, '31/03/2099')}" for n in range(7, 17)))
    screen.key("ctrl+v")
    screen.wait_for(lambda: screen.ask("state")["saved"] == "▲ 2 not saved")
    screen.picture("ten rows pasted, two at fault")
    for left, day in ((2, "28/02/2099"), (1, "27/02/2099")):
        screen.click(f"▲ {left} not saved")
        screen.key("F2", "ctrl+a")
        screen.type(day)
        screen.key("Return")
        after = f"▲ {left - 1} not saved" if left > 1 else "✓ Saved"
        screen.wait_for(lambda after=after: screen.ask("state")["saved"] == after)
    screen.picture("both mended")
    assert not [words for words in screen.ask("words") if "not saved" in words]

    screen.key("ctrl+k")
    screen.type("send returns")
    screen.picture("looking for what to do")
    screen.key("Return")
    screen.wait_for_window("Send returns")
    screen.picture("who is asked")
    screen.click("Write 6 workbooks")
    screen.wait_for(lambda: "Open the folder" in screen.ask("words"))
    screen.picture("written")
    screen.key("Escape")
    (folder,) = (path for path in tmp_path.iterdir() if path.name.startswith("Returns "))
    sent = sorted(folder.glob("*.xlsx"))
    assert len(sent) == 6

    # The police answer 1.1, and so did she.
    screen.wait_for_window("meadow.csp")
    quarter = screen.ask("state")["quarter"]
    screen.click_cell("1.1", f"{quarter} update")
    screen.type("Forty marked, they told me.")
    screen.key("Return")
    screen.wait_for(lambda: screen.ask("state")["saved"] == "✓ Saved")
    screen.drop(*(filled(path, tmp_path / "back") for path in sent))
    screen.wait_for_window("Import returned workbooks")
    screen.wait_for(lambda: "Take theirs" in screen.ask("words"))
    screen.picture("six back, one clash")
    screen.click("Take theirs")
    screen.wait_for(lambda: "Apply 16" in screen.ask("words"))
    screen.picture("settled")
    screen.click("Apply 16")
    screen.wait_for_window("meadow.csp")

    screen.key("ctrl+1")
    screen.wait_for(lambda: "Open, 0" in screen.ask("words"))
    screen.picture("nothing left to check")
    screen.key("ctrl+k")
    screen.type("quarterly sheet")
    screen.key("Return")
    screen.wait_for_window("Print")
    screen.wait_for(lambda: any("pages, landscape" in words for words in screen.ask("words")))
    screen.picture("before printing")
    screen.click("Save as PDF…")
    screen.save_as("Save as PDF", tmp_path / "sheet.pdf")
    screen.wait_for(lambda: (tmp_path / "sheet.pdf").exists())
    screen.wait_for_window("Print")
    screen.key("Escape")

    screen.wait_for_window("meadow.csp")
    screen.key("ctrl+2")
    screen.click_cell("1.1", "What is to be done")
    screen.key("ctrl+z")
    screen.wait_for(lambda: screen.ask("cell", row="Forty marked, they told me.", column="Ref"))
    screen.picture("all six taken back")
    screen.key("ctrl+y")
    screen.wait_for(lambda: screen.ask("cell", row="Row 4 as they said it.", column="Ref"))
    screen.key("ctrl+w")
    screen.wait_for_window("CSP Desktop")
    screen.picture("start page with the file on it")
    screen.key("Return")
    screen.wait_for_window("meadow.csp")
    screen.picture("opened again")
    screen.key("ctrl+q")
    assert screen.ended() == 0
    assert screen.errors.read_text() == ""

    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    with Workspace.open(file, backup=False) as workspace:
        actions = {item["ref"]: item for item in workspace.records("plan_items") if item["level"] == "action"}
        assert len(actions) == 16
        assert [actions[ref]["due_on"] for ref in ("1.8", "1.9")] == ["2099-02-28", "2099-02-27"]
        said = {update["narrative"] for update in workspace.records("updates")}
        assert "Row 4 as they said it." in said and "Forty marked, they told me." not in said
        assert {sent["state"] for sent in workspace.records("returns")} == {"applied"}
