"""Where the program's own files lie (checkout, package or frozen bundle), and what files may be called."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from csp_desktop.errors import FileProblem

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


def resources_folder() -> Path:
    """The folder of icons, templates and packaging; raises FileProblem where the installation lacks it."""
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller
    places = [
        *([Path(bundle) / "resources"] if bundle else []),
        package.parent / "resources",
        package / "resources",
    ]
    for place in places:
        if (place / "reports").is_dir():
            return place
    raise FileProblem(
        "The program's own resources folder is missing, so nothing was done; install the program again."
    )


def legal_name(text: str, otherwise: str) -> str:
    """A text as every system takes it for (part of) a file name, at most 80 characters; `otherwise` for none."""
    return _NOT_IN_NAMES.sub("-", text).strip(" .")[:80].rstrip(" .") or otherwise
