"""Files somebody damaged or crafted, each taken to every door of the program; run as a process of its own.

Each file is the small sample with one mutation: bytes of the SQLite file overwritten, cut or moved, or values
set through SQL with the checks off. It is tried in a process forked for it, so that a crash, a hang or too
much memory is that file's alone. One JSON line a file that fails, and one of counts at the end.

By hand, 2,000 of them: `QT_QPA_PLATFORM=offscreen python3 tests/storage/crafted_files.py SAMPLE.csp 2000 7`,
with a sample file, how many, and the seed.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SECONDS = 120
MEMORY = 1536 * 2**20  # what one file may take, over what the process took before
WRONG: tuple[Any, ...] = (
    None, "", "abc", " ", "2011-02-31", "0000-00-00", "2010-Q9", "2010-Q1", -1, 0, 1, 2**31, 2**62, 2_000_000_000,
    1.5, 9e999, -9e999, b"", b"\xff\xfe\x00", "\x00", "a\x00b", "{", "[]", "null", "{}", "[" * 3000, "x" * 2**20,
    "\u202e", "<img src='file://host/share/x.png'>",
)  # fmt: skip


def mutate_bytes(path: Path, chance: random.Random) -> None:
    """Damage as a disk, a share or an editor of bytes makes it."""
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 1, 2, 8])):
        at = chance.randrange(len(data)) if chance.random() < 0.8 else chance.randrange(min(2048, len(data)))
        kind = chance.randrange(5)
        if kind == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            data[at : at + 16] = chance.randbytes(len(data[at : at + 16]))
        elif kind == 2:
            data[at : at + 512] = bytes(len(data[at : at + 512]))
        elif kind == 3 and len(data) > 8192:
            page, other = (chance.randrange(len(data) // 4096) * 4096 for _ in range(2))
            data[page : page + 4096] = data[other : other + 4096]
        elif kind == 4 and chance.random() < 0.3:
            del data[max(at, 512) :]
    path.write_bytes(data)


def mutate_values(path: Path, chance: random.Random) -> None:
    """What another program may write: any value anywhere, rows gone, texts that are none."""
    connection = sqlite3.connect(path, isolation_level=None)
    with contextlib.closing(connection):
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
        )
        names = [name for (name,) in tables]
        for _ in range(chance.choice([1, 1, 2, 5])):
            table = chance.choice(names)
            column = chance.choice([row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')])
            where = f'rowid IN (SELECT rowid FROM "{table}" ORDER BY rowid LIMIT {chance.choice([1, 1, 3, 1000])} '
            where += f"OFFSET {chance.randrange(4)})"
            value, kind = chance.choice(WRONG), chance.randrange(10)
            with contextlib.suppress(sqlite3.Error):
                if kind == 0:
                    connection.execute(f'DELETE FROM "{table}" WHERE {where}')
                elif kind == 1:
                    connection.execute(
                        f'UPDATE "{table}" SET "{column}" = CAST(x\'ff41fe\' AS TEXT) WHERE {where}'
                    )
                elif kind == 2:
                    other = f'(SELECT "{column}" FROM "{table}" ORDER BY rowid DESC LIMIT 1)'
                    connection.execute(f'UPDATE "{table}" SET "{column}" = {other} WHERE {where}')
                else:
                    connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', [value])


def earlier(path: Path) -> None:
    from earlier_program import make_earlier

    make_earlier(path)


def try_doors(path: Path) -> Iterator[str]:
    """What went wrong at any door: internal errors, tracebacks, an edit of a file whose check fails."""
    from PySide6.QtWidgets import QApplication, QMessageBox

    from csp_desktop import cli
    from csp_desktop.editing.workspace import Workspace
    from csp_desktop.errors import AppError
    from csp_desktop.storage.checking.soundness import is_large
    from csp_desktop.storage.checking.wholeness import problems_in
    from csp_desktop.storage.identity import open_ours

    out = path.with_name("out")
    doors = [
        ["verify", path], ["check", path], ["dump", path],
        ["print", path, "action-plan", "--out", out / "plan.pdf"],
        ["export-returns", path, "--quarter", "2010-Q2", "--out", out / "returns"],
        ["screenshots", path, "--out", out / "pictures"],
    ]  # fmt: skip
    out.mkdir()
    codes = []
    for door in doors:
        said = io.StringIO()
        try:
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                cli.main([str(part) for part in door])
        except SystemExit as ending:
            codes.append(int(ending.code or 0))
        if "inside the program" in said.getvalue() or "Traceback" in said.getvalue():
            yield f"{door[0]}: {said.getvalue()[-300:]}"
        if codes[-1] == 2 and len(said.getvalue()) > 3000:
            yield f"{door[0]}: more than a sentence, {len(said.getvalue())} characters"

    from csp_desktop.ui.look.theme import dress
    from csp_desktop.ui.window import defects
    from csp_desktop.ui.window.frame.tab_pages import TABS
    from csp_desktop.ui.window.main_window import MainWindow

    app = QApplication.instance() or QApplication([])
    broke: list[str] = []

    def tell(kind: type[BaseException], error: BaseException, trace: object) -> None:
        # What the program foresaw is one sentence in the window's own hook.
        if not isinstance(error, AppError):
            broke.append("".join(traceback.format_exception(error))[-600:])

    sys.excepthook = tell
    QMessageBox.exec = lambda box: broke.append("box") or 0  # type: ignore[method-assign]
    assert defects
    dress()
    window = MainWindow(preload=False)
    if window.open_file(path):
        window.show()
        for title, _ in TABS:
            window.show_tab(title)
            app.processEvents()
    app.processEvents()
    window.close()
    yield from (f"window: {said}" for said in broke if said != "box")

    before = path.read_bytes()
    try:
        with Workspace.open(path, backup=False) as workspace:
            editable = not workspace.read_only
    except AppError:
        editable = False
    if editable:
        connection, version = open_ours(path, "ro")
        with contextlib.closing(connection):
            # What is too large to be read through before it is opened is checked once it is open.
            problems = [] if is_large(connection) else problems_in(connection, version)
        if problems:
            yield f"edited though {problems[0]}"
    elif path.read_bytes() != before:
        yield "not opened for editing, and yet changed"


def one(path: Path) -> str:
    """Try a file in a process of its own; what went wrong, empty where nothing did."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        signal.alarm(SECONDS)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 2)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        try:
            said = "; ".join(try_doors(path))
        except BaseException:
            said = traceback.format_exc()[-800:]
        taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        if taken > MEMORY:
            said += f"; took {taken // 2**20} MB after {grown // 2**20}"
        os.write(writing, said.encode("utf-8", "replace")[:4000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read().decode("utf-8", "replace")
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        said += "; no end" if number == signal.SIGALRM else f"; killed by signal {number}"
    return said


def run(sample: Path, count: int, seed: int) -> Counter[str]:
    """Try `count` mutations of the sample, both kinds in turn, a third of them as the earlier program left it."""
    import csp_desktop.ui.window.frame.tab_pages
    import csp_desktop.ui.window.main_window
    from csp_desktop import cli

    assert cli and csp_desktop
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            chance = random.Random(f"{seed}-{number}")
            within = Path(folder, str(number))
            within.mkdir()
            path = within / "crafted.csp"
            shutil.copyfile(sample, path)
            if number % 3 == 0:
                earlier(path)
            kind = "bytes" if number % 2 else "values"
            (mutate_bytes if number % 2 else mutate_values)(path, chance)
            said = one(path)
            counts[kind] += 1
            if said:
                counts[f"{kind}, failed"] += 1
                print(json.dumps({"number": number, "kind": kind, "said": said}), flush=True)
            shutil.rmtree(within)
    return counts


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    print(
        json.dumps({"seed": int(sys.argv[3]), **run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))})
    )
