"""What the watched process of `test_quarter_alone.py` does: a whole quarter, every file it opens written down.

Sockets are refused. Whatever is opened outside the folders given is told at the end, a line each.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

OPENED: set[str] = set()
STARTED: list[str] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith("socket.") and event != "socket.gethostname":
        raise PermissionError(f"no sockets here: {event} {arguments}")
    if event in (
        "open",
        "sqlite3.connect",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "shutil.copyfile",
        "os.listdir",
    ):
        for argument in arguments[: 2 if event in ("os.rename", "shutil.copyfile") else 1]:
            if isinstance(argument, str | bytes | os.PathLike):
                OPENED.add(os.fsdecode(argument))
    elif event == "subprocess.Popen":
        STARTED.append(str(arguments[0]))


def work(folder: Path) -> None:
    """The quarter: sample, window, returns out and in, a clash, checks, printing, undo, history, backups."""
    from csp_desktop import app, demo
    from csp_desktop.editing.workspace import Update, Workspace
    from csp_desktop.periods import Quarter
    from csp_desktop.sample import write_sample

    file = folder / "Rochford.csp"
    write_sample(file)
    with Workspace.open(file) as workspace:
        quarter, day = Quarter(2010, 2), date(2010, 10, 22)
        said = [
            *demo._returns(workspace, folder, quarter, day),
            *demo._judge_and_print(workspace, folder, quarter, day),
        ]
    application = app.application()
    from csp_desktop.ui.look.background import end_jobs
    from csp_desktop.ui.window.main_window import MainWindow

    window = MainWindow(preload=False)
    assert window.open_file(file)
    window.show()
    item = window.context.workspace.records("plan_items")[0]["id"]
    window.context.apply([Update("plan_items", item, {"title": "Typed in the window"})])
    window.menus._undo.trigger()
    for title in window.tabs.titles:
        window.show_tab(title)
        application.processEvents()
    window.backing_up.now()
    window.dialogs.show_history([], "")
    from csp_desktop.ui.history.history_window import HistoryWindow

    history = window.findChild(HistoryWindow)
    for page in ("side", "backups", "timeline"):
        history.show_page(page)
        application.processEvents()
    history.side.print_to(folder / "side.pdf")
    end_jobs(60)
    window.close()
    assert len(said) > 4, said
    print(f"done {len(said)} {sorted(path.name for path in folder.iterdir())}")


def main(folder: Path, allowed: list[str]) -> None:
    """Do the work, then tell what was opened elsewhere."""
    sys.addaudithook(_watch)
    work(folder)
    for name in sorted(OPENED):
        if name.startswith("file:"):
            from urllib.parse import unquote

            name = unquote(name.removeprefix("file://").partition("?")[0])
        if name in ("", ":memory:") or name.isdigit():
            continue
        path = os.path.realpath(name)
        if not any(path == place or path.startswith(place.rstrip("/") + "/") for place in allowed):
            print(f"elsewhere {path}")
    for program in STARTED:
        print(f"started {program}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
