"""What the help says: a page a task, in Markdown under resources/help, and the keys as they are declared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from csp_desktop.paths import resources_folder
from csp_desktop.ui.grid.keys import GRID_KEYS, GridKey

KEYS = "keys"
_ORDER = (
    *(
        "first-ten-minutes",
        "bring-in-a-plan",
        "action-plan",
        "indicators",
        "risks",
        "funding",
        "partners",
        "log",
        "county",
    ),
    *("send-returns", "take-returns-back", "settle-a-clash", "judge", "print", "roll-over", "combine"),
    *("two-people", "backups", "analysts"),
)
_OF_TABS = {
    "Overview": "first-ten-minutes",
    "Action plan": "action-plan",
    "Indicators": "indicators",
    "Risks": "risks",
    "Funding": "funding",
    "Returns": "send-returns",
    "Partners": "partners",
    "Log": "log",
    "County": "county",
}


@dataclass(frozen=True)
class HelpPage:
    """A page: the name it is linked by, its title, and its Markdown."""

    name: str
    title: str
    text: str


@cache
def help_pages() -> Sequence[HelpPage]:
    """All pages, in reading order; the keys come last."""
    folder = resources_folder() / "help"
    pages = []
    for name in _ORDER:
        text = (folder / f"{name}.md").read_text(encoding="utf-8")
        pages.append(HelpPage(name, text.splitlines()[0].removeprefix("# "), text))
    return (*pages, HelpPage(KEYS, "Keyboard shortcuts", _keys_page()))


def page_for(tab: str) -> str:
    """The name of the page that is about a tab."""
    return _OF_TABS.get(tab, _ORDER[0])


def pages_with(words: Sequence[str]) -> list[HelpPage]:
    """The pages that hold all the words (in lower case), those with them in the title first."""
    held = [page for page in help_pages() if all(word in page.text.casefold() for word in words)]
    return sorted(held, key=lambda page: not all(word in page.title.casefold() for word in words))


def _keys_page() -> str:
    parts = ["# Keyboard shortcuts"]
    for heading, keys in _KEYS:
        lines = [f"| {_cell(key)} | {_cell(what)} |" for key, what in keys]
        parts.append("\n".join([f"## {heading}", "", "| Key | What it does |", "|---|---|", *lines]))
    return "\n\n".join(parts)


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _with_reason(key: GridKey) -> str:
    return f"{key.does}. Unlike in Excel: {key.differs}." if key.differs else key.does


_KEYS: tuple[tuple[str, Sequence[tuple[str, str]]], ...] = (
    (
        "Everywhere",
        (
            ("Ctrl+1 … Ctrl+9", "Go to a tab"),
            ("Ctrl+Page Up, Ctrl+Page Down", "Previous, next tab"),
            ("Alt+Page Up, Alt+Page Down", "Previous, next quarter"),
            ("Ctrl+F or Ctrl+K", "Search, or type what to do"),
            ("Ctrl+Z, Ctrl+Y", "Undo, redo your own last change, also from before the file was closed"),
            ("Ctrl+Shift+H", "History: every change with what stood before it, and ways back; backups"),
            ("Ctrl+P", "Print"),
            (
                "Ctrl+S",
                "Says since when everything is saved: every change goes into the file when it is made",
            ),
            ("Esc", "Discard what is being typed"),
        ),
    ),
    ("In a grid", tuple((key.written, _with_reason(key)) for key in GRID_KEYS)),
    (
        "In a grid, with the mouse",
        (
            ("Click a heading", "Sort; a third click restores the original order"),
            ("Right-click a heading", "Choose columns; show only rows with certain values"),
            (
                "Drag the square at the corner",
                "Copy the selected cells to where you drag. Unlike in Excel: it never counts on, because a plan’s "
                "refs, dates and figures are no series",
            ),
            ("Double-click the square", "Copy down as far as the cells beside it are filled"),
        ),
    ),
    (
        "In a record",
        (
            ("Tab", "The next box; what was typed is saved"),
            (
                "Left, Right, then Space",
                "Choose a rating; its first letter does so at once, Delete takes it off",
            ),
            ("Enter or Down on a choice", "Open its list; Enter takes what is typed or marked"),
            ("Space, or a comma after a name", "Tick one of several in a list, and go on"),
        ),
    ),
    (
        "In returned workbooks",
        (
            ("Ctrl+Enter", "Apply all that is certain and all that was decided"),
            ("F8", "The next question"),
            ("K, T, J, Y, L", "Keep ours, take theirs, join both, type another, decide later"),
        ),
    ),
)
