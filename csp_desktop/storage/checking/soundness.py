"""Does what is in a file fit what the registers declare: kinds of value, ranges, references, circles.

The program writes nothing else; another program, a damaged disk or somebody's trick may have. One pass
over each table tells whether anything is wrong with it, and only then is it looked at field by field.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path

from csp_desktop.errors import FileDamaged, FileNotSound
from csp_desktop.registers.catalog import BY_NAME, REGISTERS
from csp_desktop.registers.fields import (
    LARGEST,
    Choice,
    Content,
    Date,
    Field,
    Links,
    Money,
    Number,
    Quarter,
    Record,
    Reference,
    Structured,
    Text,
    Value,
    Values,
    WholeNumber,
    Year,
    YesNo,
)
from csp_desktop.registers.register import Register
from csp_desktop.storage.hierarchy import circles, misplaced_items
from csp_desktop.storage.tables import link_table, quoted

_SHOWN = 60
_BLANKS = "char(32, 9, 10, 11, 12, 13, 160, 8203)"
_READ_THROUGH = 2**25  # 32 MB: a fifth of a second


def faults(connection: sqlite3.Connection) -> Iterator[str]:
    """A sentence for every value that cannot be shown or worked with, named by register, record and field."""
    for register in present_registers(connection):
        fields = present_fields(connection, register)
        if not _is_sound(connection, register, fields):
            yield from _named(connection, register, fields)
        for field in present_links(connection, register):
            yield from _astray(connection, register, field)
    yield from _circles(connection)
    for misplaced in misplaced_items(connection):
        yield f"Plan item “{short(misplaced.known_as)}” stands under one it cannot stand under."
    yield from unreadable_steps(connection)
    yield from _nameless(connection)


def refuse_unsound(path: Path, connection: sqlite3.Connection) -> None:
    """Raise FileDamaged, naming the first fault, where a file holds what the program would not know how to show."""
    fault = next(faults(connection), None)
    if fault:
        raise FileDamaged(
            f"“{path.name}” was not opened, because it holds what this program did not write there "
            f"({fault.rstrip('.')}); it was left as it is. Restore a backup; the verify command lists all "
            "that is wrong."
        )


def refuse_damaged(path: Path, connection: sqlite3.Connection) -> None:
    """Raise FileNotSound where SQLite finds a file damaged that may still be read in part."""
    fault = next(damage(connection), None)
    if fault:
        raise FileNotSound(
            f"“{path.name}” is damaged and was not opened for editing ({fault.rstrip('.')}); it was left as it "
            "is. It can be opened to read only; to go on editing, restore a backup."
        )


def is_large(connection: sqlite3.Connection) -> bool:
    """Whether a file is too large to be read all through before it is opened; that is done afterwards."""
    pages, size = (connection.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "page_size"))
    return bool(pages * size > _READ_THROUGH)


def damage(connection: sqlite3.Connection) -> Iterator[str]:
    """What SQLite's own check says of a file, a sentence each; raises OperationalError where the disk fails."""
    for (said,) in _rows(connection, "PRAGMA integrity_check(20)"):
        if said == "ok":
            continue
        code = re.search(r"error code=(\d+)", str(said))
        if code and int(code[1]) & 0xFF == sqlite3.SQLITE_IOERR:
            # A page that does not come is the disk's fault, not the file's.
            problem = sqlite3.OperationalError("disk I/O error")
            problem.sqlite_errorcode = int(code[1])
            raise problem
        yield f"SQLite finds the file damaged: {short(said)}."


def present_registers(connection: sqlite3.Connection) -> list[Register]:
    """The registers there are tables for: a file of an earlier version may lack some."""
    there = _tables(connection)
    return [register for register in REGISTERS if register.name in there]


def present_links(connection: sqlite3.Connection, register: Register) -> list[Links]:
    """The fields of a register there are link tables for."""
    there = _tables(connection)
    return [field for field in register.links if link_table(register, field) in there]


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def present_fields(connection: sqlite3.Connection, register: Register) -> list[Field]:
    """The fields there are columns for: a file of an earlier version may lack some."""
    there = {row[1] for row in connection.execute(f"PRAGMA table_info({quoted(register.name)})")}
    return [field for field in register.columns if field.name in there]


def _is_sound(connection: sqlite3.Connection, register: Register, fields: Sequence[Field]) -> bool:
    """Whether all is well with a register, in one pass."""
    parts = ["typeof(r.id) = 'text'", "r.id <> ''", *(_condition(field) for field in fields)]
    # Reading the texts is what tells whether they are any.
    read = [
        "r.id",
        *(f"r.{quoted(field.name)}" for field in fields if isinstance(field, Text) or register.checks),
    ]
    rows = connection.execute(
        f"SELECT (({') AND ('.join(parts)})) IS NOT 1, {', '.join(read)} FROM {quoted(register.name)} r"
    )
    try:
        if not register.checks:
            return not any(map(itemgetter(0), rows))
        names = ["id", *(field.name for field in fields)]
        record = register.blank()
        for flagged, *values in rows:
            record.update(zip(names, values, strict=True))
            if flagged or any(check(record) for check in register.checks):
                return False
    except sqlite3.OperationalError as problem:
        if hasattr(problem, "sqlite_errorcode"):
            raise
        return False  # Python found text that is none.
    return True


def _named(connection: sqlite3.Connection, register: Register, fields: Sequence[Field]) -> Iterator[str]:
    """What is wrong with the records of one register, one by one."""
    names = ["id", *(field.name for field in fields)]
    known: dict[str, set[Value]] = {}
    for row in _rows(connection, f"SELECT {', '.join(map(quoted, names))} FROM {quoted(register.name)}"):
        record = dict(zip(names, row, strict=True))
        spoken = _known_as(connection, register, record)
        faulty = False
        if not isinstance(record["id"], str) or not record["id"]:
            faulty = True
            yield f"{spoken}: what the file knows it by cannot be read."
        for field in fields:
            problem = _problem(connection, field, record, known)
            if problem:
                faulty = True
                yield f"{spoken}: {problem}"
        if not faulty:
            for _, sentence in register.problems(register.blank() | record):
                yield f"{spoken}: {sentence}"


def _problem(
    connection: sqlite3.Connection, field: Field, record: Values, known: dict[str, set[Value]]
) -> str | None:
    """Why a value as it stands in the file is none of its field's, with the value; None where it is one."""
    value = record[field.name]
    if isinstance(field, YesNo) and value in (0, 1) and isinstance(value, int):
        value = record[field.name] = bool(value)
    if isinstance(value, bytes) and field.sqlite_type != "BLOB":
        return f"{field.label} holds signs that are no text."
    if value is None and _always_there(field):
        return f"{field.label}: there is none."
    sentence = field.check(value)
    if sentence:
        return sentence if value is None else f"{sentence} It holds “{short(value)}”."
    if isinstance(field, Reference) and value is not None:
        if field.to not in known:
            known[field.to] = {
                known_id for (known_id,) in _rows(connection, f"SELECT id FROM {quoted(field.to)}")
            }
        if value not in known[field.to]:
            return f"{field.label}: what it names is not in the file."
    return None


def _astray(connection: sqlite3.Connection, register: Register, field: Links) -> Iterator[str]:
    """Links from or to records that are not there."""
    rows = _rows(
        connection,
        f"""SELECT k.record, typeof(k.position) = 'integer', r.id IS NOT NULL AND typeof(k.target) = 'text'
        FROM {quoted(link_table(register, field))} k
        LEFT JOIN {quoted(register.name)} r ON r.id = k.record
        LEFT JOIN {quoted(field.to)} t ON t.id = k.target
        WHERE r.id IS NULL OR t.id IS NULL OR typeof(k.target) <> 'text' OR typeof(k.position) <> 'integer'""",
    )
    for record, placed, there in rows:
        what = "what they name is not in the file" if placed and there else "their order cannot be read"
        yield f"{_spoken(connection, register, record)}: {field.label}: {what}."


def _spoken(connection: sqlite3.Connection, register: Register, record: Value) -> str:
    """A record as people know it, by its id."""
    names = ["id", *(field.name for field in present_fields(connection, register))]
    sql = f"SELECT {', '.join(map(quoted, names))} FROM {quoted(register.name)} WHERE id = ?"
    for row in _rows(connection, sql, [record]):
        return _known_as(connection, register, dict(zip(names, row, strict=True)))
    return f"{register.label} that is not there"


def _circles(connection: sqlite3.Connection) -> Iterator[str]:
    """What stands under itself, be it through others: the window would never come to its end."""
    for register in present_registers(connection):
        above = register.by_name.get("parent")
        if above is not None:
            for record in circles(connection, register.name, above.name):
                spoken = _spoken(connection, register, record)
                yield f"{spoken}: {above.label}: it leads in a circle back to itself."


def _nameless(connection: sqlite3.Connection) -> Iterator[str]:
    """A file that no longer says which it is: its copies could not be told from other files."""
    named = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'this_file'").fetchone()
    if named and connection.execute("SELECT id FROM this_file").fetchone() is None:
        yield "The id that all copies of this file share is gone."


def unreadable_steps(connection: sqlite3.Connection) -> Iterator[str]:
    """Steps that cannot be told or taken back; their single changes are read when they are wanted."""
    rows = _rows(
        connection,
        """SELECT step, made_by, reason, (typeof(made_by) = 'text' AND typeof(reason) = 'text'
            AND kind IN ('start', 'edit', 'undo', 'redo') AND state IN ('done', 'undone', 'lapsed')
            AND made_at GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T*' AND julianday(made_at) IS NOT NULL
            AND (of_step IS NULL OR of_step IN (SELECT step FROM steps))) IS 1 FROM steps""",
    )
    for number, made_by, reason, fits in rows:
        # SQLite calls text what Python then finds to be none.
        if not fits or isinstance(made_by, bytes) or isinstance(reason, bytes):
            yield f"Step {number} of the history cannot be read."


def _rows(
    connection: sqlite3.Connection, sql: str, parameters: Sequence[Value] = ()
) -> Iterator[Sequence[Value]]:
    """Rows with every text that is one as text, and the others as bytes."""
    with _tolerant(connection):
        yield from connection.execute(sql, parameters).fetchall()


@contextlib.contextmanager
def _tolerant(connection: sqlite3.Connection) -> Iterator[None]:
    strict = connection.text_factory
    connection.text_factory = _as_text
    try:
        yield
    finally:
        connection.text_factory = strict


def _as_text(raw: bytes) -> str | bytes:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw


def _known_as(connection: sqlite3.Connection, register: Register, record: Record) -> str:
    """A record by its ref or title; one that has neither by its quarter and what it belongs to."""
    title = register.by_name.get("ref"), register[register.title]
    for field in title:
        if isinstance(field, Text) and (field.name == "ref" or field.required):
            words = record.get(field.name)
            if isinstance(words, str) and words.strip():
                return f"{register.label} “{short(words)}”"
    spoken = f"{register.label} {short(record['quarter'])}" if record.get("quarter") else register.label
    within = register[register.within] if register.within else None
    if isinstance(within, Reference) and isinstance(record.get(within.name), str):
        return f"{spoken} of {_lowered(_spoken(connection, BY_NAME[within.to], record[within.name]))}"
    return f"{spoken} “{short(record['id'])}”"


def short(value: Value) -> str:
    """A value as a sentence quotes it: in one line, and of what is very long the beginning."""
    text = " ".join(str(value)[: 2 * _SHOWN].split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _lowered(spoken: str) -> str:
    return spoken[:1].lower() + spoken[1:]


# What SQLite is asked about a column. Each condition is that of its field's own `check`, and true for all that
# `check` lets pass.


def _condition(field: Field) -> str:
    """An SQL expression over the row `r`: 1 where the field's value is one it may have."""
    name = f"r.{quoted(field.name)}"
    fits = _fits(field, name)
    return fits if field.required or _always_there(field) else f"{name} IS NULL OR {fits}"


def _always_there(field: Field) -> bool:
    # Yes or no is one of them, and where a place is usual everything has one from the start.
    return isinstance(field, YesNo) or (field.name == "position" and field.default is not None)


def _fits(field: Field, name: str) -> str:
    if isinstance(field, YesNo):
        return f"typeof({name}) = 'integer' AND {name} IN (0, 1)"
    if isinstance(field, WholeNumber):
        low = -LARGEST if field.minimum is None else field.minimum
        high = LARGEST if field.maximum is None else field.maximum
        return f"typeof({name}) = 'integer' AND {name} BETWEEN {low} AND {high}"
    if isinstance(field, Money):
        return f"typeof({name}) = 'integer' AND {name} BETWEEN {-LARGEST} AND {LARGEST}"
    if isinstance(field, Year):
        return f"typeof({name}) = 'integer' AND {name} BETWEEN {field.earliest} AND {field.latest}"
    if isinstance(field, Number):
        # Both infinities are larger than any number there is.
        return f"typeof({name}) = 'real' AND abs({name}) < 9e999"
    if isinstance(field, Date):
        return f"date(julianday({name})) = {name} AND {name} BETWEEN '1900' AND '2200'"
    if isinstance(field, Quarter):
        return f"{name} GLOB '19[0-9][0-9]-Q[1-4]' OR {name} GLOB '20[0-9][0-9]-Q[1-4]'"
    if isinstance(field, Choice):
        options = ", ".join("'" + option.replace("'", "''") + "'" for option in field.options)
        return f"{name} IN ({options})"
    if isinstance(field, Reference):
        return f"typeof({name}) = 'text' AND EXISTS (SELECT 1 FROM {quoted(field.to)} t WHERE t.id = {name})"
    if isinstance(field, Content):
        return f"typeof({name}) = 'blob'"
    text = f"typeof({name}) = 'text' AND length({name}) <= {getattr(field, 'longest', 0)}"
    if isinstance(field, Structured):
        # Not AND, both sides of which SQLite may look at.
        return f"{text} AND CASE WHEN json_valid({name}) THEN json_type({name}) = 'object' ELSE 0 END"
    return f"{text} AND trim({name}, {_BLANKS}) <> ''" if field.required else text
