"""Whether a file is whole: what the verify command asks."""

from __future__ import annotations

import contextlib
from pathlib import Path

from csp_desktop.errors import FileDamaged
from csp_desktop.storage.checking.wholeness import problems_in
from csp_desktop.storage.connection import explained
from csp_desktop.storage.identity import open_ours
from csp_desktop.storage.keeping.packing import unpacked
from csp_desktop.storage.leftovers.unfinished import stale


def verify(path: Path) -> list[str]:
    """What is wrong with a file of ours or a packed backup of one, a sentence each; empty where it is whole.

    Raises FileProblem where it is not ours or cannot be opened at all.
    """
    with unpacked(path) as plain:
        return _problems(plain)


def _problems(path: Path) -> list[str]:
    try:
        connection, version = open_ours(path, "ro")
    except FileDamaged as problem:
        return [problem.sentence]
    with contextlib.closing(connection), explained(path, "cannot be checked", "It was left as it is."):
        connection.execute("BEGIN")  # One state of the file throughout, whoever writes meanwhile.
        return [*([aside] if (aside := stale(path)) else []), *problems_in(connection, version)]
