"""What a screen reader is told over the accessibility bus, as lines of JSON; run by the system's Python, not ours.

`look` says what the window in front shows: its controls, and the cells of its tables and the lines of its lists that
can be seen. `listen`
goes on saying what takes the keys and what is announced.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402  (its version is chosen first)

PROGRAM = "CSP Desktop"
_CONTROLS = {
    *(
        "push button",
        "toggle button",
        "check box",
        "radio button",
        "combo box",
        "text",
        "entry",
        "spin button",
    ),
    *("slider", "table", "tree", "list", "page tab", "menu item", "link"),
}
_SHOWN, _IN_FRONT = Atspi.StateType.SHOWING, Atspi.StateType.ACTIVE
_TAKES_KEYS = Atspi.StateType.FOCUSABLE


def _program() -> Any:
    """The program, which may have come to the bus only just now."""
    for _ in range(100):
        desktop = Atspi.get_desktop(0)
        for place in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(place)
            if found is not None and found.get_name() == PROGRAM:
                return found
        time.sleep(0.1)
    raise SystemExit(f"{PROGRAM} is not on the bus")


def _is(thing: Any, state: Any) -> bool:
    return bool(thing.get_state_set().contains(state))


def _all_shown(thing: Any) -> Iterator[Any]:
    """Everything shown in a window, without the cells of its tables."""
    if not _is(thing, _SHOWN):
        return
    yield thing
    if thing.get_role_name() not in ("table", "tree", "list"):
        for place in range(thing.get_child_count()):
            child = thing.get_child_at_index(place)
            if child is not None:
                yield from _all_shown(child)


def _cells(table: Any) -> Iterator[tuple[int, int, str, str, str]]:
    """(row, column, name, name of the row, name of the column) of each cell that can be seen."""
    read = table.get_table_iface()
    columns = range(read.get_n_columns())
    began = False
    for row in range(read.get_n_rows()):
        cells = ((column, read.get_accessible_at(row, column)) for column in columns)
        shown = [(column, cell) for column, cell in cells if cell is not None and _is(cell, _SHOWN)]
        if not shown and began:
            return
        began = began or bool(shown)
        named = read.get_row_description(row) if shown else ""
        for column, cell in shown:
            yield row, column, cell.get_name(), named, read.get_column_description(column)


def _items(listed: Any) -> Iterator[str]:
    """The name of each line of a list that can be seen."""
    for place in range(listed.get_child_count()):
        item = listed.get_child_at_index(place)
        if item is not None and _is(item, _SHOWN):
            yield item.get_name()


def look() -> None:
    """Say what the window in front shows: a line for each control with its role and name, each cell, each item."""
    program = _program()
    windows = (program.get_child_at_index(place) for place in range(program.get_child_count()))
    for window in windows:
        for thing in _all_shown(window) if window is not None and _is(window, _IN_FRONT) else ():
            role, name = thing.get_role_name(), thing.get_name()
            if role in _CONTROLS or _is(thing, _TAKES_KEYS):
                around = thing.get_parent()
                print(json.dumps(["control", role, name, around.get_name() if around is not None else ""]))
            if role == "table":
                for cell in _cells(thing):
                    print(json.dumps(["cell", name, *cell]))
            elif role in ("list", "tree"):
                for item in _items(thing):
                    print(json.dumps(["item", name, item]))


def listen() -> None:
    """Say what takes the keys ("focus", role, name) and what is announced ("said", words), as it happens."""

    def told(event: Any) -> None:
        if event.type == "object:announcement":
            line = ["said", str(event.any_data)]
        elif event.detail1:
            line = ["focus", event.source.get_role_name(), event.source.get_name()]
        else:
            return
        print(json.dumps(line), flush=True)

    listener = Atspi.EventListener.new(told)
    for kind in ("object:announcement", "object:state-changed:focused"):
        listener.register(kind)
    _program()
    print(json.dumps(["ready"]), flush=True)
    Atspi.event_main()


if __name__ == "__main__":
    Atspi.init()
    {"look": look, "listen": listen}[sys.argv[1]]()
