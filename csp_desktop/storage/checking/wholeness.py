"""Is a file whole: its identity, its shape, SQLite's own checks and the program's."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator

from csp_desktop.lean_sha256 import sha256
from csp_desktop.registers.catalog import BY_NAME
from csp_desktop.registers.fields import Content, Values
from csp_desktop.registers.register import Register
from csp_desktop.storage.checking.soundness import (
    damage,
    faults,
    present_fields,
    present_links,
    present_registers,
    short,
)
from csp_desktop.storage.connection import error_code
from csp_desktop.storage.forgetting import known_again
from csp_desktop.storage.history.images import in_full
from csp_desktop.storage.schema import SCHEMA_VERSION, schema_of, views
from csp_desktop.storage.tables import link_table, quoted

_MOST_TOLD = 50

_Edits = dict[str, tuple[int, str]]
"""By field of one record: the number of the change that last wrote it, and what it wrote, as JSON."""


def problems_in(connection: sqlite3.Connection, version: int) -> list[str]:
    """What is wrong with an open file of ours, a sentence each."""
    problems: list[str] = []
    try:
        # Each question is asked of a file that the ones before it found nothing wrong with.
        for questions in _QUESTIONS:
            for ask in questions:
                problems += ask(connection, version)
            if problems:
                break
    except sqlite3.DatabaseError as problem:
        if error_code(problem) & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        problems.append(f"SQLite cannot read the file to its end ({problem}); restore a backup.")
    if len(problems) > _MOST_TOLD:
        problems[_MOST_TOLD:] = [f"{len(problems) - _MOST_TOLD:,} more of the kind are not listed."]
    return problems


def first_contradiction(connection: sqlite3.Connection, version: int) -> str | None:
    """The first thing in which a file that can be read does not agree with itself: sums, kept files, history."""
    for ask in (_missing_steps, *_AGREEMENT):
        for sentence in ask(connection, version):
            return sentence
    return None


def _values(connection: sqlite3.Connection, version: int) -> Iterator[str]:
    yield from faults(connection)


def _damage(connection: sqlite3.Connection, version: int) -> Iterator[str]:
    yield from damage(connection)


def _missing_steps(connection: sqlite3.Connection, version: int) -> Iterator[str]:
    """Changes of the history whose step is gone: who made them and when nobody can tell any more."""
    return _missing_references(connection, version, of="(changes)")


def _missing_references(connection: sqlite3.Connection, version: int, *, of: str = "") -> Iterator[str]:
    """References of the history; those of the registers are told record by record."""
    for table, _, parent, _ in connection.execute(f"PRAGMA foreign_key_check{of}"):
        yield f"{_people_say(table)} refer to {_people_say(parent).lower()} that are not there."


def _people_say(table: str) -> str:
    return BY_NAME[table].plural if table in BY_NAME else table.replace("_", " ").capitalize()


def _schema_problems(connection: sqlite3.Connection, version: int) -> Iterator[str]:
    # Imported here because it takes longer than opening a file, and is seldom wanted.
    from csp_desktop.storage.migrations import expected_schema

    expected, present = expected_schema(version), schema_of(connection)
    # The views of a file of an earlier version are made anew when it is brought up to date.
    passed = {f"view {name}" for name in views()} if version < SCHEMA_VERSION else set()
    for name in sorted((expected.keys() | present.keys()) - passed):
        if name not in present:
            yield f"The {name} is missing."
        elif name not in expected:
            yield f"The {name} was not made by this program."
        elif expected[name] != present[name]:
            yield f"The {name} has been changed by something other than this program."


def _funding_sums(connection: sqlite3.Connection, version: int) -> Iterator[str]:
    """Money under the streams must be the money in the registers: nothing counted twice or not at all."""
    sums = {
        "allocations": "SELECT total(a.amount) FROM funding_streams s JOIN allocations a ON a.stream = s.id",
        "funding_entries": """SELECT total(e.amount) FROM funding_streams s
            JOIN allocations a ON a.stream = s.id JOIN funding_entries e ON e.allocation = a.id""",
    }
    for register, by_stream in sums.items():
        whole = connection.execute(f"SELECT total(amount) FROM {register}").fetchone()[0]
        if connection.execute(by_stream).fetchone()[0] != whole:
            yield f"The {BY_NAME[register].plural.lower()} do not add up to those of the funding streams."


def _forgotten(connection: sqlite3.Connection, version: int) -> Iterator[str]:
    """Who was made anonymous must stay so, whatever was brought back since."""
    for _ in known_again(connection):
        yield "A person who was made anonymous has a name or an address again; make them anonymous once more."


def _kept_files(connection: sqlite3.Connection, version: int) -> Iterator[str]:
    """The history leaves the bytes of kept files out; their fingerprints tell whether they are the same."""
    for name, fingerprint, content in connection.execute(
        "SELECT file_name, sha256, content FROM return_files WHERE content IS NOT NULL"
    ):
        if sha256(content).hexdigest() != fingerprint:
            yield f"The kept return “{short(name)}” is not the file that was kept."


def _history(connection: sqlite3.Connection, version: int) -> Iterator[str]:
    """Every record must be as its history left it, or part of a step was lost."""
    standing: Counter[str] = Counter()
    edits: dict[tuple[str, str], _Edits] = {}
    for number, name, record, field, after in connection.execute(
        """SELECT id, register, record, field,
            CASE WHEN field = '' THEN (after IS NOT NULL) - (before IS NOT NULL) ELSE after END
        FROM changes ORDER BY id"""
    ):
        if field:
            edits.setdefault((name, record), {})[field] = (number, after)
        else:
            standing[name] += after
    for register in present_registers(connection):
        for known_as in _against_history(connection, register, edits):
            standing[register.name] -= 1
            if known_as:
                yield f"{register.label} “{short(known_as)}” is not as its history left it."
        if standing[register.name] > 0:
            missing = f"{standing[register.name]:,}"
            yield f"{register.plural} in the history that are no longer in their register: {missing}."


def _against_history(
    connection: sqlite3.Connection, register: Register, edits: dict[tuple[str, str], _Edits]
) -> Iterator[str | None]:
    """For each record None where it is as its history left it, otherwise what it is known as."""
    columns_there = {field.name for field in present_fields(connection, register)}
    links = {field.name: quoted(link_table(register, field)) for field in present_links(connection, register)}
    names = [
        "id",
        *(
            field.name
            for field in register.fields
            if field.name in links or (field.name in columns_there and not isinstance(field, Content))
        ),
    ]
    columns = [
        f"(SELECT json_group_array(target) FROM (SELECT target FROM {links[name]} "
        "WHERE record = r.id ORDER BY position))"
        if name in links
        else f"r.{quoted(name)}"
        for name in names
    ]
    # Its whole self as last recorded; what was edited since then is in `edits`.
    rows = connection.execute(
        f"""SELECT c.id, c.after, {", ".join(columns)} FROM {quoted(register.name)} r
        LEFT JOIN changes c ON c.id = (SELECT max(id) FROM changes
            WHERE record = r.id AND field = '' AND register = ?)""",
        [register.name],
    )
    linked = [names.index(name) for name in links]
    for number, image, *present in rows:
        for place in linked:
            present[place] = json.loads(present[place])
        recorded = _as_recorded(
            number, in_full(present[0], image), edits.get((register.name, present[0]), {})
        )
        record = dict(zip(names, present, strict=True))
        # A field younger than the record is in neither its image nor its edits.
        if recorded is not None and record | recorded == record:
            yield None
        else:
            yield str(record.get("ref") or record.get(register.title) or record["id"])


def _as_recorded(number: int | None, image: str | None, edits: _Edits) -> Values | None:
    """A record as its history left it; None where the history has none or cannot be read."""
    if number is None or image is None:
        return None
    try:
        recorded: Values = json.loads(image)
        if not isinstance(recorded, dict):
            return None
        for field, (edit, after) in edits.items():
            if edit > number:
                recorded[field] = json.loads(after)
    except (TypeError, ValueError, RecursionError):
        return None
    return recorded


_AGREEMENT = (_funding_sums, _kept_files, _history)
_QUESTIONS: tuple[tuple[Callable[[sqlite3.Connection, int], Iterator[str]], ...], ...] = (
    (_schema_problems,),
    (_values, _damage, _missing_references),
    _AGREEMENT,
    (_forgotten,),
)
