"""What a screen reader is told over the accessibility bus, from another process, of the program as it is used."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from heard_window import HeardWindow, missing_to_hear

from csp_desktop.palette import LIGHT, STRONG_LIGHT

TITLES = ("Overview", "Action plan", "Indicators", "Risks", "Funding", "Returns", "Partners", "Log")
"""In the order of Ctrl+1, Ctrl+2 …"""
STOPS = 120
"""More than there is on a tab that Tab comes to."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of its own, where all is here that it takes to hear the program."""
    if lacking := missing_to_hear():
        pytest.skip(f"{', '.join(lacking)} not here: nothing is heard over the bus")
    return tmp_path_factory.mktemp("heard")


@pytest.fixture(scope="module")
def screen(sample_file: Path, home: Path) -> Iterator[HeardWindow]:
    """The program on the sample, on a screen and a bus of its own."""
    path = home / "sample.csp"
    shutil.copy(sample_file, path)
    opened = HeardWindow(home, home, (1366, 768))
    try:
        opened.start(str(path))
        opened.wait_for_window("sample.csp")
        yield opened
    finally:
        opened.close()


def focus_told(screen: HeardWindow, last: str) -> list[list[str]]:
    """What took the keys since, as [role, name], up to the first thing of a role."""
    told: list[list[str]] = []
    while not told or told[-1][0] != last:
        line = screen.heard()
        assert line is not None, told
        if line[0] == "focus":
            told.append(line[1:])
    return told


@pytest.mark.slow
@pytest.mark.parametrize("title", TITLES)
def test_every_control_and_every_cell_of_a_tab_is_named(screen: HeardWindow, title: str) -> None:
    screen.key(f"ctrl+{TITLES.index(title) + 1}")
    screen.wait_for(lambda: screen.ask("state")["tab"] == title)
    shown = nothing_unsaid(screen)
    assert title == "Log" or len(shown) > 20


def nothing_unsaid(screen: HeardWindow) -> list[list[str]]:
    """Every control that is shown has a name, every cell one, a row and a column; the cells of the window in front."""
    told, shown = screen.look(), screen.ask("cells")
    controls = [line[1:] for line in told if line[0] == "control"]
    cells = {tuple(line[1:4]): line[4:] for line in told if line[0] == "cell"}
    assert [control for control in controls if not control[1].strip()] == []
    # What is told of a table can be told from what is told of another.
    tables = Counter(name for role, name, _ in controls if role == "table")
    assert [name for name, number in tables.items() if number > 1] == []
    assert [place for place, (_, row, column) in cells.items() if not row.strip() or not column.strip()] == []
    unheard = [cell for cell in shown if not cells.get(tuple(cell[:3]), [""])[0].strip()]
    assert unheard == []
    # A walk that came to nothing would find nothing.
    assert {"push button", "page tab", "menu item"} <= {role for role, *_ in controls}
    return shown


@pytest.mark.slow
@pytest.mark.parametrize(("sought", "title"), [("print", "Print"), ("send returns", "Send returns")])
def test_every_control_and_every_cell_of_a_dialog_is_named(
    screen: HeardWindow, sought: str, title: str
) -> None:
    screen.key("ctrl+k")
    screen.type(sought)
    screen.key("Return")
    screen.wait_for_window(title)
    nothing_unsaid(screen)
    screen.key("Escape")
    screen.wait_for_window("sample.csp")


@pytest.mark.slow
def test_what_takes_the_keys_and_what_is_found_is_said(screen: HeardWindow) -> None:
    screen.key("ctrl+3")
    screen.wait_for(lambda: screen.ask("state")["focus"][1] == "Indicators")
    screen.listen()
    screen.key("ctrl+2")
    # Nothing is said in passing of what stands between the page left and the one come to.
    *pages, cell = focus_told(screen, "table cell")
    assert pages == [["layered pane", "Action plan"], ["table", "Action plan"]]
    assert cell[1]
    screen.click_cell("1.1", "What is to be done")
    screen.key("F2")
    assert focus_told(screen, "text")[-1][1] == "What is to be done, " + row_of(screen, "1.1")
    screen.key("Escape")
    assert focus_told(screen, "table cell")[-1][1] in row_of(screen, "1.1")

    screen.key("ctrl+k")
    assert focus_told(screen, "text")[-1][1] == "Search everything, or type what to do"
    screen.type("halloween")
    found = ""
    # While it is typed, what is found is said again and again; what was said last holds.
    while (line := screen.heard(30.0 if "Halloween" not in found else 3.0)) is not None:
        found = line[1]
    number, _, first = found.partition(" found. ")
    assert int(number) > 1 and "Halloween" in first
    screen.key("Down")
    assert screen.heard() == ["said", f"{first}, 1 of {number}"]
    screen.key("Escape", "F6")
    assert focus_told(screen, "table cell")[-1][1]


def row_of(screen: HeardWindow, ref: str) -> str:
    """What the row of a plan item is called."""
    return next(line[5] for line in screen.look() if line[0] == "cell" and line[4] == ref)


@pytest.mark.slow
@pytest.mark.parametrize("title", ["Action plan", "Risks"])
def test_tab_comes_round(screen: HeardWindow, title: str) -> None:
    screen.key(f"ctrl+{TITLES.index(title) + 1}")
    screen.wait_for(lambda: screen.ask("state")["focus"][0] == "GridView")
    begun = screen.ask("state")["focus"]
    stops = []
    for _ in range(STOPS):
        grid = screen.ask("state")["focus"][0] == "GridView"
        # In a grid Tab walks the cells; Escape, then Tab leaves it.
        screen.key(*(["Escape"] if grid else []), "Tab")
        stops.append(screen.ask("state")["focus"])
        if stops[-1] == begun:
            break
    assert stops[-1] == begun, stops
    assert ["TabStrip", "Tabs"] in stops and len(stops) > 25


@pytest.mark.slow
def test_high_contrast_chosen_for_the_desktop_is_followed(home: Path) -> None:
    screen = HeardWindow(home, home, (1366, 768))
    try:
        screen.stand_on_a_desktop()
        screen.start()
        for high, ink in ((False, LIGHT.ink), (True, STRONG_LIGHT.ink), (False, LIGHT.ink)):
            # Told again until it is followed: at the start the program may not be listening yet.
            screen.wait_for(
                lambda high=high, ink=ink: (
                    screen.choose_contrast(high) or screen.ask("state")["ink"] == ink.lower()
                ),
                ink,
            )
    finally:
        screen.close()
