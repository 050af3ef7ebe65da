"""Making a person who has left anonymous: in their record, in every text, in the history, and in backups.

Who was forgotten stays written down by id alone, as the step that did it, so that neither a copy brought back nor
a backup restored brings the name back unnoticed.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable
from pathlib import Path

from csp_desktop.storage import steps
from csp_desktop.storage.connection import connect, explained
from csp_desktop.storage.history import images
from csp_desktop.storage.steps import ChangeRow, side_of
from csp_desktop.storage.tables import quoted

ANONYMOUS = "Former officer"
_REASON = "made a person anonymous"
_OWN = ("name", "email", "phone", "notes")
"""What of a person's record says who they are; the post they held stays."""


def forgotten(connection: sqlite3.Connection) -> dict[str, str]:
    """The ids of the people made anonymous, with the moment of it."""
    return dict(
        connection.execute(
            "SELECT c.record, s.made_at FROM steps s JOIN changes c ON c.step = s.step "
            "WHERE s.kind = 'start' AND s.reason = ? AND c.register = 'people'",
            [_REASON],
        ).fetchall()
    )


def forgotten_after(connection: sqlite3.Connection, step: int) -> bool:
    """Whether a person was made anonymous after a step."""
    return bool(
        connection.execute(
            "SELECT EXISTS (SELECT 1 FROM steps WHERE step > ? AND kind = 'start' AND reason = ?)",
            [step, _REASON],
        ).fetchone()[0]
    )


def known_again(connection: sqlite3.Connection) -> list[str]:
    """The ids of those made anonymous whose record says again who they are."""
    rows = connection.execute(
        "SELECT id FROM people WHERE name <> ? OR email IS NOT NULL OR phone IS NOT NULL", [ANONYMOUS]
    )
    gone = forgotten(connection)
    return [person for (person,) in rows if person in gone]


def words_about(connection: sqlite3.Connection, person: str) -> set[str]:
    """What a person is called, by their record and its history: names of two words or more, addresses, numbers.

    What another record says of somebody else too is left out: a namesake, or a mailbox that is shared.
    """
    told: set[str] = set()
    for field, *sides in connection.execute(
        "SELECT field, before, after FROM changes WHERE register = 'people' AND record = ?", [person]
    ):
        for side in sides:
            value = side_of(images.in_full(person, side))
            values = value if isinstance(value, dict) else {field: value}
            told |= {str(values[name]).strip() for name in _OWN[:3] if values.get(name)}
    for values in connection.execute("SELECT name, email, phone FROM people WHERE id = ?", [person]):
        told |= {str(value).strip() for value in values if value}
    others = {
        str(value).casefold()
        for row in connection.execute(
            "SELECT name, email, phone FROM people WHERE id <> ? UNION ALL SELECT chair, email, phone FROM partnerships",
            [person],
        )
        for value in row
        if value
    }
    return {
        words
        for words in told
        if words != ANONYMOUS and words.casefold() not in others and (" " in words or "@" in words)
    }


def rewrite(connection: sqlite3.Connection, person: str, words: Iterable[str]) -> int:
    """Take a person's name out of a file, within the transaction there is; in how many places it was."""
    places = connection.execute(
        "UPDATE people SET name = ?, email = NULL, phone = NULL WHERE id = ?", [ANONYMOUS, person]
    ).rowcount
    if "notes" in _columns(connection, "people"):
        connection.execute("UPDATE people SET notes = NULL WHERE id = ?", [person])
    rows = connection.execute(
        "SELECT id, field, before, after FROM changes WHERE register = 'people' AND record = ?", [person]
    ).fetchall()
    for number, field, *sides in rows:
        nameless = [
            _kept_like(side, person, _nameless(field, images.in_full(person, side))) for side in sides
        ]
        connection.execute("UPDATE changes SET before = ?, after = ? WHERE id = ?", [*nameless, number])
    patterns = [_pattern(word) for word in sorted(words, key=len, reverse=True)]
    for table in _tables(connection) if patterns else ():
        places += _rewrite_texts(connection, table, patterns)
    return places + _rewrite_images(connection, patterns)


def record(connection: sqlite3.Connection, person: str, who: str, when: str) -> int:
    """Write down that a person was made anonymous; the number of the step."""
    name = json.dumps(ANONYMOUS)
    return steps.record_step(
        connection,
        made_at=when,
        made_by=who,
        reason=_REASON,
        kind="start",
        of_step=None,
        changes=[ChangeRow("people", person, "name", name, name)],
    )


def kept_with(connection: sqlite3.Connection, words: Iterable[str]) -> int:
    """How many kept files (returns, printed forms) may still hold one of the words: they stay as they came."""
    wanted = [word.encode() for word in words]
    number = 0
    for table in ("return_files", "printed_reports"):
        for (content,) in connection.execute(f"SELECT content FROM {table} WHERE content IS NOT NULL"):
            number += _holds(bytes(content), wanted)
    return number


def make_nameless(copy: Path, people: Iterable[str]) -> None:
    """Take the names of people out of a copy that is only to be read; its own history says nothing of it."""
    with (
        explained(copy, "could not be read", "It is as it was."),
        contextlib.closing(connect(copy, "rw")) as opened,
    ):
        opened.execute("BEGIN IMMEDIATE")
        for person in people:
            rewrite(opened, person, words_about(opened, person))
        opened.execute("COMMIT")


def _nameless(field: str, side: str | None) -> str | None:
    """One side of a change to a person's record, without who they are."""
    if side is None:
        return None
    if field in _OWN:
        return json.dumps(ANONYMOUS if field == "name" else None)
    value = side_of(side)
    if field or not isinstance(value, dict):
        return side
    return json.dumps(
        {**value, **{name: ANONYMOUS if name == "name" else None for name in _OWN if name in value}},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _pattern(words: str) -> re.Pattern[str]:
    """The words wherever they stand by themselves, in whatever case and spacing."""
    parts = [re.escape(part) for part in words.split()]
    return re.compile(r"(?<![\w@.])" + r"\s+".join(parts) + r"(?![\w@])", re.IGNORECASE)


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return [name for (name,) in rows if not name.startswith(("sqlite_", "_sqlite_")) and name != "this_file"]


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA table_info({quoted(table)})")}


def _rewrite_texts(connection: sqlite3.Connection, table: str, patterns: list[re.Pattern[str]]) -> int:
    """Every text of a table; the rows are told apart by their key, as link tables have no numbers."""
    info = connection.execute(f"PRAGMA table_info({quoted(table)})").fetchall()
    keys = [row[1] for row in info if row[5]]
    places = 0
    for column in [row[1] for row in info if row[2].upper() in ("TEXT", "ANY") and row[1] not in keys]:
        rows = connection.execute(
            f"SELECT {', '.join(map(quoted, keys))}, {quoted(column)} FROM {quoted(table)} "
            f"WHERE typeof({quoted(column)}) = 'text'"
        ).fetchall()
        for *key, text in rows:
            nameless = _without(text, patterns)
            if nameless != text:
                where = " AND ".join(f"{quoted(name)} = ?" for name in keys)
                connection.execute(
                    f"UPDATE {quoted(table)} SET {quoted(column)} = ? WHERE {where}", [nameless, *key]
                )
                places += 1
    return places


def _rewrite_images(connection: sqlite3.Connection, patterns: list[re.Pattern[str]]) -> int:
    """The texts of records that the history keeps small."""
    places = 0
    rows = connection.execute("SELECT id, record, after FROM changes WHERE typeof(after) = 'blob'").fetchall()
    for number, record_id, image in rows:
        text = images.in_full(record_id, image) or ""
        nameless = _without(text, patterns)
        if nameless != text:
            small = images.kept(record_id, "", nameless)
            connection.execute("UPDATE changes SET after = ? WHERE id = ?", [small, number])
            places += 1
    return places


def _kept_like(side: images.Kept, record_id: str, text: str | None) -> images.Kept:
    """A side of a change as a file keeps it that kept this one so: files of earlier versions keep all as text."""
    return images.kept(record_id, "", text) if isinstance(side, bytes) else text


def _without(text: str, patterns: list[re.Pattern[str]]) -> str:
    for pattern in patterns:
        text = pattern.sub(ANONYMOUS, text)
    return text


def _holds(content: bytes, words: list[bytes]) -> bool:
    """Whether a kept file holds one of the words: as it is, or in a part of the workbook it is."""
    texts = [content]
    damaged = (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError)
    with contextlib.suppress(*damaged), zipfile.ZipFile(io.BytesIO(content)) as parts:
        texts += [parts.read(part) for part in parts.infolist() if part.file_size < 20_000_000]
    return any(word in text for text in texts for word in words)
