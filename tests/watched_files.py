"""Seeing which files of a folder are opened, by whatever part of the program: the system itself tells."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from pathlib import Path

THERE = sys.platform.startswith("linux")
_OPENED = 0x20  # IN_OPEN


class WatchedFolder:
    """Notes every opening of a file in a folder."""

    def __init__(self, folder: Path) -> None:
        self._system = ctypes.CDLL(None, use_errno=True)
        self._notes = self._system.inotify_init1(os.O_NONBLOCK)
        watching = self._system.inotify_add_watch(self._notes, os.fsencode(folder), _OPENED)
        assert self._notes >= 0 and watching >= 0, os.strerror(ctypes.get_errno())

    def opened(self) -> set[str]:
        """The names of the files opened since this was last asked."""
        found = set()
        while True:
            try:
                data = os.read(self._notes, 65536)
            except BlockingIOError:
                return found
            place = 0
            while place < len(data):
                length = struct.unpack_from("iIII", data, place)[3]
                found.add(data[place + 16 : place + 16 + length].rstrip(b"\0").decode())
                place += 16 + length
            found.discard("")

    def close(self) -> None:
        os.close(self._notes)
