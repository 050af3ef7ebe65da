"""What backups are called, and which of them are kept.

Each has a number one higher than the last: the order is that of the numbers, whatever the clock says. The day in
the name only tells which ones stand for a day, a week or a month of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

NEWEST, DAYS, WEEKS, MONTHS = 10, 12, 10, 9
PLAIN = 3  # The newest are kept as they are, so that any program opens them; the others packed.
PACKED = ".csp.gz"
FOLDER_ENDING = " backups"
"""How the folder beside a file ends in which its backups are kept."""
_TIMES_THE_FILE, _MOST_BYTES = 20, 2**31
_FAILED_KEPT = 2
_FAILED = "fails its check"
# Long names leave room for the number and date within what file systems take.
_NAME_KEPT = 40
_NAMED = re.compile(
    r".*? (?:(?P<number>\d{6}) )?(?P<day>\d{4}-\d\d-\d\d) (?P<time>\d{6})(?P<fraction> \d{6})?"
    rf"(?P<failed> {_FAILED})?(?P<ending>\.csp|\.csp\.gz)"
)


class Backup(NamedTuple):
    """One backup: its number (0 for those made before they had any), when it was made, whether it failed its check."""

    number: int
    made: datetime
    failed: bool
    path: Path

    @property
    def day(self) -> date:
        """The day its name says."""
        return self.made.date()


def backup_at(path: Path) -> Backup | None:
    """The backup of that name; None for any other file."""
    match = _NAMED.fullmatch(path.name)
    if match is None:
        return None
    try:
        made = datetime.fromisoformat(f"{match['day']} {match['time']}")
    except ValueError:
        return None
    if match["fraction"]:
        made = made.replace(microsecond=int(match["fraction"]))
    return Backup(int(match["number"] or 0), made, bool(match["failed"]), path)


def lies_with_backups(path: Path) -> bool:
    """Whether a file is one of the backups in the folder the program keeps them in, and so is removed in time."""
    return path.parent.name.endswith(FOLDER_ENDING) and backup_at(path) is not None


def backups_in(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first; what else a person put there is not among them."""
    if not folder.is_dir():
        return []
    backups = [backup for path in folder.iterdir() if (backup := backup_at(path))]
    return sorted(backups, key=lambda backup: (backup.number, backup.made), reverse=True)


def name_of_next(stem: str, present: Sequence[Backup], made: datetime, *, failed: bool = False) -> str:
    """The name of the backup made after those present."""
    number = 1 + max((backup.number for backup in present), default=0)
    return f"{stem[:_NAME_KEPT]} {number:06} {made:%Y-%m-%d %H%M%S}{f' {_FAILED}' if failed else ''}.csp"


def surplus(present: Sequence[Backup], file_size: int) -> list[Backup]:
    """Those of the backups, newest first, that need not be kept any longer.

    Kept are the newest ten, the last one of each of the newest twelve days, ten weeks and nine months, as far as
    20 times the file's size, or 2 GB, allow. One that fails its check counts for none of these.
    """
    sound = [backup for backup in present if not backup.failed]
    kept = set(sound[:NEWEST])
    for most, period in _PERIODS:
        seen: set[Hashable] = set()
        for backup in sound:
            if len(seen) < most and period(backup.day) not in seen:
                seen.add(period(backup.day))
                kept.add(backup)
    kept.update([backup for backup in present if backup.failed][:_FAILED_KEPT])
    room = min(_TIMES_THE_FILE * file_size, _MOST_BYTES)
    newest = set(sound[:PLAIN])
    for backup in present:
        if backup in kept:
            room -= backup.path.stat().st_size
            if room < 0 and backup not in newest:
                kept.remove(backup)
    return [backup for backup in present if backup not in kept]


_PERIODS: tuple[tuple[int, Callable[[date], Hashable]], ...] = (
    (DAYS, lambda day: day),
    (WEEKS, lambda day: day.isocalendar()[:2]),
    (MONTHS, lambda day: (day.year, day.month)),
)
