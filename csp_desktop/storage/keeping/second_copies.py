"""The newest backups kept a second time, apart from the file: in the person's own profile, or a folder chosen for it."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

from csp_desktop.errors import FileProblem
from csp_desktop.portable import data_folder, portable_folder
from csp_desktop.settings import settings
from csp_desktop.storage.keeping.packing import pack
from csp_desktop.storage.keeping.retention import PACKED, backups_in

SETTING = "second_copies"
"""Under this name the settings hold the folder chosen; "" for the person's own profile."""
_KEPT = 3
_OURS = "CSP Desktop backups"


def usual_place() -> str:
    """Where second copies go while no folder is chosen, in words."""
    return "Beside the program" if portable_folder() else "In your own profile"


def chosen_folder() -> Path | None:
    """The folder chosen for second copies, such as a stick or a share; None for the usual place."""
    chosen = settings().get(SETTING, "")
    return Path(chosen) if chosen else None


def unreachable(*, seconds: float | None = None, where: str = "in File ▸ Settings") -> str:
    """The sentence that says the chosen folder cannot be written now; "" where it can, or none is chosen.

    `where` is said of the place to choose another, from where the sentence is read. A drive that does not answer is waited for as long as the system does, `seconds` at most where given.
    """
    chosen = chosen_folder()
    if chosen is None or _lets_itself_be_written(chosen, seconds):
        return ""
    return (
        f"Second copies of backups cannot be put in {chosen} now; those beside the file go on as usual. Connect "
        f"it, or choose another folder {where}."
    )


def _lets_itself_be_written(folder: Path, seconds: float | None) -> bool:
    """Whether it is there and may be written to; not where it has not answered by then."""
    answers: list[bool] = []

    def ask() -> None:
        # The error is one answer of a drive that is gone.
        with contextlib.suppress(OSError):
            answers.append(folder.is_dir() and os.access(folder, os.W_OK))

    # Nothing breaks off a question to a drive: whoever asks goes on without the answer.
    asking = threading.Thread(target=ask, name="csp-second-copies", daemon=True)
    asking.start()
    asking.join(seconds)
    return answers == [True]


def second_folders(file_id: str, stem: str) -> list[tuple[Path, str]]:
    """Where second copies of a file may lie, each with its place in words: the usual place, and the one chosen."""
    name = f"{stem[:40]} {file_id}"
    chosen = chosen_folder()
    folders = [(data_folder() / "backups" / name, usual_place())]
    return folders if chosen is None else [*folders, (chosen / _OURS / name, f"In {chosen}")]


def keep_second(backup: Path, file_id: str, stem: str) -> None:
    """Keep a backup in the second place too, the newest three there; the one beside the file stands without it."""
    if unreachable():
        return
    folder, _ = second_folders(file_id, stem)[-1]
    target = folder / backup.name.replace(".csp", PACKED)
    with contextlib.suppress(OSError, FileProblem):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not target.exists():
            pack(backup, target)
        for old in backups_in(folder)[_KEPT:]:
            old.path.unlink(missing_ok=True)
