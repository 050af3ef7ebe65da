"""An open file written to by another thread of this program: a connection of its own under the same lease."""

from __future__ import annotations

from pathlib import Path

from csp_desktop.errors import FileProblem
from csp_desktop.storage.csp_file import CspFile, Known
from csp_desktop.storage.identity import open_ours


class FileBeside(CspFile):
    """The file as its window knows it, which writes nothing meanwhile: what others wrote since is refused here too.

    For the thread that writes. After `close`, `last` is the number of the last step as it knows the file, and
    `alone` whether nobody else ever wrote since the window opened it.
    """

    def __init__(self, path: Path, known: Known) -> None:
        """Raises FileProblem where it is not the same file any more."""
        connection, _ = open_ours(path, "rw")
        # Else a long write would keep out whoever reads before it is whole.
        connection.execute("PRAGMA cache_spill = OFF")
        super().__init__(path, connection, known.lease)
        self.last, self.alone = known.last, known.alone
        if known.number not in (0, self._as_opened[0]):
            self.close()
            raise FileProblem(
                f"Another file stands where “{path.name}” was, so nothing was written; what is shown is as it was last "
                "saved. Save it as a new file, or open what is there now."
            )
        self._known = self._known[0], known.last

    def close(self) -> None:
        """End the connection; the lease stays with the window."""
        self.alone &= self._others_left() == self._as_opened != (0, 0)
        self.last = self._known[1]
        self.connection.close()
