"""Making a person who has left anonymous, in the file and on request in its backups, and leaving them so."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from csp_desktop.editing.changes import Update
from csp_desktop.editing.workspace import Workspace
from csp_desktop.errors import AppError, FileProblem, InvalidChange
from csp_desktop.registers.as_written.dates import format_date
from csp_desktop.storage import backups
from csp_desktop.storage.keeping.retention import FOLDER_ENDING, backups_in, lies_with_backups
from csp_desktop.storage.keeping.second_copies import chosen_folder, second_folders, unreachable

_ANSWERS_WITHIN = 5.0
"""Seconds within which a drive answers, a sleeping one too: the window waits while a person is made anonymous."""


@dataclass(frozen=True)
class Forgotten:
    """What became of it: in how many places the name was, how many kept files still hold it, which backups do.

    `texts` still hold the family name `alone`: of this person, of a namesake, or another word.
    """

    places: int
    kept_files: int
    backups: int = 0
    backups_left: tuple[str, ...] = ()
    unreached: str = ""
    """Where second copies lie that could not be reached; "" for nowhere."""
    alone: tuple[str, ...] = ()
    texts: int = 0


def forget(ws: Workspace, person: str, *, in_backups: bool = False, today: date | None = None) -> Forgotten:
    """Make a person anonymous for good, in records and history; raises InvalidChange where they have not left.

    It cannot be undone. Files kept as they came (returns, printed forms) stay so; how many hold the name is told.
    """
    kept = ws.record("people", person)
    if kept is None:
        raise InvalidChange("This person is no longer in the file; nothing was changed.", register="people")
    left_on = kept["left_on"]
    if not left_on or left_on > (today or date.today()).isoformat():
        when = f"leaves on {format_date(left_on)}" if left_on else "has not left, as far as this file knows"
        raise InvalidChange(
            f"{kept['name']} {when}, so nothing was changed. Say when they left, then make them anonymous.",
            register="people",
            record=person,
            field="left_on",
        )
    if kept["receives_returns"]:
        ws.apply([Update("people", person, {"receives_returns": False})], "no longer receives returns")
    erased = ws.forget(person)
    done = Forgotten(erased.places, erased.kept_files, alone=tuple(sorted(erased.alone)), texts=erased.texts)
    if not in_backups:
        return done
    # What lies where nobody can reach it now is told of with the rest.
    unreached = unreachable(seconds=_ANSWERS_WITHIN)
    usual, *chosen = second_folders(ws.file_id, ws.path.stem)
    reached = [usual] if unreached else [usual, *chosen]
    second = [each.path for folder, _ in reached for each in backups_in(folder)]
    rewritten, left = 0, []
    for backup in [*backups.backups_of(ws.path), *second]:
        try:
            backups.forget_in_backup(backup, person, erased.words, ws.user)
            rewritten += 1
        except FileProblem:
            left.append(backup.name)
    return replace(
        done,
        backups=rewritten,
        backups_left=tuple(left),
        unreached=str(chosen_folder()) if unreached else "",
    )


def restore_nameless(backup: Path, target: Path, gone: Set[str] | None = None) -> int:
    """Make a new file of a backup in which who was made anonymous since stays so; how many these are.

    `gone` are those, by id; where it is not said, those of the file that the backup lies beside, as far as it can be
    read. Raises FileProblem.
    """
    backups.restore(backup, target)
    gone = _forgotten_beside(backup) if gone is None else gone
    if not gone:
        return 0
    with Workspace.open(target, read_only=True) as made:
        named = {
            person: made.words_for(person)
            for person in gone - made.forgotten
            if made.record("people", person)
        }
        who = made.user
    for person, words in named.items():
        backups.forget_in_backup(target, person, words, who)
    return len(named)


def _forgotten_beside(backup: Path) -> Set[str]:
    folder = backup.absolute().parent
    if not lies_with_backups(backup.absolute()):
        return frozenset()
    try:
        file = folder.with_name(f"{folder.name.removesuffix(FOLDER_ENDING)}.csp")
        with Workspace.open(file, read_only=True) as known:
            return known.forgotten
    except AppError:
        return frozenset()
