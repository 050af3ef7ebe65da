"""The program as it may be one migration later, for tests of files of another version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from csp_desktop.storage import csp_file, identity, migrations, schema

STATEMENTS = (
    "ALTER TABLE risks ADD COLUMN later TEXT",
    "UPDATE risks SET later = title",
    "CREATE TABLE laters (id TEXT PRIMARY KEY NOT NULL) STRICT",
)


def become_later(put: Callable[[object, str, Any], None] = setattr) -> None:
    """Give this process a second migration, putting each new value through `put`."""
    later = Migrations("csp_desktop")
    for migration in migrations.MIGRATIONS._migrations:
        later(name=migration.name)(migration.fn)

    @later(name="0002_later")
    def _later(db: Database) -> None:
        for statement in STATEMENTS:
            db.conn.execute(statement)

    put(migrations, "MIGRATIONS", later)
    released = schema.MIGRATED
    for module in (schema, identity, csp_file):
        put(module, "SCHEMA_VERSION", len(released) + 1)
    put(schema, "MIGRATED", (*released, ("0002_later", "")))
    left = schema.fingerprint(schema.expected_schema(len(released) + 1))
    for module in (schema, identity):
        put(module, "MIGRATED", (*released, ("0002_later", left)))
