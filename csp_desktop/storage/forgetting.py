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
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Set
from functools import cache
from pathlib import Path
from typing import NamedTuple

from csp_desktop.registers.catalog import REGISTERS
from csp_desktop.storage import steps
from csp_desktop.storage.connection import connect, explained
from csp_desktop.storage.history import images
from csp_desktop.storage.steps import ChangeRow, side_of
from csp_desktop.storage.tables import quoted

ANONYMOUS = "Former officer"
_REASON = "made a person anonymous"
_OWN = ("name", "email", "phone", "notes")
"""What of a person's record says who they are; the post they held stays."""
Ways = Callable[[str], Iterable[str]]
"""The ways in which people write a name."""
_ALSO_WORDS = {
    "amber", "april", "art", "august", "bill", "chance", "chase", "cliff", "dawn", "dean", "don", "drew",
    "faith", "fern", "frank", "gene", "grace", "grant", "guy", "hazel", "heather", "holly", "hope", "iris",
    "ivy", "jack", "jay", "joy", "june", "lily", "mark", "may", "mercy", "miles", "olive", "pat", "patience",
    "pearl", "penny", "poppy", "ray", "rich", "rob", "rose", "ruby", "sandy", "sue", "summer", "van", "wade",
    "warren", "will",
}  # fmt: skip
"""Given names that are words too, in small letters."""


class Erased(NamedTuple):
    """What became of a name in a file: the words it was known by, in how many places these were, and what is left.

    That is how many kept files may still hold them, and how many texts the family name `alone`, one or several.
    """

    words: set[str]
    places: int
    kept_files: int
    alone: set[str]
    texts: int


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


def words_about(connection: sqlite3.Connection, person: str, ways: Ways) -> set[str]:
    """What a person is called, by their record and its history: names of two words or more, addresses, numbers.

    Names in all their `ways`. What another record says of somebody else too is left out: a namesake, or a mailbox
    that is shared.
    """
    names, told = _told_of(connection, person)
    others: set[str] = set()
    for name, *rest in connection.execute(
        "SELECT name, email, phone FROM people WHERE id <> ? UNION ALL SELECT NULL, email, phone FROM partnerships",
        [person],
    ):
        others |= {_as_read(value).casefold() for value in (*(ways(name) if name else ()), *rest) if value}
    return {
        words
        for words in told | {way for name in names for way in ways(name)}
        if words != ANONYMOUS and _as_read(words).casefold() not in others and (" " in words or "@" in words)
    }


def names_of(connection: sqlite3.Connection, person: str) -> set[str]:
    """The names a person has or had in their record."""
    return _told_of(connection, person)[0] - {ANONYMOUS}


def _told_of(connection: sqlite3.Connection, person: str) -> tuple[set[str], set[str]]:
    """The names of a person, and their addresses and numbers, by their record and its history."""
    told: dict[str, set[str]] = {name: set() for name in _OWN[:3]}
    for field, *sides in connection.execute(
        "SELECT field, before, after FROM changes WHERE register = 'people' AND record = ?", [person]
    ):
        for side in sides:
            value = side_of(images.in_full(person, side))
            values = value if isinstance(value, dict) else {field: value}
            for name in told:
                told[name] |= {str(values[name]).strip()} if values.get(name) else set()
    for values in connection.execute("SELECT name, email, phone FROM people WHERE id = ?", [person]):
        for name, value in zip(told, values, strict=True):
            told[name] |= {str(value).strip()} if value else set()
    names = told.pop("name")
    return names, set().union(*told.values())


def texts_with(connection: sqlite3.Connection, words: Iterable[str]) -> int:
    """How many texts hold one of some words by itself, in the case it is written in; the names of people are none."""
    patterns = [re.compile(rf"(?<![\w@.]){re.escape(_as_read(word))}(?![\w@])") for word in words]
    number = 0
    there = set(_tables(connection)) if patterns else set()
    for register in REGISTERS:
        written = [field.name for field in register.fields if field.kind in ("text", "narrative")]
        columns = (
            _columns(connection, register.name).intersection(written) if register.name in there else set()
        )
        for column in columns - {"name"} if register.name == "people" else columns:
            for (text,) in connection.execute(
                f"SELECT {quoted(column)} FROM {quoted(register.name)} WHERE {quoted(column)} IS NOT NULL"
            ):
                number += any(pattern.search(_as_read(str(text))) for pattern in patterns)
    return number


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
    """How many kept files (returns, printed forms) may still hold one of the words: they stay as they came.

    What is printed cannot be searched: a PDF has no words, only shapes of letters.
    """
    wanted = {
        written.casefold().encode()
        for word in words
        for written in (word, word.replace("’", "'"), word.replace("'", "’"))
    }
    number = 0
    for table in ("return_files", "printed_reports"):
        for (content,) in connection.execute(f"SELECT content FROM {table} WHERE content IS NOT NULL"):
            number += _holds(bytes(content), wanted)
    return number


def make_nameless(copy: Path, people: Iterable[str], ways: Ways) -> None:
    """Take the names of people out of a copy that is only to be read; its own history says nothing of it."""
    with (
        explained(copy, "could not be read", "It is as it was."),
        contextlib.closing(connect(copy, "rw")) as opened,
    ):
        opened.execute("BEGIN IMMEDIATE")
        for person in people:
            rewrite(opened, person, words_about(opened, person, ways))
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
    """The words wherever they stand by themselves, in whatever case and spacing.

    An initial, a list, and names that are words too, are no other words only as they are written: “A. Young”,
    “Green, Amber” and “Will Price”, but “a young man”, “green, amber” and “they will price it”.
    """
    parts = words.split()
    listed = "," in words or any(len(part.strip(".")) == 1 for part in parts)
    if listed or parts[0].casefold() in _ALSO_WORDS:
        spelt, case = _spelt(parts) if listed else f"(?:{_spelt(parts)}|{_spelt(words.upper().split())})", 0
    else:
        spelt, case = _spelt(parts), re.IGNORECASE
    return re.compile(rf"(?<![\w@.]){spelt}(?![\w@])", case)


def _spelt(parts: list[str]) -> str:
    """Parts of a name after one another, with whatever space is between them."""
    read = [_as_read(part) for part in parts]
    between = [r"\s*" if part.endswith(".") else r"\s+" for part in read[:-1]]
    return "".join(re.escape(part) + space for part, space in zip(read, [*between, ""], strict=True))


def _as_read(text: str) -> str:
    """A text as it is read, letter for letter: one kind of apostrophe, hyphen and space, no accents."""
    return text if text.isascii() else "".join(map(_letter, text))


@cache
def _letter(letter: str) -> str:
    if letter in "’‘ʼ´`′":
        return "'"
    if unicodedata.category(letter) == "Pd":
        return "-"
    return " " if letter.isspace() and letter != "\n" else unicodedata.normalize("NFD", letter)[0]


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
        for found in reversed([*pattern.finditer(_as_read(text))]):
            text = text[: found.start()] + ANONYMOUS + text[found.end() :]
    return text


def _holds(content: bytes, words: Set[bytes]) -> bool:
    """Whether a kept file may hold one of the words: as it is, or in a part of the workbook it is."""
    if words and content.startswith(b"%PDF"):
        return True
    texts = [content]
    damaged = (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError)
    with contextlib.suppress(*damaged), zipfile.ZipFile(io.BytesIO(content)) as parts:
        texts += [parts.read(part) for part in parts.infolist() if part.file_size < 20_000_000]
    # A few bytes that are no letters do not matter: what is there is only counted.
    read = [text.decode("utf-8", "replace").casefold().encode() for text in texts]
    return any(word in text for text in read for word in words)
