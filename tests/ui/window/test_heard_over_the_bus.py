"""What a screen reader is told over the accessibility bus, from another process, of the program as it is used."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from every_dialog import DIALOGS
from heard_window import HeardWindow, missing_to_hear

from csp_desktop.palette import LIGHT, STRONG_LIGHT

TITLES = ("Overview", "Action plan", "Indicators", "Risks", "Funding", "Returns", "Partners", "Log")
"""In the order of Ctrl+1, Ctrl+2 …"""
STOPS = 120
"""More than there is on a tab that Tab comes to."""
PAGES = {"HistoryWindow": ("Side by side", "Backups")}
"""What some dialogs show besides, by the name of the button that shows it."""
BATCH, BATCHES = 12, 40
"""How often Tab is pressed in a dialog before it is asked where that led; more than any dialog takes."""


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
    unsaid, told = unsaid_in_front(screen)
    assert not unsaid
    # A walk that came to nothing would find nothing.
    assert {"push button", "page tab", "menu item"} <= {line[1] for line in told if line[0] == "control"}
    assert title == "Log" or len(screen.ask("cells")) > 20


def unsaid_in_front(screen: HeardWindow) -> tuple[list[str], list[list[Any]]]:
    """What of the window in front says nothing, or not what it is of; and all that is told of it."""
    told = screen.look()
    controls = [line[1:] for line in told if line[0] == "control"]
    cells = {tuple(line[1:4]): line[4:] for line in told if line[0] == "cell"}
    unsaid = [f"a {role} in “{around}” has no name" for role, name, around in controls if not name.strip()]
    # What is told of a table can be told from what is told of another.
    tables = Counter(name for role, name, _ in controls if role == "table")
    unsaid += [f"{number} tables are called “{name}”" for name, number in tables.items() if number > 1]
    unsaid += [
        f"the cell {place} has no row or column"
        for place, (_, row, column) in cells.items()
        if not row.strip() or not column.strip()
    ]
    unsaid += [
        f"a line of “{line[1]}” has no name" for line in told if line[0] == "item" and not line[2].strip()
    ]
    unsaid += [
        f"the cell {cell} is not heard"
        for cell in screen.ask("cells")
        if not cells.get(tuple(cell[:3]), [""])[0].strip()
    ]
    return unsaid, told


def tabbed(screen: HeardWindow) -> list[str]:
    """What is wrong with Tab in a dialog: it never comes round, leaves something out, or does not go as the eye does."""
    stops = [screen.ask("stops")["came"][-1]]
    for _ in range(BATCHES):
        screen.key(*["Tab"] * BATCH)
        told = screen.ask("stops")
        places = {stop[0]: stop for stop in told["may"]}
        for stop in told["came"]:
            if stop in stops and stop != stops[-1]:
                return [
                    *(f"Tab never comes to {place[1:3]}" for place in told["may"] if place[:3] not in stops),
                    *against_the_eye([places[number] for number, *_ in stops if number in places]),
                ]
            stops += [stop] if stop not in stops else []
        if len(places) == 1:
            return []
    return [f"Tab never comes round, but stays in {stops[-1]}"]


def against_the_eye(stops: list[list[Any]]) -> list[str]:
    """Where Tab goes up or to the left again, but for the once that it begins anew."""
    back = [
        f"from {before[1:3]} to {after[1:3]}"
        for before, after in zip(stops, stops[1:] + stops[:1], strict=True)
        if goes_back(before[3], after[3])
    ]
    return [] if len(back) <= 1 else [f"Tab goes back {len(back)} times: {', '.join(back)}"]


def goes_back(before: list[list[int]], after: list[list[int]]) -> bool:
    """Whether one place is read before another: above or left of it, or around it."""
    inside = next((n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), None)
    if inside is None:
        return len(after) < len(before)
    (_, left, top, right, bottom), (_, new_left, new_top, new_right, new_bottom) = (
        before[inside],
        after[inside],
    )
    above = new_bottom <= top and new_left < right
    beside = new_top < bottom and new_bottom > top and new_right <= left
    return above or beside


def shown_whole(screen: HeardWindow, title: str) -> bool:
    """Whether a dialog is in front and has put together what it shows."""
    state = screen.ask("state")
    return state["title"] == title and not state["busy"]


@pytest.mark.slow
def test_every_dialog_is_heard_and_left_again(screen: HeardWindow, tmp_path: Path) -> None:
    sent = screen.ask("send", quarter="2010-Q2", to=str(tmp_path))
    problems: list[str] = []
    heard: Counter[str] = Counter()
    for name in sorted(kind.__name__ for kind in DIALOGS):
        screen.ask("stops")
        title = screen.ask("open", dialog=name, sent=sent)
        screen.wait_for(lambda title=title: shown_whole(screen, title), name)
        for page in ("", *PAGES.get(name, ())):
            if page:
                screen.click(page)
            unsaid, told = unsaid_in_front(screen)
            problems += [f"{name} {page}: {line}" for line in [*unsaid, *tabbed(screen)]]
            heard.update(line[0] for line in told)
        screen.key("Escape")
        screen.wait_for(lambda: screen.ask("state")["title"].startswith("sample.csp"), f"{name} stays")
    print(f"{len(DIALOGS)} dialogs heard: {dict(heard)}")
    assert not problems
    assert heard["control"] > 8 * len(DIALOGS) and heard["cell"] > 200 and heard["item"] > 50


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
