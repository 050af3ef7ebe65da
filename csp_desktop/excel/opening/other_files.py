"""What else is sent in place of a workbook: named, with what to ask the sender for."""

from __future__ import annotations

import re
from collections.abc import Collection

from csp_desktop.excel.opening.package_parts import PASSWORD

ASK_FOR_WORKBOOK = (
    "and not a spreadsheet. Nothing was taken from it; ask the sender for the Excel workbook itself."
)
_STARTS = (
    (b"%PDF", "is a PDF"),
    (b"{\\rtf", "is a Word document"),
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"GIF8", "is a picture"),
    (b"BM", "is a picture"),
    (b"II*\0", "is a picture"),
    (b"MM\0*", "is a picture"),
    (b"MZ", "is a program"),
    (b"\x1f\x8b", "is a compressed archive"),
    (b"Rar!", "is a compressed archive"),
    (b"7z\xbc\xaf", "is a compressed archive"),
)
_OUTLOOK = (
    "is an Outlook message. Nothing was taken from it; open it and drop the workbook attached to it, or ask "
    "the sender for the workbook itself."
)
_WINMAIL = (
    "is Outlook's own wrapping of an email, in which the attachments are sealed. Nothing was taken from it; ask the "
    "sender to set the email to HTML or plain text (Format Text in Outlook) and attach the workbook again."
)
_NUMBERS = (
    "is an Apple Numbers document. Nothing was taken from it; ask the sender to export it as an Excel workbook "
    "and send that."
)
_LABEL = (
    "is encrypted by a sensitivity label or rights management. Nothing was taken from it; ask the sender for a "
    "copy without it."
)
# The record that begins an old workbook, and right after it the one that says the rest is encrypted.
_OLD_AND_LOCKED = re.compile(
    rb"\x09\x08(?:\x10\x00.{16}|\x08\x00.{8})(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)


def by_its_start(content: bytes) -> str:
    """The rest of a sentence about a file that begins like no spreadsheet; "" where it may be one."""
    for start, what in _STARTS:
        # Two letters begin many a text; a bitmap says its own size next.
        if content.startswith(start) and (start != b"BM" or _is_bitmap(content)):
            return f"{what} {ASK_FOR_WORKBOOK}"
    if content.startswith(b"\x78\x9f\x3e\x22"):
        return _WINMAIL
    if content[4:8] == b"ftyp" or (content.startswith(b"RIFF") and content[8:12] == b"WEBP"):
        return f"is a picture or film {ASK_FOR_WORKBOOK}"
    return ""


def _is_bitmap(content: bytes) -> bool:
    return len(content) > 14 and int.from_bytes(content[2:6], "little") == len(content)


def in_a_container(content: bytes) -> str:
    """The same of a file in the container of old Office documents."""
    if _named("DRMEncryptedTransform", content) or _named("DRMEncryptedDataSpace", content):
        return _LABEL
    if _named("EncryptedPackage", content) or _OLD_AND_LOCKED.search(content):
        return PASSWORD
    if _named("__properties_version1.0", content):
        return _OUTLOOK
    if _named("WordDocument", content):
        return f"is a Word document {ASK_FOR_WORKBOOK}"
    if _named("PowerPoint Document", content):
        return f"is a presentation {ASK_FOR_WORKBOOK}"
    return ""


def _named(name: str, content: bytes) -> bool:
    return name.encode("utf-16-le") in content


def is_document(names: Collection[str]) -> bool:
    """Is a zip file a Word document, by the names of what is in it? Word on the web calls its text "document2"."""
    return any(re.fullmatch(r"word/document\d*\.xml", name) for name in names)


def in_an_archive(names: Collection[str]) -> str:
    """The same of a zip file, by the names of what is in it (in small letters)."""
    if any(name.endswith(".iwa") for name in names) or "index.zip" in names:
        return _NUMBERS
    if is_document(names):
        return f"is a Word document {ASK_FOR_WORKBOOK}"
    if "ppt/presentation.xml" in names:
        return f"is a presentation {ASK_FOR_WORKBOOK}"
    if not any(name.endswith((".xml", ".bin", ".rels")) for name in names):
        return f"is a compressed archive {ASK_FOR_WORKBOOK}"
    return ""
