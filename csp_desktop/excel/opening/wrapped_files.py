"""Returned files as they reach somebody: the workbooks in an email that was saved, or in a zip file."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from csp_desktop.errors import WorkbookProblem
from csp_desktop.excel.opening.package_parts import Limits
from csp_desktop.excel.opening.safe_reading import FileRead, read_workbooks
from csp_desktop.passing_copies import PREFIX
from csp_desktop.paths import legal_file_name

_DEEPEST = 3
_MOST = 200
_AN_OFFICE_FILE = ("[content_types].xml", "mimetype", "content.xml")
_ASK = "Nothing was taken from it; ask the sender for the Excel workbook itself."
_ASK_OR_KEY = f"{_ASK.removesuffix('.')}, or key in what the email says (Key in… on the Returns tab)."

# A file as the person knows it and where it lies, or what was wrong with it.
_Wrapped = tuple[Path, Path | None, str]


class _Refused(Exception):
    """What is wrong with an email or a zip file, as the middle of a sentence."""


def read_returned(
    paths: Sequence[Path], *, cancelled: Callable[[], bool] | None = None, limits: Limits | None = None
) -> Iterator[FileRead]:
    """Each returned file in turn, with the colours of its cells; those in emails and zip files by themselves."""
    limits = limits or Limits()
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
        unwrapping = _Unwrapping(Path(folder), limits)
        wrapped = [within for path in paths for within in unwrapping.within(Path(path), Path(path), 0)]
        lying = [place for _, place, _ in wrapped if place is not None]
        reads = read_workbooks(lying, fills=True, cancelled=cancelled, limits=limits)
        for known_as, place, problem in wrapped:
            if place is None:
                ask = _ASK_OR_KEY if unwrapping.said.get(known_as) else _ASK
                sentence = f"“{known_as.name}” {problem}. {ask}"
                yield FileRead(known_as, b"", None, WorkbookProblem(sentence))
            else:
                read = replace(next(reads), path=known_as)
                said = unwrapping.said.pop(known_as.parent, "") if read.book is not None else ""
                yield replace(read, email_words=said)


class _Unwrapping:
    """Lays what is wrapped in other files into a folder, no more of it than is safe.

    `said` is what each email says beside the files in it.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._bytes_left = limits.expanded_bytes
        self._files_left = _MOST
        self.said: dict[Path, str] = {}

    def within(self, known_as: Path, place: Path, depth: int) -> Iterator[_Wrapped]:
        """A file itself, or the files wrapped in it."""
        kind = known_as.suffix.casefold()
        try:
            if kind not in (".eml", ".zip") or place.stat().st_size > self._limits.file_bytes:
                yield known_as, place, ""
                return
            within = self._attached(known_as, place) if kind == ".eml" else self._zipped(place)
            if within is not None and (not within or depth == _DEEPEST):
                raise _Refused("holds no workbook that could be found")
        except OSError:
            within = None  # whoever reads it says what is wrong
        except _Refused as refused:
            yield known_as, None, str(refused)
            return
        except Exception:  # readers of mail and zip files fail in many ways of their own on damaged ones
            yield known_as, None, "cannot be read: it is damaged or was cut short"
            return
        if within is None:
            yield known_as, place, ""
            return
        for name, content in within:
            inner = Path(tempfile.mkdtemp(dir=self._folder)) / legal_file_name(
                PurePosixPath(name.replace("\\", "/")).name, "attachment"
            )
            inner.write_bytes(content)
            yield from self.within(known_as / inner.name, inner, depth + 1)

    def _count(self, content: bytes) -> None:
        self._bytes_left -= len(content)
        self._files_left -= 1
        if self._bytes_left < 0 or self._files_left < 0:
            raise _Refused("holds more than could be looked through")

    def _attached(self, known_as: Path, path: Path) -> list[tuple[str, bytes]]:
        """The files attached to an email; pictures shown among its words are none."""
        from email import message_from_bytes
        from email.message import EmailMessage
        from email.policy import default

        from csp_desktop.excel.opening.email_words import words_of

        files: list[tuple[str, bytes]] = []
        message = message_from_bytes(path.read_bytes(), policy=default)
        assert isinstance(message, EmailMessage)  # so the policy says
        self.said[known_as] = words_of(message)
        for part in message.walk():
            inline = part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"
            name = part.get_filename()
            if not name or inline or part.is_multipart():
                continue  # the files of an email within it are met on the way
            payload = part.get_payload(decode=True)
            content = payload if isinstance(payload, bytes) else b""
            self._count(content)
            files.append((name, content))
        return files

    def _zipped(self, path: Path) -> list[tuple[str, bytes]] | None:
        """The files in a zip file; None where it is a workbook under another name, or no zip file."""
        files: list[tuple[str, bytes]] = []
        if not zipfile.is_zipfile(path):
            return None
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = [entry.filename.casefold() for entry in entries]
            if any(name in _AN_OFFICE_FILE or name.endswith(".iwa") for name in names):
                return None
            for entry in entries:
                name = entry.filename.rpartition("/")[2]
                if entry.is_dir() or name.startswith(".") or entry.filename.startswith("__MACOSX/"):
                    continue
                if entry.flag_bits & 1:
                    raise _Refused("is protected with a password")
                with archive.open(entry) as part:
                    content = part.read(self._bytes_left + 1)
                self._count(content)
                files.append((name, content))
        return files
